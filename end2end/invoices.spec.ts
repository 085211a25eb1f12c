import { accessible, expect, hydrated, shots, signIn, test } from "./harness.ts";
import { field, issueOne, makeClient, makeCompany, typeLine } from "./office.ts";

test("an issued invoice is corrected under its number, and cancelled only when nothing is paid", async ({ page, trouble }) => {
  await signIn(page);
  await makeCompany(page);
  const invoice = await issueOne(page, "ТОВ Барвінок", { name: "Папір", quantity: "10", unit: "пач", price: "100", vat: "ПДВ 20 %" });
  const title = await page.locator(".page-head h1").textContent();
  await hydrated(page);

  await page.getByRole("link", { name: "Correct", exact: true }).click();
  await expect(page).toHaveURL(/\/correct$/);
  await expect(page.locator("#invoice-currency")).toBeDisabled();
  await typeLine(page, 0, { quantity: "12" });
  await accessible(page);
  await shots(page, "invoice-correction");
  trouble.allow(/status of 422/);
  await page.getByRole("button", { name: "Issue the correction" }).click();
  await expect(page.locator("#invoice-problems")).toContainText("Fill this in");
  await expect(page.locator("[id$='-quantity']").first()).toHaveValue("12");
  await page.locator("#invoice-reason").fill("Two packs were forgotten");
  await page.getByRole("button", { name: "Issue the correction" }).click();

  await expect(page).toHaveURL(invoice);
  await expect(page.locator(".page-head h1")).toHaveText(title ?? "");
  await expect(page.locator(".paper")).toContainText("1,440.00");
  await expect(page.locator(".side-column")).toContainText("Two packs were forgotten");
  await page.getByRole("link", { name: "1 replaced" }).click();
  await expect(page).toHaveURL(/revision=1$/);
  await expect(page.locator(".paper")).toContainText("1,200.00");
  await shots(page, "invoice-replaced");
  await page.getByRole("link", { name: "2 current" }).click();
  await expect(page.locator(".paper")).toContainText("1,440.00");

  // Something is paid: less than that it can't be, and cancelling asks what becomes of the payment.
  await page.getByRole("link", { name: "+ Payment" }).click();
  await field(page, "amount").fill("1000");
  await page.getByRole("button", { name: "Record payment" }).click();
  await expect(page).not.toHaveURL(/pay=true/);
  await page.goto(`${invoice}/correct`);
  await hydrated(page);
  await typeLine(page, 0, { quantity: "1" });
  await page.locator("#invoice-reason").fill("Less");
  await page.getByRole("button", { name: "Issue the correction" }).click();
  await expect(page.locator("#invoice-problems")).toContainText("1,000.00");
  await expect(page.locator("#invoice-reason")).toHaveValue("Less");
  await page.goto(invoice);
  await hydrated(page);
  await expect(page.getByRole("link", { name: "Cancel…" })).toHaveAttribute("href", /\/cancel$/);

  // Another one, of which nothing is paid, is cancelled with its reason and keeps its number.
  await issueOne(page, "ТОВ Любисток", { name: "Папір", quantity: "1", price: "5", vat: "ПДВ 20 %" });
  const other = await page.locator(".page-head h1").textContent();
  await hydrated(page);
  await page.getByText("Cancel…").click();
  await field(page, "reason").fill("Ordered twice");
  await shots(page, "invoice-cancel");
  await page.getByRole("button", { name: "Cancel the invoice" }).click();
  await expect(page.locator(".toast", { hasText: /Invoice No\.\s\d+ is cancelled/ })).toBeVisible();
  await expect(page.locator(".alert-error")).toContainText("Ordered twice");
  await expect(page.locator(".page-head h1")).toHaveText(other ?? "");
  await expect(page.getByRole("link", { name: "Correct", exact: true })).toHaveCount(0);
  const correct = page.getByRole("button", { name: "Correct", exact: true });
  await expect(correct).toHaveAttribute("aria-disabled", "true");
  await correct.focus();
  await expect(correct).toHaveAttribute("data-reason", /copy it instead/);
});

