import { readFileSync } from "node:fs";
import { accessible, expect, hydrated, shots, signIn, test } from "./harness.ts";
import type { Page } from "./harness.ts";
import { field, issueOne, makeCompany } from "./office.ts";

/** A blue square. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAABgAAAAYCAIAAABvFaqvAAAAH0lEQVR42mOQs1lAFcQwatCoQaMGjRo0atCoQQNvEAAhFDKfJxGT9gAAAABJRU5ErkJggg==",
  "base64",
);

/** What is saved when something is pressed. */
async function saved(page: Page, press: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const isPdf = (bytes: Buffer) => bytes.subarray(0, 5).toString() === "%PDF-";

test("an invoice is saved as a file and opened to be printed, once it is issued and as a draft", async ({ page, trouble }) => {
  await signIn(page);
  await makeCompany(page);
  const invoice = await issueOne(page, "ТОВ Друкарка", { name: "Друк", quantity: "3", price: "100", vat: "ПДВ 20 %" });
  await hydrated(page);
  await page.keyboard.press("p");
  const menu = page.locator(".menu-of[open]");
  await expect(menu.getByLabel("Copy", { exact: true })).toHaveValue("clean");
  await accessible(page);
  await shots(page, "invoice-print");

  const save = () => menu.getByRole("button", { name: "Save PDF" }).click();
  const clean = await saved(page, save);
  expect(clean.name).toMatch(/^.+\.pdf$/);
  expect(isPdf(clean.bytes)).toBe(true);
  await menu.getByLabel("Number of copies").fill("3");
  const three = await saved(page, save);
  expect(isPdf(three.bytes)).toBe(true);
  expect(three.bytes.equals(clean.bytes)).toBe(false);

  // In a page of its own, with the copies that are wanted.
  const opened = page.context().waitForEvent("request", (request) => request.url().includes("/document.pdf"));
  await menu.getByRole("button", { name: "Open to print" }).click();
  const answer = await (await opened).response();
  expect((await opened).url()).toContain("copies=3");
  expect(answer?.headers()["content-disposition"]).toMatch(/^inline; filename=/);

  // What can't be understood is said in words, with the way back.
  trouble.allow(/status of 422/);
  await page.goto(`${invoice}/document.pdf?copies=abc`);
  await expect(page.locator("main li")).toHaveText("Number of copies: This is not a number");
  await accessible(page);
  await shots(page, "paper-refused");
  await page.getByRole("link", { name: "Back to the page" }).click();
  await expect(page).toHaveURL(invoice);

  // The same bytes however often they are asked for.
  const again = await page.request.get(`${invoice}/document.pdf`);
  expect((await again.body()).equals(clean.bytes)).toBe(true);
});

test("the papers of chosen invoices are one file, or an archive", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  for (const client of ["ТОВ Липа", "ТОВ Верба"]) {
    await issueOne(page, client, { name: "Послуга", quantity: "1", price: "50", vat: "ПДВ 20 %" });
  }
  await page.goto("/invoices");
  await hydrated(page);
  await page.getByRole("checkbox", { name: "Choose all rows of the page" }).check();
  await page.locator(".pick-bar").getByText("Print and save").click();
  const menu = page.locator(".pick-bar .menu-of[open]");
  await menu.getByLabel("Number of copies").fill("2");
  await accessible(page);
  await shots(page, "invoices-papers");
  const one = await saved(page, () => menu.getByRole("button", { name: "One PDF" }).click());
  expect(one.name).toMatch(/^Akta \d{4}-\d\d-\d\d\.pdf$/);
  expect(isPdf(one.bytes)).toBe(true);
  const archive = await saved(page, () => menu.getByRole("button", { name: "ZIP archive" }).click());
  expect(archive.name).toMatch(/\.zip$/);
  expect(archive.bytes.subarray(0, 2).toString()).toBe("PK");
  // The first file is dated in this year, and not in the one that archives begin with.
  expect((archive.bytes.readUInt16LE(12) >> 9) + 1980).toBe(new Date().getFullYear());
});

/** Pays a part of an invoice and comes back with the address of the payment's page. */
async function pay(page: Page, invoice: string, sum: string): Promise<string> {
  await page.goto(`/payments/new?invoice=${invoice.split("/").pop()}`);
  await hydrated(page);
  await field(page, "amount").fill(sum);
  await page.getByRole("button", { name: "Record payment" }).click();
  await expect(page).not.toHaveURL(/\/payments\/new/);
  const client = await page.locator(".page-sub a").first().getAttribute("href");
  await page.goto(`${client}/payments`);
  await page.locator("tbody a.row-link").first().click();
  await expect(page).toHaveURL(/\/payments\/[0-9a-f-]{36}$/);
  return page.url();
}

