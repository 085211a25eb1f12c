/** What papers and money come to: the first page, the report of received payments, the financial report of a client. */
import { readFile } from "node:fs/promises";
import { accessible, expect, hydrated, shots, signIn, test, type Page } from "./harness.ts";
import { field, issueOne, makeCompany } from "./office.ts";

const main = (page: Page) => page.locator("main");

/** Pays a part of an invoice of one line; comes back to the invoice. */
async function pay(page: Page, invoice: string, sum: string, mode = "bank_transfer"): Promise<void> {
  await page.goto(`/payments/new?invoice=${invoice.split("/").pop()}`);
  await hydrated(page);
  await field(page, "amount").fill(sum);
  await field(page, "mode").selectOption(mode);
  await page.getByRole("button", { name: "Record payment" }).click();
  await expect(page).not.toHaveURL(/\/payments\/new/);
}

/** The path of the client's card, from his invoice. */
async function cardOf(page: Page, invoice: string): Promise<string> {
  await page.goto(invoice);
  return (await page.locator(".page-sub a").first().getAttribute("href")) ?? "";
}

test("received payments are narrowed, grouped, and lead to what they count", async ({ page, noJs }) => {
  test.slow();
  await signIn(page);
  await makeCompany(page);
  const yalytsia = await issueOne(page, "ТОВ Ялиця", { name: "Дошки", quantity: "1", price: "1000", vat: "ПДВ 20 %" });
  const yalyna = await issueOne(page, "ТОВ Ялина", { name: "Бруси", quantity: "1", price: "500", vat: "ПДВ 20 %" });
  await pay(page, yalytsia, "700");
  await pay(page, yalytsia, "0.50", "cash");
  await pay(page, yalyna, "600");

  await page.getByRole("link", { name: "Reports" }).first().click();
  await expect(page).toHaveURL(/\/reports\/received$/);
  await hydrated(page);
  await accessible(page);
  await shots(page, "report-by-day");

  // By client: the list of one of them has his payments, and comes to the same.
  const uah = page.getByRole("region", { name: "UAH" });
  await page.locator("select[name=group]").selectOption("client");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/group=client/);
  const row = uah.locator("tbody tr", { hasText: "ТОВ Ялиця" });
  await expect(row).toContainText("700.50");
  await expect(uah.locator("tbody tr", { hasText: "ТОВ Ялина" })).toContainText("600.00");
  await row.getByRole("link").click();
  await expect(page).toHaveURL(/\/payments\?.*client=/);
  await expect(page.locator("tbody tr")).toHaveCount(2);
  await expect(page.locator(".totals-bar")).toContainText("700.50");
  const client = new URL(page.url()).searchParams.get("client") ?? "";
  // What the report narrowed the list to is taken back.
  await page.getByRole("link", { name: "One client" }).click();
  await expect(page.locator("tbody tr").nth(2)).toBeVisible();

  // By mode, cash alone; by the day of the entry; of a client who is picked.
  await page.goto(`/reports/received?period=year&group=mode&client=${client}`);
  await hydrated(page);
  await expect(page.getByRole("combobox", { name: "Client" })).toHaveValue("ТОВ Ялиця");
  await uah.getByRole("link", { name: "Cash" }).click();
  await expect(page).toHaveURL(/mode=cash/);
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await page.goto("/reports/received?basis=entered");
  await hydrated(page);
  await page.getByRole("combobox", { name: "Client" }).fill("Ялин");
  await page.getByRole("option", { name: /Ялина/ }).click();
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/basis=entered.*client=|client=.*basis=entered/);
  await expect(uah.locator(".report-sums")).toContainText("600.00");
  await expect(page.locator(".data-table").last().locator("tbody tr")).toHaveCount(1);
  await shots(page, "report-of-client");

  // Last month nothing came in.
  await page.getByRole("link", { name: "Last month" }).click();
  await expect(page.locator("main")).toContainText("Nothing came in");
  await page.getByRole("link", { name: "Reset" }).click();
  await expect(page).toHaveURL(/\/reports\/received$/);

  await page.goto(`/reports/received?client=${client}`);
  await hydrated(page);
  const download = page.waitForEvent("download");
  await page.locator(".table-export").first().getByRole("link", { name: "CSV" }).click();
  const file = (await readFile(await (await download).path())).toString("utf8");
  expect(file).toContain("700.50");

  // The same without scripts.
  await signIn(noJs);
  await noJs.goto(`/reports/received?client=${client}`);
  await noJs.locator("select[name=group]").selectOption("mode");
  await noJs.locator("select[name=mode]").selectOption("cash");
  await noJs.getByRole("button", { name: "Show", exact: true }).click();
  await expect(noJs.getByRole("region", { name: "UAH" }).locator(".report-sums")).toContainText("0.50");
});

