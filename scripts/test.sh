#!/usr/bin/env bash
# `make test`: lints, Rust tests on SQLite and on a throw-away PostgreSQL, then the real program in Chromium on both.
#
# Everything runs even if something failed before; the last line is `N passed, M failed`, and the exit code tells the same.
# A missing engine (PostgreSQL, Chromium) is installed where that is possible (Debian as root); where not, it is reported
# as SKIPPED, and with CI=true as a failure.
set -uo pipefail
cd "$(dirname "$0")/.."
. scripts/postgres.sh

export LEPTOS_OUTPUT_NAME=akta
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}

logs=$(mktemp -d "${TMPDIR:-/tmp}/akta-test.XXXXXX")
trap 'postgres_stop; rm -rf "$logs"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Where everything is built once, what only a second build would use costs time.
locked=()
if [ "${CI:-}" = true ]; then
    locked=(--locked)
    export CARGO_INCREMENTAL=0
    export RUSTC_WORKSPACE_WRAPPER=$PWD/scripts/clippy-too.sh
fi

started=$SECONDS
stages=()  # "name<TAB>ok|FAILED|SKIPPED<TAB>seconds<TAB>remark", for the summary
failures=0 # stages that failed without any test to blame

note() {
    printf '\n=== %s\n' "$1"
    stage_start=$SECONDS
}

# result NAME ok|FAILED|SKIPPED [REMARK]
result() {
    stages+=("$1"$'\t'"$2"$'\t'"$((SECONDS - stage_start))"$'\t'"${3:-}")
}

# missing NAME WHAT: an engine that can't be had. A failure in CI, plainly skipped elsewhere.
missing() {
    if [ "${CI:-}" = true ]; then
        result "$1" FAILED "$2"
        failures=$((failures + 1))
    else
        result "$1" SKIPPED "$2"
    fi
}

# told LOG WHERE: what the compiler said of this crate while it built it is a lint that failed.
told() {
    grep -q '^warning: ' "$1" || return 0
    echo "LINT FAILED: clippy, $2"
    failures=$((failures + 1))
    result "lints, $2" FAILED "$(grep -c '^warning: ' "$1") lines of warning"
}

# --- what the tests need ----------------------------------------------------------------------------------------------

