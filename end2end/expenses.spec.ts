import { accessible, expect, hydrated, shots, signIn, test, type Page } from "./harness.ts";
import { field, makeClient, makeCompany, pdfFile } from "./office.ts";

const main = (page: Page) => page.locator("main");
const rows = (page: Page) => page.locator("main tbody tr");
const drawer = (page: Page) => page.locator("dialog.drawer");

/** A category, once per server. */
async function category(page: Page, name: string): Promise<void> {
  await page.goto("/settings/expense-categories");
  await hydrated(page);
  if ((await main(page).textContent())?.includes(name)) return;
  await field(page, "name").last().fill(name);
  await main(page).getByRole("button", { name: "Save", exact: true }).last().click();
  await expect(page.locator("details.side-card > summary", { hasText: name })).toBeVisible();
}

/** A new client's card. */
async function card(page: Page, name: string): Promise<string> {
  await makeClient(page, name);
  return new URL(page.url()).pathname;
}

/** Adds an expense in the drawer of the open tab. */
async function quickAdd(page: Page, name: string, amount: string): Promise<void> {
  await page.locator(".list-head").getByRole("link", { name: "New expense" }).click();
  await expect(field(page, "name")).toBeVisible();
  await field(page, "name").fill(name);
  await field(page, "amount").fill(amount);
  await field(page, "vat").fill("20");
  await field(page, "category").selectOption({ label: "Travel" });
  await expect(field(page, "billable")).toBeChecked();
  await drawer(page).getByRole("button", { name: "Save", exact: true }).click();
  await expect(drawer(page)).toHaveCount(0);
  await expect(rows(page).filter({ hasText: name })).toHaveCount(1);
}

/** Opens an expense of the list. */
async function open(page: Page, name: string): Promise<string> {
  await rows(page).filter({ hasText: name }).locator("a").first().click();
  await expect(page).toHaveURL(/\/expenses\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await hydrated(page);
  return new URL(page.url()).pathname;
}

test("an expense is added on the card, gets its receipt, and is put on an invoice once", async ({ page, noJs }) => {
  test.slow();
  await signIn(page);
  await makeCompany(page);
  await category(page, "Travel");
  await accessible(page);
  await shots(page, "expense-categories");
  const client = await card(page, "ТОВ «Первоцвіт»");
  await page.goto(`${client}/expenses`);
  await hydrated(page);
  await expect(main(page)).toContainText("No expenses yet");
  await shots(page, "expenses-empty");
  await page.locator(".list-head").getByRole("link", { name: "New expense" }).click();
  await expect(field(page, "amount")).toBeVisible();
  await accessible(page);
  await shots(page, "expense-drawer");
  await page.keyboard.press("Escape");
  await expect(drawer(page)).toHaveCount(0);
  await quickAdd(page, "Квитки до Львова", "1200");
  await expect(page.locator('.tabs-bar a[href$="/expenses"] .count')).toHaveText("1");
  await expect(page.locator(".totals-bar")).toContainText("1 expense");
  await expect(rows(page).first()).toContainText("To bill");
  await accessible(page);
  await shots(page, "expenses-tab");

  const expense = await open(page, "Квитки до Львова");
  await page.locator("input[type=file]").setInputFiles(pdfFile("Чек.pdf"));
  await expect(page.locator(".file-list")).toContainText("Чек.pdf");
  await accessible(page);
  await shots(page, "expense");
  await page.goto(`${client}/files`);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first()).toContainText("Expense Квитки до Львова");

  // Somebody else has the page open, without scripts.
  await signIn(noJs);
  await noJs.goto(expense);
  const second = noJs.getByRole("button", { name: "Put on an invoice" });
  await expect(second).toBeVisible();

  await page.goto(expense);
  await hydrated(page);
  await page.getByRole("button", { name: "Put on an invoice" }).click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}\/edit$/);
  await hydrated(page);
  const line = page.locator(".line-row").first();
  await expect(line.locator('[id$="-name"]')).toHaveValue("Квитки до Львова");
  // Prices are without VAT here.
  await expect(line.locator('[id$="-price"]')).toHaveValue(/^1[\s,]?000(\.00)?$/);
  const invoice = new URL(page.url()).pathname.replace(/\/edit$/, "");

  await second.click();
  // The button is gone, and the page says what has charged it.
  await expect(noJs.locator("main .alert")).toContainText("The client is charged by");
  await expect(second).toHaveCount(0);
  await shots(noJs, "expense-refused");

  // The way there and back.
  await page.goto(expense);
  await expect(page.getByRole("button", { name: "Put on an invoice" })).toHaveCount(0);
  await main(page).getByRole("link", { name: "Invoice, draft" }).click();
  await expect(page).toHaveURL(invoice);
  await page.locator(".side-column").getByRole("link", { name: "Квитки до Львова" }).click();
  await expect(page).toHaveURL(expense);
  await shots(page, "expense-billed");

  // The global list knows it.
  await page.goto("/expenses?q=Первоцвіт");
  await hydrated(page);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first()).toContainText("Invoice, draft");
  await expect(rows(page).first()).toContainText("receipt");
  await main(page).getByRole("link", { name: "To bill", exact: true }).click();
  await expect(rows(page).filter({ hasText: "Квитки до Львова" })).toHaveCount(0);
  await accessible(page);
  await shots(page, "expenses");
});

