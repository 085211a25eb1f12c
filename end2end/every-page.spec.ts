/**
 * Every page there is, of the staff and of the cabinet, with demo data, in every language: nothing serious for axe, no complaint of the
 * browser, no page wider than its window, be it a computer's or a phone's.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { clientWithPapers, moveIn } from "./cabinet-pages.ts";
import { accessible, expect, fits, hydrated, reachable, shots, signIn, test, type Page } from "./harness.ts";
import { field } from "./office.ts";

test.use({ demo: { clients: 12, invoices: 60, seed: 5 } });

/** The routes as the program has them, so that a new one can't be forgotten: `clients/:id/files`. */
function routes(): string[] {
  const source = readFileSync(join(dirname(fileURLToPath(import.meta.url)), "..", "src", "app", "mod.rs"), "utf8");
  const found: string[] = [];
  const parents: string[] = [];
  for (const line of source.split("\n")) {
    const [, parent = "", pattern] = /<(Parent)?Route path=path!\("([^"]*)"\)/.exec(line) ?? [];
    if (pattern !== undefined) {
      const whole = [...parents, pattern].filter(Boolean).join("/");
      if (parent) parents.push(pattern);
      else found.push(whole);
    } else if (line.includes("</ParentRoute>")) parents.pop();
  }
  return found;
}

/** Without a page of their own here, and why. */
const ELSEWHERE = [
  "access/:token", // one link, used once: access.spec
  "cabinet/access/:token", // the same: cabinet.spec
  "setup", // there is somebody already: setup.spec
];
const BEFORE_SIGN_IN = ["sign-in", "forgot-password", "cabinet/sign-in", "cabinet/forgot-password"];
/** Behind a sign-in of its own, for a contact who is let in. */
const inCabinet = (route: string) => /^cabinet(\/|$)/.test(route);

/** The routes that are looked at by somebody who has signed in. */
function signedIn(): string[] {
  const all = routes();
  const named = [...ELSEWHERE, ...BEFORE_SIGN_IN];
  expect(all, "each is a route still").toEqual(expect.arrayContaining(named));
  return all.filter((route) => !named.includes(route));
}

const ID = "[0-9a-f-]{36}";

/** The first object that a list leads to. */
async function first(page: Page, list: string): Promise<string> {
  const path = list.split("?")[0]!;
  const html = await (await page.request.get(list)).text();
  const href = new RegExp(`href="(${path}/${ID})"`).exec(html)?.[1];
  if (!href) throw new Error(`${list} leads to nothing`);
  return href;
}

/** Where each route with a part of its own can be looked at. */
const EXAMPLES: Record<string, (page: Page) => Promise<string>> = {
  search: async () => "/search?q=a",
  "clients/:id": (page) => first(page, "/invoices?state=unpaid").then((invoice) => clientOf(page, invoice)),
  "contacts/:id": (page) => first(page, "/contacts"),
  "leads/:id": (page) => lead(page),
  "contracts/:id": (page) => contract(page),
  "invoices/:id": (page) => first(page, "/invoices?state=partially_paid"),
  "invoices/:id/edit": (page) => first(page, "/invoices?state=draft"),
  // Neither paid nor closed: what hangs on it may refuse a correction.
  "invoices/:id/correct": (page) => first(page, "/invoices?state=unpaid&closing=open"),
  "invoices/:id/cancel": (page) => first(page, "/invoices?state=paid"),
  "acts/new": async (page) => `/acts/new?invoice=${(await first(page, "/invoices?closing=paid_not_closed")).split("/").pop()}`,
  "delivery-notes/new": async (page) => `/delivery-notes/new?invoice=${(await first(page, "/invoices?closing=paid_not_closed")).split("/").pop()}`,
  "acts/:id": (page) => first(page, "/acts"),
  "acts/:id/edit": (page) => first(page, "/acts?state=draft"),
  "acts/:id/correct": (page) => first(page, "/acts?state=unsigned"),
  "delivery-notes/:id": (page) => first(page, "/delivery-notes"),
  "delivery-notes/:id/edit": (page) => first(page, "/delivery-notes?state=draft"),
  "delivery-notes/:id/correct": (page) => first(page, "/delivery-notes?state=unsigned"),
  "expenses/:id": (page) => expense(page),
  "support/:id": (page) => request(page),
  "payments/:id": (page) => first(page, "/payments"),
  "catalogue/:id": (page) => first(page, "/catalogue"),
  "settings/company/:id": (page) => first(page, "/settings/company"),
  "settings/users/:id": (page) => first(page, "/settings/users"),
  "settings/roles/:id": (page) => first(page, "/settings/roles"),
  "settings/templates/builtin/:name": async () => "/settings/templates/builtin/invoice-en-1",
  "settings/templates/:id": (page) => ownTemplate(page),
  "send/:kind/:id": async (page) => `/send/invoice/${(await first(page, "/invoices?state=unpaid")).split("/").pop()}`,
  "outbox/:id": (page) => letter(page),
  "cabinet/contracts/:id": (page) => first(page, "/cabinet/contracts"),
  "cabinet/invoices/:id": (page) => first(page, "/cabinet/invoices"),
  "cabinet/acts/:id": (page) => first(page, "/cabinet/acts"),
  "cabinet/delivery-notes/:id": (page) => first(page, "/cabinet/delivery-notes"),
  "cabinet/support/:id": (page) => first(page, "/cabinet/support"),
};

