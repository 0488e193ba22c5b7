# shellcheck shell=bash
# The tool that cuts the web app by page (deploy/build/split), built once. Sourced by tools.sh.
# Leaves WASM_SPLIT, the program.

wasm_split_source() { cat "$ENLACE_ROOT"/deploy/build/split/{Cargo.toml,Cargo.lock,src/main.rs,src/part.js} | hash_of; }

wasm_split_ready() {
    local into
    into=$ENLACE_CACHE/tools/wasm-split-$(wasm_split_source)
    WASM_SPLIT=$into/bin/enlace-split
    if [ -x "$WASM_SPLIT" ]; then return 0; fi
    say "the tool that splits the web app by page (about a minute, once)"
    wasm_split_install "$into" --locked || wasm_split_install "$into" ||
        die "deploy/build/split could not be built: see that crates.io can be reached from here, then repeat."
}

wasm_split_install() {
    local into=$1
    shift
    watched env -u CARGO_TARGET_DIR -u RUSTUP_TOOLCHAIN PATH="$ENLACE_CACHE/tools/rust/bin:$PATH" \
        CARGO_PROFILE_RELEASE_OPT_LEVEL=2 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
        cargo install --path "$ENLACE_ROOT/deploy/build/split" --target-dir "$ENLACE_CACHE/tools/wasm-split-build" --root "$into" "$@"
}
