import { execFileSync } from "node:child_process";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { accessible, shots } from "./helpers.ts";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

test.beforeAll(() => {
  execFileSync("make", ["gallery"], { cwd: root, stdio: "ignore" });
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 390]) {
    test(`every part of the style sheet is accessible, ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto(pathToFileURL(resolve(root, "style/gallery.html")).href);
      await accessible(page);
      for (const dialog of ["drawer", "sheet"]) {
        await page.evaluate((id) => (document.getElementById(id) as HTMLDialogElement).showModal(), dialog);
        await accessible(page);
        await page.evaluate((id) => (document.getElementById(id) as HTMLDialogElement).close(), dialog);
      }
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(sideways, "the page must not scroll sideways").toBeLessThanOrEqual(0);
    });
  }
}

test("the gallery in pictures", async ({ page }) => {
  await page.goto(pathToFileURL(resolve(root, "style/gallery.html")).href);
  await shots(page, "gallery");
});