note 'Engines'
wanted=()
postgres_bin >/dev/null || wanted+=(postgresql)
[ -x /usr/bin/chromium-headless-shell ] || wanted+=(chromium-headless-shell)
command -v python3 >/dev/null || wanted+=(python3)
command -v pdftotext >/dev/null || wanted+=(poppler-utils)
command -v qpdf >/dev/null || wanted+=(qpdf)
python3 -c 'import ensurepip, venv' 2>/dev/null || wanted+=(python3-venv)
if [ ${#wanted[@]} -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    # The browser without a window does in less time what the other one does; older systems don't have it.
    if [ -z "$(apt-cache search --names-only '^chromium-headless-shell$')" ]; then
        wanted=("${wanted[@]/chromium-headless-shell/chromium}")
    fi
    echo "Installing ${wanted[*]}"
    # RUNLEVEL=1: the package must not start a server of its own.
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >"$logs/apt" 2>&1 ||
        tail -n 20 "$logs/apt"
fi

chromium=yes
if [ ! -x /usr/bin/chromium-headless-shell ] && [ ! -x /usr/bin/chromium ] && ! npx --no-install playwright install chromium; then
    chromium=no
    echo 'akta: no Chromium: install the package `chromium`, or run `npx playwright install chromium`.'
fi

if ! command -v python3 >/dev/null; then
    echo 'akta: no python3 (the totals are compared with Python decimals): install the package `python3`.'
    missing 'Python oracle' 'python3 is missing'
fi

if ! command -v pdftotext >/dev/null || ! command -v qpdf >/dev/null; then
    echo 'akta: no pdftotext or no qpdf (papers are read back with them): install the packages `poppler-utils` and `qpdf`.'
    missing 'PDF readers' 'pdftotext or qpdf is missing'
fi

if ! scripts/oracle.sh; then
    missing 'num2words' 'not installed: sums in words are compared with nothing'
fi

postgres=yes
if ! postgres_bin >/dev/null; then
    postgres=no
    echo 'akta: no PostgreSQL: install the package `postgresql`, or set AKTA_TEST_PG_BIN to the folder of initdb.'
    missing 'PostgreSQL' 'not installed: nothing is tested on it'
elif ! postgres_start; then
    postgres=no
    missing 'PostgreSQL' 'it does not start: nothing is tested on it'
else
    echo "$PG_VERSION_TEXT, in $PG_FOLDER"
fi

# --- lints --------------------------------------------------------------------------------------------------------------

note 'Lints'
if scripts/lint.sh 2>&1 | tee "$logs/lint"; then
    result lints ok
else
    count=$(grep -c '^LINT FAILED' "$logs/lint")
    failures=$((failures + (count > 0 ? count : 1)))
    result lints FAILED "$(sed -n 's/^LINT FAILED: //p' "$logs/lint" | paste -sd ';')"
fi

# --- the editor of templates ------------------------------------------------------------------------------------------------

note 'Editor of templates'
if scripts/studio.sh >"$logs/studio" 2>&1; then
    result editor ok "$(sed -n 's/^# pass \([0-9]*\)$/\1 tests/p' "$logs/studio" | tail -n 1)"
else
    cat "$logs/studio"
    result editor FAILED
    failures=$((failures + 1))
fi

# --- Rust tests -----------------------------------------------------------------------------------------------------------

note 'Build of the tests'
if cargo test ${locked[@]+"${locked[@]}"} --features ssr --no-run 2>&1 | tee "$logs/build-tests"; then
    result 'build of the tests' ok
    told "$logs/build-tests" server
else
    result 'build of the tests' FAILED
fi

note 'Rust tests'
# A test of both engines says on each "engine …: ok"; --show-output keeps these lines of tests that pass. They are counted
# from the log and hidden on the screen.
if cargo test ${locked[@]+"${locked[@]}"} --features ssr --no-fail-fast -- --show-output 2>&1 | tee "$logs/cargo" |
    awk '/^successes:$/ { hidden = 1 } /^(failures:$|test result:)/ { hidden = 0 } !hidden { print; fflush() }'; then
    result 'Rust tests' ok
else
    result 'Rust tests' FAILED
fi

# --- the program in a browser -----------------------------------------------------------------------------------------------

note 'Build of the program'
# Together with the tests, which are there already, it shares their library.
if make build BESIDE=--tests 2>&1 | tee "$logs/build"; then
    result build ok
    told "$logs/build" 'server and browser'
    note 'Stories in Chromium'
    if [ $chromium = no ]; then
        missing 'stories' 'Chromium is missing'
    else
        projects=(--project=style --project=sqlite)
        [ $postgres = yes ] && projects+=(--project=postgres)
        rm -f end2end/results/report.json
        if npx --no-install playwright test -c end2end "${projects[@]}"; then
            result stories ok
        else
            result stories FAILED
        fi
        cp end2end/results/report.json "$logs/report.json" 2>/dev/null
    fi
else
    result build FAILED
    failures=$((failures + 1))
fi

postgres_stop

# --- summary ------------------------------------------------------------------------------------------------------------------

printf '\n=== Summary (%d min %02d s)\n' $(((SECONDS - started) / 60)) $(((SECONDS - started) % 60))
for stage in "${stages[@]}"; do
    IFS=$'\t' read -r name state seconds remark <<<"$stage"
    printf '%-22s %-8s %4s s  %s\n' "$name" "$state" "$seconds" "$remark"
done
node scripts/count-tests.mjs --logs "$logs" --other-failures "$failures" --postgres "$postgres" \
    --failed-stages "$(printf '%s\n' "${stages[@]}" | awk -F '\t' '$2 == "FAILED" { print $1 }' | paste -sd ,)"
