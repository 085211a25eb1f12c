/** Templates: a copy of a built-in one, its source, what is wrong in it, publishing, the paper made with it. */
import { readFileSync } from "node:fs";
import { accessible, expect, hydrated, shots, signIn, test, type Locator, type Page } from "./harness.ts";
import { field, issueOne, makeCompany } from "./office.ts";

test("a template is copied, changed, checked and published, and papers are made with it", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  await page.goto("/settings/templates");
  await hydrated(page);
  await expect(page.locator("main")).toContainText("Templates that come with the program");
  await accessible(page);
  await shots(page, "templates");

  // Another story may have published one in its place: then the list has no button for it.
  await page.goto("/settings/templates/builtin/invoice-en-1");
  await hydrated(page);
  await page.getByRole("button", { name: "Use a copy" }).click();
  await expect(page).toHaveURL(/\/settings\/templates\/[0-9a-f-]{36}$/);
  await hydrated(page);
  const paper = page.locator(".workshop-preview .paper");
  await expect(paper).toContainText("Horizon Solutions");
  await expect(page.getByText("Nothing is wrong.")).toBeVisible();
  await accessible(page);
  await shots(page, "template");

  // The source behind the text; what the editor makes of it is told in template-editor.spec.ts.
  await expect(page.locator(".studio-text")).toBeVisible();
  await page.keyboard.press("Control+e");
  const body = field(page, "body");
  const text = await body.inputValue();
  await body.fill(`${text}\n<p>{{ client.nmae }}</p>`);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".findings")).toContainText("perhaps client.name is meant");
  await expect(page.getByRole("button", { name: "Publish" })).toBeDisabled();

  await body.fill(`${text}\n<p>Thank you for flying with us, {client_company}</p>`);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Nothing is wrong.")).toBeVisible();
  await expect(paper).toContainText("Thank you for flying with us, Daisy Flowers GmbH");
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.locator(".page-head")).toContainText("Published");

  await page.goto("/settings/templates/shortcodes?kind=invoice_mail");
  await hydrated(page);
  await expect(page.locator("main")).toContainText("{{ invoice.total | in_words }}");
  await expect(page.locator("main")).toContainText("{client_company}");
  await accessible(page);
  await shots(page, "shortcodes");
});

test("templates are pictures of what they print, and one starts with those that come along", async ({ page, noJs }) => {
  await signIn(page);
  await makeCompany(page);
  await page.goto("/settings/templates");
  await hydrated(page);
  const shipped = page.locator("#shipped .gallery-card");
  await expect(shipped).toHaveCount(14);
  for (const language of ["Русский", "Українська", "English"]) {
    await page.getByRole("link", { name: language, exact: true }).click();
    await expect(page.getByRole("link", { name: language, exact: true })).toHaveAttribute("aria-current", "true");
    await expect(shipped).toHaveCount(14);
    for (const card of await shipped.all()) await seen(card);
  }
  await page.getByRole("link", { name: "Reconciliation act", exact: true }).first().click();
  await expect(page).toHaveURL(/kind=reconciliation_act/);
  await expect(shipped).toHaveCount(2);
  await expect(shipped.nth(1)).toContainText("Letter: Reconciliation act");
  await expect(shipped.first()).toContainText("Serves now");

  await shipped.first().getByRole("button", { name: "Use a copy" }).click();
  await expect(page).toHaveURL(/\/settings\/templates\/[0-9a-f-]{36}$/);
  await hydrated(page);
  await expect(page.locator(".studio-text")).toBeVisible();
  await field(page, "name").fill("Reconciled by us");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".page-head")).toContainText("Reconciled by us");
  const template = page.url();
  await page.goto("/settings/templates");
  await hydrated(page);
  const own = page.locator(".gallery-card", { hasText: "Reconciled by us" });
  await expect(own).toContainText("Reconciliation act · English");
  await expect(own).toContainText("Draft");
  await expect(own).toContainText(/admin/i);
  await seen(own);
  // Nobody has published one: the list says so and leads to what one can start with.
  const note = page.locator(".gallery-note");
  await expect(note).toContainText("Nothing of your own is published for these");
  await accessible(page);
  await shots(page, "templates-gallery");
  await note.getByRole("link", { name: "Reconciliation act" }).click();
  await expect(page).toHaveURL(/kind=reconciliation_act#shipped$/);

  // A text with errors has no picture, and says how many there are; the card leads to it.
  await signIn(noJs);
  await noJs.goto(template);
  await field(noJs, "body").fill("<p>{{ client.nmae }} {{ statement.nothing }}</p>");
  await noJs.getByRole("button", { name: "Save" }).click();
  await noJs.goto("/settings/templates?kind=reconciliation_act");
  const wrong = noJs.locator(".gallery-card", { hasText: "Reconciled by us" });
  await expect(wrong).toContainText("Errors: 2");
  await expect(wrong.locator("img")).toHaveCount(0);
  await expect(noJs.locator("#shipped .gallery-card")).toHaveCount(2);
  await wrong.getByRole("link").click();
  await expect(noJs).toHaveURL(template);
});

