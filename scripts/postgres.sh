# A throw-away PostgreSQL: sourced by other scripts.
#
#   postgres_bin      prints the folder with initdb and postgres, or fails
#   postgres_start    starts a cluster in a temporary folder on a free port of 127.0.0.1 and exports
#                     AKTA_TEST_POSTGRES_URL (an administrator of that cluster, a password made for this run)
#   postgres_stop     stops exactly that cluster and removes its folder
#
# Tests vacuum and analyse by themselves: nothing that runs beside them decides which plan they see. bench/run.sh switches autovacuum on.
# Nothing is kept: fsync is off, everything dies with the folder. When root calls, the server runs as user `postgres`,
# because PostgreSQL refuses root.

postgres_bin() {
    local folder
    if [ -n "${AKTA_TEST_PG_BIN:-}" ]; then
        [ -x "$AKTA_TEST_PG_BIN/initdb" ] && echo "$AKTA_TEST_PG_BIN" && return
        echo "akta: AKTA_TEST_PG_BIN=$AKTA_TEST_PG_BIN has no initdb" >&2
        return 1
    fi
    # Debian keeps every version in its own folder; the newest is taken.
    folder=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    if [ -x "${folder:-/nowhere}/initdb" ]; then
        echo "$folder"
    elif command -v pg_config >/dev/null && [ -x "$(pg_config --bindir)/initdb" ]; then
        pg_config --bindir
    elif command -v initdb >/dev/null; then
        dirname "$(command -v initdb)"
    else
        return 1
    fi
}

# as_postgres COMMAND…: as the user that may run a server.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

postgres_start() {
    local bin port password attempt
    bin=$(postgres_bin) || return 1
    if [ "$(id -u)" = 0 ] && ! id postgres >/dev/null 2>&1; then
        echo 'akta: PostgreSQL refuses to run as root and there is no user `postgres` to run it as.' >&2
        return 1
    fi
    PG_FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/akta-pg.XXXXXX")
    password=$(od -An -N18 -tx1 /dev/urandom | tr -d ' \n')
    mkdir "$PG_FOLDER/socket"
    printf '%s\n' "$password" >"$PG_FOLDER/password"
    chmod 700 "$PG_FOLDER"
    if [ "$(id -u)" = 0 ]; then
        chown -R postgres "$PG_FOLDER"
    fi
    if ! (cd "$PG_FOLDER" && as_postgres "$bin/initdb" --pgdata="$PG_FOLDER/data" --username=akta --auth=scram-sha-256 \
        --pwfile="$PG_FOLDER/password" --encoding=UTF8 --locale=C --no-sync >"$PG_FOLDER/initdb.log" 2>&1); then
        cat "$PG_FOLDER/initdb.log" >&2
        postgres_stop
        return 1
    fi
    # Another program may take the port between the question and the start: ask again.
    for attempt in 1 2 3; do
        port=$(node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
        (cd "$PG_FOLDER" && as_postgres "$bin/pg_ctl" --pgdata="$PG_FOLDER/data" --log="$PG_FOLDER/server.log" --wait --timeout=60 \
            --options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$PG_FOLDER/socket -c fsync=off \
            -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=128MB -c autovacuum=${PG_AUTOVACUUM:-off}" start) >/dev/null 2>&1 && break
        if [ "$attempt" = 3 ]; then
            cat "$PG_FOLDER/server.log" >&2
            postgres_stop
            return 1
        fi
    done
    export AKTA_TEST_POSTGRES_URL="postgres://akta:$password@127.0.0.1:$port/postgres"
    PG_VERSION_TEXT=$("$bin/postgres" --version)
}

postgres_stop() {
    [ -n "${PG_FOLDER:-}" ] || return 0
    local pid waited=0
    if [ -f "$PG_FOLDER/data/postmaster.pid" ]; then
        pid=$(head -n 1 "$PG_FOLDER/data/postmaster.pid")
        # INT is the fast way: clients are cut off, the server ends properly.
        kill -INT "$pid" 2>/dev/null || true
        while kill -0 "$pid" 2>/dev/null && [ "$waited" -lt 100 ]; do
            sleep 0.1
            waited=$((waited + 1))
        done
        if kill -0 "$pid" 2>/dev/null; then
            kill -QUIT "$pid" 2>/dev/null || true
            sleep 1
        fi
    fi
    rm -rf "$PG_FOLDER"
    PG_FOLDER=
}
