/** Steps that several stories take: the own company, a client, lines of the editor. */
import { expect, hydrated, type Page } from "./harness.ts";

/** Fills a field of the only form that has it. */
export const field = (page: Page, name: string) => page.locator(`[name="input[${name}]"]`);

/** Types a line of the invoice editor; `row` counts from 0. */
export async function typeLine(page: Page, row: number, values: Record<string, string>): Promise<void> {
  const line = page.locator(".line-row").nth(row);
  for (const [column, value] of Object.entries(values)) {
    const cell = line.locator(`[id$="-${column}"]`);
    if (column === "vat") await cell.selectOption({ label: value });
    else await cell.fill(value);
  }
}

/** The own company, once per server. */
export async function makeCompany(page: Page): Promise<void> {
  await page.goto("/settings/company");
  if ((await page.locator("main").textContent())?.includes("Обрій")) return;
  await page.goto("/settings/company/new");
  await hydrated(page);
  await field(page, "name").fill("ТОВ «Обрій»");
  await field(page, "country").selectOption("ua");
  await field(page, "currency").selectOption("UAH");
  await field(page, "price_mode").selectOption("net");
  await field(page, "bank").fill("АТ «Банк»");
  await field(page, "account").fill("UA213223130000026007233566001");
  await page.locator("main form button[type=submit]").click();
  await expect(page.getByRole("heading", { name: /Обрій/ })).toBeVisible();
}

export async function makeClient(page: Page, name: string): Promise<void> {
  await page.goto("/clients/new");
  await hydrated(page);
  await field(page, "name").fill(name);
  await field(page, "tax_id_kind").selectOption("ua_edrpou");
  await field(page, "tax_id").fill("14360570");
  await field(page, "currency").selectOption("UAH");
  await page.locator("main form button[type=submit]").last().click();
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}$/);
  await expect(page.locator("main")).toContainText(name);
}

/** Issues an invoice of one line for a client and comes back with its address. */
export async function issueOne(page: Page, client: string, line: Record<string, string>): Promise<string> {
  await makeClient(page, client);
  await page.getByRole("link", { name: "New invoice" }).first().click();
  await expect(page.getByRole("combobox", { name: "Client" })).toHaveValue(client);
  await typeLine(page, 0, line);
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
  return page.url();
}
