#!/usr/bin/env bash
# with-postgres.sh COMMAND…: runs the command with a throw-away PostgreSQL in AKTA_TEST_POSTGRES_URL.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/postgres.sh
if ! postgres_bin >/dev/null; then
    echo 'akta: no PostgreSQL: install the package `postgresql`, or set AKTA_TEST_PG_BIN to the folder of initdb.' >&2
    exit 1
fi
trap postgres_stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
postgres_start
"$@"
