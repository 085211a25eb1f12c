/** Contracts: from a template with the client's values, changed, issued, signed; annexes; what expires; the basis of an invoice. */
import { execFileSync } from "node:child_process";
import { accessible, expect, hydrated, type Page, shots, signIn, test } from "./harness.ts";
import { field, makeClient, makeCompany, pdfFile, typeLine } from "./office.ts";

/** The text of a file, without white space: a line may break anywhere. */
async function text(page: Page, address: string): Promise<string> {
  const answer = await page.request.get(address);
  expect(answer.status()).toBe(200);
  const told = execFileSync("pdftotext", ["-", "-"], { input: await answer.body() });
  return told.toString().replace(/\s+/g, "");
}

const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);

/** A client and his card. */
async function card(page: Page, name: string): Promise<string> {
  await makeClient(page, name);
  return page.url();
}

/** A draft for a client, by the page of a new contract; comes back with the address of the contract. */
async function draft(page: Page, client: string, values: Record<string, string>): Promise<string> {
  await page.goto(`/contracts/new?client=${client.split("/").pop()}`);
  await hydrated(page);
  for (const [name, value] of Object.entries(values)) await field(page, name).fill(value);
  await page.getByRole("button", { name: "Make a draft" }).click();
  await expect(page).toHaveURL(/\/contracts\/[0-9a-f-]{36}\/edit$/);
  return page.url().replace(/\/edit$/, "");
}

async function issue(page: Page, contract: string): Promise<void> {
  await page.goto(contract);
  await hydrated(page);
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page.locator(".page-head .badges")).toContainText("In force");
}

test("a contract is made on the client's card, changed, issued and printed with his name and its number", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  const client = await card(page, "ТОВ Угода");
  await page.getByRole("link", { name: /^Contracts/ }).last().click();
  await expect(page).toHaveURL(/\/contracts$/);
  await hydrated(page);
  await page.locator(".list-head").getByRole("link", { name: "New contract" }).click();
  const drawer = page.locator(".drawer");
  await expect(drawer.locator('[name="input[number]"]')).not.toHaveValue("");
  await drawer.locator('[name="input[subject]"]').fill("консультації");
  await drawer.locator('[name="input[number]"]').fill("УГ-15");
  await drawer.locator('[name="input[city]"]').fill("Київ");
  await shots(page, "contract-drawer");
  await drawer.getByRole("button", { name: "Make a draft" }).click();
  await expect(page.locator("tbody tr")).toContainText(["УГ-15"]);
  await expect(page).toHaveURL(/added=/);
  await page.locator("tbody a.row-link").first().click();
  await expect(page.locator(".paper")).toContainText("ТОВ Угода");
  await expect(page.locator(".paper")).toContainText("УГ-15");
  await hydrated(page);
  await accessible(page);
  await shots(page, "contract-draft");

  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await expect(page).toHaveURL(/\/edit$/);
  const contract = page.url().replace(/\/edit$/, "");
  const editor = page.locator(".studio-text");
  await expect(editor).toBeVisible();
  // The shortcodes have come with the values of this contract.
  await expect(page.locator(".workshop-pane .studio-offer").first()).toBeVisible();
  await editor.locator("h2").first().click({ position: { x: 8, y: 8 } });
  await page.keyboard.press("End");
  await page.keyboard.type(" Особливе застереження");
  await expect(field(page, "body")).toHaveValue(/Особливе застереження/);
  await expect(page.locator(".workshop-preview .paper")).toContainText("Особливе застереження");
  await field(page, "value").fill("1250,50");
  await accessible(page);
  await shots(page, "contract-edit");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator(".toast", { hasText: "Contract saved" })).toBeVisible();

  await issue(page, contract);
  await shots(page, "contract-issued");
  const printed = await text(page, `${contract}/document.pdf`);
  for (const word of ["ТОВУгода", "УГ-15", "Особливезастереження", "консультації"]) expect(printed).toContain(word);
  const menu = page.locator(".menu-of[open]");
  await hydrated(page);
  await page.keyboard.press("p");
  await expect(menu.getByLabel("Number of copies")).toHaveValue("2");
  await page.keyboard.press("Escape");

  // Signed by us; then the original with the client's signature comes back, and its scan is kept with it.
  const signatures = page.getByRole("region", { name: "Signatures" });
  await signatures.getByText("We signed").click();
  await signatures.locator("details[open]").getByRole("button", { name: "Record" }).click();
  await expect(page.locator(".page-head .badges")).toContainText("Signed by us");
  await signatures.getByText("Received", { exact: true }).click();
  await shots(page, "contract-original");
  await signatures.getByLabel("Scan of the signed original").setInputFiles(pdfFile("Скан УГ-15.pdf"));
  await signatures.locator("details[open]").getByRole("button", { name: "Record" }).click();
  await expect(page.locator(".page-head .badges")).toContainText("Signed by both");
  await expect(page.locator(".toast", { hasText: "Recorded" })).toBeVisible();
  const scan = signatures.getByRole("link", { name: "Скан УГ-15.pdf" });
  await expect(scan).toBeVisible();
  expect((await page.request.get((await scan.getAttribute("href")) ?? "")).headers()["content-type"]).toBe("application/pdf");
  await expect(page.locator("#files .file-list > li", { hasText: "Скан УГ-15.pdf" })).toContainText("Signed original");
  await hydrated(page);
  await accessible(page);
  await shots(page, "contract-signed");
  await page.goto(`${client}/contracts`);
  await expect(page.locator("tbody tr")).toContainText(["Signed by both"]);
});

