import { accessible, expect, hydrated, shots, signIn, test } from "./harness.ts";
import { field, makeClient, makeCompany, typeLine } from "./office.ts";

test("a client, an invoice of three lines with two rates and a discount, paid in two parts", async ({ page }) => {
  test.slow(); // the longest story, with twenty pictures on the way
  await signIn(page);
  await makeCompany(page);
  await makeClient(page, "ТОВ Ромашка", "14360570");
  await accessible(page);
  await shots(page, "client-card-new");

  // The primary button of the card leads to the editor with the client chosen.
  await page.getByRole("link", { name: "New invoice" }).first().click();
  await expect(page).toHaveURL(/\/invoices\/new\?client=/);
  await expect(page.getByRole("combobox", { name: "Client" })).toHaveValue("ТОВ Ромашка");
  await typeLine(page, 0, { name: "Доставка", quantity: "3", unit: "шт", price: "1 250,50", vat: "ПДВ 20 %" });
  await typeLine(page, 1, { name: "Книги", quantity: "10", unit: "шт", price: "100", vat: "ПДВ 7 %" });
  await typeLine(page, 2, { name: "Консультація", quantity: "2", unit: "год", price: "3*400", vat: "ПДВ 20 %" });
  await page.locator("#invoice-discount-kind, [id$='discount-kind'], [id$='discount_kind']").first().selectOption("percent");
  await page.locator("[id$='-discount']:not([id^='line-'])").first().fill("10");
  // 3751.50 + 1000 + 2400 = 7151.50; less 10 % = 6436.35; VAT 20 % of 5536.35 = 1107.27, 7 % of 900 = 63.00
  await expect(page.locator(".totals-final")).toContainText("7,606.62");
  await shots(page, "invoice-editor");
  await accessible(page);
  await page.getByRole("button", { name: "Issue", exact: true }).click();

  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
  const invoice = page.url();
  await expect(page.locator(".page-head h1")).toContainText(/No\.\s0\d{4}/);
  await expect(page.locator(".paper")).toContainText("7");
  await expect(page.locator(".paper")).toContainText("ТОВ «Обрій»");
  await expect(page.locator(".paper")).toContainText("14360570");
  await expect(page.locator("main")).toContainText("Unpaid");
  await accessible(page);
  await shots(page, "invoice-issued");

  for (const [sum, state] of [["2 606,62", "Partly paid"], ["5000", "Paid"]] as const) {
    await page.goto(invoice);
    await hydrated(page);
    await page.getByRole("link", { name: "+ Payment" }).click();
    await expect(page).toHaveURL(/pay=true/);
    await field(page, "amount").fill(sum);
    await page.getByRole("button", { name: "Record payment" }).click();
    await expect(page).not.toHaveURL(/pay=true/);

    await page.goto(invoice);
    await expect(page.locator(".page-head")).toContainText(state);
    await page.goto("/invoices");
    await expect(page.locator("tbody tr").first()).toContainText(state);
    await page.goto(invoice);
    await page.locator(".page-sub a").click();
    await page.locator(".tabs-bar").getByRole("link", { name: /^Invoices/ }).click();
    await expect(page.locator("tbody tr").first()).toContainText(state);
  }
  await shots(page, "client-card-invoices");

  // Nothing is left: the button says why it is off, and the address of the form leads to nothing to pay.
  await page.goto(invoice);
  await expect(page.getByRole("link", { name: "+ Payment" })).toHaveCount(0);
  await page.goto("/payments");
  await expect(page.locator("tbody tr")).toHaveCount(2);
  await accessible(page);
  await shots(page, "payments");
});

