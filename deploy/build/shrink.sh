#!/usr/bin/env bash
# Makes one part of the web app small, for site.sh, which runs several of these at once.
#   deploy/build/shrink.sh WASM_OPT PART FOLDER     writes the part into the folder
set -euo pipefail
# What every page loads is worth further rounds, as long as they make it smaller.
rounds=()
if [ "$(basename "$2")" = main.wasm ]; then rounds=(--converge); fi
# What every browser of the last four years has, and rustc takes for granted.
exec "$1" -Oz "${rounds[@]}" --enable-bulk-memory --enable-mutable-globals --enable-nontrapping-float-to-int \
    --enable-sign-ext --enable-reference-types --enable-multivalue -o "$3/$(basename "$2")" "$2"
