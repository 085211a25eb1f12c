#!/usr/bin/env bash
# `make release`: the program folder dist/akta. Copy it to a server and start `akta serve` in it; nothing else is needed.
#
#   akta            the program
#   hash.txt        the content hashes in the names of the browser's files; must stay beside the program
#   Leptos.toml     run-time options
#   licenses/       those of the fonts in the program and of what the editor of templates is made of
#   site/           what the browser gets; pkg/ has content-hashed names and .br and .gz beside each file
set -euo pipefail
cd "$(dirname "$0")/.."
export LEPTOS_OUTPUT_NAME=akta
target=${CARGO_TARGET_DIR:-$PWD/target}
locked=()
[ "${CI:-}" = true ] && locked=(--locked)

echo '--- server'
cargo build ${locked[@]+"${locked[@]}"} --release --bin akta --features ssr

echo '--- browser code'
cargo build ${locked[@]+"${locked[@]}"} --profile wasm-release --lib --target wasm32-unknown-unknown --features hydrate

work=$(mktemp -d "${TMPDIR:-/tmp}/akta-release.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/pkg"
wasm-bindgen --target web --no-typescript --out-dir "$work/pkg" --out-name akta \
    "$target/wasm32-unknown-unknown/wasm-release/akta.wasm"

echo '--- wasm-opt'
# The features that rustc uses by default for this target; wasm-opt refuses code whose features it was not told.
node_modules/.bin/wasm-opt -Oz --enable-bulk-memory --enable-bulk-memory-opt --enable-nontrapping-float-to-int --enable-sign-ext \
    --enable-mutable-globals --enable-reference-types --enable-multivalue --enable-call-indirect-overlong \
    "$work/pkg/akta_bg.wasm" -o "$work/pkg/akta.wasm"
rm "$work/pkg/akta_bg.wasm"

echo '--- style sheet'
node_modules/.bin/tailwindcss -i style/main.css -o "$work/pkg/akta.css" --minify >"$work/tailwind.log" 2>&1 || {
    cat "$work/tailwind.log" >&2
    exit 1
}

echo '--- editor of templates'
node_modules/.bin/esbuild studio/src/main.ts --bundle --minify --format=esm --target=es2022 --outfile="$work/pkg/studio.js" \
    --log-level=warning

echo '--- program folder'
folder=dist/akta
rm -rf "$folder.new"
mkdir -p "$folder.new/site"
cp "$target/release/akta" LICENSE "$folder.new/"
mkdir "$folder.new/licenses"
for font in node_modules/@expo-google-fonts/*/LICENSE_FONT; do
    cp "$font" "$folder.new/licenses/$(basename "$(dirname "$font")").txt"
done
cp node_modules/@tiptap/pm/LICENSE "$folder.new/licenses/tiptap.txt"
cp node_modules/@tiptap/pm/THIRD_PARTY_LICENSES.md "$folder.new/licenses/prosemirror.txt"
cp -R public/. "$folder.new/site/"
sed -e '/^#/d' -e 's/^env = .*/env = "PROD"/' -e 's/^hash-files = .*/hash-files = true/' Leptos.toml >"$folder.new/Leptos.toml"
node scripts/hash-and-compress.mjs "$work/pkg" "$folder.new"
rm -rf "$folder"
mv "$folder.new" "$folder"
echo "Ready: $folder"
