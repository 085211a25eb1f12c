import { deflateSync } from "node:zlib";
import { accessible, expect, hydrated, shots, signIn, test, type Page } from "./harness.ts";

/** Fields by their name, in the form of a server function when there are several. */
const field = (page: Page, name: string, form = "main") => page.locator(`${form} [name="input[${name.replaceAll(".", "][")}]"]`);
const formOf = (path: string, key?: string) =>
  key === undefined ? `form[action="/api/organizations/${path}"]` : `form[action="/api/organizations/${path}"]:has([name=form_key][value="${key}"])`;

/** A red picture of 40 × 20 pixels. */
function png(): Buffer {
  const table = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const crc = (bytes: Buffer) => (bytes.reduce((c, byte) => (table[(c ^ byte) & 255] ?? 0) ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(40, 0);
  head.writeUInt32BE(20, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(40 * 3, Buffer.from([200, 0, 0]))]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: 20 }, () => row)));
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", pixels), chunk("IEND", Buffer.alloc(0))]);
}

/** Makes an own company and stays on its settings page. */
async function makeCompany(page: Page, name: string, account: string): Promise<string> {
  await page.goto("/settings/company/new");
  await hydrated(page);
  await field(page, "name").fill(name);
  await field(page, "country").selectOption("ua");
  await field(page, "currency").selectOption("UAH");
  await field(page, "price_mode").selectOption("net");
  await field(page, "bank").fill("АТ «Банк»");
  await field(page, "account").fill(account);
  await page.locator("main form button[type=submit]").click();
  await expect(page).toHaveURL(/\/settings\/company\/[0-9a-f-]{36}$/);
  await expect(page.locator("h1")).toHaveText(name);
  return page.url();
}

async function makeClient(page: Page, name: string): Promise<void> {
  await page.goto("/clients/new");
  await hydrated(page);
  await field(page, "name").fill(name);
  await field(page, "currency").selectOption("UAH");
  await page.locator("main form button[type=submit]").last().click();
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}$/);
}

test("an item of the catalogue is entered, found, changed and archived", async ({ page, noJs }) => {
  await signIn(page);
  // Other stories keep items in the same catalogue: this one looks at its own.
  await page.goto("/catalogue?q=ноут");
  await hydrated(page);
  await expect(page.locator(".empty-state")).toBeVisible();
  await page.locator("main a[href='/catalogue/new']").first().click();
  await hydrated(page);
  await field(page, "name").fill("Ноутбук 14″, 16 ГБ");
  await field(page, "code").fill("НБ-14");
  await field(page, "kind").selectOption("goods");
  await field(page, "unit").fill("шт");
  await field(page, "price").fill("38 999,50");
  await accessible(page);
  await shots(page, "catalogue-new");
  await page.locator("main form button[type=submit]").click();
  await expect(page).toHaveURL(/\/catalogue\/[0-9a-f-]{36}$/);
  await expect(page.locator("main")).toContainText("38,999.5");
  await accessible(page);
  await shots(page, "catalogue-item");

  // Without scripts: the same code is refused beside its field, and nothing typed is lost.
  await signIn(noJs);
  await noJs.goto("/catalogue/new");
  await field(noJs, "name").fill("Інший ноутбук");
  await field(noJs, "code").fill("нб-14");
  await field(noJs, "price").fill("1");
  await noJs.locator("main form button[type=submit]").click();
  await expect(noJs.locator(".field-error")).toHaveCount(1);
  await expect(field(noJs, "name")).toHaveValue("Інший ноутбук");
  await field(noJs, "code").fill("НБ-15");
  await noJs.locator("main form button[type=submit]").click();
  await expect(noJs.locator("h1")).toHaveText("Інший ноутбук");

  await page.goto("/catalogue?q=ноут");
  await hydrated(page);
  await expect(page.locator("tbody tr")).toHaveCount(2);
  await accessible(page);
  await shots(page, "catalogue");
  await page.locator("a.row-link", { hasText: "Інший" }).click();
  await page.getByRole("button", { name: "Archive" }).click();
  await expect(page.getByRole("button", { name: "Bring back" })).toBeVisible();
  await page.goto("/catalogue?q=ноут");
  await expect(page.locator("tbody tr")).toHaveCount(1);
});

