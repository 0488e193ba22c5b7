# shellcheck shell=bash
# A PostgreSQL of the tests' own: made in a temporary folder, on a free port, gone afterwards. Sourced by test.sh.
# Durability is switched off: nothing in it outlives the run. The role may create databases, for one per test.

# Sets and exports DATABASE_URL and TEST_POSTGRES (the folder).
start_test_postgres() {
    local bin password attempt port
    bin=$(postgres_bin)
    TEST_POSTGRES=$(mktemp -d "${TMPDIR:-/tmp}/enlace-test-XXXXXX")
    export TEST_POSTGRES
    password=$(head -c 18 /dev/urandom | base64 | tr -d '/+=')
    echo "$password" >"$TEST_POSTGRES/password"
    if [ "$(id -u)" -eq 0 ]; then chown -R postgres "$TEST_POSTGRES"; fi
    quietly as_postgres "$bin/initdb" --pgdata="$TEST_POSTGRES/data" --username=enlace --pwfile="$TEST_POSTGRES/password" \
        --auth-local=trust --auth-host=md5 --encoding=UTF8 --locale=C.UTF-8 --no-sync ||
        die "initdb failed: read $LOG."
    cat >>"$TEST_POSTGRES/data/postgresql.conf" <<SETTINGS
listen_addresses = '127.0.0.1'
unix_socket_directories = '$TEST_POSTGRES'
max_connections = 300
shared_buffers = 256MB
fsync = off
synchronous_commit = off
full_page_writes = off
max_wal_size = 2GB
timezone = 'UTC'
SETTINGS
    # A port that was free a moment ago may be taken by now: try others.
    for attempt in 1 2 3 4 5 6; do
        port=$((20000 + RANDOM % 12000))
        if as_postgres "$bin/pg_ctl" start --wait --silent --pgdata="$TEST_POSTGRES/data" --log="$TEST_POSTGRES/log" \
            --timeout=60 -o "-c port=$port" >>"$LOG" 2>&1; then
            export DATABASE_URL=postgres://enlace:$password@127.0.0.1:$port/postgres
            return 0
        fi
        printf 'attempt %s on port %s failed\n' "$attempt" "$port" >>"$LOG"
    done
    cat "$TEST_POSTGRES/log" >>"$LOG" 2>/dev/null || true
    die "PostgreSQL for the tests does not start: read $LOG."
}

stop_test_postgres() {
    [ -n "${TEST_POSTGRES:-}" ] && [ -d "$TEST_POSTGRES" ] || return 0
    as_postgres "$(postgres_bin)/pg_ctl" stop --silent --mode=immediate --pgdata="$TEST_POSTGRES/data" >>"$LOG" 2>&1 || true
    rm -rf "$TEST_POSTGRES"
    TEST_POSTGRES=''
}

# PostgreSQL refuses to run as root: there the user of Debian's package runs it. Started in / because that user may
# not be able to enter the present folder.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

# The folder of the newest initdb.
postgres_bin() {
    local newest
    newest=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1 || true)
    if [ -z "$newest" ]; then newest=$(command -v initdb) || die "PostgreSQL is not installed: run deploy/setup/tools.sh test."; fi
    dirname "$newest"
}
