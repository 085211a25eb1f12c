/** The settings as a whole: their page, what is found on it, and from the search over everything. */
import { accessible, ADMIN, expect, hydrated, shots, signIn, test, type Page } from "./harness.ts";

const box = (page: Page) => page.getByRole("searchbox", { name: "What is to be set?" });
const titles = (page: Page) => page.locator(".setting-title");

test("a setting is found by a word of another language, from the keyboard", async ({ page }) => {
  await signIn(page);
  await page.goto("/settings");
  await hydrated(page);
  await expect(page.getByRole("heading", { name: "Company", exact: true })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Main", exact: true }).locator("[aria-current=page]")).toHaveText(["All settings"]);
  await accessible(page);
  await shots(page, "settings");

  await box(page).focus();
  await page.keyboard.type("нумерац");
  await expect(titles(page)).toHaveText(["Number series"]);
  await expect(page).toHaveURL(/\/settings\?q=/);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/settings\/company$/);
  await page.goBack();
  await expect(box(page)).toHaveValue("нумерац");
  await expect(titles(page)).toHaveText(["Number series"]);

  await box(page).fill("smtp");
  await expect(titles(page)).toHaveText(["E-mail"]);
  await box(page).fill("there is no such thing");
  await expect(page.locator(".empty-state")).toContainText("there is no such thing");
  await accessible(page);
  await page.getByRole("link", { name: "All settings" }).last().click();
  await expect(titles(page).first()).toHaveText("Own companies");
});

test("the search over everything finds settings by what people call them", async ({ page }) => {
  await signIn(page);
  await page.goto("/");
  await hydrated(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Search" }).pressSequentially("воронка");
  await page.getByRole("option", { name: "Leads: sources and statuses" }).click();
  await expect(page).toHaveURL(/\/settings\/leads$/);
});

test("without JavaScript settings are looked for as well, and nobody sees what he may not open", async ({ noJs, akta, newContext }) => {
  await signIn(noJs, ADMIN);
  await noJs.goto("/settings");
  await box(noJs).fill("password");
  await box(noJs).press("Enter");
  await expect(noJs).toHaveURL(/\/settings\?q=password$/);
  await expect(titles(noJs)).toContainText(["Profile"]);

  const reader = { email: "settings-reader@example.com", password: "violet tractor 7" };
  await akta.command(["user", "add", reader.email, "--role", "read-only", "--lang", "en", "--password-stdin"], `${reader.password}\n`);
  const page = await (await newContext()).newPage();
  await signIn(page, reader);
  await page.goto("/settings");
  await hydrated(page);
  await expect(titles(page)).toHaveText(["Profile"]);
});
