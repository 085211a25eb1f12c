import { accessible, expect, hydrated, shots, signIn, test, type Locator, type Page } from "./harness.ts";

/** Fills a field of the only form that has it. */
const field = (page: Page, name: string) => page.locator(`[name="input[${name}]"]`);
const save = (page: Page | Locator) => page.getByRole("button", { name: "Save", exact: true });
const card = /\/clients\/[0-9a-f-]{36}$/;

async function makeClient(page: Page, name: string): Promise<string> {
  await page.goto("/clients/new");
  await hydrated(page);
  await field(page, "name").fill(name);
  await save(page).click();
  await expect(page).toHaveURL(card);
  return new URL(page.url()).pathname;
}

async function makeGroup(page: Page, name: string): Promise<void> {
  await page.goto("/settings/client-groups");
  await hydrated(page);
  // Those of other stories lie in folds with a field of the same name.
  const form = page.locator("form", { has: field(page, "name") }).filter({ visible: true });
  await field(page, "name").filter({ visible: true }).fill(name);
  await save(form).click();
  await expect(page.locator("summary", { hasText: name })).toBeVisible();
}

test("a client with all requisites: a wrong format is refused, a wrong digit warns and is listed", async ({ page, trouble }) => {
  test.slow();
  await signIn(page);
  await makeGroup(page, "Wholesale");
  await accessible(page);
  await shots(page, "client-groups");

  await page.goto("/clients/new");
  await hydrated(page);
  await accessible(page);
  await field(page, "name").fill("ООО «Лютик»");
  await field(page, "currency").selectOption("RUB");
  await page.locator("summary", { hasText: "INN" }).click();
  await field(page, "tax_ids][ru_inn").fill("123");
  await field(page, "tax_ids][ru_kpp").fill("7736AB001");
  await field(page, "tax_ids][ru_ogrn").fill("1027700132195");
  await field(page, "vat_status").selectOption("not_payer");
  await field(page, "vat_ground").fill("УСН");
  await field(page, "address").fill("Москва, ул. Цветочная, 1");
  await field(page, "payment_days").fill("5");
  await field(page, "term_unit").selectOption("banking");
  await field(page, "account][bank").fill("Банк");
  await field(page, "account][number").fill("40702810100000000001");
  await field(page, "account][bic").fill("044525225");
  await field(page, "signatory][name").fill("Иванова Анна Петровна");
  await field(page, "signatory][position").fill("Директор");
  await page.getByLabel("Wholesale").check();
  trouble.allow(/status of 422/);
  await save(page).click();
  await expect(page.locator(".field-error")).toHaveCount(1);
  await expect(field(page, "account][number")).toHaveValue("40702810100000000001");
  await field(page, "tax_ids][ru_inn").fill("7707083894");
  await expect(page.locator(".field", { has: field(page, "tax_ids][ru_inn") }).locator(".field-warning")).toBeVisible();
  await shots(page, "client-new");
  await save(page).click();
  await expect(page).toHaveURL(card);
  const main = page.locator("main");
  for (const text of ["7707083894", "7736AB001", "5 banking days", "Wholesale", "УСН", "Иванова А. П.", "40702810100000000001"]) {
    await expect(main).toContainText(text);
  }
  await expect(main.locator(".facts .field-warning")).toHaveCount(1);
  await hydrated(page);
  await accessible(page);
  await shots(page, "client-card");
  const address = page.url();

  // A second account, in its own form on the card.
  await page.locator("summary", { hasText: "Add an account" }).click();
  const account = page.locator("form", { has: page.locator('input[value="new"][name="form_key"]') });
  await account.locator('[name="input[bank]"]').fill("Bank two");
  await account.locator('[name="input[number]"]').fill("DE89370400440532013000");
  await account.locator('[name="input[currency]"]').selectOption("EUR");
  await account.locator("button[type=submit]").click();
  await expect(main).toContainText("DE89370400440532013000");

  // The note is saved when one leaves it.
  await field(page, "notes").fill("Звонить после обеда");
  await page.locator("h1").click();
  await expect(page.locator(".toast", { hasText: "Note saved" })).toBeVisible();
  await page.goto(address);
  await expect(field(page, "notes")).toHaveValue("Звонить после обеда");
  await hydrated(page);

  await page.goto("/clients?to_check=true");
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await expect(page.locator("tbody")).toContainText("Лютик");
  await hydrated(page);
  await accessible(page);
  await shots(page, "clients-to-check");
  await page.getByRole("link", { name: "Wholesale" }).click();
  await expect(page.locator("tbody tr")).toHaveCount(1);
});

