#!/usr/bin/env bash
# Formatting and lints of both halves, warnings denied. All of them run even if one fails, so that one run tells everything.
set -u
cd "$(dirname "$0")/.."
export LEPTOS_OUTPUT_NAME=akta

locked=()
[ "${CI:-}" = true ] && locked=(--locked)

failed=0
check() {
    local name=$1
    shift
    echo "--- $name"
    if ! "$@"; then
        echo "LINT FAILED: $name"
        failed=$((failed + 1))
    fi
}

# Stories share the server of their worker: one client made by two of them would be a likeness to ask about, in some orders only.
clients_made_once() {
    local twice
    twice=$(
        {
            grep -hoE '(\b(makeClient|newCard|issueOne)\([a-zA-Z]+, |const client = )"[^"]+"' end2end/*.spec.ts
            grep -hE 'for \(const (client|name) of \[' end2end/*.spec.ts | grep -oE '"[^"]+"'
        } | cut -d '"' -f 2 | sort | uniq -d
    )
    [ -z "$twice" ] || { echo "made by two stories: $twice" && return 1; }
}

check 'cargo fmt --check' cargo fmt --check
# Else the builds themselves tell what clippy finds: scripts/test.sh.
if [ -z "${RUSTC_WORKSPACE_WRAPPER:-}" ]; then
    check 'clippy, server' cargo clippy ${locked[@]+"${locked[@]}"} --quiet --features ssr --all-targets -- -D warnings
    check 'clippy, browser' cargo clippy ${locked[@]+"${locked[@]}"} --quiet --lib --target wasm32-unknown-unknown --features hydrate -- -D warnings
fi
check 'types of the browser tests' npx --no-install tsc -p end2end
check 'clients of the browser tests' clients_made_once
check 'types of the editor' npx --no-install tsc -p studio
exit "$failed"
