import { accessible, expect, hydrated, shots, signIn, test, type Page } from "./harness.ts";
import { draftOne, field, issueOne, makeClient, makeCompany, typeLine } from "./office.ts";

/** Opens the drawer of a payment beside an invoice by its key, once the button for it is there. */
async function pay(page: Page): Promise<void> {
  await hydrated(page);
  await expect(page.getByRole("link", { name: "Record payment" })).toBeVisible();
  await page.keyboard.press("m");
  await expect(field(page, "amount")).toBeFocused();
}

/** The card in the side column of an invoice. */
const money = (page: Page) => page.locator("details.side-card", { has: page.locator("summary", { hasText: /^Money$/ }) });

/** The part of a payment that is meant for an invoice; counts from 0. */
const part = (page: Page, at: number, name = "amount") => page.locator(`[name="input[parts][${at}][${name}]"]`);

/** Issues another invoice for the client of a card and comes back with its address. */
async function issueFor(page: Page, card: string, price: string, currency?: string): Promise<string> {
  await page.goto(`/invoices/new?client=${card.split("/").pop()}`);
  await hydrated(page);
  // Another story may have made a second own company; the account in euros is this one's.
  const parties = page.getByTitle("Choose another own company or account");
  if (await parties.isVisible()) await parties.click();
  const companies = page.locator("#invoice-organization");
  if (await companies.isVisible()) await companies.selectOption({ label: "ТОВ «Обрій»" });
  if (currency) await page.locator("#invoice-currency").selectOption(currency);
  await typeLine(page, 0, { name: "Послуга", quantity: "1", price, vat: "ПДВ 20 %" });
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
  return page.url();
}

async function newCard(page: Page, name: string): Promise<string> {
  await makeClient(page, name);
  return new URL(page.url()).pathname;
}

/** The own company's account in euros, once per server. */
async function euroAccount(page: Page): Promise<void> {
  await page.goto("/settings/company");
  await page.getByRole("link", { name: /Обрій/ }).first().click();
  await hydrated(page);
  // The page of the company is there, and not still the list.
  await expect(page.getByText("Add account")).toBeVisible();
  const number = "UA213223130000026003204118974";
  if ((await page.locator("main").textContent())?.includes(number)) return;
  const form = page.locator('form[action$="/save-account"]', { has: page.locator('input[name="form_key"][value="new"]') });
  await page.getByText("Add account").click();
  await form.locator('[name="input[bank]"]').fill("АТ «Банк»");
  await form.locator('[name="input[number]"]').fill(number);
  await form.locator('[name="input[currency]"]').selectOption("EUR");
  await form.locator("button[type=submit]").click();
  await expect(page.locator("main")).toContainText(number);
}

test("three payments settle one invoice, in a drawer beside it", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  const invoice = await issueOne(page, "ТОВ Меліса", { name: "Послуга", quantity: "1", price: "100", vat: "ПДВ 20 %" });
  // The drawer of an address that is loaded is as alive as one that is opened.
  await page.goto(`${invoice}?pay=true`);
  await hydrated(page);
  await field(page, "amount").fill("7");
  await expect(part(page, 0)).toHaveValue("7.00");
  await page.goto("about:blank");
  await page.goto(invoice);
  await hydrated(page);
  for (const [sum, left] of [["50,5", "69.50"], ["49.49", "20.01"], ["20.01", "0.00"]] as const) {
    await pay(page);
    const drawer = page.locator("dialog.drawer");
    await field(page, "amount").fill(sum);
    await expect(part(page, 0)).toHaveValue(sum === "50,5" ? "50.50" : sum);
    if (left === "69.50") {
      await accessible(page);
      await shots(page, "payment-drawer");
    }
    await page.keyboard.press("Enter");
    await expect(drawer).toHaveCount(0);
    await expect(page).toHaveURL(invoice);
    await expect(money(page)).toContainText(left);
  }
  await expect(money(page).locator(".money-list > li")).toHaveCount(3);
  await expect(page.locator(".page-head")).toContainText("Paid");
  await expect(page.getByRole("button", { name: "Record payment" })).toHaveAttribute("data-reason", /paid in full/);
  await shots(page, "invoice-paid-by-three");

  // A part is taken back, and the rest of the client's card tells of the advance.
  await money(page).getByRole("button", { name: "Take back" }).first().click();
  await expect(money(page)).toContainText("50.50");
  await expect(page.locator(".page-head")).toContainText("Partly paid");
});

