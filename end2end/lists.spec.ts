/** What every list can do: here with invoices. */
import { readFile } from "node:fs/promises";
import { accessible, expect, hydrated, shots, signIn, test } from "./harness.ts";
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
