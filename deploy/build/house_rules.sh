#!/usr/bin/env bash
# Fast checks of the house rules that no compiler knows. Prints file and line of each breach.
#   1. SQL stands in crates/store only.
#   2. Every module begins by saying what it is for (//!).
#   3. The server and the tests are compiled of the same parts, so that nothing is compiled twice.
set -euo pipefail
. "$(dirname "$0")/../setup/lib.sh"
use_tools
cd "$ENLACE_ROOT"
breaches=0

breach() { # breach "rule" "lines"
    [ -n "$2" ] || return 0
    printf '✗ %s:\n%s\n' "$1" "$(echo "$2" | sed 's/^/    /')" >&2
    breaches=$((breaches + $(echo "$2" | wc -l)))
}

sources=$(git ls-files --cached --others --exclude-standard -- '*.rs' | sort -u | while IFS= read -r file; do
    if [ -e "$file" ]; then echo "$file"; fi
done)
[ -n "$sources" ] || die "No Rust source found: run this inside the repository."

# Tests and their builders may ask the database what the product has left there and let time pass in it; pgbench is
# given its own script to run.
outside=$(echo "$sources" | grep -v -e '^crates/store/' -e '^crates/testing/' -e '/tests/' || true)
breach 'SQL outside crates/store (move it into a function there)' \
    "$(echo "$outside" | xargs -r -d '\n' grep -nE \
        'sqlx::query|\bquery(_as|_scalar|_file|_file_as)?!\(|"(select [a-z_.*, ()]+ from|insert into [a-z_]+|update [a-z_]+ set|delete from [a-z_]+)\b' | grep -v 'pgbench_' || true)"

unnamed=''
for file in $sources; do
    case $file in */build.rs) ;; */src/* | */tests/*) ;; *) continue ;; esac
    if ! awk 'NF && !/^#!\[/ { found = /^\/\/!/; exit } END { exit !found }' "$file"; then
        unnamed+="$file"$'\n'
    fi
done
breach 'modules that do not begin with //! (say what the module is for and what it may not do)' "${unnamed%$'\n'}"

# The parts of a build, with their features.
parts() { cargo tree --locked --prefix none --format '{p} [{f}]' "$@" | sed 's/ (\*)$//; s/ (proc-macro)//' | sort -u; }
breach 'the server has parts which the tests have with other features (name the features in Cargo.toml)' \
    "$(comm -23 <(parts --package server --edges no-dev) <(parts --workspace --exclude frontend --edges all))"

[ "$breaches" -eq 0 ] || die "$breaches breaches of the house rules, listed above."
say "house rules: $(echo "$sources" | wc -l) files looked at"