test("one payment goes over three invoices in two currencies, and its advance is used later", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  await euroAccount(page);
  const card = await newCard(page, "ТОВ Рута");
  const first = await issueFor(page, card, "100");
  await issueFor(page, card, "50", "UAH");
  await issueFor(page, card, "200", "EUR");
  await page.goto(`${card}/payments`);
  await hydrated(page);
  await page.locator(".list-head").getByRole("link", { name: "New payment" }).click();
  const drawer = page.locator("dialog.drawer");
  await expect(drawer.locator(".part")).toHaveCount(3);
  await field(page, "amount").fill("13000");
  await expect(part(page, 0)).toHaveValue("120.00");
  await expect(part(page, 1)).toHaveValue("60.00");
  await expect(part(page, 2)).toHaveValue("");
  await expect(drawer.locator(".parts-rest")).toContainText("12,820.00");
  // Ticked, the one in euros gets what is left; what that closes can be typed, the rate follows.
  await drawer.locator(".part-tick").nth(2).check();
  await expect(part(page, 2)).toHaveValue("12820.00");
  await expect(part(page, 0)).toHaveValue("120.00");
  await expect(part(page, 2, "closes")).toHaveValue("240.00");
  await part(page, 2).fill("11040");
  await expect(drawer.locator(".part-rate")).toHaveText("1 EUR = 46 UAH");
  await expect(drawer.locator(".parts-rest")).toContainText("1,780.00");
  // Unticked, the second one gets nothing.
  await drawer.locator(".part-tick").nth(1).uncheck();
  await expect(part(page, 1)).toHaveValue("");
  await drawer.locator(".part-tick").nth(1).check();
  await expect(part(page, 1)).toHaveValue("60.00");
  await field(page, "purpose").fill("За послуги");
  await accessible(page);
  await shots(page, "payment-over-three");
  await drawer.getByRole("button", { name: "Record payment" }).click();
  await expect(drawer).toHaveCount(0);
  await expect(page.locator("tr.row-new")).toContainText("+2");
  await expect(page.locator(".card-sums")).toContainText("Advance 1,780.00");
  await shots(page, "client-with-advance");

  // The advance settles the next invoice.
  const later = await issueFor(page, card, "1000", "UAH");
  await hydrated(page);
  await money(page).getByText("Use 1,200.00", { exact: false }).click();
  await money(page).getByRole("button", { name: "Use", exact: true }).click();
  await expect(page.locator(".page-head")).toContainText("Paid");
  await page.goto(card);
  await page.locator(".card-sums").getByRole("link", { name: /Advance/ }).click();
  await expect(page).toHaveURL(/advance=true/);
  await expect(page.locator(".data-table tbody tr")).toHaveCount(1);
  await expect(page.locator(".data-table tbody")).toContainText("580.00");

  // On its page the payment is divided anew.
  await page.locator("a.row-link").first().click();
  await hydrated(page);
  await shots(page, "payment-page");
  await expect(page.locator(".part")).toHaveCount(4);
  await part(page, 0).fill("0");
  await expect(page.locator(".parts-rest")).toContainText("700.00");
  await page.getByRole("button", { name: "Save allocation" }).click();
  await expect(page.locator("main")).toContainText("Payment allocated");
  await page.goto(first);
  await expect(page.locator(".page-head")).toContainText("Unpaid");
  await page.goto(later);
  await expect(page.locator(".page-head")).toContainText("Paid");
});

test("Ctrl-Enter records and goes on to the next, with the same date and account", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  const card = await newCard(page, "ТОВ Нагідка");
  await issueFor(page, card, "10");
  await page.goto(`${card}/payments?new=true`);
  await hydrated(page);
  await field(page, "amount").fill("12");
  await field(page, "date").fill("2026-01-15");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator("dialog.drawer")).toHaveCount(1);
  await expect(page).toHaveURL(/added=/);
  await expect(field(page, "amount")).toHaveValue("");
  await expect(field(page, "date")).toHaveValue("2026-01-15");
  await expect(page.locator("dialog.drawer .parts")).toHaveCount(0);
});

