/** What every list can do: here with invoices. */
import { readFile } from "node:fs/promises";
import { accessible, expect, hydrated, shots, signIn, test, type Page } from "./harness.ts";
import { issueOne, makeCompany } from "./office.ts";

test("a list is taken along as a file, and its columns are put away", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  await issueOne(page, "ТОВ Шипшина", { name: "Саджанці", quantity: "3", price: "100", vat: "ПДВ 20 %" });
  await page.goto("/invoices?q=Шипшина");
  await hydrated(page);

  const taken = async (kind: string) => {
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: kind, exact: true }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(new RegExp(`^invoices-\\d{4}-\\d\\d-\\d\\d\\.${kind.toLowerCase()}$`));
    return readFile(await file.path());
  };
  const rows = (await taken("CSV")).toString("utf8").trim().split("\n");
  expect(rows).toHaveLength(2);
  expect(rows[0]).toContain("Currency");
  expect(rows[1]).toContain("ТОВ Шипшина");
  expect(rows[1]).toContain("360.00");
  expect((await taken("XLSX")).subarray(0, 2).toString()).toBe("PK");

  const due = page.getByRole("columnheader", { name: "Due" });
  const cells = page.locator("tbody tr").first().locator("td:visible");
  await expect(due).toBeVisible();
  const before = await cells.count();
  await page.locator("summary", { hasText: "Columns" }).click();
  await accessible(page);
  await shots(page, "list-columns");
  await page.getByRole("checkbox", { name: "Due" }).uncheck();
  await expect(due).toHaveCount(0);
  await expect(cells).toHaveCount(before - 1);
  // The next page comes without it from the server.
  await page.reload();
  await expect(due).toHaveCount(0);
  await hydrated(page);
  await page.locator("summary", { hasText: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Due" }).check();
  await expect(due).toBeVisible();
  await page.reload();
  await expect(due).toBeVisible();
});

const narrowed = "/invoices?q=Шипшина&state=unpaid";
const address = /\/invoices\?q=%D0%A8[^&]*&state=unpaid$/;
const menu = (page: Page) => page.locator("summary", { hasText: "My filters" });
const saving = (page: Page) => page.locator("form[action='/api/saved-filters/save']");
const saved = (page: Page) => page.getByRole("link", { name: "Шипшина unpaid", exact: true });

test("a filter is saved under a name, found again and deleted", async ({ page }) => {
  await signIn(page);
  // Of the whole list there is nothing to save.
  await page.goto("/invoices");
  await hydrated(page);
  await menu(page).click();
  await expect(saving(page)).toHaveCount(0);

  await page.goto(narrowed);
  await hydrated(page);
  await menu(page).click();
  await saving(page).getByLabel("Name of this filter").fill("Шипшина unpaid");
  await accessible(page);
  await shots(page, "list-save-filter");
  await saving(page).getByRole("button", { name: "Save", exact: true }).click();
  await expect(saved(page)).toHaveAttribute("aria-current", "true");
  await expect(saving(page)).toBeHidden();
  await page.reload();
  await expect(saved(page)).toHaveAttribute("aria-current", "true");

  await page.goto("/clients");
  await expect(menu(page)).toBeVisible();
  await expect(saved(page)).toHaveCount(0);
  await page.goto("/invoices");
  await hydrated(page);
  await expect(saved(page)).not.toHaveAttribute("aria-current");
  await saved(page).click();
  await expect(page).toHaveURL(address);
  await expect(saved(page)).toHaveAttribute("aria-current", "true");
  await expect(page.getByRole("searchbox", { name: "Number, sum or client" })).toHaveValue("Шипшина");

  await menu(page).click();
  await accessible(page);
  await shots(page, "list-saved-filters");
  await page.getByRole("button", { name: "Delete Шипшина unpaid" }).click();
  await expect(saved(page)).toHaveCount(0);
  await page.reload();
  await expect(menu(page)).toBeVisible();
  await expect(saved(page)).toHaveCount(0);
});

test("without JavaScript a filter is saved, pressed and deleted", async ({ noJs }) => {
  await signIn(noJs);
  await noJs.goto(narrowed);
  await menu(noJs).click();
  await saving(noJs).getByRole("button", { name: "Save", exact: true }).click();
  // Refused: the menu stands open, and says what is missing.
  await expect(saving(noJs).locator(".field-error")).toBeVisible();
  await saving(noJs).getByLabel("Name of this filter").fill("Шипшина unpaid");
  await saving(noJs).getByRole("button", { name: "Save", exact: true }).click();
  await expect(noJs).toHaveURL(address);
  await expect(saved(noJs)).toHaveAttribute("aria-current", "true");
  await noJs.goto("/invoices");
  await saved(noJs).click();
  await expect(noJs).toHaveURL(address);
  await menu(noJs).click();
  await noJs.getByRole("button", { name: "Delete Шипшина unpaid" }).click();
  await expect(menu(noJs)).toBeVisible();
  await expect(saved(noJs)).toHaveCount(0);
});