test("prices with VAT inside, of mixed rates, and how the sums came about", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  await makeClient(page, "ТОВ Чебрець");
  await page.getByRole("link", { name: "New invoice" }).first().click();
  await page.locator("#invoice-price_mode").selectOption("gross");
  await typeLine(page, 0, { name: "Кава", quantity: "3", unit: "кг", price: "333,35", vat: "ПДВ 20 %" });
  await typeLine(page, 1, { name: "Ліки", quantity: "1", unit: "уп", price: "107", vat: "ПДВ 7 %" });
  // 1000.05 of which 166.68 (1000.05 × 20 ÷ 120 = 166.675); 107 of which 7.
  await expect(page.locator(".totals-final")).toContainText("1,107.05");
  await expect(page.locator(".totals")).toContainText("166.68");
  await expect(page.locator(".totals")).toContainText("7.00");
  await page.locator(".totals-button").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("3 × 333,35");
  await expect(dialog.locator("tfoot")).toContainText("933.37");
  await expect(dialog.locator("tfoot")).toContainText("173.68");
  await accessible(page);
  await shots(page, "invoice-explained");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
  await expect(page.locator(".paper")).toContainText("1,107.05");
  await expect(page.locator(".paper")).toContainText("166.68");
});

test("what was typed into the editor is offered again after the page was lost", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  await makeClient(page, "ТОВ Горобина");
  await page.getByRole("link", { name: "New invoice" }).first().click();
  await typeLine(page, 0, { name: "Довгий опис роботи", quantity: "2", price: "1 250,50", vat: "ПДВ 7 %" });
  await page.locator("#invoice-note").fill("Дякуємо!");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await hydrated(page);
  const kept = page.locator("#invoice-kept");
  await expect(kept).toBeVisible();
  await shots(page, "invoice-kept");
  await kept.getByRole("button", { name: "Put it back" }).click();
  await expect(page.locator("[id$='-name']").first()).toHaveValue("Довгий опис роботи");
  await expect(page.locator("#invoice-note")).toHaveValue("Дякуємо!");
  await expect(page.getByRole("combobox", { name: "Client" })).toHaveValue("ТОВ Горобина");
  await expect(page.locator(".totals-final")).toContainText("2,676.07");
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(page).toHaveURL(/\/edit$/);
  await page.reload();
  await hydrated(page);
  await expect(page.locator("[id$='-name']").first()).toHaveValue("Довгий опис роботи");
  await expect(kept).toHaveCount(0);
});

test("the next invoice of a client begins with the last one; J, K and Escape walk through the list", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  await issueOne(page, "ТОВ Конвалія", { name: "Оренда", quantity: "1", unit: "міс", price: "900", vat: "ПДВ 20 %" });
  await page.locator(".page-sub a").click();
  await page.getByRole("link", { name: "New invoice" }).first().click();
  await page.getByRole("button", { name: /^Repeat invoice No\. / }).click();
  await expect(page.locator("[id$='-name']").first()).toHaveValue("Оренда");
  await expect(page.locator("[id$='-price']").first()).toHaveValue("900");
  await expect(page.locator(".unusual")).toHaveCount(0);
  await page.locator("#invoice-price_mode").selectOption("gross");
  await expect(page.locator(".unusual")).toHaveCount(1);
  await page.keyboard.press("Control+Enter");
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);

  // Its card's list: the second of two, the first, and back to the same list.
  await page.locator(".page-sub a").click();
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}$/);
  const list = `${page.url()}/invoices`;
  await page.goto(list);
  await hydrated(page);
  await expect(page.locator("tbody tr")).toHaveCount(2);
  await page.locator("tbody tr .row-link").first().click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
  const first = page.url();
  await page.keyboard.press("j");
  await expect(page).not.toHaveURL(first);
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
  await page.keyboard.press("k");
  await expect(page).toHaveURL(first);
  await page.keyboard.press("j");
  await expect(page).not.toHaveURL(first);
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(list);
  await expect(page.locator("tbody tr").nth(1)).toHaveAttribute("data-here", "");
  await page.goto("/invoices?from=2020-01-01&until=2020-12-31");
  await expect(page.locator("main")).toContainText("Nothing matches");
});

