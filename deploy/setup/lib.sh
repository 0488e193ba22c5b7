# shellcheck shell=bash
# What every script under deploy/ shares: where things are, how they speak, how they stop.
# Sourced by them, never run by itself. Sets ENLACE_ROOT, ENLACE_CACHE and LOG.

ENLACE_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export ENLACE_ROOT
export ENLACE_CACHE=${ENLACE_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/enlace}
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$ENLACE_CACHE/target}
LOG=$ENLACE_CACHE/log/$(basename "$0" .sh).log
mkdir -p "$ENLACE_CACHE/log" "$ENLACE_CACHE/tools" ||
    { echo "Cannot write to $ENLACE_CACHE: set ENLACE_CACHE to a folder that is yours." >&2; exit 1; }

# One line about what is done now.
say() { printf '· %s\n' "$*"; }

# Stops with a sentence that says what to do.
die() { printf '✗ %s\n' "$*" >&2; exit 1; }

# Runs a command with its output in $LOG. On a terminal the last line of the log is shown while it runs; when the
# command fails, the end of the log is printed.
quietly() {
    printf '\n$ %s\n' "$*" >>"$LOG"
    local status=0 since=$SECONDS child
    "$@" >>"$LOG" 2>&1 &
    child=$!
    while [ -t 1 ] && kill -0 "$child" 2>/dev/null; do
        printf '\r\033[K  %4d s  %.90s' "$((SECONDS - since))" "$(tail -n 1 "$LOG" | tr -cd '[:print:]')"
        sleep 1
    done
    wait "$child" || status=$?
    if [ -t 1 ]; then printf '\r\033[K'; fi
    if [ "$status" -ne 0 ]; then
        { echo "  The end of $LOG:"; tail -n 25 "$LOG" | sed 's/^/    /'; } >&2
    fi
    return "$status"
}

# The hash of what is read from stdin.
hash_of() { sha256sum | cut -c 1-20; }

# have COMMAND: whether it can be run.
have() { command -v "$1" >/dev/null 2>&1; }

# at_least 1.96.0 1.94: whether the first version is the second or a later one.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

# The tools that tools.sh found or made, for the scripts that come after it.
use_tools() {
    [ -r "$ENLACE_CACHE/env.sh" ] || die "The tools are not set up yet: run deploy/setup/tools.sh first (make does)."
    # shellcheck source=/dev/null
    . "$ENLACE_CACHE/env.sh"
}
