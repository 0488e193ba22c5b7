#!/usr/bin/env bash
# Takes a bare Debian 12 machine to one that can build Enlace. Run it as often as you like: it does what is missing.
#   deploy/setup/tools.sh [demo|test]     demo: to build and run (the default); test: also what the tests need
# Nothing is written outside $ENLACE_CACHE (~/.cache/enlace) and end2end/node_modules, but for the Debian packages.
set -euo pipefail
here=$(dirname "$0")
. "$here/lib.sh"
. "$here/apt.sh"
. "$here/rust.sh"
. "$here/wasm_bindgen.sh"
. "$here/wasm_split.sh"
. "$here/node.sh"

purpose=${1:-demo}
case $purpose in demo | test) ;; *) die "tools.sh takes demo or test, not \"$purpose\"." ;; esac

# What the present state depends on; the same again means nothing is to do.
state() {
    {
        cat "$here"/{lib,apt,rust,wasm_bindgen,wasm_split,node,tools}.sh
        rust_least
        wasm_bindgen_version
        wasm_split_source
        if [ -e "$ENLACE_CACHE/env.sh" ]; then
            cat "$ENLACE_CACHE/env.sh"
            (. "$ENLACE_CACHE/env.sh" && rustc -vV && command -v wasm-bindgen node brotli) 2>&1 || true
        fi
    } | hash_of
}

packages_missing() {
    apt_for_demo | apt_missing
    if [ "$purpose" = test ]; then apt_for_test | apt_missing; fi
}

write_env() {
    {
        echo "# Written by deploy/setup/tools.sh: the tools of the build. Source it to use cargo by hand."
        printf 'export PATH=%q:%q:"$PATH"\n' "$ENLACE_CACHE/tools/rust/bin" "$WASM_BINDGEN"
        printf 'export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-%q}"\n' "$CARGO_TARGET_DIR"
        printf 'export WASM_SPLIT=%q\n' "$WASM_SPLIT"
        echo 'unset RUSTC RUSTUP_TOOLCHAIN'
        if [ -n "$WASM_LINKER" ]; then
            printf 'export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=%q\n' "$WASM_LINKER"
        fi
        if [ -n "$WASM_SYSROOT" ]; then
            echo '# Cargo reads the next line only where RUSTFLAGS is not set.'
            printf 'unset RUSTFLAGS\nexport CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=%q\n' "--sysroot=$WASM_SYSROOT"
        fi
    } >"$ENLACE_CACHE/env.sh.new"
    mv "$ENLACE_CACHE/env.sh.new" "$ENLACE_CACHE/env.sh"
}

verify() {
    (
        use_tools
        [ "$(wasm-bindgen --version)" = "wasm-bindgen $(wasm_bindgen_version)" ] ||
            die "wasm-bindgen is not at $(wasm_bindgen_version): remove $ENLACE_CACHE/tools and repeat."
        [ -x "$WASM_SPLIT" ] || die "$WASM_SPLIT is missing: remove $ENLACE_CACHE/tools and repeat."
        lightningcss_path >>"$LOG" ||
            die "lightningcss does not run: remove end2end/node_modules and repeat."
        "$(wasm_opt_path)" --version >>"$LOG" 2>&1 || die "wasm-opt does not run: remove end2end/node_modules and repeat."
        { cargo --version; rustc -vV; node --version; npm --version; brotli --version; } >>"$LOG" 2>&1
    )
}

[ -e "$ENLACE_ROOT/Cargo.lock" ] || die "Cargo.lock is missing: fetch the whole repository again (git status shows what is missing)."
exec 9>"$ENLACE_CACHE/tools.lock"
flock -n 9 || { say "waiting for another set-up to finish"; flock 9; }

missing=$(packages_missing)
stamp=$ENLACE_CACHE/tools/complete
if [ -z "$missing" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$(state)" ] &&
    [ "$(cat "$ENLACE_ROOT/end2end/node_modules/.complete" 2>/dev/null)" = "$(node_wanted)" ]; then
    say "tools: ready"
    exit 0
fi

say "tools: checking what is here (details: $LOG)"
: >"$LOG"
# shellcheck disable=SC2034 # apt.sh reads it
APT_HINT="  -- and, where $RUST_SERVER is out of reach: ${RUST_DEBIAN[*]} lld-22"
# shellcheck disable=SC2086 # a list of package names
apt_install $missing
unset APT_HINT
rust_ready
wasm_bindgen_ready
wasm_split_ready
node_ready
write_env
verify
state >"$stamp"
say "tools: ready"
