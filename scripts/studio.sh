#!/usr/bin/env bash
# `make studio`: every template that comes with the program goes through the editor and comes back the same. Without a browser.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d "${TMPDIR:-/tmp}/akta-studio.XXXXXX")
trap 'rm -rf "$work"' EXIT
for spec in studio/tests/*.test.ts; do
    node_modules/.bin/esbuild "$spec" --bundle --platform=node --format=esm --outfile="$work/$(basename "$spec" .ts).mjs" --log-level=warning \
        --banner:js="import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"
done
node --test "$work"
