#!/usr/bin/env bash
# Makes docs/pictures.md and its pictures: builds, starts the app on a database of its own, plays every state in a Chromium without a window. With arguments only the
# states of those names: scripts/pictures.sh search menu
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/machine.sh

need_dotnet
[[ -n ${PARTNERCHAT_TEST_DB:-} ]] || docker info > /dev/null 2>&1 || want_postgres
want_chromium

dotnet build PartnerChat.Tests -c Release -v quiet -nologo -clp:"ErrorsOnly;NoSummary"
PARTNERCHAT_PICTURES=${*:-all} dotnet test --project PartnerChat.Tests -c Release --no-build --filter-class '*.PicturesTests'