async function clientOf(page: Page, invoice: string): Promise<string> {
  const html = await (await page.request.get(invoice)).text();
  return new RegExp(`href="(/clients/${ID})["/?]`).exec(html)![1]!;
}

/** A copy of a built-in template; made once. */
async function ownTemplate(page: Page): Promise<string> {
  const made = await first(page, "/settings/templates").catch(() => undefined);
  if (made) return made;
  await page.goto("/settings/templates/builtin/invoice-en-1");
  await hydrated(page);
  await page.locator("form[action='/api/templates/copy'] button").click();
  await expect(page).toHaveURL(new RegExp(`/settings/templates/${ID}$`));
  return new URL(page.url()).pathname;
}

/** A lead; written down once. */
async function lead(page: Page): Promise<string> {
  const there = await first(page, "/leads").catch(() => undefined);
  if (there) return there;
  await page.goto("/leads/new");
  await hydrated(page);
  await field(page, "name").fill("Northern Lights");
  await page.locator("main form button[type=submit]").last().click();
  await expect(page).toHaveURL(new RegExp(`/leads/${ID}$`));
  return new URL(page.url()).pathname;
}

/** A draft of a contract; made once. */
async function contract(page: Page): Promise<string> {
  const there = await first(page, "/contracts?state=draft").catch(() => undefined);
  if (there) return there;
  const client = await first(page, "/clients");
  await page.goto(`/contracts/new?client=${client.split("/").pop()}`);
  await hydrated(page);
  await field(page, "subject").fill("consulting");
  await page.locator("main form button[type=submit]").last().click();
  await expect(page).toHaveURL(new RegExp(`/contracts/${ID}/edit$`));
  return new URL(page.url()).pathname.replace(/\/edit$/, "");
}

/** An expense of the company's own; written down once. */
async function expense(page: Page): Promise<string> {
  const there = await first(page, "/expenses").catch(() => undefined);
  if (there) return there;
  await page.goto("/expenses/new");
  await hydrated(page);
  await field(page, "name").fill("Paper");
  await field(page, "amount").fill("10");
  await page.locator("main form button[type=submit]").last().click();
  await expect(page).toHaveURL(/added=/);
  return first(page, "/expenses");
}

/** A request of a client; written down once. */
async function request(page: Page): Promise<string> {
  const there = await first(page, "/support?state=all").catch(() => undefined);
  if (there) return there;
  const client = await first(page, "/clients");
  await page.goto(`/support/new?client=${client.split("/").pop()}`);
  await hydrated(page);
  await page.locator("main [name=subject]").fill("A question");
  await page.locator("main [name=body]").fill("When does it come?");
  await page.locator("main form button[type=submit]").last().click();
  await expect(page).toHaveURL(new RegExp(`/support/${ID}$`));
  return new URL(page.url()).pathname;
}

/** A letter that waits; written once. */
async function letter(page: Page): Promise<string> {
  const written = await first(page, "/outbox").catch(() => undefined);
  if (written) return written;
  const invoice = await first(page, "/invoices?state=unpaid");
  await page.goto(`/send/invoice/${invoice.split("/").pop()}`);
  await hydrated(page);
  await field(page, "more").fill("reader@example.com");
  await page.locator("main form button[type=submit]").last().click();
  await expect(page).toHaveURL(new RegExp(`${invoice}$`));
  return first(page, "/outbox");
}