test("a part of the profile is changed in its place", async ({ page, noJs, trouble }) => {
  await signIn(page);
  const client = await makeClient(page, "ООО «Незабудка»");
  await hydrated(page);
  const part = (title: string) => page.locator(".form-section", { has: page.locator("h2", { hasText: title }) });

  // A part that says nothing yet can be filled in; nothing but its fields is there.
  await part("Signatory").getByRole("link", { name: "Edit" }).click();
  await expect(page).toHaveURL(`${client}?edit=signatory`);
  await expect(field(page, "signatory][name")).toBeFocused();
  await expect(field(page, "phone")).toHaveCount(0);
  await field(page, "signatory][name").fill("Иванова Анна Петровна");
  await accessible(page);
  await shots(page, "client-part");
  await save(page).click();
  await expect(page).toHaveURL(card);
  await expect(part("Signatory")).toContainText("Иванова А. П.");

  // A click on a value opens its part; a bad value is refused beside its field, and nothing typed is lost.
  await part("Signatory").locator("dd", { hasText: "Иванова Анна" }).click();
  await expect(field(page, "signatory][position")).toBeVisible();
  await page.goBack();
  await expect(part("Signatory").locator("dd").first()).toBeVisible();
  await part("Contact data").getByRole("link", { name: "Edit" }).click();
  await field(page, "phone").fill("+7 495 000-00-00");
  await field(page, "website").fill("javascript:alert(1)");
  trouble.allow(/status of (422|409)/);
  await save(page).click();
  await expect(page.locator(".field-error")).toHaveCount(1);
  await expect(field(page, "phone")).toHaveValue("+7 495 000-00-00");

  // Meanwhile somebody else saves the same part: both versions are shown, and what nobody touched here is not taken back.
  await signIn(noJs);
  await noJs.goto(`${client}?edit=contact`);
  await field(noJs, "phone").fill("112");
  await field(noJs, "email").fill("flowers@nezabudka.example");
  // The note beside it has a button of its own there.
  await save(noJs.locator("form", { has: field(noJs, "phone") })).click();
  await expect(noJs).toHaveURL(card);
  await expect(noJs.locator("main")).toContainText("112");
  await field(page, "website").fill("nezabudka.example");
  await save(page).click();
  await expect(page.locator(".field-stored", { hasText: "112" })).toBeVisible();
  await expect(page.locator(".field-stored")).toHaveCount(2);
  await expect(field(page, "email")).toHaveValue("flowers@nezabudka.example");
  await save(page).click();
  await expect(page).toHaveURL(card);
  await expect(part("Contact data")).toContainText("https://nezabudka.example");
  await expect(part("Contact data")).toContainText("+7 495 000-00-00");
  await expect(part("Contact data")).toContainText("flowers@nezabudka.example");
  await expect(part("Signatory")).toContainText("Иванова А. П.");
});

test("what looks alike is asked about", async ({ page, trouble }) => {
  await signIn(page);
  await makeClient(page, "ООО «Василёк»");
  await page.goto("/clients/new");
  await hydrated(page);
  await field(page, "name").fill("Василек, ООО");
  await expect(page.locator(".field-warning a", { hasText: "Василёк" })).toBeVisible();
  trouble.allow(/status of 422/);
  await save(page).click();
  await expect(page.locator(".form-errors")).toBeVisible();
  await expect(page).toHaveURL(/\/clients\/new$/);
  await shots(page, "client-alike");
  await accessible(page);
  await field(page, "save_anyway").check();
  await save(page).click();
  await expect(page).toHaveURL(card);
});

/** Rows of the list of contacts; who of them is let into the cabinet stands in a table of its own. */
const listed = (page: Page) => page.locator("tbody tr", { has: page.locator("a.row-link") });

