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

if [ "$(stat -c %s "$LOG" 2>/dev/null || echo 0)" -gt 2000000 ]; then : >"$LOG"; fi

# One line about what is done now.
say() { printf '· %s\n' "$*"; }

# Stops with a sentence that says what to do.
die() { printf '✗ %s\n' "$*" >&2; exit 1; }

# Runs a command with its output in $LOG. On a terminal the last line of the log is shown while it runs.
watched() {
    printf '\n$ %s\n' "$*" >>"$LOG"
    local status=0 since=$SECONDS child
    if [ ! -t 1 ]; then
        "$@" >>"$LOG" 2>&1 || status=$?
        return "$status"
    fi
    "$@" >>"$LOG" 2>&1 &
    child=$!
    # A process in the background does not hear Ctrl-C by itself.
    trap 'kill "$child" 2>/dev/null || true; echo; exit 130' INT TERM
    while kill -0 "$child" 2>/dev/null; do
        printf '\r\033[K  %4d s  %.90s' "$((SECONDS - since))" "$(tail -n 1 "$LOG" | tr -cd '[:print:]')"
        sleep 1
    done
    wait "$child" || status=$?
    trap - INT TERM
    printf '\r\033[K'
    return "$status"
}

# The same, and the end of the log is printed when the command fails.
quietly() {
    local status=0
    watched "$@" || status=$?
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
