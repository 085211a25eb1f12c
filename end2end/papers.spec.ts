import { readFileSync } from "node:fs";
import { accessible, expect, hydrated, shots, signIn, test } from "./harness.ts";
import type { Page } from "./harness.ts";
import { issueOne, makeCompany } from "./office.ts";

/** What is saved when something is pressed. */
async function saved(page: Page, press: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const isPdf = (bytes: Buffer) => bytes.subarray(0, 5).toString() === "%PDF-";

test("an invoice is saved as a file and opened to be printed, once it is issued and as a draft", async ({ page }) => {
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
});
