#!/usr/bin/env bash
# Format and lints, for the server's side and for the browser's.
#   deploy/build/lint.sh [format|clippy]     both when nothing is said
set -euo pipefail
. "$(dirname "$0")/../setup/lib.sh"
. "$(dirname "$0")/../setup/rust.sh"
use_tools
cd "$ENLACE_ROOT"
what=${1:-all}

if [ "$what" != clippy ]; then
    if cargo fmt --version >/dev/null 2>&1; then
        cargo fmt --all --check >>"$LOG" 2>&1 || { cargo fmt --all --check -- -l 2>/dev/null | sort -u >&2; die "These files are not formatted: run cargo fmt --all."; }
        say "format: as rustfmt has it"
    else
        say "format: SKIPPED, this toolchain has no rustfmt"
    fi
fi

if [ "$what" != format ]; then
    if cargo clippy --version >/dev/null 2>&1; then
        # Other releases have other lints: only the one tried may fail the build by a warning.
        deny=(-D warnings)
        case $(rustc --version) in
            "rustc ${RUST_TRIED%.*}."*) ;;
            *) deny=(); say "clippy: warnings do not fail here, $(rustc --version | cut -d ' ' -f 1-2) is not the $RUST_TRIED that was tried" ;;
        esac
        say "clippy: the server's side (3 to 5 minutes the first time)"
        SQLX_OFFLINE=true quietly cargo clippy --release --workspace --exclude frontend --all-targets -- "${deny[@]}" ||
            die "clippy objects: its message stands above and in $LOG."
        say "clippy: the browser's side (a minute the first time)"
        quietly cargo clippy --profile wasm-release --package frontend --package app \
            --target wasm32-unknown-unknown -- "${deny[@]}" ||
            die "clippy objects to the web app: its message stands above and in $LOG."
        say "clippy: no complaint"
    else
        say "clippy: SKIPPED, this toolchain has no clippy"
    fi
fi