test("a payment entered by mistake is struck out and counts nowhere", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  const invoice = await issueOne(page, "ТОВ Модрина", { name: "Дошки", quantity: "1", price: "100", vat: "ПДВ 20 %" });
  await pay(page, invoice, "33.33");
  const card = await cardOf(page, invoice);
  const client = card.split("/").pop();
  await page.goto(`/reports/received?client=${client}`);
  await expect(page.locator(".report-sums")).toContainText("33.33");
  await page.locator(".data-table").last().locator("tbody a.row-link").click();
  await expect(page).toHaveURL(/\/payments\/[0-9a-f-]{36}$/);
  await hydrated(page);
  await page.getByText("Reverse", { exact: true }).click();
  await field(page, "reason").fill("entered twice");
  await page.getByRole("button", { name: "Reverse this payment" }).click();
  await expect(main(page)).toContainText("entered twice");
  await page.goto(`/reports/received?client=${client}`);
  await expect(main(page)).toContainText("Nothing came in");
  await expect(page.locator("tr.row-struck")).toHaveCount(1);
  await page.goto(`${card}/statement`);
  await expect(page.locator(".statement-table tbody tr")).toHaveCount(4);
});

test("the financial report of a client over named periods and days of one's own", async ({ page }) => {
  test.slow();
  await signIn(page);
  await makeCompany(page);
  const invoice = await issueOne(page, "ТОВ Кедр", { name: "Дошки", quantity: "1", price: "1000", vat: "ПДВ 20 %" });
  await pay(page, invoice, "450.25");
  const card = await cardOf(page, invoice);
  await page.goto(card);
  await hydrated(page);
  await page.getByRole("link", { name: "Financial report" }).click();
  await expect(page).toHaveURL(`${card}/statement`);
  const statement = page.locator(".statement");
  await expect(statement.locator("tbody tr")).toHaveCount(5);
  await expect(statement.locator(".is-last")).toContainText("749.75");
  await expect(statement.locator(".statement-favour")).toContainText("ТОВ Кедр owes ТОВ «Обрій» 749.75");
  await accessible(page);
  await shots(page, "statement");

  await page.getByRole("link", { name: "Last year" }).click();
  await expect(page).toHaveURL(/period=last_year/);
  await expect(main(page)).toContainText("Nothing in this period");
  await page.getByRole("link", { name: "All time" }).click();
  await expect(statement.locator("tbody tr")).toHaveCount(5);
  // Days of one's own, both of them belonging to it.
  // Where the company is, it may be tomorrow already.
  const today = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  await page.locator("input[name=from]").fill("2020-01-01");
  await page.locator("input[name=until]").fill("2020-12-31");
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(/from=2020-01-01&until=2020-12-31/);
  await expect(main(page)).toContainText("Nothing in this period");
  await page.goto(`${card}/statement?from=2020-01-01&until=${today}`);
  await expect(statement.locator(".is-last")).toContainText("749.75");

  // A day that there is not is said beside its field, and kept.
  await page.goto(`${card}/statement?from=2026-02-31`);
  await expect(page.locator("input[name=from]")).toHaveValue("2026-02-31");
  await expect(page.locator(".list-head .field-error")).toContainText("There is no such day");
  await accessible(page);
  await page.goto(`${card}/statement?from=2020-01-01&until=${today}`);

  // Each row leads to its paper.
  await hydrated(page);
  await statement.getByRole("link", { name: /^Payment/ }).click();
  await expect(page).toHaveURL(/\/payments\/[0-9a-f-]{36}$/);
  await page.goto(`${card}/statement`);
  await hydrated(page);
  const download = page.waitForEvent("download");
  await page.locator(".table-export").getByRole("link", { name: "CSV" }).click();
  const file = (await readFile(await (await download).path())).toString("utf8").trim().split("\n");
  expect(file).toHaveLength(5);
  expect(file[4]).toContain("749.75");

  // On paper there is the statement alone.
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".nav-side")).toBeHidden();
  await expect(page.locator(".side-column")).toBeHidden();
  await expect(page.locator(".list-head")).toBeHidden();
  await expect(statement).toBeVisible();
  await page.emulateMedia({ media: null });
});

test("the first page has figures that are those of the lists they lead to", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  const invoice = await issueOne(page, "ТОВ Тис", { name: "Дошки", quantity: "1", price: "10", vat: "ПДВ 20 %" });
  await pay(page, invoice, "5");
  await page.goto("/");
  await hydrated(page);
  await accessible(page);
  await shots(page, "first-page");
  await expect(page.locator(".newest-list li").first()).toContainText("ТОВ Тис");
  for (const [name, list] of [["Owed", /\/invoices\?.*state=unpaid/], ["Received this month", /\/payments\?.*kind=incoming/]] as const) {
    await page.goto("/");
    await hydrated(page);
    const figure = page.getByRole("region", { name, exact: true }).getByRole("link", { name: "UAH" });
    const sum = (await figure.locator(".money").textContent())?.replace(/\s*UAH/, "").trim() ?? "";
    expect(sum).toMatch(/^[\d,]+\.\d\d$/);
    await figure.click();
    await expect(page).toHaveURL(list);
    await expect(page.locator(".totals-bar").first()).toContainText(sum);
  }
  // The bar of this month counts the same payments.
  await page.goto("/");
  await hydrated(page);
  await page.locator(".bars").filter({ hasText: "UAH" }).locator("li").last().getByRole("link").click();
  await expect(page).toHaveURL(/\/payments\?.*from=/);
  await expect(page.locator("tbody")).toContainText("ТОВ Тис");
  // Events lead to what they are about.
  await page.goto("/");
  await hydrated(page);
  await page.locator(".newest-list").getByRole("link", { name: /^Invoice/ }).first().click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
});