test("an advance is given back, a mistake is reversed and its invoice is open again", async ({ page, trouble }) => {
  await signIn(page);
  await makeCompany(page);
  const invoice = await issueOne(page, "ТОВ Шавлія", { name: "Послуга", quantity: "1", price: "100", vat: "ПДВ 20 %" });
  await pay(page);
  await field(page, "amount").fill("150");
  await expect(page.locator(".parts-rest")).toContainText("30.00");
  await page.getByRole("button", { name: "Record payment" }).click();
  await expect(page.locator("dialog.drawer")).toHaveCount(0);
  await money(page).locator(".money-line a").first().click();
  await expect(page).toHaveURL(/\/payments\/[0-9a-f-]{36}$/);
  const payment = page.url();
  await hydrated(page);

  await page.getByText("Refund money").first().click();
  trouble.allow(/status of 422/);
  await field(page, "amount").fill("30.01");
  await page.locator(".pop-menu").getByRole("button", { name: "Refund money" }).click();
  await expect(page.locator(".menu-form", { has: field(page, "amount") })).toContainText("Only 30.00");
  await shots(page, "payment-refund");
  await field(page, "amount").fill("12.50");
  await page.locator(".pop-menu").getByRole("button", { name: "Refund money" }).click();
  await expect(page.getByRole("heading", { name: "Refunds" })).toBeVisible();
  // Another press of the same button would give the money back once more.
  await expect(page.locator("details.menu-of[open]")).toHaveCount(0);
  await expect(page.locator("dl.facts")).toContainText("17.50");
  await expect(page.getByRole("button", { name: "Reverse" })).toHaveAttribute("data-reason", /refund first/);

  // The refund was a mistake, and so was the payment.
  await page.getByRole("heading", { name: "Refunds" }).locator("xpath=../..").getByRole("link").click();
  await expect(page.locator(".page-head h1")).toContainText("Refund");
  for (const url of [page.url(), payment]) {
    await page.goto(url);
    await hydrated(page);
    await page.getByText("Reverse", { exact: true }).click();
    await field(page, "reason").fill("Entered twice");
    await page.getByRole("button", { name: "Reverse this payment" }).click();
    await expect(page.locator(".alert-error")).toContainText("Entered twice");
  }
  await shots(page, "payment-reversed");
  await page.goto(invoice);
  await expect(page.locator(".page-head")).toContainText("Unpaid");
  await page.goto("/payments?reversed=true");
  await expect(page.locator("tr.row-struck", { hasText: "ТОВ Шавлія" })).toHaveCount(2);
  await shots(page, "payments-reversed");
});

test("a cent is written off and taken back; an invoice is cancelled with its payments", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  const card = await newCard(page, "ТОВ Лаванда");
  const invoice = await issueFor(page, card, "100");
  await pay(page);
  await field(page, "amount").fill("119.99");
  await page.getByRole("button", { name: "Record payment" }).click();
  await expect(page.locator("dialog.drawer")).toHaveCount(0);
  await money(page).locator("summary", { hasText: "Write off 0.01" }).click();
  await field(page, "reason").fill("Bank fee");
  await shots(page, "invoice-write-off");
  await money(page).getByRole("button", { name: /Write off 0.01/ }).click();
  await expect(page.locator(".page-head")).toContainText("Paid");
  await expect(money(page)).toContainText("Bank fee");
  await money(page).locator("summary", { hasText: "Undo write-off" }).click();
  await field(page, "reason").fill("It came after all");
  await money(page).getByRole("button", { name: "Undo write-off" }).click();
  await expect(page.locator(".page-head")).toContainText("Partly paid");

  const replacement = await issueFor(page, card, "300");
  await page.goto(invoice);
  await hydrated(page);
  await page.getByRole("link", { name: "Cancel…" }).click();
  await expect(page).toHaveURL(/\/cancel$/);
  await hydrated(page);
  await field(page, "reason").fill("Wrong sum");
  await field(page, "payments").selectOption("replacement");
  await field(page, "replacement").selectOption({ index: 1 });
  await accessible(page);
  await shots(page, "invoice-cancel-paid");
  await page.getByRole("button", { name: "Cancel the invoice" }).click();
  await expect(page).toHaveURL(invoice);
  await expect(page.locator(".alert-error")).toContainText("Wrong sum");
  // The cancelled one leads to what stands for it.
  await page.locator(".alert-error a").click();
  await expect(page).toHaveURL(replacement);
  await expect(money(page)).toContainText("119.99");
});

test("without scripts a payment over several invoices is recorded and spread by the server", async ({ page, noJs }) => {
  await signIn(page);
  await makeCompany(page);
  const card = await newCard(page, "ТОВ Деревій");
  await issueFor(page, card, "100");
  await issueFor(page, card, "50");
  await draftOne(page, card);
  await signIn(noJs);
  await noJs.goto("/payments");
  await noJs.getByRole("link", { name: "New payment" }).click();
  await noJs.goto(`/payments/new?client=${card.split("/").pop()}`);
  await expect(noJs.locator(".part")).toHaveCount(2);
  await expect(part(noJs, 0)).toHaveValue("");
  await field(noJs, "amount").fill("150");
  await noJs.getByRole("button", { name: "Record payment" }).click();
  await expect(noJs).toHaveURL(/\/payments\/[0-9a-f-]{36}$/);
  await expect(noJs.locator("main")).toContainText("Payment recorded");
  // The older invoice is settled in full, the other one in part.
  await expect(part(noJs, 0)).toHaveValue("120.00");
  await expect(part(noJs, 1)).toHaveValue("30.00");
});

