#!/usr/bin/env bash
# Builds PartnerChat and starts it at http://127.0.0.1:5080. Further arguments go to the app: ./run.sh --urls http://127.0.0.1:6000
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. scripts/machine.sh

export ASPNETCORE_ENVIRONMENT="${ASPNETCORE_ENVIRONMENT:-Development}"

need_dotnet
if [[ $ASPNETCORE_ENVIRONMENT == Development && -z ${ConnectionStrings__PartnerChat:-} && -z ${LocalPostgres__BinFolder:-} ]]; then
  want_postgres
fi

if [[ $ASPNETCORE_ENVIRONMENT == Development ]]; then
  say "Building..."
  dotnet build PartnerChat.Web -c Release -v quiet -nologo -clp:"ErrorsOnly;NoSummary"
  folder=PartnerChat.Web app=bin/Release/net10.0/PartnerChat.Web.dll
else
  # Outside Development, static files are served from a published app only.
  say "Publishing..."
  dotnet publish PartnerChat.Web -c Release -o artifacts/app -v quiet -nologo -clp:"ErrorsOnly;NoSummary"
  folder=artifacts/app app=PartnerChat.Web.dll
fi

# The app takes this process's place, so that Ctrl+C and SIGTERM reach it and nothing is left behind.
cd "$folder"
if [[ -n ${ASPNETCORE_URLS:-}${ASPNETCORE_HTTP_PORTS:-} ]]; then
  exec dotnet "$app" "$@"
fi
exec env ASPNETCORE_URLS=http://127.0.0.1:5080 dotnet "$app" "$@"
