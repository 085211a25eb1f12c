import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { ADMIN, results } from "./server.ts";

/** Signs in through the form, as a person does. Works without JavaScript too. */
export async function signIn(page: Page, who: { email: string; password: string } = ADMIN): Promise<void> {
  await page.goto("/sign-in");
  const form = page.locator("form", { has: page.locator("input[type=password]") });
  await form.locator("input[name*='email']").fill(who.email);
  await form.locator("input[type=password]").fill(who.password);
  await form.locator("button[type=submit]").click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

/** Waits until the page answers to the keyboard and the mouse, not only to plain links and forms. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.hasAttribute("data-hydrated"));
}

/** Looks whether the page fits a computer's window and a phone's: neither scrolls sideways. */
export async function fits(page: Page, name: string): Promise<void> {
  await inWindows(page, name, []);
}

/** Looks whether the page fits; with AKTA_SHOTS=1 it is saved as both windows show it, light and dark, into results/shots. */
export async function shots(page: Page, name: string): Promise<void> {
  await inWindows(page, name, process.env["AKTA_SHOTS"] === "1" ? ["light", "dark"] : []);
}

async function inWindows(page: Page, name: string, schemes: ("light" | "dark")[]): Promise<void> {
  if (test.info().project.name === "postgres") return; // it looks the same on both
  const folder = join(results, "shots");
  if (schemes.length > 0) mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  for (const [width, height] of [[1440, 900], [390, 844]] as const) {
    await page.setViewportSize({ width, height });
    // A page that is wider than its window has something in it that does not fit.
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.poll(wide, { message: `${name} is too wide at ${width} px` }).toBeLessThanOrEqual(0);
    // A client reads a paper to its end without pulling it about.
    const papers = page.locator(".cabinet .paper-text");
    const cut = () => papers.evaluateAll((all) => Math.max(0, ...all.map((text) => text.scrollWidth - text.clientWidth)));
    await expect.poll(cut, { message: `a paper on ${name} is cut at ${width} px` }).toBeLessThanOrEqual(1);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true, animations: "disabled" });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
}

/** axe finds nothing serious on the page as it is now. `besides` are rules that do not apply here, with a reason beside the call. */
export async function accessible(page: Page, besides: string[] = []): Promise<void> {
  // Colours are judged when they have come to rest: a change of theme fades.
  await page.evaluate(() => {
    const ends = (animation: Animation) => Number.isFinite(animation.effect?.getComputedTiming().endTime);
    for (const animation of document.getAnimations()) if (ends(animation)) animation.finish();
  });
  const found = await new AxeBuilder({ page }).disableRules(besides).analyze();
  const serious = found.violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ""}`));
  expect(serious, `axe on ${page.url()}`).toEqual([]);
}

/**
 * Whoever has no mouse can do all that the page offers: each control takes part in the order of the Tab key, and what shows a hand under the
 * mouse is a control, or holds one that does the same. `besides` selects controls that have keys of their own, with a reason beside the call.
 */
export async function reachable(page: Page, besides = ":not(*)"): Promise<void> {
  const beyond = await page.evaluate((besides) => {
    const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]";
    const told = (element: Element) => element.outerHTML.slice(0, 160);
    const seen = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const off = (element: Element) => element.matches(":disabled, [aria-disabled=true], [inert] *");
    const skipped = [...document.querySelectorAll<HTMLElement>(CONTROLS)].filter(
      (element) => element.tabIndex < 0 && seen(element) && !off(element) && !element.matches(besides),
    );
    const hand = (element: Element | null) => element !== null && getComputedStyle(element).cursor === "pointer";
    const bare = [...document.querySelectorAll("main *")].filter(
      (element) =>
        hand(element) &&
        !hand(element.parentElement) &&
        seen(element) &&
        !element.closest(`${CONTROLS}, label, option, [tabindex="0"]`) &&
        !element.querySelector(CONTROLS) &&
        !element.matches(besides),
    );
    return [...skipped.map((element) => `not in the order of Tab: ${told(element)}`), ...bare.map((element) => `only for a mouse: ${told(element)}`)];
  }, besides);
  expect(beyond, `by keyboard on ${page.url()}`).toEqual([]);
}
