#!/usr/bin/env bash
# Builds everything and runs every test; the last line says how many passed and failed. --campaign runs the full counts of the long tests
# (the plain run a twentieth); all other arguments go to the test runner: ./test.sh --filter-class '*LocalPostgresTests'
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. scripts/machine.sh

arguments=()
for argument in "$@"; do
  if [[ $argument == --campaign ]]; then export PARTNERCHAT_CAMPAIGN=1; else arguments+=("$argument"); fi
done

# A run compiles much and keeps nothing of it: no profile is worth its price, nor a second mapping of each page of code.
export DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0

passed=0 failed=0
most_again=5
count() { passed=$((passed + $1)); failed=$((failed + $2)); }
finish() {
  # Last, where it is found: what failed, and its first words.
  if [[ $failed != 0 && -s ${log:-/dev/null} ]]; then grep -hE -A 3 '^failed ' "$log" | cut -c 1-400 || true; fi
  echo "$passed passed, $failed failed"
  [[ $failed == 0 && $passed != 0 ]]
}

# A check that is no test of the runner: counts as one.
check() {
  local name=$1 output
  shift
  if output=$("$@" 2>&1); then
    count 1 0
  else
    count 0 1
    printf 'failed: %s\n%s\n' "$name" "$output"
  fi
}

need_dotnet
if [[ -z ${PARTNERCHAT_TEST_DB:-} ]] && ! docker info > /dev/null 2>&1; then
  want_postgres
fi
want_chromium

if ! dotnet build PartnerChat.sln -c Release -v quiet -nologo -clp:"ErrorsOnly;NoSummary"; then
  count 0 1
  finish
  exit
fi

log=$(mktemp) again=$(mktemp)
trap 'rm -f "$log" "$again"' EXIT
code=0
dotnet test --solution PartnerChat.sln -c Release --no-build ${arguments[@]+"${arguments[@]}"} 2>&1 | tee "$log" || code=$?
read -r ok bad < <(awk '/^  succeeded:/ { s = $2 } /^  failed:/ { f = $2 } END { print s + 0, f + 0 }' "$log")
# The runner may end badly with no failed test: a crash, a filter that fits nothing.
if [[ $code != 0 && $bad == 0 ]]; then bad=1; fi

# The whole run keeps every core busy for minutes. The few that fail in it are run once more, by themselves: one that fails there too is broken.
if ((${#arguments[@]} == 0 && bad > 0 && bad <= most_again)); then
  mapfile -t methods < <(sed -nE 's/^failed ([A-Za-z0-9_.]+).*/\1/p' "$log" | sort -u)
  filters=()
  for method in "${methods[@]}"; do filters+=(--filter-method "$method"); done
  echo "Once more, by themselves: ${methods[*]}"
  if ((${#methods[@]} > 0)) && dotnet test --solution PartnerChat.sln -c Release --no-build "${filters[@]}" > "$again" 2>&1; then
    printf 'unsteady (failed in the whole run, passed by itself): %s\n' "${methods[@]}"
    ok=$((ok + bad)) bad=0
  else
    cat "$again"
  fi
fi
count "$ok" "$bad"

# A filtered run asks for some tests; the whole run asks for the house too.
if [[ ${#arguments[@]} == 0 ]]; then
  dotnet tool restore > /dev/null
  check "the model has changes that no migration makes" dotnet ef migrations has-pending-model-changes -p PartnerChat.Data -s PartnerChat.Data --configuration Release --no-build
  check "the code is formatted (dotnet format)" dotnet format PartnerChat.sln --verify-no-changes --no-restore
fi
finish