test("the editor offers what the client pays for, and a deleted draft lets go of it", async ({ page }) => {
  test.slow();
  await signIn(page);
  await makeCompany(page);
  await category(page, "Travel");
  const client = await card(page, "ТОВ «Мандрівник»");
  await page.goto(`${client}/expenses`);
  await hydrated(page);
  await quickAdd(page, "Готель у Львові", "2400");
  await quickAdd(page, "Таксі у Львові", "240");

  await page.goto(`/invoices/new?client=${client.split("/").pop()}`);
  await hydrated(page);
  const offer = page.locator(".expenses-offer");
  await expect(offer.locator("li")).toHaveCount(2);
  await accessible(page);
  await shots(page, "invoice-expenses");
  await offer.getByRole("button", { name: "Put on this invoice: Готель у Львові" }).click();
  await expect(offer.locator("li")).toHaveCount(1);
  await expect(page.locator(".line-row").first().locator('[id$="-price"]')).toHaveValue(/^2[\s,]?000(\.00)?$/);
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}\/edit$/);
  const invoice = new URL(page.url()).pathname.replace(/\/edit$/, "");

  // The other one from its own page, onto the same draft.
  await page.goto(`${client}/expenses?bill=to_bill`);
  await hydrated(page);
  await expect(rows(page)).toHaveCount(1);
  const taxi = await open(page, "Таксі у Львові");
  await page.locator("summary", { hasText: "Put on an invoice" }).click();
  await accessible(page);
  await page.getByRole("button", { name: "Put on it" }).click();
  await expect(page).toHaveURL(`${invoice}/edit`);
  await hydrated(page);
  await expect(page.locator(".line-row").nth(1).locator('[id$="-name"]')).toHaveValue("Таксі у Львові");

  await page.goto(invoice);
  await hydrated(page);
  await expect(page.locator(".side-column")).toContainText("Готель у Львові");
  await page.locator("summary", { hasText: /^\s*Delete\s*$/ }).click();
  await page.getByRole("button", { name: "Delete for good" }).click();
  await expect(page).toHaveURL(/\/invoices$/);
  await page.goto(taxi);
  await expect(page.locator(".page-head")).toContainText("To bill");
  await expect(main(page)).toContainText("Can be put on an invoice again");

  // What was typed and is given up again leaves the client who is chosen.
  await page.goto(`${taxi}/edit`);
  await hydrated(page);
  const chosen = page.getByRole("combobox", { name: "Client" });
  await expect(chosen).toHaveValue("ТОВ «Мандрівник»");
  await field(page, "supplier").fill("Таксопарк");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await hydrated(page);
  await expect(field(page, "supplier")).toHaveValue("Таксопарк");
  await page.getByRole("button", { name: "Discard it, take what is stored" }).click();
  await expect(field(page, "supplier")).toHaveValue("");
  await expect(chosen).toHaveValue("ТОВ «Мандрівник»");
  await main(page).getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(taxi);
  await expect(main(page)).toContainText("ТОВ «Мандрівник»");
});