/** The card has a picture that the browser could draw. */
async function seen(card: Locator): Promise<void> {
  const picture = card.locator("img");
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => (image.complete ? image.naturalWidth : -1))).toBe(794);
}

test("versions lie on a sheet beside the text, with what differs and the way back", async ({ page, noJs }) => {
  await signIn(page);
  await makeCompany(page);
  await page.goto("/settings/templates/builtin/statement-en-1");
  await hydrated(page);
  await page.getByRole("button", { name: "Use a copy" }).click();
  await expect(page).toHaveURL(/\/settings\/templates\/[0-9a-f-]{36}$/);
  await hydrated(page);
  await expect(page.locator(".studio-text")).toBeVisible();
  const template = page.url();
  const body = field(page, "body");
  const text = await body.inputValue();
  await page.keyboard.press("Control+e");
  await body.fill(`${text}\n<p>Please compare with your books.</p>`);
  await field(page, "note").fill("A last sentence");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".toast")).toContainText("Template saved");
  const opener = page.getByRole("link", { name: /^Versions/ });
  await expect(opener).toHaveText(/2$/);
  // What was noted goes with that version only.
  await expect(field(page, "note")).toHaveValue("");

  // What is being typed stays, and nothing is taken back over it.
  await field(page, "name").fill("Statement of ours");
  await opener.click();
  const sheet = page.getByRole("dialog", { name: "Versions" });
  await expect(sheet.getByRole("listitem")).toHaveCount(2);
  const [newest, first] = [sheet.getByRole("listitem").first(), sheet.getByRole("listitem").nth(1)];
  await expect(newest).toContainText("A last sentence");
  await expect(newest).toContainText(/admin/i);
  await expect(first.getByRole("button", { name: "Restore" })).toBeDisabled();
  await expect(first.getByRole("button", { name: "Restore" })).toHaveAttribute("title", /Save what you have typed/);
  await newest.getByRole("link", { name: "Differences", exact: true }).click();
  await expect(newest.locator("ins")).toContainText("Please compare with your books.");
  await expect(newest.locator(".diff")).not.toContainText("Statement of account");
  await accessible(page);
  await shots(page, "template-versions");
  await newest.getByRole("link", { name: "Differences", exact: true }).click();
  await expect(newest.locator("ins")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await expect(page).toHaveURL(template);
  await expect(field(page, "name")).toHaveValue("Statement of ours");

  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".page-head")).toContainText("Statement of ours");
  await opener.click();
  await first.getByRole("button", { name: "Restore" }).click();
  await expect(page.locator(".toast").last()).toContainText("Version restored");
  await expect(sheet).toHaveCount(0);
  await expect(opener).toHaveText(/3$/);
  await expect(field(page, "note")).toHaveValue("");
  await expect(body).toHaveValue(text);

  // The same as a page.
  await signIn(noJs);
  await noJs.goto(template);
  await noJs.getByRole("link", { name: /^Versions/ }).click();
  await expect(noJs).toHaveURL(/versions=true/);
  const plain = noJs.locator("dialog.drawer");
  await plain.getByRole("listitem").first().getByRole("link", { name: "Differences", exact: true }).click();
  await expect(plain.locator("del")).toContainText("Please compare with your books.");
  await plain.getByRole("listitem").nth(1).getByRole("button", { name: "Restore" }).click();
  await expect(field(noJs, "body")).toHaveValue(/Please compare with your books/);
});

test("a template is written without scripts", async ({ page, noJs }) => {
  await signIn(page);
  await makeCompany(page);
  await signIn(noJs);
  await noJs.goto("/settings/templates/new");
  await noJs.locator("[name='input[kind]']").selectOption("invoice");
  await noJs.locator("[name='input[name]']").fill("Plain");
  await noJs.locator("[name='input[lang]']").selectOption("en");
  await noJs.locator("[name='input[body]']").fill("<h1>{{ invoice.number }}</h1>{% for line in lines %}<p>{{ line.name }} {{ line.vat }}</p>{% endfor %}");
  await noJs.getByRole("button", { name: "Save" }).click();
  await expect(noJs).toHaveURL(/\/settings\/templates\/[0-9a-f-]{36}$/);
  await expect(noJs.locator(".workshop-preview .paper")).toContainText("Maintenance of the web site");
});

