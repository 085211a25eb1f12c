/**
 * What every spec imports instead of @playwright/test:
 *
 *   import { expect, test, signIn } from "./harness.ts";
 *
 * - `akta`: the server of this worker (`akta.url`, `akta.command([...])`, `akta.restart()`), made on an empty database with
 *   one administrator. `test.use({ demo: { clients: 20, invoices: 60, seed: 1 } })` fills it first; with
 *   `test.use({ untouched: true })` there is no administrator yet.
 * - `page`, `context`: watched. A console error, a warning about hydration, an exception in the page, a failed request or
 *   an answer of 5xx fails the test, unless the test said before `trouble.allow(/…/)`.
 * - `noJs`: a watched page in a browser without JavaScript. Secure cookies work there too.
 * - After each test `akta check` must find nothing, and the server must end with exit code 0 when the worker ends.
 */
import { test as base, type BrowserContext, type Page } from "@playwright/test";
import { Akta, type Demo, type Engine } from "./server.ts";
import { Trouble } from "./trouble.ts";

export { expect } from "@playwright/test";
export { ADMIN } from "./server.ts";
export { accessible, fits, hydrated, reachable, shots, signIn } from "./helpers.ts";
export type { Locator, Page } from "@playwright/test";

/** Options of a project or of `test.use(…)`; they belong to the worker, since they decide what its server holds. */
export type Options = { engine: Engine; demo: Demo | undefined; untouched: boolean };

type Worker = { akta: Akta };
type Test = {
  trouble: Trouble;
  noJs: Page;
  /** A further watched context (another person, another device); closed at the end. */
  newContext: (options?: Parameters<import("@playwright/test").Browser["newContext"]>[0]) => Promise<BrowserContext>;
  cleanBooks: void;
};

export const test = base.extend<Test, Options & Worker>({
  engine: ["sqlite", { option: true, scope: "worker" }],
  demo: [undefined, { option: true, scope: "worker" }],
  untouched: [false, { option: true, scope: "worker" }],

  akta: [
    async ({ engine, demo, untouched }, use, worker) => {
      const akta = await Akta.start(engine, `${engine}-${worker.workerIndex}`, demo, untouched);
      try {
        await use(akta);
        await akta.stop();
        await akta.check();
      } finally {
        await akta.kill();
        await akta.remove();
      }
    },
    { scope: "worker", timeout: 180_000 },
  ],

  baseURL: async ({ akta }, use) => {
    await use(akta.url);
  },

  trouble: async ({}, use, info) => {
    const trouble = new Trouble();
    await use(trouble);
    // A failed test has its own story; trouble is added to it, not put in its place.
    if (info.status === info.expectedStatus) trouble.mustBeNone();
    else if (trouble.list().length > 0) await info.attach("trouble", { body: trouble.list().join("\n") });
  },

  context: async ({ context, trouble }, use) => {
    trouble.watch(context);
    await use(context);
  },

  newContext: async ({ browser, akta, trouble, contextOptions }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ ...contextOptions, baseURL: akta.url, ...options });
      trouble.watch(context, options?.javaScriptEnabled);
      contexts.push(context);
      return context;
    });
    for (const context of contexts) await context.close();
  },

  noJs: async ({ newContext }, use) => {
    const context = await newContext({ javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
    await use(await context.newPage());
  },

  cleanBooks: [
    async ({ akta }, use, info) => {
      await use();
      if (info.status === info.expectedStatus) await akta.check();
    },
    { auto: true },
  ],
});
