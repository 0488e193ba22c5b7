# shellcheck shell=bash
# A Rust compiler that can build for the browser. Sourced by tools.sh.
# In this order: what an earlier run chose; the rustc on PATH when it is new enough and has the wasm32 library; rustup
# with the version tried; Debian's own compiler with the wasm32 library built from Debian's own source.
# Leaves RUST_FROM (a folder with cargo, rustc, ...) and, when needed, WASM_LINKER and WASM_SYSROOT.

RUST_TRIED=1.96.0
RUST_SERVER=${RUSTUP_DIST_SERVER:-https://static.rust-lang.org}
RUST_DEBIAN=(rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web)
RUST_FROM='' WASM_LINKER='' WASM_SYSROOT=''

# The oldest compiler the workspace accepts.
rust_least() { sed -n 's/^rust-version *= *"\(.*\)"/\1/p' "$ENLACE_ROOT/Cargo.toml" | head -n 1; }

# wasm_library SYSROOT: whether the standard library for the browser is there.
wasm_library() { compgen -G "$1/lib/rustlib/wasm32-unknown-unknown/lib/libstd-*.rlib" >/dev/null; }

# wasm_own_sysroot FOLDER: where the library built here for that very compiler would stand.
wasm_own_sysroot() { echo "$ENLACE_CACHE/tools/wasm-sysroot-$("$1/rustc" -vV | hash_of)"; }

# rust_usable FOLDER: whether the compiler there will do as it is; takes it when so.
rust_usable() {
    local version sysroot
    [ -x "$1/rustc" ] && [ -x "$1/cargo" ] || return 1
    version=$("$1/rustc" --version 2>/dev/null | cut -d ' ' -f 2) || return 1
    at_least "$version" "$(rust_least)" || return 1
    sysroot=$("$1/rustc" --print sysroot) || return 1
    if ! wasm_library "$sysroot"; then
        sysroot=$(wasm_own_sysroot "$1")
        wasm_library "$sysroot" || return 1
        WASM_SYSROOT=$sysroot
    fi
    RUST_FROM=$1
}

# The folder where the compiler on PATH really stands (rustup's own entry there is only a door to it).
rust_on_path() {
    local sysroot
    sysroot=$(cd "$ENLACE_ROOT" && rustc --print sysroot 2>/dev/null) || return 1
    echo "$sysroot/bin"
}

rust_server_answers() {
    have curl && curl -fsI --max-time 6 -o /dev/null "$RUST_SERVER/dist/channel-rust-$RUST_TRIED.toml.sha256" 2>/dev/null
}

# The ordinary way. Where rustup is not there it goes, with its toolchain, under $ENLACE_CACHE/tools and touches no profile.
rust_by_rustup() {
    rust_server_answers || return 1
    local rustup host
    if have rustup; then
        rustup=rustup
    else
        host=$(uname -m)-unknown-linux-gnu
        export RUSTUP_HOME=$ENLACE_CACHE/tools/rustup
        rustup=$RUSTUP_HOME/bin/rustup
        if [ ! -x "$rustup" ]; then
            say "installing rustup under $RUSTUP_HOME"
            mkdir -p "$RUSTUP_HOME/bin"
            (
                cd "$RUSTUP_HOME/bin"
                quietly curl -fsS --max-time 120 -o rustup-init "$RUST_SERVER/rustup/dist/$host/rustup-init" &&
                    sum=$(curl -fsS --max-time 20 "$RUST_SERVER/rustup/dist/$host/rustup-init.sha256" | cut -d ' ' -f 1) &&
                    echo "$sum  rustup-init" | sha256sum -c --quiet - >>"$LOG" 2>&1 &&
                    chmod +x rustup-init && mv rustup-init rustup
            ) || return 1
        fi
    fi
    say "Rust $RUST_TRIED with the wasm32 library, by rustup (about a minute)"
    quietly "$rustup" toolchain install "$RUST_TRIED" --profile minimal -c clippy -c rustfmt -t wasm32-unknown-unknown --no-self-update || return 1
    rust_usable "$(dirname "$("$rustup" which --toolchain "$RUST_TRIED" rustc)")"
}

# lld reads what rustc's LLVM writes, so its number must not be lower. Sets WASM_LINKER when rustc brings no linker.
rust_linker() {
    local sysroot llvm linker offered
    sysroot=$("$RUST_FROM/rustc" --print sysroot)
    if compgen -G "$sysroot/lib/rustlib/*/bin/rust-lld" >/dev/null || have rust-lld; then return 0; fi
    llvm=$("$RUST_FROM/rustc" -vV | sed -n 's/^LLVM version: \([0-9]*\).*/\1/p')
    linker=$(compgen -c wasm-ld- | grep -x 'wasm-ld-[0-9]*' | sort -t - -k 3 -n | tail -n 1 || true)
    if [ -z "$linker" ] || [ "${linker##*-}" -lt "$llvm" ]; then
        offered=$(apt-cache search --names-only '^lld-[0-9]+$' 2>/dev/null | cut -d ' ' -f 1 | sort -t - -k 2 -n | tail -n 1 || true)
        [ -n "$offered" ] || die "No linker for WebAssembly: install LLVM's lld $llvm or later (the command wasm-ld-$llvm), then repeat."
        apt_install "$offered"
        linker=wasm-ld-${offered##*-}
    fi
    have "$linker" || die "The package lld-${linker##*-} brought no $linker: install LLVM's lld $llvm or later, then repeat."
    WASM_LINKER=$linker
}

# The second way: Debian's compiler, and the wasm32 library built once from the source it was built from.
rust_by_debian() {
    local missing=() package version
    for package in "${RUST_DEBIAN[@]}"; do
        dpkg -s "$package" 2>/dev/null | grep -q '^Status: .* installed' || missing+=("$package")
    done
    apt_install "${missing[@]}"
    RUST_FROM=/usr/bin
    version=$(/usr/bin/rustc --version | cut -d ' ' -f 2)
    at_least "$version" "$(rust_least)" ||
        die "Debian offers Rust $version here and Enlace needs $(rust_least): install a newer one with rustup (https://rustup.rs), then repeat."
    rust_linker
    if rust_usable /usr/bin; then return 0; fi
    WASM_SYSROOT=$(wasm_own_sysroot /usr/bin)
    say "building Rust's standard library for the browser (about 1 minute)"
    rust_build_wasm_library "$WASM_SYSROOT" ||
        die "Rust's standard library for wasm32 could not be built: read $LOG; or install Rust with rustup (https://rustup.rs), then repeat."
}

# rust_build_wasm_library SYSROOT. Without that flag the copies would clash with crates of the same name.
rust_build_wasm_library() {
    local crate=$ENLACE_CACHE/tools/wasm-library built
    built=$crate/target/wasm32-unknown-unknown/release/deps
    rm -rf "$crate" && mkdir -p "$crate/src" && : >"$crate/src/lib.rs"
    printf '[package]\nname = "wasm-library"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n' >"$crate/Cargo.toml"
    quietly env -u RUSTUP_TOOLCHAIN RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Zforce-unstable-if-unmarked RUSTC=/usr/bin/rustc \
        CARGO_TARGET_DIR="$crate/target" CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$WASM_LINKER" \
        /usr/bin/cargo build --manifest-path "$crate/Cargo.toml" --release --target wasm32-unknown-unknown -Z build-std=std,panic_abort || return 1
    rm -rf "$1" "$built"/libwasm_library-*
    mkdir -p "$1/lib/rustlib/wasm32-unknown-unknown/lib"
    cp "$built"/*.rlib "$1/lib/rustlib/wasm32-unknown-unknown/lib/" && rm -rf "$crate"
}

rust_ready() {
    local earlier=$ENLACE_CACHE/tools/rust/from
    if { [ -r "$earlier" ] && rust_usable "$(cat "$earlier")"; } || rust_usable "$(rust_on_path)" || rust_by_rustup; then
        rust_linker
    else
        rust_by_debian
    fi
    say "Rust: $("$RUST_FROM/rustc" --version | cut -d ' ' -f 1-2) from $RUST_FROM"
    rust_doors
}

# One folder with the chosen compiler's commands, to be put first on PATH.
rust_doors() {
    local doors=$ENLACE_CACHE/tools/rust/bin command
    mkdir -p "$doors"
    rm -f "$doors"/*
    for command in cargo rustc rustdoc rustfmt cargo-fmt cargo-clippy clippy-driver; do
        if [ -x "$RUST_FROM/$command" ]; then ln -s "$RUST_FROM/$command" "$doors/$command"; fi
    done
    echo "$RUST_FROM" >"$ENLACE_CACHE/tools/rust/from"
}
