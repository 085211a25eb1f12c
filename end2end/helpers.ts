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

/**
 * Looks whether the page fits a computer's window and a phone's. With AKTA_SHOTS=1 it is saved as both show it, light and dark, into
 * results/shots.
 */
export async function shots(page: Page, name: string): Promise<void> {
  if (test.info().project.name === "postgres") return; // it looks the same on both
  const schemes = process.env["AKTA_SHOTS"] === "1" ? (["light", "dark"] as const) : [];
  const folder = join(results, "shots");
  if (schemes.length > 0) mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  for (const [width, height] of [[1440, 900], [390, 844]] as const) {
    await page.setViewportSize({ width, height });
    // A page that is wider than its window has something in it that does not fit.
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.poll(wide, { message: `${name} is too wide at ${width} px` }).toBeLessThanOrEqual(0);
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
