/** Steps that several stories take: the own company, a client, lines of the editor. */
import { expect, hydrated, type Page } from "./harness.ts";

/** A file that every reader opens, as a field of a form takes it. */
export const pdfFile = (name: string) => ({
  name,
  mimeType: "application/pdf",
  buffer: Buffer.from(
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
  ),
});

/** A field of the only form that has it. */
export const field = (page: Page, name: string) => page.locator(`[name="input[${name}]"]`);

/** Types a line of the invoice editor; `row` counts from 0. */
export async function typeLine(page: Page, row: number, values: Record<string, string>): Promise<void> {
  const line = page.locator(".line-row").nth(row);
  for (const [column, value] of Object.entries(values)) {
    const cell = line.locator(`[id$="-${column}"]`);
    if (column === "vat") {
      // The column is hidden as long as every line has the usual rate.
      if (!(await cell.isVisible())) await page.getByRole("checkbox", { name: "VAT by line" }).check();
      await cell.selectOption({ label: value });
    } else await cell.fill(value);
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
  // Papers of the stories are read in English.
  await field(page, "lang").selectOption("en");
  await field(page, "currency").selectOption("UAH");
  await field(page, "price_mode").selectOption("net");
  await field(page, "bank").fill("АТ «Банк»");
  await field(page, "account").fill("UA213223130000026007233566001");
  await page.locator("main form button[type=submit]").click();
  await expect(page.getByRole("heading", { name: /Обрій/ })).toBeVisible();
}

/** A code of a Ukrainian company, another one for each name: two clients with one code look alike. */
function codeOf(name: string): string {
  const seven = String(1_000_000 + ([...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 1_900_000, 7)));
  const digits = [...seven].map(Number);
  const remainder = (from: number) => digits.reduce((sum, digit, i) => sum + digit * (i + from), 0) % 11;
  return `${seven}${remainder(1) < 10 ? remainder(1) : remainder(3) % 10}`;
}

export async function makeClient(page: Page, name: string, code = codeOf(name)): Promise<void> {
  await page.goto("/clients/new");
  await hydrated(page);
  await field(page, "name").fill(name);
  // The numbers of another country than the own company's lie in a fold.
  const edrpou = field(page, "tax_ids][ua_edrpou");
  await page.locator("details", { has: edrpou }).evaluate((fold: HTMLDetailsElement) => (fold.open = true));
  await edrpou.fill(code);
  await field(page, "currency").selectOption("UAH");
  await page.locator("main form button[type=submit]").last().click();
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}$/);
  await expect(page.locator("main")).toContainText(name);
}

/** Saves a draft for the client of a card, of one line or of none. */
export async function draftOne(page: Page, card: string, line?: Record<string, string>): Promise<void> {
  await page.goto(`/invoices/new?client=${card.split("/").pop()}`);
  await hydrated(page);
  if (line) await typeLine(page, 0, line);
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}\/edit$/);
}

/** Issues an invoice of one line for a client and comes back with its address. */
export async function issueOne(page: Page, client: string, line: Record<string, string>): Promise<string> {
  await makeClient(page, client);
  await page.getByRole("link", { name: "New invoice" }).first().click();
  await expect(page.getByRole("combobox", { name: "Client" })).toHaveValue(client);
  await typeLine(page, 0, line);
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
  // The address is there before the page is.
  await expect(page.locator(".page-head h1")).toContainText(/\d/);
  return page.url();
}

/** Issues an invoice of a service for 1 000 and ten goods for 50 each, with VAT on top: 1 200 and 600. */
export async function invoiceOfBoth(page: Page, client: string): Promise<string> {
  await makeClient(page, client);
  await page.getByRole("link", { name: "New invoice" }).first().click();
  await expect(page.getByRole("combobox", { name: "Client" })).toHaveValue(client);
  await typeLine(page, 0, { name: "Супровід", quantity: "1", price: "1000", vat: "ПДВ 20 %" });
  await typeLine(page, 1, { name: "Кабель", quantity: "10", unit: "м", price: "50", vat: "ПДВ 20 %" });
  await page.locator(".line-row").nth(1).locator("[id$='-kind']").selectOption("goods");
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
  await expect(page.locator(".page-head h1")).toContainText(/\d/);
  return page.url();
}

/** Fills the directories of leads with what is usual, once per server. */
export async function directories(page: Page): Promise<void> {
  await page.goto("/settings/leads");
  await hydrated(page);
  for (;;) {
    const usual = page.getByRole("button", { name: "Add the usual ones" });
    const left = await usual.count();
    if (left === 0) return;
    await usual.first().click();
    await expect(usual).toHaveCount(left - 1);
  }
}

/** A new lead; comes back with its path. */
export async function makeLead(page: Page, name: string, values: Record<string, string> = {}): Promise<string> {
  await page.goto("/leads/new");
  await hydrated(page);
  await field(page, "name").fill(name);
  for (const [key, value] of Object.entries(values)) await field(page, key).fill(value);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page).toHaveURL(/\/leads\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  return new URL(page.url()).pathname;
}

/** A contract of the client of a card, in force. */
export async function contractOf(page: Page, client: string, number: string): Promise<string> {
  await page.goto(`/contracts/new?client=${client.split("/").pop()}`);
  await hydrated(page);
  await field(page, "subject").fill("супровід");
  await field(page, "number").fill(number);
  await page.getByRole("button", { name: "Make a draft" }).click();
  await expect(page).toHaveURL(/\/contracts\/[0-9a-f-]{36}\/edit$/);
  const contract = page.url().replace(/\/edit$/, "");
  await page.goto(contract);
  await hydrated(page);
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page.locator(".page-head .badges")).toContainText("In force");
  return contract;
}
