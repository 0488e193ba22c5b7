#!/usr/bin/env bash
# Builds what the browser loads into build/site: the web app (wasm and its JavaScript), the style sheet, fonts and icons,
# each also compressed. The same as `cargo leptos build --release` makes, without that tool.
# The files of pkg/ carry a hash in their names, so that browsers may keep them for ever; build/hash.txt tells leptos
# the hashes (it looks beside the program, build/enlace). The names without a hash are there as well.
set -euo pipefail
here=$(dirname "$0")
. "$here/../setup/lib.sh"
. "$here/../setup/node.sh"
. "$here/compress.sh"
use_tools
cd "$ENLACE_ROOT"
since=$SECONDS

out=build/site
work=build/stage
mkdir -p "$work"

# The app itself. Cargo knows best whether something changed.
say "web app: compiling (2 to 5 minutes the first time, a second when nothing changed)"
quietly cargo build --package frontend --lib --target wasm32-unknown-unknown --profile wasm-release ||
    die "The web app does not compile: the compiler's message stands above and in $LOG."
raw=$CARGO_TARGET_DIR/wasm32-unknown-unknown/wasm-release/frontend.wasm

wasm_opt=$(wasm_opt_path)
wasm_wanted=$({ sha256sum <"$raw"; wasm-bindgen --version; "$wasm_opt" --version; cat "$0" "$here/shrink.sh"; echo "$WASM_SPLIT"; } | hash_of)
if [ "$(cat "$work/wasm.from" 2>/dev/null)" != "$wasm_wanted" ]; then
    say "web app: split by page, wasm-bindgen and wasm-opt (4 minutes on 2 cores)"
    rm -rf "$work/wasm" "$work/split" "$work/wasm.from"
    mkdir -p "$work/split"
    quietly "$WASM_SPLIT" "$raw" "$work/split" enlace.js || die "The web app could not be split by page: read $LOG."
    # The parts call functions of the first one by the names that the linker gave them.
    quietly wasm-bindgen --target web --no-typescript --keep-lld-exports --no-demangle --out-name enlace --out-dir "$work/wasm" \
        "$work/split/main.wasm" || die "wasm-bindgen refused the web app: read $LOG."
    mv "$work/wasm/enlace_bg.wasm" "$work/split/main.wasm"
    # The largest first: one core has it for as long as the others need for the rest.
    quietly xargs --arg-file <(ls -S "$work"/split/*.wasm) -d '\n' -P "$(nproc)" -I PART \
        "$here/shrink.sh" "$wasm_opt" PART "$work/wasm" || die "wasm-opt refused the web app: read $LOG."
    echo "$wasm_wanted" >"$work/wasm.from"
fi

# The style sheet: one file from style/main.css and what it imports.
lightningcss=$(lightningcss_path)
quietly "$lightningcss" --bundle --minify --targets 'chrome >= 111, firefox >= 114, safari >= 16.4' \
    style/main.css --output-file "$work/enlace.css" ||
    die "The style sheet does not compile: the message stands above and in $LOG."

wanted=$({ echo "$wasm_wanted"; sha256sum <"$work/enlace.css"; cat "$0" "$here/compress.sh"; folder_hash style/public; } | hash_of)
# cargo leptos writes to the same folder, names without hashes: the hashed file tells whose work is there.
if [ "$(cat build/site.from 2>/dev/null)" = "$wanted" ] &&
    [ -e "$out/pkg/enlace.$(sed -n 's/^wasm: //p' build/hash.txt 2>/dev/null).wasm" ]; then
    say "web app: unchanged"
else
    rm -rf "$out.new" && mkdir -p "$out.new/pkg"
    if [ -d style/public ]; then cp -R style/public/. "$out.new/"; fi
    # Script and parts name each other, so one hash, of all they are made from, stands in the names of all.
    app=$wasm_wanted css=$(hash_of <"$work/enlace.css")
    cp "$work/wasm/main.wasm" "$out.new/pkg/enlace.$app.wasm"
    for part in "$work"/wasm/{chunk,split}_*.wasm; do cp "$part" "$out.new/pkg/$(basename "$part" .wasm).$app.wasm"; done
    # In the app's script the file's name alone: the wasm knows the module by its first name.
    sed "/^import/ s/__wasm_split\.js/__wasm_split.$app.js/" "$work/wasm/enlace.js" >"$out.new/pkg/enlace.$app.js"
    sed -E "s/\"\.\/([a-z_0-9]+)\.(wasm|js)\"/\".\/\1.$app.\2\"/g" "$work/split/__wasm_split.js" >"$out.new/pkg/__wasm_split.$app.js"
    sed -E "s/\"((chunk|split)_[a-z_0-9]+)\"/\"\1.$app\"/g" "$work/split/__wasm_split_manifest.json" >"$out.new/pkg/__wasm_split_manifest.$app.json"
    cp "$work/enlace.css" "$out.new/pkg/enlace.$css.css"
    if [ -d "$work/wasm/snippets" ]; then cp -R "$work/wasm/snippets" "$out.new/pkg/"; fi
    compress_folder "$out.new"
    # under a fixed name too, for those who look whether it is there and how large
    for suffix in '' .br; do ln "$out.new/pkg/enlace.$app.wasm$suffix" "$out.new/pkg/enlace_bg.wasm$suffix"; done
    rm -rf "$out.old" build/site.from
    if [ -d "$out" ]; then mv "$out" "$out.old"; fi
    mv "$out.new" "$out" && rm -rf "$out.old"
    printf 'js: %s\nwasm: %s\ncss: %s\nsplit: %s\nmanifest: %s\n' "$app" "$app" "$css" "$app" "$app" >build/hash.txt
    echo "$wanted" >build/site.from
fi
say "web app: ready in $((SECONDS - since)) s; what every page loads is $(($(stat -c %s "$out/pkg/enlace_bg.wasm.br") / 1000)) kB in brotli, $(($(stat -c %s "$out/pkg/enlace_bg.wasm") / 1000)) kB plain"
