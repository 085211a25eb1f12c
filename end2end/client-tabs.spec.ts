import { accessible, expect, hydrated, shots, signIn, test, type Page } from "./harness.ts";
import { field } from "./office.ts";

const tabs = (page: Page) => page.locator("nav.tabs-bar a, .tabs-bar a");
const row = (page: Page, name: string) => page.locator(".tab-list > li", { hasText: new RegExp(`^\\s*${name}`) });

async function settings(page: Page): Promise<void> {
  await page.goto("/settings/clients");
  await hydrated(page);
}

test("tabs are hidden and put into another order for everybody, and a hidden tab's address leads on", async ({ page, noJs }) => {
  test.slow();
  await signIn(page);
  await page.goto("/clients/new");
  await hydrated(page);
  await field(page, "name").fill("ТОВ «Вкладка»");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}$/);
  const card = new URL(page.url()).pathname;

  await settings(page);
  await accessible(page);
  await shots(page, "client-settings");
  await page.getByRole("button", { name: "Hide: Profile" }).click();
  await expect(page.getByRole("button", { name: "Show: Profile" })).toBeVisible();
  await page.getByRole("button", { name: "Up: Files" }).click();
  await expect(page.locator("ol.tab-list > li").nth(6)).toContainText("Files");

  // The card follows at once; what leads to the profile leads to the first tab.
  await page.goto(card);
  await expect(page).toHaveURL(`${card}/statement`);
  await hydrated(page);
  await expect(tabs(page).first()).toContainText("report");
  await expect(tabs(page).filter({ hasText: "Profile" })).toHaveCount(0);
  await shots(page, "client-tabs");
  await signIn(noJs);
  await noJs.goto(card);
  await expect(noJs).toHaveURL(`${card}/statement`);

  // From within the pages too.
  await page.goto("/clients?q=Вкладка");
  await hydrated(page);
  await page.locator("tbody a").first().click();
  await expect(page).toHaveURL(`${card}/statement`);

  // Without scripts the steps are plain forms. A module that is off is not offered.
  await noJs.goto("/settings/modules");
  await noJs.getByRole("button", { name: /Switch off: Acts/ }).click();
  await expect(noJs.getByRole("button", { name: /Switch on: Acts/ })).toBeVisible();
  await noJs.goto("/settings/clients");
  await expect(noJs.locator(".tab-list > li").first()).toBeVisible();
  await expect(row(noJs, "Acts")).toHaveCount(0);
  await noJs.getByRole("button", { name: "Show: Profile" }).click();
  await expect(noJs.locator("ol.tab-list > li").last()).toContainText("Profile");
  const place = async () => (await noJs.locator("ol.tab-list > li > span:first-child").allTextContents()).indexOf("Profile");
  for (let at = await place(); at > 0; at--) {
    await noJs.getByRole("button", { name: "Up: Profile" }).click();
    await expect.poll(place).toBe(at - 1);
  }
  await expect(noJs.locator("ol.tab-list > li").first()).toContainText("Profile");
  await noJs.goto("/settings/modules");
  await noJs.getByRole("button", { name: /Switch on: Acts/ }).click();
  await expect(noJs.getByRole("button", { name: /Switch off: Acts/ })).toBeVisible();
  await page.goto(card);
  await expect(page).toHaveURL(card);
  await expect(tabs(page).filter({ hasText: /^\s*Acts/ })).toHaveCount(1);
});

test("what must be unique is refused beside its field", async ({ page, trouble }) => {
  await signIn(page);
  await settings(page);
  await field(page, "same_email").selectOption("refuse");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator(".toast", { hasText: "Settings saved" })).toBeVisible();
  for (const name of ["ТОВ «Єдина пошта»", "ТОВ «Друга пошта»"]) {
    await page.goto("/clients/new");
    await hydrated(page);
    await field(page, "name").fill(name);
    await field(page, "email").fill("one@unique-mail.example");
    trouble.allow(/status of 422/);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    if (name.includes("Єдина")) await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}$/);
  }
  await expect(page.locator(".field", { has: field(page, "email") }).locator(".field-error")).toBeVisible();
  await settings(page);
  await field(page, "same_email").selectOption("warn");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator(".toast", { hasText: "Settings saved" })).toBeVisible();
});