test("a template is taken along as a file and brought in again", async ({ page, noJs }) => {
  await signIn(page);
  await makeCompany(page);
  await page.goto("/settings/templates/builtin/act-uk-1");
  await hydrated(page);
  await page.getByRole("button", { name: "Use a copy" }).click();
  await expect(page).toHaveURL(/\/settings\/templates\/[0-9a-f-]{36}$/);
  await hydrated(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Export" }).click()]);
  const file = readFileSync(await download.path());
  expect(JSON.parse(file.toString()).format).toBe("akta-template");

  // What papers can't have stays behind, and what does not fit is told with its place; also without scripts.
  const other = JSON.parse(file.toString());
  other.name = "Brought along";
  other.body = `<h1>{{ act.nunber }}</h1><script>alert(1)</script>${other.body}`;
  await signIn(noJs);
  await noJs.goto("/settings/templates");
  const choose = (name: string, content: string | Buffer) =>
    noJs.getByLabel("Exported file").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(content) });
  const bring = () => noJs.getByRole("button", { name: "Import a template" }).click();
  await choose("a.json", "{}");
  await bring();
  await expect(noJs.locator(".field-error")).toContainText("This file holds no template");
  await choose("act.uk.json", JSON.stringify(other));
  await bring();
  await expect(noJs).toHaveURL(/\/settings\/templates\/[0-9a-f-]{36}$/);
  await expect(noJs.locator(".page-head")).toContainText("Brought along");
  await expect(noJs.locator(".page-head")).toContainText("Draft");
  await expect(noJs.locator(".findings")).toContainText("perhaps act.number is meant");
  const kept = await page.request.get(`${noJs.url()}/template.json`);
  expect(await kept.text()).not.toContain("alert");

  await page.goto("/settings/templates");
  await hydrated(page);
  await accessible(page);
  await shots(page, "templates-import");
});

test("a template is tried on papers of the books", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  const invoice = await issueOne(page, "ТОВ Зразкова", { name: "Послуга", quantity: "1", price: "100", vat: "ПДВ 20 %" });
  await page.goto(`/payments/new?invoice=${invoice.split("/").pop()}`);
  await hydrated(page);
  await field(page, "amount").fill("33.21");
  await page.getByRole("button", { name: "Record payment" }).click();
  await expect(page).not.toHaveURL(/\/payments\/new/);
  for (const [kind, sum] of [["invoice", "120.00"], ["payment_confirmation", "33.21"], ["statement", "86.79"]] as const) {
    await page.goto(`/settings/templates/builtin/${kind}-en-1`);
    await hydrated(page);
    await page.getByLabel("Sample", { exact: true }).selectOption({ label: await labelled(page, "Зразкова") });
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(page.locator(".paper")).toContainText("Зразкова");
    await expect(page.locator(".paper")).toContainText(sum);
  }
});

/** What the choice of a sample calls a paper. */
async function labelled(page: Page, part: string): Promise<string> {
  return (await page.locator("#sample option", { hasText: part }).first().textContent()) ?? "";
}

test("a module is switched off and on", async ({ page, noJs, trouble }) => {
  await signIn(page);
  await makeCompany(page);
  await page.goto("/settings/modules");
  await hydrated(page);
  await accessible(page);
  await shots(page, "modules");
  const menu = page.getByRole("navigation", { name: "Main", exact: true });
  await expect(menu.getByRole("link", { name: "Document templates" })).toBeVisible();
  await page.getByRole("button", { name: "Switch off: Document templates" }).click();
  await expect(page.locator(".toast")).toContainText("Switched off: Document templates");
  await expect(menu.getByRole("link", { name: "Document templates" })).toHaveCount(0);
  await hydrated(page);
  await shots(page, "modules-off");
  trouble.allow(/status of 404/);
  await page.goto("/settings/templates");
  await expect(page.locator("main")).toContainText("Switched off");
  await expect(page.locator("main")).toContainText("The company has switched this part of Akta off");
  await accessible(page);
  await shots(page, "module-off");

  await signIn(noJs);
  await noJs.goto("/settings/modules");
  await noJs.getByRole("button", { name: "Switch on: Document templates" }).click();
  await expect(noJs.locator("main")).toContainText("Switched on: Document templates");
  await page.goto("/settings/templates");
  await expect(page.locator("main")).toContainText("Templates that come with the program");
});
