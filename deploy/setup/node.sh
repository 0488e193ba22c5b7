# shellcheck shell=bash
# The packages of end2end/package-lock.json: lightningcss for the style sheet, binaryen's wasm-opt for the web app,
# Playwright and axe for the tests.
# Sourced by tools.sh. No browser is downloaded: the tests use Debian's Chromium.

NODE_LEAST=18

node_ready() {
    local folder=$ENLACE_ROOT/end2end stamp wanted major
    major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
    [ "$major" -ge "$NODE_LEAST" ] || die "Node $major is too old: install Node $NODE_LEAST or later (apt-get install nodejs npm on Debian 12), then repeat."
    stamp=$folder/node_modules/.complete
    wanted=$(node_wanted)
    if [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then return 0; fi
    say "Node packages of end2end (10 seconds to a minute)"
    (
        cd "$folder"
        export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
        # No package here needs its install script: lightningcss is run from its platform's own package.
        quietly npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
    ) || die "npm could not install the packages of end2end: see that the npm registry can be reached from here, then repeat."
    echo "$wanted" >"$stamp"
}

# What the installed packages depend on.
node_wanted() { cat "$ENLACE_ROOT/end2end/package-lock.json" "$ENLACE_ROOT/end2end/.npmrc" | hash_of; }

# The lightningcss program of this platform; npm may have brought two, for either C library.
lightningcss_path() {
    local program
    for program in "$ENLACE_ROOT"/end2end/node_modules/lightningcss-cli-*/lightningcss; do
        if "$program" --version >/dev/null 2>&1; then echo "$program"; return 0; fi
    done
    return 1
}

# wasm-opt. Not Debian's binaryen 108: it mixes up the tables of wasm-bindgen's output, and the page stays dead.
wasm_opt_path() { echo "$ENLACE_ROOT/end2end/node_modules/.bin/wasm-opt"; }