test("contacts are added from the drawer, and the primary one moves", async ({ page, trouble }) => {
  test.slow();
  await signIn(page);
  const client = await makeClient(page, "ТОВ «Фіалка»");
  await hydrated(page);
  await expect(page.locator(".side-column")).toContainText("Add a contact");
  // The tenth tab, and the one after it.
  await page.keyboard.press("0");
  await expect(page).toHaveURL(`${client}/support`);
  await page.locator(".tabs-bar").getByRole("link", { name: /^Contacts/ }).click();
  await expect(page).toHaveURL(`${client}/contacts`);
  await hydrated(page);
  await page.keyboard.press("n");
  const drawer = page.locator("dialog.drawer");
  await expect(field(page, "first_name")).toBeVisible();
  await accessible(page);
  await shots(page, "contact-drawer");
  await field(page, "first_name").fill("Ганна");
  await field(page, "last_name").fill("Бойко");
  await field(page, "email").fill("ganna@fialka.example");
  await page.keyboard.press("Control+Enter");
  await expect(listed(page)).toHaveCount(1);
  await expect(drawer).toBeVisible();
  await expect(field(page, "first_name")).toHaveValue("");
  trouble.allow(/status of 422/);
  await field(page, "email").fill("nobody");
  await drawer.getByRole("button", { name: "Save", exact: true }).click();
  await expect(drawer.locator(".field-error")).toHaveCount(2);
  await expect(field(page, "email")).toHaveValue("nobody");
  await field(page, "first_name").fill("Ігор");
  await field(page, "email").fill("");
  await drawer.getByRole("button", { name: "Save", exact: true }).click();
  await expect(drawer).toHaveCount(0);
  await expect(listed(page)).toHaveCount(2);
  await expect(listed(page).filter({ hasText: "Ганна" })).toContainText("Primary");
  await expect(page.locator(".tabs-bar .count").last()).toHaveText("2");
  await expect(page.locator(".side-column")).not.toContainText("Add a contact");
  await accessible(page);
  await shots(page, "client-contacts");

  await page.locator("a.row-link", { hasText: "Ганна" }).click();
  await expect(page.locator("h1")).toHaveText("Ганна Бойко");
  await hydrated(page);
  await page.getByRole("button", { name: "Deactivate" }).click();
  await expect(page.locator(".form-errors")).toContainText("primary");
  await shots(page, "contact");
  await page.goto(`${client}/contacts`);
  await hydrated(page);
  await page.locator("a.row-link", { hasText: "Ігор" }).click();
  await expect(page.locator("h1")).toHaveText("Ігор");
  await page.getByRole("button", { name: "Make primary" }).click();
  await expect(page.locator(".page-head .badge")).toContainText("Primary");
  await accessible(page);
  await page.goto(client);
  await expect(page.locator(".side-column")).toContainText("Ігор");
  await expect(page.locator(".side-column")).not.toContainText("Add a contact");
  await expect(page.locator(".side-column")).toContainText("Contact Ганна Бойко");
  await page.goto("/contacts?q=бойко");
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await hydrated(page);
  await accessible(page);
  await shots(page, "contacts");
});

test("a manager of his own clients sees only those, by any address", async ({ page, newContext, trouble }) => {
  const anna = { email: "own@example.com", password: "violet tractor 7" };
  await signIn(page);
  await page.goto("/settings/users/new");
  await hydrated(page);
  await field(page, "name").fill("Own Manager");
  await field(page, "email").fill(anna.email);
  await field(page, "role").selectOption("manager");
  await field(page, "password").fill(anna.password);
  await field(page, "own_only").check();
  await page.locator("main button[type=submit]").click();
  await expect(page).toHaveURL(/\/settings\/users$/);
  const theirs = await makeClient(page, "Чужий клієнт");
  const shared = await makeClient(page, "Спільний клієнт");
  await page.goto(`${shared}/edit`);
  await hydrated(page);
  await page.getByLabel("Own Manager").check();
  await save(page).click();
  await expect(page.locator(".card-head")).toContainText("Own Manager");

  const elsewhere = await (await newContext()).newPage();
  await signIn(elsewhere, anna);
  await elsewhere.goto("/clients");
  await expect(elsewhere.locator("tbody tr")).toHaveCount(1);
  await expect(elsewhere.locator("tbody")).toContainText("Спільний клієнт");
  trouble.allow(/status of 404/);
  for (const path of [theirs, `${theirs}/contacts`, `${theirs}/invoices`, `${theirs}/payments`, `${theirs}/edit`, `/contacts/new?client=${theirs.split("/")[2]}`]) {
    expect((await elsewhere.goto(path))?.status(), path).toBe(404);
  }
  expect((await elsewhere.goto(shared))?.status()).toBe(200);
});