test("a mode of one's own is made, paid with, and found in the list and the report", async ({ page, noJs, trouble }) => {
  test.slow();
  await signIn(page);
  await makeCompany(page);
  await page.goto("/settings/payment-modes");
  await hydrated(page);
  const fold = (of: Page, name: string) => of.locator("details.side-card", { has: of.locator("summary", { hasText: name }) });
  await field(page, "name").last().fill("E-wallet");
  await page.locator("main").getByRole("button", { name: "Save", exact: true }).last().click();
  await expect(fold(page, "E-wallet")).toBeVisible();
  await accessible(page);
  await shots(page, "payment-modes");
  await fold(page, "E-wallet").locator("summary").click();
  await fold(page, "E-wallet").getByRole("button", { name: "New payments begin with it" }).click();
  await expect(fold(page, "E-wallet").locator("summary")).toContainText("new payments begin with it");

  // New payments begin with it.
  const invoice = await issueOne(page, "ТОВ Звіробій", { name: "Послуга", quantity: "1", price: "100", vat: "ПДВ 20 %" });
  await pay(page);
  await expect(field(page, "mode").locator("option:checked")).toHaveText("E-wallet");
  await page.keyboard.press("Enter");
  await expect(page.locator("dialog.drawer")).toHaveCount(0);
  await expect(money(page)).toContainText("E-wallet");

  // The list is narrowed to it, the report has a group of it that leads back to the list.
  await page.goto("/payments");
  await hydrated(page);
  // A column that few look at comes when it is asked for.
  const entered = page.getByRole("columnheader", { name: "Entered" });
  await expect(entered).toHaveCount(0);
  await page.locator("summary", { hasText: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Entered" }).check();
  await expect(entered).toBeVisible();
  await page.getByRole("checkbox", { name: "Entered" }).uncheck();
  // A list in the order of that column has it all the same. Both pages begin with the menu closed, which would cover the filters.
  await page.goto("/payments?sort=entered");
  await hydrated(page);
  await expect(entered).toBeVisible();
  await page.goto("/payments");
  await hydrated(page);
  await page.locator("summary", { hasText: "More filters" }).click();
  await page.locator("#narrow-mode").selectOption({ label: "E-wallet" });
  await accessible(page);
  await page.getByRole("form", { name: "More filters" }).getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/mode=[0-9a-f-]{36}/);
  await expect(page.locator("main tbody tr")).toHaveCount(1);
  await expect(page.locator("main tbody tr")).toContainText("ТОВ Звіробій");
  await page.goto("/reports/received?group=mode");
  await hydrated(page);
  await page.getByRole("region", { name: "UAH" }).getByRole("link", { name: "E-wallet" }).click();
  await expect(page).toHaveURL(/mode=[0-9a-f-]{36}/);
  await expect(page.locator("main tbody tr")).toHaveCount(1);

  // What is used is not deleted; another one takes over, and it is offered no longer, without scripts too.
  await page.goto("/settings/payment-modes");
  await hydrated(page);
  await fold(page, "Bank transfer").locator("summary").click();
  await fold(page, "Bank transfer").getByRole("button", { name: "New payments begin with it" }).click();
  await expect(fold(page, "Bank transfer").locator("summary")).toContainText("new payments begin with it");
  await fold(page, "E-wallet").locator("summary").click();
  trouble.allow(/status of 422/);
  await fold(page, "E-wallet").getByRole("button", { name: "Delete", exact: true }).click();
  await expect(fold(page, "E-wallet")).toContainText("It is in use");
  await signIn(noJs);
  await noJs.goto("/payments");
  await noJs.locator("summary", { hasText: "Columns" }).click();
  await noJs.getByRole("button", { name: "Entered" }).click();
  await expect(noJs.getByRole("columnheader", { name: "Entered" })).toBeVisible();
  await noJs.goto("/settings/payment-modes");
  await fold(noJs, "E-wallet").locator("summary").click();
  await fold(noJs, "E-wallet").getByRole("button", { name: "Offer no longer" }).click();
  await expect(fold(noJs, "E-wallet").locator("summary")).toContainText("not offered");
  await noJs.goto(invoice);
  await expect(noJs.locator("main")).toContainText("E-wallet");
});
