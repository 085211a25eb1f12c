#!/usr/bin/env bash
# `make bench`: speed and size of the release build in dist/akta, measured on this machine.
#
#   make bench                 SQLite, 1,000 clients and 10,000 invoices, 10 seconds per measurement
#   make bench DB=postgres     the same on a throw-away PostgreSQL
#   make bench PAPERS=1        only papers as PDF
#   make bench LARGE=1         growth from 10,000 to 100,000 invoices, and parallel creators (making the data takes minutes)
#   make bench BENCH_DATA=…    keeps the SQLite data in that folder and uses it again
#   BENCH_CLIENTS, BENCH_INVOICES, BENCH_SIZES, BENCH_SECONDS, BENCH_PAPERS, BENCH_URLS (a file like bench/urls) change the rest
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/postgres.sh

if ! command -v wrk >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends wrk >/dev/null
fi
if ! command -v wrk >/dev/null; then
    echo 'akta: the measuring needs `wrk` (https://github.com/wg/wrk): install the package `wrk`.' >&2
    exit 1
fi

trap postgres_stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
if [ "${DB:-sqlite}" = postgres ]; then
    if ! postgres_bin >/dev/null; then
        echo 'akta: no PostgreSQL: install the package `postgresql`, or set AKTA_TEST_PG_BIN to the folder of initdb.' >&2
        exit 1
    fi
    PG_AUTOVACUUM=on postgres_start
    export AKTA_DATABASE_URL=$AKTA_TEST_POSTGRES_URL
else
    unset AKTA_DATABASE_URL
fi
if [ -n "${LARGE:-}" ]; then
    node bench/large.mjs
else
    if [ -z "${PAPERS:-}" ]; then node bench/bench.mjs; fi
    node bench/papers.mjs
fi