test("what is typed stays text", async ({ page }) => {
  page.on("dialog", () => {
    throw new Error("a script ran");
  });
  await signIn(page);
  const evil = `<img src=x onerror="alert(1)"> {{ 7*7 }} </script>`;
  const client = await makeClient(page, evil);
  await expect(page.locator("h1")).toHaveText(evil);
  await page.goto(`${client}/contacts?new=true`);
  await hydrated(page);
  await field(page, "first_name").fill(evil);
  await page.locator("dialog").getByRole("button", { name: "Save", exact: true }).click();
  await expect(listed(page)).toContainText(evil);
  for (const path of ["/clients", "/contacts", client]) {
    await page.goto(path);
    await expect(page.locator("main")).toContainText(evil);
  }

  // Neither the title of the page nor a field of several lines ends with what is typed into it.
  const closing = `</title></textarea><script>alert(1)</script><b id="out">`;
  const other = await makeClient(page, closing);
  await field(page, "notes").fill(closing);
  await page.locator("h1").click();
  await expect(page.locator(".toast", { hasText: "Note saved" })).toBeVisible();
  for (const path of [other, `${other}/edit`]) {
    await page.goto(path);
    await hydrated(page);
    expect(await page.title()).toContain(closing);
    await expect(field(page, "notes")).toHaveValue(closing);
    await expect(page.locator("#out")).toHaveCount(0);
    expect(await (await page.request.get(path)).text()).not.toContain("<script>alert(1)");
  }
});

test("without JavaScript: a contact, a note and a likeness", async ({ noJs }) => {
  await signIn(noJs);
  await noJs.goto("/clients/new");
  await field(noJs, "name").fill("ТОВ «Мальва»");
  await save(noJs).click();
  await expect(noJs).toHaveURL(card);
  const client = new URL(noJs.url()).pathname;
  await noJs.goto("/clients/new");
  await field(noJs, "name").fill("Мальва");
  await field(noJs, "phone").fill("+380 44 000 00 00");
  await save(noJs).click();
  await expect(noJs.locator(".field-warning a", { hasText: "Мальва" })).toBeVisible();
  await expect(field(noJs, "phone")).toHaveValue("+380 44 000 00 00");
  await field(noJs, "save_anyway").check();
  await save(noJs).click();
  await expect(noJs).toHaveURL(card);

  await noJs.goto(`${client}/contacts?new=true`);
  await field(noJs, "first_name").fill("Оля");
  await field(noJs, "email").fill("nobody");
  await noJs.locator("dialog").getByRole("button", { name: "Save", exact: true }).click();
  await expect(noJs.locator(".field-error")).toHaveCount(1);
  await expect(field(noJs, "first_name")).toHaveValue("Оля");
  await field(noJs, "email").fill("olia@malva.example");
  await noJs.locator("dialog").getByRole("button", { name: "Save", exact: true }).click();
  await expect(listed(noJs)).toHaveCount(1);
  await noJs.goto(client);
  await field(noJs, "notes").fill("без скриптів");
  await noJs.locator(".side-column").getByRole("button", { name: "Save", exact: true }).click();
  await noJs.goto(client);
  await expect(field(noJs, "notes")).toHaveValue("без скриптів");
});

test("several clients are put into a group, archived together and brought back", async ({ page }) => {
  await signIn(page);
  await makeGroup(page, "Barges");
  for (const name of ["Баржа один", "Баржа два", "Баржа три"]) await makeClient(page, name);
  await page.goto("/clients?q=баржа");
  await hydrated(page);
  const rows = page.locator("tbody tr");
  await expect(rows).toHaveCount(3);
  const box = (name: string) => rows.filter({ hasText: name }).getByRole("checkbox");
  const bar = page.locator(".pick-bar");

  await box("один").check();
  await box("два").check();
  await expect(bar).toContainText("2");
  await bar.getByText("Groups", { exact: true }).click();
  const menu = bar.locator(".menu-of[open]");
  await menu.getByLabel("Groups").selectOption({ label: "Barges" });
  await accessible(page);
  await shots(page, "clients-many");
  await menu.getByRole("button", { name: "Add" }).click();
  await expect(page.locator(".toast")).toContainText("Clients changed: 2");
  await expect(bar).toHaveCount(0);
  await page.locator(".chip", { hasText: "Barges" }).click();
  await expect(rows).toHaveCount(2);

  await page.getByLabel("Choose all").check();
  await bar.getByRole("button", { name: "Archive" }).click();
  await expect(rows).toHaveCount(0);
  await page.goto("/clients?q=баржа&archived=true");
  await hydrated(page);
  await expect(rows).toHaveCount(2);
  await box("один").check();
  await bar.getByRole("button", { name: "Restore" }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Баржа два");
});
