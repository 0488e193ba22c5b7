#!/usr/bin/env bash
# All tests, on what tools.sh, site.sh and server.sh have made; ends with one line a step, and
# one for each test that failed or passed only the second time. A step that fails does not
# keep the others from running; the exit status is that of all of them.
#   deploy/test.sh [STEP ...]     only these: rules monitoring format clippy wasm rust browser
set -euo pipefail
here=$(dirname "$0")
. "$here/setup/lib.sh"
. "$here/setup/test_postgres.sh"
use_tools
cd "$ENLACE_ROOT"
export SQLX_OFFLINE=true
summary='' failed=0 only=" $* " reasons=$ENLACE_CACHE/log/reasons.txt
mkdir -p "$ENLACE_CACHE/log"
: >"$reasons"

# step NAME "what it is" FUNCTION: runs it in a process of its own; it answers 0 for passed, 3 for not done here.
step() {
    local name=$1 what=$2 since=$SECONDS status=0 word
    if [ "$only" != "  " ] && [[ $only != *" $name "* ]]; then return 0; fi
    printf '\n── %s\n' "$what"
    ( "$3" ) || status=$?
    case $status in 0) word=passed ;; 3) word=SKIPPED ;; *) word=FAILED failed=1 ;; esac
    summary+=$(printf '%-8s %5d s  %s' "$word" "$((SECONDS - since))" "$what")$'\n'
}

house_rules() { "$here/build/house_rules.sh"; }
monitoring() { "$here/build/monitoring.sh"; }
format() { "$here/build/lint.sh" format; }
clippy() { "$here/build/lint.sh" clippy; }
wasm_deps() { "$here/build/wasm_deps.sh"; }

# The frontend is a browser program, and its features of the app contradict the server's: it has no test of its own.
rust_tests() {
    trap stop_test_postgres EXIT
    start_test_postgres
    "$here/setup/python.sh"
    "$here/setup/model.sh"
    say "tests in Rust (5 minutes to compile the first time)"
    quietly cargo test --release --workspace --exclude frontend --no-run || die "The tests do not compile: the message stands above and in $LOG."
    local status=0 output=$ENLACE_CACHE/log/tests-in-rust.log
    cargo test --release --workspace --exclude frontend --no-fail-fast >"$output" 2>&1 || status=$?
    awk '/^test result: / { sets++; passed += $4; failed += $6; ignored += $8 }
        END { printf "· %d passed, %d failed, %d ignored in %d sets\n", passed, failed, ignored, sets }' "$output"
    if [ "$status" -ne 0 ]; then
        grep -nE -A 3 '^test .* FAILED|^---- |panicked at|^error' "$output" | cut -c 1-600 | head -n 90 >&2 || true
        grep -E '^test .* FAILED|^(error|thread .*panicked at)' "$output" | cut -c 1-200 | head -n 12 >>"$reasons" || true
        die "Tests in Rust fail: their output is in $output."
    fi
}

browser_tests() {
    if ! compgen -G 'end2end/playwright.config.*' >/dev/null; then say "no playwright.config in end2end"; return 3; fi
    trap stop_test_postgres EXIT
    start_test_postgres
    cd end2end
    rm -f test-results/reasons.txt
    local status=0
    npx --no-install playwright test || status=$?
    cat test-results/reasons.txt >>"$reasons" || true
    if [ "$status" -ne 0 ]; then die "Tests in the browser fail: the pictures and traces are in end2end/test-results."; fi
}

trap 'exit 130' INT TERM
step rules 'house rules' house_rules
step monitoring 'alarms and dashboards' monitoring
step format 'format' format
step wasm 'what the web app links' wasm_deps
step clippy 'clippy' clippy
step rust 'tests in Rust, against PostgreSQL' rust_tests
step browser 'tests in the browser' browser_tests

printf '\n%s' "$summary"
# last of all, for a long log is read from its end
cat "$reasons"
if [ "$failed" -ne 0 ]; then die "not everything passed (see above)"; fi
echo "✓ everything passed in $SECONDS s"
