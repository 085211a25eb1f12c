#!/usr/bin/env bash
# Says in a sentence what this machine lacks for building Akta: one line per missing thing, exit code 1 if any.
set -u
cd "$(dirname "$0")/.."

problems=0
problem() {
    echo "akta: $1" >&2
    problems=1
}

# at_least WANTED HAVE: compares dotted version numbers.
at_least() {
    [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]
}

if ! command -v cc >/dev/null; then
    problem 'a C compiler is missing (SQLite is compiled from source): on Debian or Ubuntu `apt install gcc libc6-dev`, on Fedora `dnf install gcc`, on macOS `xcode-select --install`.'
fi

if ! command -v cargo >/dev/null; then
    problem 'Rust is missing: install it with rustup (https://rustup.rs), then open a new terminal.'
else
    wanted=$(sed -n 's/^rust-version *= *"\(.*\)"/\1/p' Cargo.toml | head -n 1)
    have=$(rustc --version | cut -d ' ' -f 2)
    if ! at_least "${wanted:-1.94}" "${have%%-*}"; then
        problem "Rust $have is too old, $wanted or newer is needed: run \`rustup update stable\`."
    fi
fi

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    problem 'Node.js with npm is missing (it makes the style sheet and runs the browser tests): install version 20 or newer from https://nodejs.org.'
else
    have=$(node --version)
    if ! at_least 20.0.0 "${have#v}"; then
        problem "Node.js $have is too old, version 20 or newer is needed: see https://nodejs.org."
    fi
fi

exit "$problems"
