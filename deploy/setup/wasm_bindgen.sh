# shellcheck shell=bash
# wasm-bindgen's command at exactly the version of the crate in Cargo.lock: the two refuse to work together otherwise.
# Sourced by tools.sh. Leaves WASM_BINDGEN, the folder to put on PATH.

wasm_bindgen_version() {
    awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' "$ENLACE_ROOT/Cargo.lock" 2>/dev/null
}

wasm_bindgen_ready() {
    local version into on_path
    version=$(wasm_bindgen_version)
    [ -n "$version" ] || die "Cargo.lock does not name wasm-bindgen: fetch the whole repository again (git status shows what is missing)."
    into=$ENLACE_CACHE/tools/wasm-bindgen-$version
    WASM_BINDGEN=$into/bin
    if [ -x "$WASM_BINDGEN/wasm-bindgen" ]; then return 0; fi
    on_path=$(command -v wasm-bindgen || true)
    if [ -n "$on_path" ] && [ "$("$on_path" --version 2>/dev/null)" = "wasm-bindgen $version" ]; then
        WASM_BINDGEN=$(dirname "$on_path")
        return 0
    fi
    say "wasm-bindgen $version (about 3 minutes, once)"
    # Its own lock file first; a registry mirror that lags behind that file has near versions that do as well.
    wasm_bindgen_install "$version" "$into" --locked || wasm_bindgen_install "$version" "$into" ||
        die "wasm-bindgen-cli $version could not be installed: see that crates.io can be reached from here, then repeat."
}

# With little optimising: the command runs for a second in every build, and its own build would take 10 minutes.
wasm_bindgen_install() {
    local version=$1 into=$2
    shift 2
    watched env -u CARGO_TARGET_DIR -u RUSTUP_TOOLCHAIN PATH="$ENLACE_CACHE/tools/rust/bin:$PATH" \
        CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
        cargo install wasm-bindgen-cli --version "$version" --root "$into" "$@"
}