test("a company gets its numbers, signatory, pictures, VAT status and start balances", async ({ page, noJs, trouble }) => {
  test.slow();
  await signIn(page);
  const company = await makeCompany(page, "ТОВ «Світанок»", "UA213223130000026007233566001");
  await makeClient(page, "ТОВ «Лугова»");
  await page.goto(company);
  await hydrated(page);

  const requisites = formOf("save");
  trouble.allow(/status of 422/);
  await field(page, "tax_ids.ua_edrpou", requisites).fill("1436057");
  await page.locator(`${requisites} button[type=submit]`).click();
  await expect(page.locator(`${requisites} .field-error`)).toHaveCount(1);
  await field(page, "tax_ids.ua_edrpou", requisites).fill("14360571");
  await expect(page.locator(`${requisites} .field-warning`)).toHaveCount(1);
  await field(page, "tax_ids.ua_ipn", requisites).fill("143605704021");
  await field(page, "signatory.name", requisites).fill("Іваненко Ганна Петрівна");
  await field(page, "signatory.gender", requisites).selectOption("female");
  await field(page, "signatory.basis_genitive", requisites).fill("Статуту");
  await field(page, "accountant", requisites).fill("Сидоренко О. К.");
  await page.locator(`${requisites} button[type=submit]`).click();
  await expect(page.locator(".toast").last()).toBeVisible();
  await page.reload();
  await hydrated(page);
  await expect(field(page, "tax_ids.ua_edrpou", requisites)).toHaveValue("14360571");
  await expect(field(page, "signatory.initials", requisites)).toHaveValue("Іваненко Г. П.");
  await expect(page.locator(`${requisites} .field-warning`)).toHaveCount(1);

  // The next three numbers follow the typing.
  const series = formOf("save-series", "invoice");
  await field(page, "pattern", series).fill("О-{N:4}");
  await field(page, "start", series).fill("126");
  await expect(page.locator(series)).toContainText("О-0126, О-0127, О-0128");
  await page.locator(`${series} button[type=submit]`).click();
  await expect(page.locator(".toast").last()).toBeVisible();

  // Acts are numbered after their invoices once somebody says so.
  const acts = formOf("save-series", "act");
  await field(page, "after_invoice", acts).check();
  const saved = page.waitForResponse((answer) => answer.url().endsWith("/api/organizations/save-series"));
  await page.locator(`${acts} button[type=submit]`).click();
  await saved;
  await page.reload();
  await hydrated(page);
  await expect(field(page, "after_invoice", acts)).toBeChecked();

  const status = formOf("save-vat-status", "new");
  await page.getByText("Change from a date on").click();
  await field(page, "valid_from", status).fill("2027-01-01");
  await field(page, "payer", status).selectOption("no");
  await page.locator(`${status} button[type=submit]`).click();
  await expect(page.locator(`${status} .field-error`)).toHaveCount(1);
  await field(page, "ground", status).fill("Без ПДВ: єдиний податок");
  await page.locator(`${status} button[type=submit]`).click();
  await expect(page.locator("summary", { hasText: "єдиний податок" })).toContainText("Not a VAT payer");

  const balance = formOf("save-start-balance", "new");
  await page.getByText("Add a start balance").first().click();
  await page.locator(balance).getByRole("combobox", { name: "Client" }).fill("луг");
  await page.locator(balance).getByRole("option", { name: /Лугова/ }).click();
  await field(page, "as_of", balance).fill("2025-12-31");
  await field(page, "amount", balance).fill("-1 250,50");
  await page.locator(`${balance} button[type=submit]`).click();
  await expect(page.locator("summary", { hasText: "Лугова" })).toContainText("1,250.50");
  await accessible(page);

  // Pictures, without scripts: refused with a sentence beside the field, then kept and shown.
  await signIn(noJs);
  await noJs.goto(company);
  await expect(noJs.locator(series)).toContainText("О-0126, О-0127, О-0128");
  const stamp = noJs.locator("form[action$='/images/stamp']");
  await stamp.locator("input[type=file]").setInputFiles({ name: "stamp.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>") });
  await stamp.locator("button").click();
  await expect(stamp.locator(".field-error")).toContainText("PNG, JPEG or WebP");
  await stamp.locator("input[type=file]").setInputFiles({ name: "stamp.png", mimeType: "image/png", buffer: png() });
  await stamp.locator("button").click();
  await expect(noJs).toHaveURL(company);
  await expect(noJs.locator("img.company-image")).toHaveCount(1);
  expect(await noJs.locator("img.company-image").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(40);

  // A refused part stands open, with its problem and what was typed.
  const account = formOf("save-account", "new");
  await noJs.getByText("Add account").click();
  await field(noJs, "bank", account).fill("АТ «Інший банк»");
  await field(noJs, "number", account).fill("UA21");
  await noJs.locator(`${account} button[type=submit]`).click();
  await expect(noJs.locator(`${account} .field-error`)).toBeVisible();
  await expect(field(noJs, "bank", account)).toHaveValue("АТ «Інший банк»");

  await page.goto(company);
  await hydrated(page);
  await accessible(page);
  await shots(page, "company");
  await page.getByRole("button", { name: "Remove", exact: true }).first().click();
  await expect(page.locator("img.company-image")).toHaveCount(0);
});

