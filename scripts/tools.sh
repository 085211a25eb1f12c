#!/usr/bin/env bash
# Installs what cargo needs for the browser half, when it is missing: the wasm target, and wasm-bindgen in exactly the
# version that Cargo.lock names (another version refuses the file). Called by make, which puts tools/bin first in PATH.
set -euo pipefail
cd "$(dirname "$0")/.."

target=wasm32-unknown-unknown
if [ ! -d "$(rustc --print sysroot)/lib/rustlib/$target" ]; then
    if ! command -v rustup >/dev/null; then
        echo "akta: this Rust has no $target target and there is no rustup to add it: install Rust with rustup (https://rustup.rs)." >&2
        exit 1
    fi
    echo "Adding the Rust target $target"
    rustup target add "$target"
fi

if [ ! -f Cargo.lock ]; then
    echo 'akta: Cargo.lock is missing; it belongs to the repository: `git checkout Cargo.lock`.' >&2
    exit 1
fi
wanted=$(awk '$0 == "name = \"wasm-bindgen\"" { getline; gsub(/version = |"/, ""); print }' Cargo.lock)
have=$(wasm-bindgen --version 2>/dev/null | cut -d ' ' -f 2 || true)
if [ "$have" != "$wanted" ]; then
    tools="${CARGO_TARGET_DIR:-$PWD/target}/tools"
    echo "Installing wasm-bindgen $wanted into $tools (once, takes a minute or two)"
    # Not --locked: its own lock file names a crate version that was withdrawn.
    CARGO_TARGET_DIR="$tools/build" cargo install --quiet --debug --force --root "$tools" --version "$wanted" wasm-bindgen-cli
    rm -rf "$tools/build"
fi
