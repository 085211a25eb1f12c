import { accessible, expect, hydrated, shots, signIn, test, type Page } from "./harness.ts";

/** Fields by their name, in one form when there are several. */
const field = (page: Page, name: string, form = "main") => page.locator(`${form} [name="input[${name.replaceAll(".", "][")}]"]`);
const paste = async (page: Page, text: string, form = "main") => {
  const block = page.locator(`${form} details.paste-card`).first();
  if ((await block.getAttribute("open")) === null) await block.locator("summary").click();
  await block.locator("textarea").fill(text);
  await block.getByRole("button", { name: "Fill in" }).click();
  return block.locator("[role=status]");
};

const ukrainian = `ТОВ "Калина-Трейд", код ЄДРПОУ 21173451, ІПН 211734504021,
IBAN UA21 3223 1300 0002 6007 2335 6600 1, в АТ КБ «ПриватБанк», МФО 305299,
адреса: 01001, м. Київ, вул. Хрещатик, буд. 1, оф. 2, тел.: (044) 123-45-67
директор Петренко Іван Васильович, діє на підставі Статуту
КВЕД 46.90`;

test("a pasted card fills a new client, is looked at, taken back, and saved", async ({ page }) => {
  test.slow();
  await signIn(page);
  await page.goto("/clients/new");
  await hydrated(page);
  await field(page, "phone").fill("112");
  const said = await paste(page, ukrainian);
  for (const [name, value] of Object.entries({
    name: `ТОВ "Калина-Трейд"`,
    kind: "company",
    "tax_ids.ua_edrpou": "21173451",
    "tax_ids.ua_ipn": "211734504021",
    address: "01001, м. Київ, вул. Хрещатик, буд. 1, оф. 2",
    "signatory.name": "Петренко Іван Васильович",
    "signatory.gender": "male",
    "signatory.position": "Директор",
    "signatory.basis": "Статут",
    "account.number": "UA213223130000026007233566001",
    "account.bank": "АТ КБ «ПриватБанк»",
    "account.bic": "305299",
  })) {
    await expect(field(page, name), name).toHaveValue(value);
  }
  // What was typed stays until the person decides; what is not understood is said.
  await expect(field(page, "phone")).toHaveValue("112");
  await expect(said).toContainText("(044) 123-45-67");
  await expect(said).toContainText("КВЕД 46.90");
  // The fields are marked, also for who does not see the mark; a fold with a number in it stands open.
  const code = page.locator(".field", { has: page.locator('[name="input[tax_ids][ua_edrpou]"]') });
  await expect(code).toHaveClass(/is-filled/);
  await expect(code).toContainText("From the card");
  await expect(field(page, "tax_ids.ua_edrpou")).toHaveAttribute("aria-describedby", /-filled/);
  await expect(field(page, "tax_ids.ua_edrpou")).toBeVisible();
  await accessible(page);
  await shots(page, "client-card-pasted");

  await said.getByRole("button", { name: "Undo" }).click();
  await expect(field(page, "name")).toHaveValue("");
  await expect(field(page, "tax_ids.ua_edrpou")).toHaveValue("");
  await expect(page.locator(".is-filled")).toHaveCount(0);
  expect(new URL(page.url()).pathname).toBe("/clients/new");

  await paste(page, ukrainian);
  await said.getByRole("button", { name: "Take from the card" }).click();
  await expect(field(page, "phone")).toHaveValue("(044) 123-45-67");
  await page.locator("main form button[type=submit]").last().click();
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}$/);
  const main = page.locator("main");
  for (const text of ["Калина-Трейд", "21173451", "211734504021", "UA213223130000026007233566001", "ПриватБанк", "вул. Хрещатик", "(044) 123-45-67", "Петренко І. В.", "Статут"]) {
    await expect(main).toContainText(text);
  }

  // A stored client keeps what it has; its account has a form of its own, where the card can be pasted as well.
  const client = page.url();
  await page.goto(`${client}/edit`);
  await hydrated(page);
  const again = await paste(page, ukrainian.replace("21173451", "00032129"));
  await expect(field(page, "tax_ids.ua_edrpou")).toHaveValue("21173451");
  await expect(again).toContainText("00032129");
  await expect(again).toContainText("Bank account");
  await page.goto(client);
  await hydrated(page);
  await page.locator("summary", { hasText: "Add an account" }).click();
  const account = 'form:has(input[name="form_key"][value="new"])';
  await paste(page, "IBAN: DE89 3704 0044 0532 0130 00, BIC: DEUTDEFF500, Bank: Beispielbank AG", account);
  await expect(field(page, "number", account)).toHaveValue("DE89370400440532013000");
  await expect(field(page, "bank", account)).toHaveValue("Beispielbank AG");
});

test("all accounts of a pasted card are kept with a new client", async ({ page }) => {
  await signIn(page);
  await page.goto("/clients/new");
  await hydrated(page);
  await paste(page, `ТОВ "Дві каси", код ЄДРПОУ 32855961
п/р UA213223130000026007233566001 (UAH)
п/р UA903052992990004149123456789 (EUR)
в АТ «ПРИМЕР-БАНК», м. Київ`);
  await expect(field(page, "account.number")).toHaveValue("UA213223130000026007233566001");
  const further = field(page, "more_accounts.0.number");
  await expect(further).toHaveValue("UA903052992990004149123456789");
  await expect(further).toBeVisible();
  await expect(field(page, "more_accounts.0.currency")).toHaveValue("EUR");
  await expect(field(page, "currency")).toHaveValue("UAH");
  await shots(page, "client-two-accounts");
  await page.locator("main form button[type=submit]").last().click();
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}$/);
  for (const text of ["UA213223130000026007233566001", "UA903052992990004149123456789", "ПРИМЕР-БАНК", "EUR"]) {
    await expect(page.locator("main")).toContainText(text);
  }
});

test("a pasted card fills the requisites of an own company; nonsense fills nothing", async ({ page, noJs }) => {
  await signIn(page);
  await page.goto("/settings/company/new");
  await hydrated(page);
  const said = await paste(page, "Добрий день!");
  await expect(said).toContainText("Nothing was recognised");
  await paste(page, 'ООО "Рассвет-Сервис", ИНН/КПП 7707083893/773601001, р/с 40702810400000000001 в ПАО Сбербанк, БИК 044525225');
  await expect(field(page, "tax_id_kind")).toHaveValue("ru_inn");
  await expect(field(page, "tax_id")).toHaveValue("7707083893");
  await expect(field(page, "account")).toHaveValue("40702810400000000001");
  await field(page, "country").selectOption("ru");
  await page.locator("main form button[type=submit]").last().click();
  await expect(page).toHaveURL(/\/settings\/company\/[0-9a-f-]{36}$/);
  await hydrated(page);
  const requisites = 'form[action="/api/organizations/save"]';
  await paste(page, "ОГРН 1027700132195\nГенеральный директор Иванова Анна Петровна, действует на основании Устава\nГлавный бухгалтер Сидорова М. И.", requisites);
  await expect(field(page, "tax_ids.ru_ogrn", requisites)).toHaveValue("1027700132195");
  await expect(field(page, "signatory.gender", requisites)).toHaveValue("female");
  await expect(field(page, "signatory.basis_genitive", requisites)).toHaveValue("Устава");
  await expect(field(page, "accountant", requisites)).toHaveValue("Сидорова М. И.");
  await accessible(page);
  await shots(page, "company-card-pasted");

  // Without scripts there is no such block, since it would do nothing.
  await signIn(noJs);
  await noJs.goto("/clients/new");
  await expect(noJs.locator("details.paste-card")).toBeHidden();
});
