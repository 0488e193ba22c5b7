#!/usr/bin/env bash
# Takes the pictures of docs/screenshots again: end2end/screenshots, on a desk and a database of their own.
set -euo pipefail
here=$(dirname "$0")
. "$here/../setup/lib.sh"
. "$here/../setup/test_postgres.sh"
use_tools
cd "$ENLACE_ROOT/end2end"

mkdir -p "$ENLACE_ROOT/docs/screenshots"
trap stop_test_postgres EXIT
start_test_postgres
compgen -G '/usr/*/chromium*/locales/pt-BR.pak' > /dev/null ||
    say "fields of dates will read mm/dd/yyyy: the browser speaks English only (chromium-l10n has the others)"
SCREENSHOTS=$ENLACE_ROOT/docs/screenshots npx --no-install playwright test --grep @screenshots ||
    die "The pictures could not be taken: what went wrong stands above, traces are in end2end/test-results."
say "pictures: docs/screenshots"
