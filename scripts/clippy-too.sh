#!/usr/bin/env bash
# What cargo calls in place of rustc for this crate (RUSTC_WORKSPACE_WRAPPER) where everything is built once: clippy reads the crate, then rustc
# compiles it. `cargo clippy` beside the builds would go through all dependencies of both halves once more.
#
# What clippy finds is a warning here, which cargo repeats; scripts/test.sh counts it. Clippy only reads: made by it, a program would be slow.
set -euo pipefail
rustc=$1
shift
for argument in "$@"; do
    case $argument in
        # Cargo asks about the compiler.
        -vV | --print | --print=* | -) exec "$rustc" "$@" ;;
        # The library of the server is not among them: its tests contain it.
        --test | bin | wasm32-unknown-unknown) reads=yes ;;
    esac
done
[ -n "${reads:-}" ] || exec "$rustc" "$@"

notes=$(mktemp -d "${TMPDIR:-/tmp}/akta-clippy.XXXXXX")
trap 'rm -rf "$notes"' EXIT
arguments=()
before=
for argument in "$@"; do
    case $argument in
        --emit=*) argument=--emit=metadata ;;
        # Cargo must not take what lies in the notes for a result.
        --json=*) argument=${argument/,artifacts/} ;;
    esac
    [ "$before" = --out-dir ] && argument=$notes
    arguments+=("$argument")
    before=$argument
done
clippy-driver "$rustc" "${arguments[@]}"
"$rustc" "$@" --cap-lints allow
