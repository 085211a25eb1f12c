/** Akta as an app of the device: it can be installed, says so when nothing can be reached, and tells when a newer one is there. */
import { copyFileSync, cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { chromium, type BrowserContext } from "@playwright/test";
import { accessible, expect, hydrated, shots, signIn, test as base, type Page } from "./harness.ts";
import { field, makeClient } from "./office.ts";
import { Akta, program, type Program } from "./server.ts";

/** A program folder as a release has it: the names of the browser's files carry the build, and `hash.txt` beside the program tells it. */
class Release {
  private readonly folder = mkdtempSync(join(tmpdir(), "akta-release-"));
  readonly program: Program = { binary: join(this.folder, "akta"), site: join(this.folder, "site") };

  constructor(build: string) {
    same(program.binary, this.program.binary);
    cpSync(program.site, this.program.site, { recursive: true, filter: (path) => !["pkg", "gallery.css"].includes(basename(path)) });
    this.become(build);
  }

  /** Puts another build in the place of this one; a program that runs goes on with what it has read. */
  become(build: string): void {
    const [made, pkg] = [join(program.site, "pkg"), join(this.program.site, "pkg")];
    rmSync(pkg, { recursive: true, force: true });
    mkdirSync(pkg);
    for (const [name, ending] of [["akta", "js"], ["akta", "wasm"], ["akta", "css"], ["studio", "js"]] as const) {
      same(join(made, `${name}.${ending}`), join(pkg, `${name}.${build}.${ending}`));
    }
    const snippets = join(made, "snippets");
    if (existsSync(snippets)) cpSync(snippets, join(pkg, "snippets"), { recursive: true });
    writeFileSync(join(this.folder, "hash.txt"), ["js", "wasm", "css", "studio"].map((kind) => `${kind}: ${build}\n`).join(""));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The same file under another name, without a copy where the disk can do that. */
function same(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

const test = base.extend<object, { release: Release; akta: Akta }>({
  release: [
    async ({}, use) => {
      const release = new Release("one");
      await use(release);
      release.remove();
    },
    { scope: "worker" },
  ],
  akta: [
    async ({ engine, release }, use, worker) => {
      const akta = await Akta.start(engine, `pwa-${engine}-${worker.workerIndex}`, undefined, false, release.program);
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
});

test.use({ serviceWorkers: "allow" });
// They share a server, and two of them stop it.
test.describe.configure({ mode: "default" });

/** Until the worker of the page is at work, and the page is his. */
async function worked(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((again) => setTimeout(again, 50));
  });
}

/** All that is kept, by the name of its cache. */
async function kept(page: Page): Promise<Record<string, string[]>> {
  return page.evaluate(async () => {
    const all: Record<string, string[]> = {};
    for (const name of await caches.keys()) {
      const requests = await (await caches.open(name)).keys();
      all[name] = requests.map(({ url }) => new URL(url).pathname).sort();
    }
    return all;
  });
}

/** Which build the page is of. */
const build = (page: Page) => page.locator("meta[name=akta-build]").getAttribute("content");

const filesOf = (name: string) => ["css", "js", "wasm"].map((ending) => `/pkg/akta.${name}.${ending}`);

test("staff and cabinet are two apps that can be installed", async ({ akta, trouble }) => {
  // The browser without a window knows nothing of installing, and neither does one that forgets everything at its end.
  const profile = mkdtempSync(join(tmpdir(), "akta-profile-"));
  const system = "/usr/bin/chromium";
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    ...(existsSync(system) ? { executablePath: system } : { channel: "chromium" }),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    baseURL: akta.url,
    locale: "en-US",
    serviceWorkers: "allow",
  });
  try {
    trouble.watch(context);
    const page = context.pages()[0] ?? (await context.newPage());
    const devtools = await context.newCDPSession(page);
    const installable = async (id: string, manifest: string) => {
      await worked(page);
      const found = await devtools.send("Page.getAppManifest");
      expect(found.errors, id).toEqual([]);
      expect(found.url).toBe(akta.url + manifest);
      expect((await devtools.send("Page.getInstallabilityErrors")).installabilityErrors, id).toEqual([]);
      expect((await devtools.send("Page.getAppId")).appId).toBe(akta.url + id);
    };
    await page.goto("/cabinet");
    await installable("/cabinet", "/cabinet/manifest.webmanifest?lang=en");
    await signIn(page);
    await page.goto("/clients");
    await installable("/", "/manifest.webmanifest?lang=en");

    const manifest = (await (await page.request.get("/manifest.webmanifest?lang=uk")).json()) as { shortcuts: { name: string; url: string }[] };
    expect(manifest.shortcuts.map(({ name }) => name)).toEqual(["Новий рахунок", "Оплати", "Клієнти"]);
    for (const { url } of manifest.shortcuts) expect((await page.goto(url))?.status(), url).toBe(200);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
});

test("nothing of anybody is kept: only the files of the build", async ({ page }) => {
  await signIn(page);
  await worked(page);
  await makeClient(page, "ТОВ Мигдаль");
  const card = new URL(page.url()).pathname;
  for (const path of ["/", "/clients", card, `${card}/files`, "/settings/templates", "/profile"]) {
    await page.goto(path);
    await hydrated(page);
  }
  expect(Object.values(await kept(page))).toEqual([filesOf("one")]);

  await page.locator("summary[aria-label^='Your account']").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect(Object.values(await kept(page))).toEqual([filesOf("one")]);
  // Whoever comes next with the same browser is asked who he is.
  await page.goto(card);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});

test("without a server a page says so, and comes by itself when there is one again", async ({ page, akta, trouble }) => {
  await signIn(page);
  await worked(page);
  await makeClient(page, "ТОВ Ясен");
  const card = page.url();
  await akta.stop();
  try {
    trouble.allow(/503|ERR_CONNECTION_REFUSED|ERR_FAILED/);
    // The client's files are at hand all the same.
    expect(await page.evaluate(async () => (await fetch("/pkg/akta.one.css", { cache: "no-store" })).ok)).toBe(true);
    await page.goto(card);
    await expect(page.getByRole("heading", { name: "Akta can’t be reached" })).toBeVisible();
    await expect(page.locator("body")).not.toContainText("Ясен");
    await accessible(page);
    await shots(page, "offline");
    // Pressed by somebody who does not want to wait.
    await page.getByRole("link", { name: "Try again" }).press("Enter");
    await expect(page.getByRole("heading", { name: "Akta can’t be reached" })).toBeVisible();
  } finally {
    await akta.serve();
  }
  await expect(page.locator("main")).toContainText("ТОВ Ясен");
  await expect(page).toHaveURL(card);
});

test("the page without a connection speaks the browser's language", async ({ newContext, trouble }) => {
  trouble.allow(/503|ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
  for (const [locale, title] of [["ru-RU", "Нет связи с Akta"], ["uk-UA", "Немає зв’язку з Akta"], ["de-DE", "Akta can’t be reached"]] as const) {
    const context = await newContext({ locale });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await worked(page);
    await context.setOffline(true);
    await page.goto("/clients");
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    // It comes by itself, once there is a network.
    await context.setOffline(false);
    await expect(page.locator("input[type=password]")).toBeVisible();
    await context.close();
  }
});

test("a newer build is told of, and loaded when the person agrees", async ({ page, akta, release }) => {
  await signIn(page);
  await worked(page);
  await page.goto("/clients/new");
  await hydrated(page);
  const first = await build(page);
  await field(page, "name").fill("ТОВ Тополя");

  release.become("two");
  await akta.restart();
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  const bar = page.locator("[role=status] > .update-bar", { hasText: "A new version of Akta is ready." });
  await expect(bar).toBeVisible();
  await accessible(page);
  await shots(page, "update");
  // Nothing has changed so far: the page is of the first build, and so is what it gets.
  expect(await build(page)).toBe(first);
  const before = await kept(page);
  expect(Object.values(before).flat()).toEqual(expect.arrayContaining(filesOf("one")));

  // What was typed is asked for first.
  const reload = bar.getByRole("button", { name: "Reload" });
  page.once("dialog", (dialog) => dialog.dismiss());
  await reload.press("Enter");
  await expect(field(page, "name")).toHaveValue("ТОВ Тополя");
  expect(await build(page)).toBe(first);
  page.once("dialog", (dialog) => dialog.accept());
  await reload.press("Enter");
  await expect.poll(() => build(page).catch(() => first)).not.toBe(first);
  await hydrated(page);
  await expect(bar).toHaveCount(0);
  await expect.poll(() => kept(page)).toEqual({ [`akta-${await build(page)}`]: filesOf("two") });
});

test("a page that is of the newer build already is not asked", async ({ page, akta, release }) => {
  await signIn(page);
  await worked(page);
  release.become("three");
  await akta.restart();
  await page.goto("/clients");
  await hydrated(page);
  await expect.poll(() => kept(page)).toEqual({ [`akta-${await build(page)}`]: filesOf("three") });
  await expect(page.getByText("A new version of Akta is ready.")).toHaveCount(0);
});
