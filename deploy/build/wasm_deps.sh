#!/usr/bin/env bash
# Checks that the web app links nothing that belongs to the server: it would not run in a browser, or weigh it down.
set -euo pipefail
. "$(dirname "$0")/../setup/lib.sh"
use_tools
cd "$ENLACE_ROOT"

tree=$(cargo tree --locked --package frontend --target wasm32-unknown-unknown --edges normal --prefix none --format '{p}' 2>>"$LOG") ||
    die "cargo tree failed: read $LOG; if it speaks of Cargo.lock, commit the lock file that cargo build writes."
found=$(echo "$tree" | cut -d ' ' -f 1 | sort -u |
    grep -xE 'tokio|hyper|axum|sqlx|sqlx-.*|redis|reqwest|lapin|rustls|aws-lc-.*|qdrant-.*|enlace-(store|jobs|whatsapp|isp|ai|search|documents|forecast|desk|simulator|testing)' || true)
if [ -n "$found" ]; then
    die "The web app links what belongs to the server: $(echo "$found" | tr '\n' ' ')-- find who brings it with: cargo tree -p frontend --target wasm32-unknown-unknown -e normal -i NAME"
fi
say "the web app links no server crate ($(echo "$tree" | cut -d ' ' -f 1 | sort -u | wc -l) crates)"