test("more than the balance is refused beside the sum, and what was typed stays", async ({ page, trouble }) => {
  await signIn(page);
  await makeCompany(page);
  await makeClient(page, "ФОП Їжак");
  await page.getByRole("link", { name: "New invoice" }).first().click();
  await typeLine(page, 0, { name: "Послуга", quantity: "1", price: "100", vat: "ПДВ 20 %" });
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
  await hydrated(page);
  await page.getByRole("link", { name: "+ Payment" }).click();
  trouble.allow(/status of 422/);
  await field(page, "amount").fill("120,01");
  await page.locator('[name="input[parts][0][amount]"]').fill("120,01");
  await field(page, "purpose").fill("За рахунком");
  await page.getByRole("button", { name: "Record payment" }).click();
  await expect(page.locator(".field-error").first()).toContainText("120.00");
  await expect(field(page, "amount")).toHaveValue("120,01");
  await expect(field(page, "purpose")).toHaveValue("За рахунком");
  for (const [typed, word] of [["-5", /positive|more than|greater/i], ["1e308", /number/i], ["0.001", /digits/i], ["", /./]] as const) {
    await field(page, "amount").fill(typed);
    await page.locator("form").last().evaluate((form: HTMLFormElement) => (form.noValidate = true));
    await page.getByRole("button", { name: "Record payment" }).click();
    await expect(page.locator(".field-error").first()).toContainText(word);
    await expect(field(page, "amount")).toHaveValue(typed);
  }
});

test("without JavaScript: read every page, add a client, pay an invoice; a refused form keeps what was typed", async ({ page, noJs }) => {
  await signIn(page);
  await makeCompany(page);
  await makeClient(page, "ТОВ Волошка");
  await page.getByRole("link", { name: "New invoice" }).first().click();
  await typeLine(page, 0, { name: "Послуга", quantity: "1", price: "50", vat: "ПДВ 20 %" });
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
  const invoice = page.url();

  await signIn(noJs);
  for (const [path, text] of [["/", "Волошка"], ["/clients", "Волошка"], ["/invoices", "Волошка"], ["/payments", "Payments"], ["/settings/company", "Обрій"], ["/settings/users", "admin@example.com"], ["/profile", "Sessions"]] as const) {
    const answer = await noJs.goto(path);
    expect(answer?.status(), path).toBe(200);
    await expect(noJs.locator("main")).toContainText(text);
  }
  // A refused form comes back with what was typed.
  await noJs.goto("/clients/new");
  await field(noJs, "name").fill("ТОВ Мак");
  await field(noJs, "tax_ids][ua_edrpou").fill("123");
  await field(noJs, "phone").fill("+380 44 765 43 21");
  await noJs.locator("main form button[type=submit]").last().click();
  await expect(noJs.locator(".field-error")).toHaveCount(1);
  await expect(field(noJs, "name")).toHaveValue("ТОВ Мак");
  await expect(field(noJs, "phone")).toHaveValue("+380 44 765 43 21");
  await field(noJs, "tax_ids][ua_edrpou").fill("22853170");
  await noJs.locator("main form button[type=submit]").last().click();
  await expect(noJs).toHaveURL(/\/clients\/[0-9a-f-]{36}/);
  await expect(noJs.locator("main")).toContainText("ТОВ Мак");

  await noJs.goto(invoice);
  await expect(noJs.locator(".paper")).toContainText("Волошка");
  await noJs.getByRole("link", { name: "+ Payment" }).click();
  await field(noJs, "amount").fill("999");
  await noJs.locator('[name="input[parts][0][amount]"]').fill("999");
  await field(noJs, "purpose").fill("забагато");
  await noJs.getByRole("button", { name: "Record payment" }).click();
  await expect(noJs.locator(".field-error").first()).toContainText("60.00");
  await expect(field(noJs, "purpose")).toHaveValue("забагато");
  await field(noJs, "amount").fill("60");
  await noJs.locator('[name="input[parts][0][amount]"]').fill("");
  await noJs.getByRole("button", { name: "Record payment" }).click();
  await noJs.goto(invoice);
  await expect(noJs.locator(".page-head")).toContainText("Paid");
});

test("statuses say what happened", async ({ page, trouble }) => {
  await signIn(page);
  trouble.allow(/status of 4\d\d/);
  const nobody = "00000000-0000-7000-8000-000000000000";
  for (const path of ["/nope", `/clients/${nobody}`, `/invoices/${nobody}`, `/payments/${nobody}`, "/clients/not-an-id"]) {
    expect((await page.goto(path))?.status(), path).toBe(404);
  }
});
