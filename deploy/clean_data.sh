#!/usr/bin/env bash
# Removes data/, all that a demo has stored. Refuses while something still runs on it.
set -euo pipefail
. "$(dirname "$0")/setup/lib.sh"
cd "$ENLACE_ROOT"

[ -e data ] || { say "there is no data/ to remove"; exit 0; }
running() { [ -r "$1" ] && kill -0 "$(head -n 1 "$1")" 2>/dev/null; }

if running data/enlace.pid; then
    die "A demo is running on data/ (process $(head -n 1 data/enlace.pid)): stop it with Ctrl-C first, then repeat."
fi
while IFS= read -r pid_file; do
    if running "$pid_file"; then
        die "A PostgreSQL still runs on ${pid_file%/*} (process $(head -n 1 "$pid_file")): stop it with kill -INT $(head -n 1 "$pid_file"), then repeat."
    fi
done < <(find data -maxdepth 4 -name postmaster.pid 2>/dev/null)
rm -rf data || die "data/ could not be removed: it holds files of another user, repeat as that user or as root."
say "data/ is gone; the next make demo starts anew"
