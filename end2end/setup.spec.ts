import { expect, hydrated, test } from "./harness.ts";

test.use({ untouched: true });

test("what is typed into the first page survives a switch of its language, but for secrets", async ({ page }) => {
  await page.goto("/setup");
  await hydrated(page);
  const field = (name: string) => page.locator(`[name="input[${name}]"]`);
  await field("setup_code").fill("ABCD-EFGH-IJKL-MNOP");
  await field("name").fill("Анна");
  await field("password").fill("quiet-Harbour-73-lantern");
  await field("company][name").fill("ТОВ «Обрій»");
  await field("company][address").fill("м. Київ,\nвул. Хрещатик, 1");
  await field("company][price_mode").selectOption("net");

  for (const [lang, country] of [["uk", "ua"], ["ru", "ru"]] as const) {
    await page.locator(`button[name=lang][value=${lang}]`).click();
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    await hydrated(page);
    await expect(field("name")).toHaveValue("Анна");
    await expect(field("company][name")).toHaveValue("ТОВ «Обрій»");
    await expect(field("company][address")).toHaveValue("м. Київ,\nвул. Хрещатик, 1");
    await expect(field("company][price_mode")).toHaveValue("net");
    // What nobody chose is what is usual in the language.
    await expect(field("company][country")).toHaveValue(country);
    await expect(field("setup_code")).toHaveValue("");
    await expect(field("password")).toHaveValue("");
  }
  const remembered = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
  expect(remembered).not.toMatch(/ABCD|Harbour/);
});