test("what is chosen while the usual choices of a client are on their way stays", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  await issueOne(page, "ТОВ Материнка", { name: "Чай", quantity: "1", price: "10", vat: "ПДВ 20 %" });
  await page.goto("/invoices/new");
  await hydrated(page);
  // The answer comes only after the person has gone on.
  let answer = () => {};
  const held = new Promise<void>((go) => (answer = go));
  await page.route(/\/api\/invoices\/editor\?.*client=[0-9a-f-]{36}/, async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("combobox", { name: "Client" }).fill("материнка");
  await page.getByRole("option", { name: /Материнка/ }).click();
  await page.locator("#invoice-price_mode").selectOption("gross");
  await page.locator("#invoice-due_date").fill("2027-02-01");
  answer();
  await expect(page.getByRole("button", { name: /^Repeat invoice No\. / })).toBeVisible();
  await expect(page.locator("#invoice-price_mode")).toHaveValue("gross");
  await expect(page.locator("#invoice-due_date")).toHaveValue("2027-02-01");
});

test("two known items are invoiced with twenty-five keys at most", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  await makeClient(page, "ТОВ Смерека");
  for (const [name, price, unit] of [["Налаштування мережі", "1500", "год"], ["Кабель мідний", "18,40", "м"]] as const) {
    await page.goto("/catalogue/new");
    await hydrated(page);
    await field(page, "name").fill(name);
    await field(page, "price").fill(price);
    await field(page, "unit").fill(unit);
    await page.locator("main form button[type=submit]").click();
    await expect(page).toHaveURL(/\/catalogue\/[0-9a-f-]{36}$/);
  }
  await page.goto("/invoices");
  await hydrated(page);

  let keys = 0;
  const press = async (...names: string[]) => {
    for (const name of names) {
      keys += 1;
      // A key is named by a word, or it is the letter it types.
      if (name.length === 1) await page.keyboard.type(name);
      else await page.keyboard.press(name);
    }
  };
  const offered = (text: string) => expect(page.getByRole("option", { name: text })).toBeVisible();
  const at = (row: number, column: string) => expect(page.locator(".line-row").nth(row).locator(`[id$="-${column}"]`)).toBeFocused();

  await press("n");
  await expect(page.getByRole("combobox", { name: "Client" })).toBeFocused();
  await press(..."сме");
  await offered("ТОВ Смерека");
  await press("Enter");
  await at(0, "name");
  await press(..."нал");
  await offered("Налаштування мережі");
  await shots(page, "invoice-suggestions");
  await press("Enter");
  await at(0, "quantity");
  await press("2", "Enter");
  await at(1, "name");
  await press(..."каб");
  await offered("Кабель мідний");
  await press("Enter");
  await at(1, "quantity");
  await press("3", "0");
  await expect(page.locator(".totals-final")).toContainText("4,262.40");
  await press("Control+Enter");
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
  await expect(page.locator(".paper")).toContainText("4,262.40");
  expect(keys).toBeLessThanOrEqual(25);
});

test("an invoice is issued and printed at once, and text that is no item stays text", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  await makeClient(page, "ТОВ Явір");
  await page.getByRole("link", { name: "New invoice" }).first().click();
  await expect(page.getByRole("combobox", { name: "Client" })).toHaveValue("ТОВ Явір");
  const name = page.locator(".line-row").first().locator("[id$='-name']");
  await name.pressSequentially("Доставка");
  await typeLine(page, 0, { quantity: "1", price: "90", vat: "ПДВ 20 %" });
  await expect(name).toHaveValue("Доставка");
  await accessible(page);

  // A line is dragged by its number: to the end, and back to the front.
  const row = (n: number) => page.locator(".line-row").nth(n);
  const names = (n: number) => row(n).locator("[id$='-name']");
  await typeLine(page, 1, { name: "Збирання", quantity: "1", price: "10", vat: "ПДВ 20 %" });
  const { height } = (await row(1).boundingBox())!;
  await row(0).locator(".line-no").dragTo(row(1), { targetPosition: { x: 90, y: height - 4 } });
  await expect(names(0)).toHaveValue("Збирання");
  await expect(names(1)).toHaveValue("Доставка");
  await row(1).locator(".line-no").dragTo(row(0), { targetPosition: { x: 90, y: 4 } });
  await expect(names(0)).toHaveValue("Доставка");
  await row(1).locator("[aria-label='Delete line 2']").click({ force: true });
  await expect(page.locator(".totals-final")).toContainText("108.00");
  await page.locator(".split-button summary").click();
  await page.getByRole("button", { name: "Issue and print" }).click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
  // It is issued to be printed: only how is still to be said.
  await expect(page.getByRole("button", { name: "Open to print" })).toBeFocused();
  await expect(page.locator(".paper")).toContainText("108.00");
});
