// Draws public/*.png and public/favicon.ico from public/favicon.svg with the browser of the tests. Run it after changing the drawing:
//   node scripts/icons.mjs
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { chromium } from "@playwright/test";

const drawing = readFileSync("public/favicon.svg", "utf8");
const ground = /<rect[^>]*fill="([^"]+)"/.exec(drawing)[1];

// A maskable icon may be cut to a circle of 80 %: its ground goes to the edge, the drawing keeps away from it.
const icons = [
  { file: "icon-192.png", size: 192, maskable: false },
  { file: "icon-512.png", size: 512, maskable: false },
  { file: "maskable-192.png", size: 192, maskable: true },
  { file: "maskable-512.png", size: 512, maskable: true },
  // What browsers ask for by themselves beside a page that names no icon, as a PDF is. Kept as a picture within an ICO file.
  { file: "favicon.ico", size: 48, maskable: false },
];

/** An ICO file of one PNG: a head of 6 bytes, an entry of 16, the picture. */
function ico(png, size) {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(1, 4);
  head.writeUInt8(size, 6);
  head.writeUInt8(size, 7);
  head.writeUInt16LE(1, 10);
  head.writeUInt16LE(32, 12);
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(head.length, 18);
  return Buffer.concat([head, png]);
}

const system = "/usr/bin/chromium";
const browser = await chromium.launch({
  executablePath: existsSync(system) ? system : undefined,
  args: ["--no-sandbox", "--disable-gpu"],
});
for (const { file, size, maskable } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const inner = maskable ? Math.round(size * 0.78) : size;
  const svg = drawing.replace("<svg ", `<svg width="${inner}" height="${inner}" `);
  await page.setContent(
    `<body style="margin:0;height:${size}px;display:grid;place-items:center;background:${maskable ? ground : "transparent"}">${svg}</body>`,
  );
  const png = await page.screenshot({ omitBackground: true });
  writeFileSync(`public/${file}`, file.endsWith(".ico") ? ico(png, size) : png);
  await page.close();
}
await browser.close();
