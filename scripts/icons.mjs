// Draws public/*.png from public/favicon.svg with the browser of the tests. Run it after changing the drawing:
//   node scripts/icons.mjs
import { existsSync, readFileSync } from "node:fs";
import { chromium } from "@playwright/test";

const drawing = readFileSync("public/favicon.svg", "utf8");
const ground = /<rect[^>]*fill="([^"]+)"/.exec(drawing)[1];

// A maskable icon may be cut to a circle of 80 %: its ground goes to the edge, the drawing keeps away from it.
const icons = [
  { file: "icon-192.png", size: 192, maskable: false },
  { file: "icon-512.png", size: 512, maskable: false },
  { file: "maskable-512.png", size: 512, maskable: true },
];

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
  await page.screenshot({ path: `public/${file}`, omitBackground: true });
  await page.close();
}
await browser.close();
