#!/usr/bin/env bash
# Runs the benchmarks and prints each one's JSON object; the last results are kept in build/bench.
#   deploy/build/bench.sh [NAME ...]     all of the list below when nothing is said
set -euo pipefail
. "$(dirname "$0")/../setup/lib.sh"
use_tools
"$(dirname "$0")/../setup/model.sh"
"$(dirname "$0")/../setup/python.sh"
export EMBEDDING_FILE=${EMBEDDING_FILE:-$ENLACE_CACHE/models/e5-small-q4.bin} ENLACE_PYTHON=${ENLACE_PYTHON:-$ENLACE_CACHE/python/bin/python}
cd "$ENLACE_ROOT"

mkdir -p build/bench
if [ $# -eq 0 ]; then set -- ingest fanout channels churn board dashboard rollup search knowledge embed classify; fi
for name in "$@"; do
    say "bench $name (up to two minutes, search, classify and dashboard more)"
    build/enlace bench "$name" --json 2>>"$LOG" | tail -n 1 | tee "build/bench/$name.json" || die "The benchmark $name failed: read $LOG."
done
