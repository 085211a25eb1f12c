/** What was typed stays: when the session has ended, when something is wrong, when rows come from a spreadsheet. */
import { expect, hydrated, shots, signIn, test } from "./harness.ts";
import { field, makeClient, makeCompany } from "./office.ts";

test("who was signed out in another tab signs in beside what he typed", async ({ page, context, trouble }) => {
  await signIn(page);
  await makeCompany(page);
  await page.goto("/clients/new");
  await hydrated(page);
  await field(page, "name").fill("Кав'ярня «Затишок»");
  const other = await context.newPage();
  await other.goto("/profile");
  await hydrated(other);
  await other.locator("summary", { has: other.locator(".user-name") }).click();
  await other.getByRole("button", { name: "Sign out" }).click();
  await expect(other).toHaveURL(/sign-in/);

  trouble.allow(/status of 401/);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const beside = page.getByRole("link", { name: "Sign in in a new tab" });
  await expect(beside).toBeVisible();
  await expect(field(page, "name")).toHaveValue("Кав'ярня «Затишок»");
  await shots(page, "signed-out-beside");
  await signIn(other);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator("h1")).toContainText("Кав'ярня «Затишок»");
});

test("what is wrong in a line is said beside it until it is typed anew", async ({ page, trouble }) => {
  await signIn(page);
  await makeCompany(page);
  await makeClient(page, "ТОВ Рядок");
  await page.goto("/invoices/new");
  await hydrated(page);
  trouble.allow(/status of 422/);
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  const problems = page.locator("#invoice-problems");
  await expect(problems).toContainText("Client");
  await expect(problems).toContainText("add at least one line", { ignoreCase: true });
  const client = page.getByRole("combobox", { name: "Client" });
  await client.fill("Рядок");
  await page.getByRole("option", { name: /ТОВ Рядок/ }).click();
  await expect(problems).not.toContainText("Client:");

  // Three rows from a spreadsheet: one of them has to be mended.
  const name = page.locator(".line-row").first().locator(".line-name input");
  await name.focus();
  await name.evaluate((input) => {
    const data = new DataTransfer();
    data.setData("text/plain", "Папір\t3\t120,50\nКартридж\tдва\t1 200,00\nСтіл\t1\t3*400\n");
    input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await shots(page, "invoice-paste");
  await page.getByRole("button", { name: "Put 3 lines in" }).click();
  const quantity = page.locator(".line-row").nth(1).locator(".line-quantity input");
  await expect(quantity).toHaveValue("два");
  await expect(page.locator(".line-row").nth(1).locator(".field-error")).toContainText("Quantity");
  await quantity.fill("2");
  await expect(page.locator(".line-row").nth(1).locator(".field-error")).toHaveCount(0);
  const price = page.locator(".line-row").nth(2).locator(".line-price input");
  await price.focus();
  await price.press("Tab");
  await expect(price).toHaveValue("1200");
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(page).toHaveURL(/edit$/);
});

test("going back asks before what was typed is lost", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  await page.goto("/clients");
  await hydrated(page);
  await page.locator("main").getByRole("link", { name: "New client" }).first().click();
  await expect(page).toHaveURL(/\/clients\/new$/);
  await field(page, "name").fill("ТОВ Назад");
  const back = () => page.evaluate(() => history.back());

  const asked: string[] = [];
  let stays = true;
  page.on("dialog", (dialog) => {
    asked.push(dialog.message());
    void (stays ? dialog.dismiss() : dialog.accept());
  });
  await back();
  await expect.poll(() => asked.length).toBe(1);
  await expect(page).toHaveURL(/\/clients\/new$/);
  await expect(field(page, "name")).toHaveValue("ТОВ Назад");
  stays = false;
  await back();
  await expect(page).toHaveURL(/\/clients$/);
  await expect(page.locator("h1")).toContainText("Clients");
  expect(asked).toHaveLength(2);
  // Nothing is asked where nothing was typed.
  await page.locator("main").getByRole("link", { name: "New client" }).first().click();
  await expect(page).toHaveURL(/\/clients\/new$/);
  await expect(field(page, "name")).toHaveValue("");
  await back();
  await expect(page).toHaveURL(/\/clients$/);
  expect(asked).toHaveLength(2);
});

test("what was typed into a card is there again after the page was lost", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  await page.goto("/clients/new");
  await hydrated(page);
  await field(page, "name").fill("ТОВ Загублене");
  await field(page, "notes").fill("Перша розмова\nу понеділок");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await hydrated(page);
  await expect(page.locator(".alert", { hasText: "What you had typed is here again" })).toBeVisible();
  await expect(field(page, "name")).toHaveValue("ТОВ Загублене");
  await expect(field(page, "notes")).toHaveValue("Перша розмова\nу понеділок");
  // It can be given up.
  await page.getByRole("button", { name: "Discard it, take what is stored" }).click();
  await expect(page.locator(".alert")).toHaveCount(0);
  await expect(field(page, "name")).toHaveValue("");
  await expect(field(page, "notes")).toHaveValue("");
  // Another page begins empty, and so does this one once it was left.
  await page.goto("/contacts/new");
  await hydrated(page);
  await expect(page.locator(".alert")).toHaveCount(0);
});