test("an annex stands on the page of its contract, and what expires soon is found", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  const client = await card(page, "ТОВ Додаткове");
  const contract = await draft(page, client, { subject: "оренда складу", number: "ДД-1", end: day(20) });
  await issue(page, contract);
  await page.getByRole("link", { name: "Add an annex" }).click();
  await expect(page.getByRole("heading", { name: "New annex" })).toBeVisible();
  await hydrated(page);
  await field(page, "subject").fill("ще один склад");
  await field(page, "number").fill("ДД-1/1");
  await page.getByRole("button", { name: "Make a draft" }).click();
  await expect(page).toHaveURL(/\/edit$/);
  await issue(page, page.url().replace(/\/edit$/, ""));
  await expect(page.locator(".page-sub")).toContainText("ДД-1");
  await page.goto(contract);
  await expect(page.locator('[data-part="annexes"]')).toContainText("ДД-1/1");

  await page.goto("/contracts");
  await hydrated(page);
  await page.getByRole("link", { name: "Expire within 30 days" }).click();
  await expect(page).toHaveURL(/expiring=30/);
  await expect(page.locator("tbody")).toContainText("ДД-1");
  await expect(page.locator("tbody")).not.toContainText("ДД-1/1");
  await accessible(page);
  await shots(page, "contracts");
  // Another number of days, by the plain form.
  await page.getByText("Type, signature and term").click();
  await page.getByLabel("Expire within days").fill("10");
  await page.locator(".menu-of[open]").getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/expiring=10/);
  await expect(page.locator("main")).not.toContainText("ДД-1");
});

