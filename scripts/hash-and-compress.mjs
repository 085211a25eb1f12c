// hash-and-compress.mjs PKG FOLDER: moves the browser's files of PKG to FOLDER/site/pkg under names with the hash of their
// content, writes FOLDER/hash.txt (`js: H`, `wasm: H`, `css: H`, `studio: H`), and puts .br and .gz beside every file worth it.
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [source, folder] = process.argv.slice(2);
const site = join(folder, "site");
const pkg = join(site, "pkg");
mkdirSync(pkg, { recursive: true });

const hashes = [];
const hashed = (kind, name, extension) => {
  const content = readFileSync(join(source, `${name}.${extension}`));
  const hash = createHash("sha256").update(content).digest("base64url").replace(/[-_]/g, "").slice(0, 16);
  writeFileSync(join(pkg, `${name}.${hash}.${extension}`), content);
  hashes.push(`${kind}: ${hash}`);
};
for (const extension of ["js", "wasm", "css"]) hashed(extension, "akta", extension);
hashed("studio", "studio", "js");
writeFileSync(join(folder, "hash.txt"), `${hashes.join("\n")}\n`);
// JavaScript that crates bring along; wasm-bindgen gives it names of its own.
if (existsSync(join(source, "snippets"))) cpSync(join(source, "snippets"), join(pkg, "snippets"), { recursive: true });

const worth = new Set([".js", ".wasm", ".css", ".svg", ".webmanifest", ".json", ".txt", ".html"]);
const rows = [];
for (const name of readdirSync(site, { recursive: true })) {
  const path = join(site, name);
  if (!statSync(path).isFile() || !worth.has(extname(name))) continue;
  const content = readFileSync(path);
  if (content.length < 1024) continue; // an extra file would save nothing
  const br = brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
  const gz = gzipSync(content, { level: 9 });
  writeFileSync(`${path}.br`, br);
  writeFileSync(`${path}.gz`, gz);
  rows.push([name, content.length, gz.length, br.length]);
}

const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`.padStart(11);
console.log(`${"file".padEnd(34)}${"size".padStart(11)}${"gzip".padStart(11)}${"brotli".padStart(11)}`);
for (const [name, ...sizes] of rows.sort((a, b) => b[1] - a[1])) console.log(name.padEnd(34) + sizes.map(kb).join(""));
