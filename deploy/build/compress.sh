# shellcheck shell=bash
# Compresses the files of a site ahead of time, so that the server need not. Sourced by site.sh.
# Results are kept under $ENLACE_CACHE by content: brotli at its best takes seconds on the wasm.

# compress_folder FOLDER: a .br and a .gz beside every file that gains by it.
compress_folder() {
    local file kept
    mkdir -p "$ENLACE_CACHE/compressed"
    find "$ENLACE_CACHE/compressed" -type f -mtime +30 -delete
    find "$1" -type f \( -name '*.wasm' -o -name '*.js' -o -name '*.css' -o -name '*.svg' -o -name '*.json' -o -name '*.webmanifest' \
        -o -name '*.txt' -o -name '*.html' -o -name '*.ico' -o -name '*.ttf' \) -print0 |
        while IFS= read -r -d '' file; do
            kept=$ENLACE_CACHE/compressed/$(hash_of <"$file")
            if [ ! -e "$kept.br" ]; then brotli -q 11 -w 24 -f -o "$kept.$$" "$file" && mv "$kept.$$" "$kept.br"; fi
            if [ ! -e "$kept.gz" ]; then gzip -9 -n -c "$file" >"$kept.$$" && mv "$kept.$$" "$kept.gz"; fi
            touch "$kept.br" "$kept.gz"
            cp "$kept.br" "$file.br"
            cp "$kept.gz" "$file.gz"
        done
}

# folder_hash FOLDER: changes when a file of it does; empty when there is no such folder.
folder_hash() {
    if [ -d "$1" ]; then find "$1" -type f -print0 | sort -z | xargs -0 -r sha256sum | hash_of; fi
}