test("an invoice goes back to the contract, and each leads to the other", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  const client = await card(page, "ТОВ Підстава");
  const contract = await draft(page, client, { subject: "доставка", number: "ПД-9" });
  await issue(page, contract);
  await page.goto(`/invoices/new?client=${client.split("/").pop()}`);
  await hydrated(page);
  const choice = page.getByLabel("Contract", { exact: true });
  // The only valid one is chosen already.
  await expect(choice.locator("option:checked")).toContainText("ПД-9");
  // An invoice of an earlier day than the contract may be meant so, and is told of.
  const later = page.getByText("This contract is dated later than the invoice");
  const date = page.locator("#invoice-issue_date");
  const today = await date.inputValue();
  await expect(later).toHaveCount(0);
  await date.fill("2020-01-31");
  await expect(later).toBeVisible();
  await shots(page, "invoice-contract-later");
  await date.fill(today);
  await expect(later).toHaveCount(0);
  await typeLine(page, 0, { name: "Доставка", quantity: "1", price: "100" });
  await shots(page, "invoice-contract");
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
  await expect(page.locator(".page-sub")).toContainText("ПД-9");
  const invoice = page.url();
  expect(await text(page, `${invoice}/document.pdf`)).toContain("ПД-9");
  await page.locator(".page-sub").getByRole("link", { name: /ПД-9/ }).click();
  await expect(page).toHaveURL(contract);
  const invoices = page.locator('[data-part="invoices"]');
  await expect(invoices.getByRole("link", { name: "New invoice" })).toHaveAttribute("href", /contract=[0-9a-f-]{36}$/);
  await expect(invoices.locator(`a[href="${new URL(invoice).pathname}"]`)).toBeVisible();
});

test("without scripts a contract keeps what was typed, and a wrong shortcode refuses the issue with its place", async ({ noJs }) => {
  await signIn(noJs);
  await noJs.goto("/settings/company/new");
  if ((await noJs.request.get("/settings/company").then((answer) => answer.text())).includes("Обрій") === false) {
    await field(noJs, "name").fill("ТОВ «Обрій»");
    await field(noJs, "country").selectOption("ua");
    await field(noJs, "currency").selectOption("UAH");
    await field(noJs, "price_mode").selectOption("net");
    await field(noJs, "bank").fill("АТ «Банк»");
    await field(noJs, "account").fill("UA213223130000026007233566001");
    await noJs.locator("main form button[type=submit]").click();
  }
  await noJs.goto("/clients/new");
  await field(noJs, "name").fill("ТОВ Безскриптове");
  await field(noJs, "currency").selectOption("UAH");
  await noJs.locator("main form button[type=submit]").last().click();
  await expect(noJs).toHaveURL(/\/clients\/[0-9a-f-]{36}$/);
  const client = noJs.url().split("/").pop();

  await noJs.goto(`/contracts/new?client=${client}`);
  await field(noJs, "subject").fill("прибирання");
  await field(noJs, "number").fill("БС-3");
  await field(noJs, "start").fill("2026-03-02");
  await field(noJs, "end").fill("2026-03-01");
  await noJs.getByRole("button", { name: "Make a draft" }).click();
  await expect(noJs.locator(".form-errors")).toBeVisible();
  await expect(field(noJs, "subject")).toHaveValue("прибирання");
  await expect(field(noJs, "number")).toHaveValue("БС-3");
  await expect(field(noJs, "end")).toHaveValue("2026-03-01");
  await field(noJs, "end").fill("2027-03-01");
  await noJs.getByRole("button", { name: "Make a draft" }).click();
  await expect(noJs).toHaveURL(/\/contracts\/[0-9a-f-]{36}\/edit$/);
  const contract = noJs.url().replace(/\/edit$/, "");

  await field(noJs, "body").fill("<p>Перший рядок</p>\n<p>{{ client.shoe_size }}</p>");
  await noJs.getByRole("button", { name: "Save", exact: true }).click();
  await noJs.goto(contract);
  await expect(noJs.getByRole("link", { name: "Fix the text" })).toHaveAttribute("href", `${new URL(contract).pathname}/edit`);
  await noJs.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(noJs.locator(".form-errors")).toContainText("2");
  await expect(noJs.locator(".badges")).toContainText("Draft");
  await noJs.goto(`${contract}/edit`);
  await field(noJs, "body").fill("<p>{{ client.name }} {{ contract.number }} {{ contract.subject }}</p>");
  await noJs.getByRole("button", { name: "Save", exact: true }).click();
  await noJs.goto(contract);
  await noJs.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(noJs.locator(".page-head .badges")).toContainText("In force");
  expect(await text(noJs, `${contract}/document.pdf`)).toContain("БС-3");
});
