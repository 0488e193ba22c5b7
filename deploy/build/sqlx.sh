#!/usr/bin/env bash
# Writes .sqlx, the data by which queries are checked where no database is: needed after every change of a query or a
# migration. Takes a database of its own, so that only the migrations of this repository are in it.
set -euo pipefail
here=$(dirname "$0")
. "$here/../setup/lib.sh"
. "$here/../setup/test_postgres.sh"
use_tools
cd "$ENLACE_ROOT"
have sqlx || die "sqlx-cli is missing: cargo install sqlx-cli --version 0.9.0 --no-default-features --features postgres,rustls, then repeat."

trap stop_test_postgres EXIT
start_test_postgres
quietly sqlx migrate run --source migrations || die "A migration fails: read $LOG."
say "asking the database about every query (a minute)"
SQLX_OFFLINE=false quietly cargo sqlx prepare --workspace -- --release --package enlace-store ||
    die "A query does not fit the schema: the message stands above and in $LOG."
say "written: $(find .sqlx -name 'query-*.json' | wc -l) queries in .sqlx; commit them"