test("a second company has numbers of its own", async ({ page }) => {
  test.slow();
  await signIn(page);
  await makeClient(page, "ТОВ «Калина»");
  const first = await makeCompany(page, "ТОВ «Перша»", "UA213223130000026007233566001");
  const second = await makeCompany(page, "ТОВ «Друга»", "UA703223130000026007204118053");
  await hydrated(page);
  const series = formOf("save-series", "invoice");
  await field(page, "pattern", series).fill("Д-{N:3}");
  await field(page, "start", series).fill("50");
  await page.locator(`${series} button[type=submit]`).click();
  await expect(page.locator(".toast").last()).toBeVisible();

  const issue = async (company: string, date: string) => {
    await page.goto("/invoices/new");
    await hydrated(page);
    await page.getByRole("combobox", { name: "Client" }).fill("калина");
    await page.getByRole("option", { name: /Калина/ }).click();
    // The choice holds also while what is usual for the client is on its way, and if it is what stood there already.
    await page.getByTitle("Choose another own company or account").click();
    await page.locator("[id$='organization']").selectOption(company.split("/").at(-1) ?? "");
    await page.locator("[id$='issue_date'], [id$='issue-date']").fill(date);
    await page.locator("[id$='due_date'], [id$='due-date']").fill("2027-02-01");
    const line = page.locator(".line-row").first();
    await line.locator("[id$='-name']").fill("Консультація");
    await line.locator("[id$='-quantity']").fill("1");
    await line.locator("[id$='-price']").fill("100");
    await page.getByRole("button", { name: "Issue", exact: true }).click();
    await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
    return page.locator(".page-head h1");
  };
  await expect(await issue(first, "2026-12-31")).toContainText("00001");
  await expect(await issue(second, "2026-12-31")).toContainText("Д-050");
  await expect(await issue(first, "2027-01-01")).toContainText("00001");
  await expect(await issue(second, "2027-01-01")).toContainText("Д-001");
  await expect(await issue(second, "2026-12-31")).toContainText("Д-051");
});

test("lists of papers are narrowed to one own company, without scripts too", async ({ page, noJs }) => {
  await signIn(page);
  await makeCompany(page, "ФОП Перша Вибірка", "UA213223130000026007233566001");
  const second = (await makeCompany(page, "ФОП Друга Вибірка", "UA903052992990004149123456789")).split("/").at(-1)!;
  await signIn(noJs);
  for (const path of ["/invoices", "/payments"]) {
    await noJs.goto(`${path}?q=nothing`);
    await noJs.locator("select[name=organization]").selectOption({ label: "ФОП Друга Вибірка" });
    await noJs.getByRole("button", { name: "Show" }).click();
    await expect(noJs).toHaveURL(new RegExp(`${path}\\?.*organization=${second}`));
    await expect(noJs).toHaveURL(/q=nothing/);
    await expect(noJs.locator("select[name=organization]")).toHaveValue(second);

    await page.goto(`${path}?organization=${second}`);
    await hydrated(page);
    await expect(page.locator("select[name=organization]")).toHaveValue(second);
    // The other filters keep it.
    await page.locator(".toolbar .chip").first().click();
    await expect(page).toHaveURL(new RegExp(`organization=${second}`));
    await expect(page.locator("select[name=organization]")).toHaveValue(second);
    await accessible(page);
  }
});
