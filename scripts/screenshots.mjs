// Makes public/screenshot-*.png, which browsers show to whoever installs Akta, from the program with demo data and the browser of the tests. Run
// it after `make build`, when the pages have changed; AKTA_BIN and AKTA_SITE as for the stories (end2end/playwright.config.ts):
//   node scripts/screenshots.mjs
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "@playwright/test";

const binary = process.env["AKTA_BIN"] ?? join(resolve(process.env["CARGO_TARGET_DIR"] ?? "target"), "debug", "akta");
const port = 4318;
const url = `http://localhost:${port}`;
const who = { email: "admin@example.com", password: "quiet-Harbour-73-lantern" };

// The sizes are those of src/server/pwa/manifest.rs.
const pictures = [
  { file: "public/screenshot-wide.png", width: 1280, height: 720, open: (page) => page.goto("/") },
  { file: "public/screenshot-narrow.png", width: 412, height: 892, open: anInvoice },
];

async function anInvoice(page) {
  await page.goto("/invoices?state=partially_paid");
  await page.goto(await page.locator(".row-link").first().getAttribute("href"));
}

const data = mkdtempSync(join(tmpdir(), "akta-screenshots-"));
const options = {
  cwd: data,
  env: {
    ...process.env,
    AKTA_ADDR: `127.0.0.1:${port}`,
    AKTA_BASE_URL: url,
    AKTA_DATA_DIR: data,
    AKTA_DATABASE_URL: `sqlite:${join(data, "akta.db")}`,
    AKTA_SITE: resolve(process.env["AKTA_SITE"] ?? "site"),
    AKTA_DEMO: "0",
  },
};

function command(args, input = "") {
  const { status, stderr } = spawnSync(binary, args, { ...options, input, encoding: "utf8" });
  if (status !== 0) throw new Error(`akta ${args.join(" ")}: ${stderr}`);
}

command(["migrate"]);
command(["user", "add", who.email, "--role", "administrator", "--name", "Anna Koval", "--password-stdin"], `${who.password}\n`);
command(["demo", "--clients", "24", "--invoices", "160", "--seed", "7"]);
const server = spawn(binary, ["serve"], { ...options, stdio: "ignore" });
try {
  while (!(await fetch(`${url}/health`).catch(() => undefined))?.ok) await new Promise((again) => setTimeout(again, 100));
  const system = "/usr/bin/chromium";
  const browser = await chromium.launch({
    executablePath: existsSync(system) ? system : undefined,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const context = await browser.newContext({ baseURL: url, locale: "en-US", colorScheme: "light", serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.locator("input[name*='email']").fill(who.email);
  await page.locator("input[type=password]").fill(who.password);
  await page.locator("main form button[type=submit]").first().click();
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
  for (const { file, width, height, open } of pictures) {
    await page.setViewportSize({ width, height });
    await open(page);
    await page.waitForFunction(() => document.documentElement.hasAttribute("data-hydrated"));
    await page.screenshot({ path: file, animations: "disabled" });
  }
  await browser.close();
} finally {
  server.kill();
  rmSync(data, { recursive: true, force: true });
}
