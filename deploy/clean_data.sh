#!/usr/bin/env bash
# Removes all that a demo has stored: data/, and the cluster of that folder which, as root, may lie outside the checkout.
# Refuses while something still runs on it.
set -euo pipefail
. "$(dirname "$0")/setup/lib.sh"
cd "$ENLACE_ROOT"

# Where the server, as root, puts the cluster of a data folder that Debian's user postgres can't enter
# (server/src/processes/private_postgres/tools.rs): by the first six bytes of the hash of the folder's real path.
elsewhere=/var/lib/enlace/$(printf %s "$(realpath -m data)" | sha256sum | cut -c 1-12)

[ -e data ] || [ -e "$elsewhere" ] || { say "there is no data/ to remove"; exit 0; }
running() { [ -r "$1" ] && kill -0 "$(head -n 1 "$1")" 2>/dev/null; }

if running data/enlace.pid; then
    die "A demo is running on data/ (process $(head -n 1 data/enlace.pid)): stop it with Ctrl-C first, then repeat."
fi
while IFS= read -r pid_file; do
    if running "$pid_file"; then
        die "A PostgreSQL still runs on ${pid_file%/*} (process $(head -n 1 "$pid_file")): stop it with kill -INT $(head -n 1 "$pid_file"), then repeat."
    fi
done < <(find data "$elsewhere" -maxdepth 4 -name postmaster.pid 2>/dev/null)
rm -rf "$elsewhere" || die "$elsewhere could not be removed: it holds files of another user, repeat as root."
rm -rf data || die "data/ could not be removed: it holds files of another user, repeat as that user or as root."
say "data/ is gone; the next make demo starts anew"
