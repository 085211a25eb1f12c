/** What is missing while an invoice is typed is made in place. */
import { accessible, expect, hydrated, shots, signIn, test } from "./harness.ts";
import { field, makeCompany, typeLine } from "./office.ts";

test("a client and an item of the catalogue are made while an invoice is typed", async ({ page, trouble }) => {
  await signIn(page);
  await makeCompany(page);
  await page.goto("/invoices/new");
  await hydrated(page);
  const client = page.getByRole("combobox", { name: "Client" });
  await client.fill("ТОВ Подорожник");
  await expect(page.locator(".combo-note")).toHaveText("Nothing found");
  await client.press("Enter");

  const drawer = page.getByRole("dialog", { name: "New client" });
  await expect(field(page, "name")).toHaveValue("ТОВ Подорожник");
  // What is refused stays beside its field; the drawer and the invoice behind it keep what was typed.
  trouble.allow(/status of 422/);
  await field(page, "tax_ids][ua_edrpou").fill("123");
  await drawer.getByRole("button", { name: "Save" }).click();
  await expect(drawer.locator(".field-error").first()).toBeVisible();
  await accessible(page);
  await shots(page, "invoice-new-client");
  await field(page, "tax_ids][ua_edrpou").fill("34701256");
  await drawer.getByRole("button", { name: "Save" }).click();
  await expect(drawer).toHaveCount(0);
  await expect(client).toHaveValue("ТОВ Подорожник");

  await typeLine(page, 0, { name: "Збір лікарський", quantity: "2", unit: "пач", price: "3*40", vat: "ПДВ 20 %" });
  await page.locator(".line-row .line-no").first().click();
  await page.getByRole("button", { name: "Add to the catalogue" }).click();
  await expect(page.locator(".toast-stack")).toContainText("Збір лікарський");
  await expect(page.getByRole("button", { name: "Add to the catalogue" })).toHaveCount(0);
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
  await expect(page.locator("main")).toContainText("288.00");

  await page.goto("/catalogue?q=Збір");
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await expect(page.locator("tbody tr")).toContainText("120.00");
});

test("a note is put together from phrases", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  await page.goto("/settings/phrases");
  await hydrated(page);
  await field(page, "text").fill("Доставка за рахунок покупця");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("details.side-card", { hasText: "Доставка за рахунок" })).toBeVisible();
  await accessible(page);
  await shots(page, "phrases");

  await page.goto("/invoices/new");
  await hydrated(page);
  const note = page.locator("#invoice-note");
  await note.click();
  await page.keyboard.type("Дякуємо. /дост");
  await expect(page.getByRole("option", { name: "Доставка за рахунок покупця" })).toBeVisible();
  await shots(page, "invoice-phrase");
  await page.keyboard.press("Enter");
  await expect(note).toHaveValue("Дякуємо. Доставка за рахунок покупця");
  // What stands there becomes a phrase itself.
  await page.keyboard.type(" /нема такої");
  await page.getByRole("option", { name: "Keep this note as a phrase" }).click();
  await expect(page.locator(".toast")).toContainText("Phrase saved");
  await expect(note).toHaveValue("Дякуємо. Доставка за рахунок покупця");
  await note.fill("");
  await page.keyboard.type("/дяку");
  // Before the phrases have arrived, Enter is a new line.
  await expect(page.getByRole("option", { name: "Дякуємо. Доставка за рахунок покупця" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(note).toHaveValue("Дякуємо. Доставка за рахунок покупця");
  // A slash inside a word is just a slash.
  await note.fill("");
  await page.keyboard.type("24/7");
  await expect(page.locator(".combo-option")).toHaveCount(0);
});
