#!/usr/bin/env bash
# Builds the server and leaves it as build/enlace. Queries are checked against the data in .sqlx, not a database.
set -euo pipefail
. "$(dirname "$0")/../setup/lib.sh"
use_tools
cd "$ENLACE_ROOT"
since=$SECONDS

say "server: compiling (16 to 24 minutes the first time on 2 cores, a second when nothing changed)"
SQLX_OFFLINE=true quietly cargo build --release --package server --bin enlace ||
    die "The server does not compile: the compiler's message stands above and in $LOG."

built=$CARGO_TARGET_DIR/release/enlace
if ! cmp -s "$built" build/enlace; then
    # Under another name first: a running program's file cannot be written to.
    mkdir -p build
    cp "$built" build/enlace.new
    mv build/enlace.new build/enlace
fi
say "server: ready in $((SECONDS - since)) s (build/enlace)"
