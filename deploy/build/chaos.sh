#!/usr/bin/env bash
# Sends for ten minutes while workers are killed, PostgreSQL is restarted and the first provider fails half the time;
# prints the figures and fails where a message was lost, doubled or reordered, failed or was left undecided.
#   deploy/build/chaos.sh [SECONDS]
set -euo pipefail
. "$(dirname "$0")/../setup/lib.sh"
use_tools
cd "$ENLACE_ROOT"

seconds=${1:-600}
mkdir -p build/bench
say "chaos ($seconds seconds, and up to four minutes until all has left)"
build/enlace bench chaos --seconds "$seconds" --json 2>>"$LOG" | tail -n 1 | tee build/bench/chaos.json || die "The chaos run failed: read $LOG."
for figure in lost doubled reordered failed undecided; do
    grep -q "\"$figure\":0[,}]" build/bench/chaos.json || die "Not zero: $figure."
done