/** The file behind a link that opens a page of its own. */
async function opened(page: Page, press: () => Promise<void>) {
  const [request] = await Promise.all([
    page.context().waitForEvent("request", (request) => request.url().includes("/document.pdf")),
    press(),
  ]);
  const answer = await page.request.get(request.url());
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-disposition"]).toMatch(/^inline; filename=/);
  return answer.body();
}

test("a payment is confirmed as PDF", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  const invoice = await issueOne(page, "ТОВ Квитанція", { name: "Послуга", quantity: "1", price: "100", vat: "ПДВ 20 %" });
  await pay(page, invoice, "70");
  await hydrated(page);
  await accessible(page);
  await shots(page, "payment-pdf");
  const file = await saved(page, () => page.getByRole("link", { name: "PDF", exact: true }).click());
  expect(file.name).toMatch(/\.pdf$/);
  expect(isPdf(file.bytes)).toBe(true);
  const shown = await opened(page, () => page.getByRole("link", { name: "Print" }).click());
  expect(shown.equals(file.bytes)).toBe(true);

  // What was entered by mistake confirms nothing.
  await page.getByText("Reverse", { exact: true }).click();
  await field(page, "reason").fill("A mistake");
  await page.getByRole("button", { name: "Reverse this payment" }).click();
  await expect(page.locator("main")).toContainText("A mistake");
  await expect(page.getByRole("link", { name: "PDF", exact: true })).toHaveCount(0);
});

test("a statement as PDF", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  const invoice = await issueOne(page, "ТОВ Виписка", { name: "Послуга", quantity: "1", price: "100", vat: "ПДВ 20 %" });
  await pay(page, invoice, "70");
  const client = await page.locator(".page-sub a").first().getAttribute("href");
  await page.goto(`${client}/statement?period=this_month`);
  await hydrated(page);
  const link = page.getByRole("link", { name: "PDF", exact: true });
  await expect(link).toHaveAttribute("href", new RegExp(`${client}/statement/document.pdf\\?period=this_month`));
  expect(isPdf(await opened(page, () => link.click()))).toBe(true);
});

test("what was issued stays", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  const invoice = await issueOne(page, "ТОВ Сталість", { name: "Послуга", quantity: "2", price: "100", vat: "ПДВ 20 %" });
  const paper = async () => (await page.request.get(`${invoice}/document.pdf?rendition=stamped`)).body();
  const before = await paper();
  expect(isPdf(before)).toBe(true);

  // Another logo and stamp, another address, another client, another template.
  await page.goto("/settings/company");
  await page.getByRole("link", { name: /Обрій/ }).first().click();
  await expect(page).toHaveURL(/\/settings\/company\/[0-9a-f-]{36}$/);
  const company = page.url();
  for (const kind of ["logo", "stamp"]) {
    await page.goto(company);
    const form = page.locator(`form[action$="/images/${kind}"]`);
    await form.locator("input[type=file]").setInputFiles({ name: `${kind}.png`, mimeType: "image/png", buffer: PICTURE });
    await form.getByRole("button", { name: "Upload" }).click();
    await expect(page.locator(`img[src*="/images/${kind}/"]`)).toBeVisible();
  }
  await page.goto(invoice);
  const client = await page.locator(".page-sub a").first().getAttribute("href");
  await page.goto(`${client}/edit`);
  await hydrated(page);
  await field(page, "name").fill("ТОВ Інша назва");
  await page.locator("main form button[type=submit]").last().click();
  await expect(page).not.toHaveURL(/\/edit$/);
  expect((await paper()).equals(before)).toBe(true);
  await page.goto(invoice);
  await expect(page.locator(".paper")).toContainText("ТОВ Сталість");
  await expect(page.locator(".paper img")).toHaveCount(0);

  // What is issued now has them; and the story leaves the company as it was.
  const later = await issueOne(page, "ТОВ Мінливість", { name: "Послуга", quantity: "2", price: "100", vat: "ПДВ 20 %" });
  await expect(page.locator(".paper img")).toHaveCount(1);
  const clean = await (await page.request.get(`${later}/document.pdf`)).body();
  const stamped = await (await page.request.get(`${later}/document.pdf?rendition=stamped`)).body();
  expect(clean.equals(stamped)).toBe(false);
  for (const kind of ["logo", "stamp"]) {
    await page.goto(company);
    await hydrated(page);
    const picture = page.locator(`img[src*="/images/${kind}/"]`);
    await picture.locator("xpath=..").getByRole("button", { name: "Remove" }).click();
    await expect(picture).toHaveCount(0);
  }
  expect((await (await page.request.get(`${later}/document.pdf?rendition=stamped`)).body()).equals(stamped)).toBe(true);
});
