# What run.sh, test.sh and pictures.sh need from the machine. To be sourced.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
# Build servers would outlive the script.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false

say() { printf '%s\n' "$*" >&2; }

need_dotnet() {
  if ! command -v dotnet > /dev/null; then
    say "PartnerChat needs the .NET 10 SDK, and there is no 'dotnet' here: https://dotnet.microsoft.com/download/dotnet/10.0"
    exit 78
  fi
  if ! dotnet --list-sdks | grep -q '^10\.'; then
    say "PartnerChat needs the .NET 10 SDK. This machine has: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ' -)"
    say "Get it at https://dotnet.microsoft.com/download/dotnet/10.0"
    exit 78
  fi
}

# The usual folders, as PartnerChat.Data/Hosting/PostgresLocations.cs has them; the app itself looks closer.
has_postgres() {
  command -v postgres > /dev/null && command -v initdb > /dev/null && return
  local bin
  for bin in "$(pg_config --bindir 2> /dev/null || true)" /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/libexec/postgresql* /usr/local/pgsql*/bin \
    /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin /Applications/Postgres.app/Contents/Versions/*/bin /Library/PostgreSQL/*/bin; do
    [[ -x $bin/initdb ]] && return
  done
  return 1
}

# Installs packages where we may. Arguments: the packages by apt-get's, dnf's and apk's names.
install_packages() {
  [[ $(id -u) == 0 ]] || return 1
  if command -v apt-get > /dev/null; then
    # A cluster of the distribution's own, started by its package, is none of ours: do not make one.
    mkdir -p /etc/postgresql-common && [[ -e /etc/postgresql-common/createcluster.conf ]] \
      || echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $1
  elif command -v dnf > /dev/null; then
    dnf install -y -q $2
  elif command -v apk > /dev/null; then
    apk add --quiet $3
  else
    return 1
  fi >&2
}

# Where it cannot be installed, the app says what the ways out are.
want_postgres() {
  has_postgres && return
  say "No PostgreSQL on this machine: installing the distribution's, if we may..."
  install_packages postgresql postgresql-server postgresql || say "It could not be installed from here."
}

# Tests and pictures want a browser: rather Chromium's headless shell, the same engine without the desktop around it, at two thirds of the work.
want_chromium() {
  [[ -z ${CHROMIUM:-} ]] && ! command -v chromium-headless-shell > /dev/null || return 0
  say "No Chromium's headless shell on this machine: installing the distribution's, if we may..."
  install_packages chromium-headless-shell chromium-headless chromium && command -v chromium-headless-shell > /dev/null && return
  command -v chromium chromium-browser google-chrome > /dev/null && return
  install_packages chromium chromium chromium || say "It could not be installed; nothing in a browser will work. Name one with CHROMIUM=/path/to/chromium."
}
