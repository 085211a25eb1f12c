/**
 * Stories in a real browser against the real binary. The specs run once per database engine (projects `sqlite` and
 * `postgres`); each worker starts its own server on its own database, see harness.ts.
 *
 * The browser is Debian's Chromium where it is installed, else that of `npx playwright install chromium`. The one without a window
 * (chromium-headless-shell) does the same in less time.
 *
 * The environment: AKTA_BIN (the program, default: the debug build), AKTA_SITE (the site folder, default: ../site),
 * AKTA_TEST_POSTGRES_URL (a server where databases may be created; the project `postgres` needs it), AKTA_TRACE=1 (keeps a trace of each
 * failed story: a third of the time goes there), AKTA_SHOTS=1 (pictures of the pages in results/shots).
 */
import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import type { Options } from "./harness.ts";

const systemChromium = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find((path) => existsSync(path));

const BESIDE_THE_FLOW = [
  "style",
  ...["every-page", "kept", "pwa", "template-editor"],
  ...["accounts", "in-place", "lists", "requisites-card", "settings", "setup", "sign-in"],
];

export default defineConfig<object, Options>({
  testDir: ".",
  outputDir: "results/artifacts",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: process.env["CI"] === "true",
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [["list"], ["json", { outputFile: "results/report.json" }]],
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    // Nobody works there: a date that is taken from the browser's zone shows itself as a wrong day.
    timezoneId: "Pacific/Kiritimati",
    // Stories are about pages; each would fetch the client a second time for the worker, which has a story of its own.
    serviceWorkers: "block",
    screenshot: "only-on-failure",
    trace: process.env["AKTA_TRACE"] === "1" ? "retain-on-failure" : "off",
    launchOptions: {
      ...(systemChromium ? { executablePath: systemChromium } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        // Half of a story goes into making machine code of the debug build's 40 MB: only of what runs, and not twice.
        "--js-flags=--liftoff-only --wasm-lazy-validation",
      ],
    },
  },
  projects: [
    { name: "sqlite", testIgnore: "style.spec.ts", use: { engine: "sqlite" } },
    {
      name: "postgres",
      // The flow of documents and money runs on both engines. What happens in the browser alone, what is translated and whether it fits, and what
      // all pages share (signing in, settings, lists, fields in place) runs on one: its statements, and that each page has its data from
      // both, are among the Rust tests.
      testIgnore: new RegExp(`/(${BESIDE_THE_FLOW.join("|")})\\.spec\\.ts$`),
      use: { engine: "postgres" },
    },
    // The style sheet by itself, without a server.
    { name: "style", testMatch: "style.spec.ts" },
  ],
});