/** The address of a route; the longest example that begins it tells the parts of its own. */
async function address(page: Page, route: string): Promise<string> {
  const known = Object.keys(EXAMPLES).filter((example) => route === example || route.startsWith(`${example}/`));
  const example = known.sort((a, b) => b.length - a.length)[0];
  if (!example) {
    if (route.includes(":")) throw new Error(`no example for the route ${route}`);
    return `/${route}`;
  }
  const found = await EXAMPLES[example]!(page);
  // An example of `invoices/:id/edit` is an invoice; one of `acts/new` is the whole address.
  const below = example.includes(":") ? example.split(/:\w+/).pop() : "";
  return found + below + route.slice(example.length);
}

const called = (route: string) => `page-${route.replaceAll("/", "-").replaceAll(":", "") || "start"}`;

const LANGUAGES = [
  ["en", "English"],
  ["uk", "Ukrainian"],
  ["ru", "Russian"],
] as const;

/** What has keys of its own, each by itself: whatever else comes to stand there is to be reached as everything is. */
const HAVE_KEYS = [
  // Describing a line of an invoice, and moving it; its kind; taking it out. The keys are told below the lines.
  ".line-row > .line-no",
  ".line-row .line-kind",
  ".line-row > .line-tools > button",
  // A click on a value of the card follows the link beside the heading.
  ".form-section:has(a[data-edit]) .facts.is-editable dd",
  // What stands in a list of choices is walked with arrows and taken with Enter, as in the pane of the template editor.
  "[role=listbox] [role=option]",
].join(", ");

/** The staff's pages of a language are this many stories, so that none takes longer than people wait. */
const PARTS = 3;

/** The administrator reads another language from now on. */
async function speak(page: Page, lang: string): Promise<void> {
  await page.goto("/profile");
  await hydrated(page);
  if ((await field(page, "lang").inputValue()) === lang) return;
  await field(page, "lang").selectOption(lang);
  await page.locator("form[action='/api/profile/save'] button").click();
  await expect(page.locator("html")).toHaveAttribute("lang", lang);
}

/** Opens each route and looks at it; what is wrong with any of them. */
async function lookAt(page: Page, all: string[], lang: string): Promise<string[]> {
  const found: string[] = [];
  for (const route of all) {
    const look = async () => {
      const answer = await page.goto(await address(page, route));
      expect(answer?.status(), page.url()).toBe(200);
      await hydrated(page);
      await expect(page.locator("html")).toHaveAttribute("lang", lang);
      await expect(page.locator("h1").first()).toBeVisible();
      // One engine is enough for what depends on no data.
      if (test.info().project.name === "sqlite") await accessible(page);
      if (lang === "en") await reachable(page, HAVE_KEYS);
      if (lang === "en") await shots(page, called(route));
      else await fits(page, `${called(route)} in ${lang}`);
    };
    await look().catch((problem: unknown) => found.push(`/${route}: ${String(problem).slice(0, 2000)}`));
  }
  return found;
}

for (const [lang, name] of LANGUAGES) {
  for (let part = 0; part < PARTS; part += 1) {
    test(`every page in ${name}, part ${part + 1} of ${PARTS}`, async ({ page }) => {
      test.setTimeout(480_000);
      await signIn(page);
      await speak(page, lang);
      const all = signedIn().filter((route) => !inCabinet(route));
      expect(all.length).toBeGreaterThan(70);
      const found = await lookAt(page, all.filter((_, at) => at % PARTS === part), lang);
      expect(found).toEqual([]);
    });
  }

  test(`every page of the cabinet in ${name}`, async ({ page, newContext }) => {
    test.setTimeout(480_000);
    await signIn(page);
    await speak(page, "en");
    const card = await clientWithPapers(page);
    const who = { first: "Oksana", last: name, email: `${lang}@every-page.example.com`, password: "amber ladder 9", lang };
    const visitor = await (await newContext()).newPage();
    await moveIn(page, visitor, card, who);
    const all = signedIn().filter(inCabinet);
    expect(all.length).toBeGreaterThan(15);
    expect(await lookAt(visitor, all, lang)).toEqual([]);
  });

  test(`every page before the sign-in, in ${name}`, async ({ newContext }) => {
    const page = await (await newContext({ locale: lang })).newPage();
    expect(await lookAt(page, BEFORE_SIGN_IN, lang)).toEqual([]);
  });
}
