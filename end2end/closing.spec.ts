/** Acts and delivery notes: what was invoiced is handed over, in parts, by month, with another rate, and not at all. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessible, expect, hydrated, shots, signIn, test, type Page } from "./harness.ts";
import { field, invoiceOfBoth, issueOne, makeCompany, pdfFile } from "./office.ts";

/** How much of a line of the invoice is closed; counts from 0. */
const now = (page: Page, at: number, name: "quantity" | "amount" | "keep") => page.locator(`[name="input[lines][${at}][${name}]"]`);

/** The card in the side column of an invoice. */
const card = (page: Page) => page.getByRole("region", { name: "Closing" });

const issue = (page: Page) => page.locator(".sticky-foot").getByRole("button", { name: "Issue", exact: true });

/** The paper's own page is there. */
async function issued(page: Page, path: string): Promise<string> {
  await expect(page).toHaveURL(new RegExp(`${path}/[0-9a-f-]{36}$`));
  await expect(page.locator(".page-head")).toContainText("Issued");
  return page.url();
}

/** Saves what a press downloads and hands it to a program. */
async function download(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent("download"), press()]);
  return readFileSync((await file.path())!);
}

function pages(pdf: Buffer): number {
  const folder = mkdtempSync(join(tmpdir(), "acts-"));
  try {
    const path = join(folder, "acts.pdf");
    writeFileSync(path, pdf);
    return Number(/^Pages:\s+(\d+)$/m.exec(execFileSync("pdfinfo", [path], { encoding: "utf8" }))?.[1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("an invoice is closed by two acts and a delivery note, to the last cent", async ({ page, trouble }) => {
  test.slow();
  await signIn(page);
  await makeCompany(page);
  const invoice = await invoiceOfBoth(page, "ТОВ Акація");
  await expect(page.locator(".page-head")).toContainText("Not closed");
  await expect(card(page)).toContainText("2 lines are open");

  // A part of the service by its sum: the goods are not ticked.
  await card(page).getByRole("link", { name: "+ Act" }).click();
  await expect(page.getByRole("heading", { name: "New act" })).toBeVisible();
  await hydrated(page);
  await expect(now(page, 0, "quantity")).toHaveValue("1");
  await expect(now(page, 1, "quantity")).toHaveValue("");
  await expect(page.locator("main")).toContainText("Goods usually go to a delivery note");
  await now(page, 0, "amount").fill("333,33");
  await expect(now(page, 0, "quantity")).toHaveValue("");
  await expect(page.locator(".closing-foot")).toContainText("400.00");
  await expect(page.locator(".closing-paper .paper")).toContainText(/333[.,]33/);
  await expect(page.locator(".closing-paper .paper")).toContainText(/Part of the sum|Частина суми|Часть суммы/);
  await accessible(page);
  await shots(page, "act-sheet");
  await issue(page).click();
  const first = await issued(page, "/acts");
  await expect(page.locator(".page-head")).toContainText("Not signed");
  await accessible(page);
  await shots(page, "act-page");

  trouble.allow(/status of 422/);
  // What is too much stands beside its field, and what was typed stays.
  await page.goto(invoice);
  await expect(page.locator(".page-head")).toContainText("Partly closed");
  await expect(card(page)).toContainText("400.00");
  await expect(page.getByRole("button", { name: "Correct" })).toHaveAttribute("data-reason", /delivery notes were issued/);
  await hydrated(page);
  await page.keyboard.press("a");
  await expect(page).toHaveURL(/\/acts\/new\?invoice=/);
  await expect(now(page, 0, "amount")).toHaveValue("666.67");
  await now(page, 0, "amount").fill("700");
  await expect(page.locator(".closing-line").nth(1).locator(".field-error")).toContainText("666.67");
  await issue(page).click();
  await expect(page.locator("form .form-errors")).toBeVisible();
  await expect(now(page, 0, "amount")).toHaveValue("700");

  // Another template for this act alone.
  await field(page, "template").selectOption("act-en-1");
  await expect(page.locator(".closing-paper .paper, .closing-waits")).toBeVisible();

  // All the rest is the exact rest: 1 200 less 400.
  await page.getByRole("button", { name: "All the rest" }).click();
  await expect(now(page, 0, "amount")).toHaveValue("666.67");
  await expect(page.locator(".closing-foot")).toContainText("800.00");
  await expect(page.locator(".closing-paper .paper")).toContainText("Acceptance certificate");
  await issue(page).click();
  await issued(page, "/acts");
  await expect(page.locator(".side-column")).toContainText("800.00");
  await expect(page.locator(".paper")).toContainText("Acceptance certificate");

  // The goods go to a note.
  await page.goto(invoice);
  await card(page).getByRole("link", { name: "+ Delivery note" }).click();
  await expect(page.getByRole("heading", { name: "New delivery note" })).toBeVisible();
  await hydrated(page);
  await expect(now(page, 0, "quantity")).toHaveValue("10");
  await field(page, "consignee").fill("Склад № 2");
  await field(page, "attorney_person").fill("Коваль П. І.");
  await shots(page, "note-sheet");
  await issue(page).click();
  await issued(page, "/delivery-notes");
  await expect(page.locator(".paper")).toContainText("Коваль П. І.");
  await page.goto(invoice);
  await expect(page.locator(".page-head .badge").filter({ hasText: /^Closed$/ })).toBeVisible();
  await expect(card(page).locator(".money-list > li")).toHaveCount(3);
  await shots(page, "invoice-closed");

  // Who has signed, and that the original is back.
  await page.goto(first);
  await hydrated(page);
  const signatures = page.getByRole("region", { name: "Signatures" });
  await signatures.getByText("We signed").click();
  await signatures.locator("details[open]").getByRole("button", { name: "Record" }).click();
  await expect(page.locator(".page-head")).toContainText("Signed by us");
  // Its scan is found wanting, another one is taken, and a second page of it comes later.
  await signatures.getByText("Received", { exact: true }).click();
  const scan = signatures.getByLabel("Scan of the signed original");
  await scan.setInputFiles({ name: "лист.pdf", mimeType: "application/pdf", buffer: Buffer.from("<html>") });
  await signatures.locator("details[open]").getByRole("button", { name: "Record" }).click();
  await expect(signatures.locator(".form-errors")).toContainText("is not what its name says");
  await expect(page.locator(".page-head")).toContainText("Signed by us");
  await hydrated(page);
  await shots(page, "act-scan-refused");
  await scan.setInputFiles(pdfFile("Акт підписаний.pdf"));
  await signatures.locator("details[open]").getByRole("button", { name: "Record" }).click();
  await expect(page.locator(".page-head")).toContainText("Signed by both sides");
  await expect(page.locator(".page-head")).toContainText("Original");
  await expect(signatures.getByRole("link", { name: "Акт підписаний.pdf" })).toBeVisible();
  await hydrated(page);
  await signatures.getByText("Attach a scan").click();
  await scan.setInputFiles(pdfFile("Акт, аркуш 2.pdf"));
  await signatures.locator("details[open]").getByRole("button", { name: "Record" }).click();
  await expect(signatures.locator(".signing-scan")).toHaveCount(2);
  await hydrated(page);
  await accessible(page);
  await shots(page, "act-signed");
  await expect(page.getByRole("button", { name: "Correct" })).toHaveAttribute("data-reason", /client has signed/);

  // The lists know them.
  await page.goto("/acts?q=Акація");
  await expect(page.locator("tbody tr")).toHaveCount(2);
  await expect(page.locator("tbody")).toContainText("Signed by both sides");
  await expect(page.locator(".totals-bar")).toContainText("1,200.00");
  await shots(page, "acts");
  await page.locator(".page-sub a, tbody a.row-link").first().click();
  await page.locator(".page-sub a").click();
  await page.getByRole("link", { name: /^Acts/ }).last().click();
  await expect(page.locator("tbody tr")).toHaveCount(2);
  await shots(page, "client-card-acts");
});

test("an act is corrected, and cancelled with what the client says", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  const invoice = await issueOne(page, "ТОВ Барбарис", { name: "Послуга", quantity: "4", price: "100", vat: "ПДВ 20 %" });
  await page.goto(`/acts/new?invoice=${invoice.split("/").pop()}`);
  await hydrated(page);
  await now(page, 0, "quantity").fill("3");
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(page).toHaveURL(/\/acts\/[0-9a-f-]{36}$/);
  await expect(page.locator(".page-head")).toContainText("Draft");
  await page.getByRole("link", { name: "Edit" }).click();
  await expect(now(page, 0, "quantity")).toHaveValue("3");
  await hydrated(page);
  await now(page, 0, "quantity").fill("2");
  await issue(page).click();
  const act = await issued(page, "/acts");
  // The search over everything finds it by its client.
  await page.goto(`/search?q=${encodeURIComponent("Барбарис")}`);
  await expect(page.locator(".hit-list").getByRole("link", { name: /^Act\s\d/ })).toHaveAttribute("href", new URL(act).pathname);
  await page.goto(act);
  await hydrated(page);
  await page.getByRole("link", { name: "Correct" }).click();
  await expect(page.getByRole("heading", { name: /^Correct: Act/ })).toBeVisible();
  await hydrated(page);
  await field(page, "reason").fill("Забули одну годину");
  await now(page, 0, "quantity").fill("3");
  await page.getByRole("button", { name: "Issue the correction" }).click();
  await expect(page).toHaveURL(act);
  await expect(page.locator(".toast", { hasText: /Act\s\d+ is corrected: revision 2/ })).toBeVisible();
  await expect(page.locator(".tabs-bar")).toContainText("2 current");
  await expect(page.locator(".side-column")).toContainText("360.00");

  await hydrated(page);
  const signatures = page.getByRole("region", { name: "Signatures" });
  await signatures.getByText("Client signed").click();
  await signatures.locator("details[open]").getByRole("button", { name: "Record" }).click();
  await expect(page.locator(".page-head")).toContainText("Signed by the client");
  await page.locator(".steps-bar").getByText("Cancel…", { exact: true }).click();
  const menu = page.locator(".steps-bar details[open]");
  await menu.getByLabel(/^Reason/).fill("Помилка");
  await menu.getByLabel("The client’s reason").fill("Роботу не прийнято");
  await menu.getByRole("button", { name: "Cancel it" }).click();
  await expect(page.locator(".toast", { hasText: /Act\s\d+ is cancelled/ })).toBeVisible();
  await expect(page.locator(".alert-error")).toContainText("Роботу не прийнято");
  await page.goto(invoice);
  await expect(page.locator(".page-head")).toContainText("Not closed");
});

test("an act of next year stops where the rate has ended, and asks what stays", async ({ page, trouble }) => {
  trouble.allow(/status of 422/);
  await signIn(page);
  await makeCompany(page);
  const next = new Date().getFullYear() + 1;
  await page.goto("/settings/company");
  await page.getByRole("link", { name: /Обрій/ }).first().click();
  await expect(page.getByText("Add rate").first()).toBeVisible();
  await hydrated(page);
  for (const [name, percent, from, until] of [
    ["ПДВ 9 %", "9", "", `${next - 1}-12-31`],
    ["ПДВ 11 %", "11", `${next}-01-01`, ""],
  ] as const) {
    const form = page.locator("form[action$='/add-rate']");
    if (!(await form.isVisible())) await page.getByText("Add rate").first().click();
    await form.locator("[name='input[name]']").fill(name);
    await form.locator("[name='input[percent]']").fill(percent);
    await form.locator("[name='input[valid_from]']").fill(from);
    await form.locator("[name='input[valid_until]']").fill(until);
    await form.locator("button[type=submit]").click();
    await expect(page.locator("summary", { hasText: name })).toBeVisible();
  }
  const invoice = await issueOne(page, "ТОВ Вільха", { name: "Обслуговування", quantity: "1", price: "100", vat: "ПДВ 9 %" });
  await page.goto(`/acts/new?invoice=${invoice.split("/").pop()}`);
  await hydrated(page);
  await field(page, "date").fill(`${next}-01-15`);
  const asked = page.locator(".closing-keep");
  await expect(asked).toBeVisible();
  await issue(page).click();
  // What is wrong is listed above the form, each as the way to its field.
  await page.locator("form .form-errors").getByRole("link", { name: /^Line 1, VAT rate: / }).click();
  await expect(asked.getByLabel(/The total with VAT stays/)).toBeFocused();
  await expect(page).toHaveURL(/\/acts\/new/);
  await expect(asked).toContainText(/The total with VAT stays, the VAT in it changes: 98\.20.* = 109\.00/);
  await expect(asked).toContainText(/The sum without VAT stays, VAT and total change: 100\.00.* = 111\.00/);
  await shots(page, "act-rate-ended");
  await accessible(page);
  await asked.getByLabel(/The total with VAT stays/).check();
  await expect(page.locator(".closing-foot")).toContainText("109.00");
  await issue(page).click();
  await issued(page, "/acts");
  await expect(page.locator(".side-column")).toContainText("109.00");
  await expect(page.locator(".paper")).toContainText("11");
  await page.goto(invoice);
  await expect(page.locator(".page-head .badge").filter({ hasText: /^Closed$/ })).toBeVisible();
});

test("ten acts of a month are made, issued and put into one file in two copies", async ({ page }) => {
  test.slow();
  await signIn(page);
  await makeCompany(page);
  const client = "ТОВ Глід";
  const sent = page.waitForRequest((request) => request.url().endsWith("/api/invoices/issue-now"));
  await issueOne(page, client, { name: "Послуга", quantity: "1", price: "100", vat: "ПДВ 20 %" });
  const { input } = (await sent).postDataJSON();
  const made = await page.evaluate(async (input) => {
    const answers = [];
    for (let n = 0; n < 9; n++) {
      const body = JSON.stringify({ input: { ...input, request: crypto.randomUUID() } });
      const answer = await fetch("/api/invoices/issue-now", { method: "POST", headers: { "Content-Type": "application/json" }, body });
      answers.push(answer.status);
    }
    return answers;
  }, input);
  expect(made).toEqual(Array(9).fill(200));

  await page.goto("/acts");
  await page.getByRole("link", { name: "Month end" }).click();
  await hydrated(page);
  // Early in a month the last one is shown, and these are of today.
  const month = String(input.issue_date).slice(0, 7);
  await page.locator("main input[name=month]").fill(month);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`month=${month}$`));
  await hydrated(page);
  const rows = page.locator(".closing-batch tbody tr", { hasText: client });
  await expect(rows).toHaveCount(10);
  await expect(rows.filter({ hasText: "ready" })).toHaveCount(10);
  // Those of other stories stay as they are.
  await page.getByRole("checkbox", { name: "Choose all rows of the page" }).check();
  await page.getByRole("checkbox", { name: "Choose all rows of the page" }).uncheck();
  for (const row of await rows.all()) await row.getByRole("checkbox").check();
  // On a phone each invoice is a card with its box.
  await page.setViewportSize({ width: 390, height: 844 });
  await rows.first().getByRole("checkbox").uncheck();
  await expect(page.getByRole("button", { name: "Make 9 drafts" })).toBeVisible();
  await rows.first().getByRole("checkbox").check();
  await page.setViewportSize({ width: 1440, height: 900 });
  await accessible(page);
  await shots(page, "acts-batch");
  await page.getByRole("button", { name: "Make 10 drafts" }).click();
  await expect(page.getByRole("region", { name: "Result" })).toContainText("10 papers made");
  await expect(rows.filter({ hasText: "Draft" })).toHaveCount(10);
  await shots(page, "acts-batch-done");
  await expect(page.locator(".closing-batch-bar").getByText("Nothing is ticked")).toBeVisible();

  // A second look makes no second drafts: each row leads to the one that is there.
  await page.reload();
  await hydrated(page);
  await expect(rows.getByRole("link", { name: "A draft exists" })).toHaveCount(10);
  // Where nothing else is open, it stays unticked itself.
  await page.getByRole("checkbox", { name: "Choose all rows of the page" }).click();
  await expect(rows.first().getByRole("checkbox")).toBeDisabled();
  await expect(rows.first().getByRole("checkbox")).not.toBeChecked();

  await page.goto(`/acts?q=${encodeURIComponent(client)}`);
  await hydrated(page);
  await page.getByRole("checkbox", { name: "Choose all rows of the page" }).check();
  await page.locator(".pick-bar").getByText("Issue", { exact: true }).click();
  await page.locator(".pick-bar .menu-of[open]").getByRole("button", { name: /Issue/ }).click();
  await expect(page.locator("tbody tr", { hasText: "Issued" })).toHaveCount(10);
  await page.getByRole("checkbox", { name: "Choose all rows of the page" }).check();
  // None of them is a draft any more.
  await expect(page.locator(".pick-bar").getByText("Issue", { exact: true })).toBeHidden();
  await expect(page.locator(".pick-bar").getByText("Delete drafts", { exact: true })).toBeHidden();
  await page.locator(".pick-bar").getByText("Print and save").click();
  const menu = page.locator(".pick-bar .menu-of[open]");
  await expect(menu.getByLabel("Number of copies")).toHaveValue("2");
  await shots(page, "acts-papers");
  const pdf = await download(page, () => menu.getByRole("button", { name: "One PDF" }).click());
  expect(pages(pdf)).toBe(20);
});

test("without scripts an act of all the rest is made by a plain form", async ({ browser, page }) => {
  await signIn(page);
  await makeCompany(page);
  const invoice = await issueOne(page, "ТОВ Дурман", { name: "Послуга", quantity: "2", price: "100", vat: "ПДВ 20 %" });
  const context = await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  const plain = await context.newPage();
  await plain.goto(new URL(`/acts/new?invoice=${invoice.split("/").pop()}`, invoice).href);
  await expect(now(plain, 0, "quantity")).toHaveValue("2");
  await now(plain, 0, "quantity").fill("3");
  await issue(plain).click();
  await expect(plain.locator("form .form-errors")).toBeVisible();
  await expect(now(plain, 0, "quantity")).toHaveValue("3");
  await now(plain, 0, "quantity").fill("2");
  await issue(plain).click();
  await issued(plain, "/acts");
  await expect(plain.locator(".side-column")).toContainText("240.00");
  const signatures = plain.getByRole("region", { name: "Signatures" });
  await signatures.getByText("Received", { exact: true }).click();
  // Today is that of the company, and not of the machine.
  const today = await signatures.locator("details[open] [name=date]").inputValue();
  await signatures.locator("details[open] [name=date]").fill("2999-01-01");
  await signatures.getByLabel("Scan of the signed original").setInputFiles(pdfFile("Дурман.pdf"));
  await signatures.locator("details[open]").getByRole("button", { name: "Record" }).click();
  await expect(signatures.locator(".form-errors")).toBeVisible();
  await expect(signatures.locator("details[open] [name=date]")).toHaveValue("2999-01-01");
  await signatures.locator("details[open] [name=date]").fill(today);
  await signatures.getByLabel("Scan of the signed original").setInputFiles(pdfFile("Дурман.pdf"));
  await signatures.locator("details[open]").getByRole("button", { name: "Record" }).click();
  await expect(signatures.getByRole("link", { name: "Дурман.pdf" })).toBeVisible();
  await expect(plain.locator("body")).toContainText("Recorded");
  await context.close();
});

test("a module that is off leaves nothing, and comes back with everything", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  const invoice = await issueOne(page, "ТОВ Ехінацея", { name: "Послуга", quantity: "1", price: "10", vat: "ПДВ 20 %" });
  await page.goto(`/acts/new?invoice=${invoice.split("/").pop()}`);
  await hydrated(page);
  await issue(page).click();
  const act = await issued(page, "/acts");
  const navigation = page.locator(".nav-side");
  await expect(navigation.getByRole("link", { name: "Acts", exact: true })).toBeVisible();
  try {
    await page.goto("/settings/modules");
    await shots(page, "modules");
    await page.getByRole("button", { name: "Switch off: Acts", exact: true }).click();
    await expect(page.getByRole("button", { name: "Switch on: Acts", exact: true })).toBeVisible();
    await expect(navigation.getByRole("link", { name: "Acts", exact: true })).toHaveCount(0);
    await expect(navigation.getByRole("link", { name: "Delivery notes", exact: true })).toBeVisible();
    for (const address of [act, "/acts", "/acts/new", "/acts/export.csv"]) {
      expect((await page.request.get(address)).status(), address).toBe(404);
    }
    await page.goto(invoice);
    await expect(card(page).getByRole("link", { name: "+ Act" })).toHaveCount(0);
    // What the act has closed stays closed, and the sum says by what.
    await expect(page.locator(".page-head .badge").filter({ hasText: /^Closed$/ })).toBeVisible();
    await expect(card(page)).toContainText(/by acts \(module is off\)\s*12\.00/);
    await expect(card(page).getByRole("link")).toHaveText(["Whoever manages the company can switch the module on: Settings, Modules."]);
    await expect(page.locator(".steps-bar").getByRole("link", { name: "New act" })).toHaveCount(0);
    await expect(page.locator(".steps-bar [data-reason]", { hasText: "Correct" }).first()).toHaveAttribute("data-reason", /belong to a module that is off/);
    await shots(page, "invoice-acts-off");
    await page.goto("/settings/roles");
    await page.getByRole("main").getByRole("link", { name: /^Manager/ }).click();
    await expect(page.getByRole("group", { name: "Acts (module is off)" })).toBeVisible();
    await expect(page.getByRole("group", { name: "Delivery notes", exact: true })).toBeVisible();

    // With both off, the invoice still says by what it is closed.
    await page.goto("/settings/modules");
    await page.getByRole("button", { name: "Switch off: Delivery notes", exact: true }).click();
    await expect(page.getByRole("button", { name: "Switch on: Delivery notes", exact: true })).toBeVisible();
    await page.goto(invoice);
    await expect(card(page)).toContainText(/by acts \(module is off\)\s*12\.00/);
    await page.goto("/settings/modules");
    await page.getByRole("button", { name: "Switch on: Delivery notes", exact: true }).click();
    await expect(page.getByRole("button", { name: "Switch off: Delivery notes", exact: true })).toBeVisible();
    await page.goto(invoice);
    await page.locator(".page-sub a").first().click();
    await expect(page.getByRole("link", { name: /^Invoices/ }).last()).toBeVisible();
    await expect(page.locator(".tabs-bar").getByRole("link", { name: /^Acts/ })).toHaveCount(0);
  } finally {
    for (const module of ["Acts", "Delivery notes"]) {
      await page.goto("/settings/modules");
      const on = page.getByRole("button", { name: `Switch on: ${module}`, exact: true });
      if (await on.count()) await on.click();
      await expect(page.getByRole("button", { name: `Switch off: ${module}`, exact: true })).toBeVisible();
    }
  }
  expect((await page.request.get(act)).status()).toBe(200);
  await expect(navigation.getByRole("link", { name: "Acts", exact: true })).toBeVisible();
});
