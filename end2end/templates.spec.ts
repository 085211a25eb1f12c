/** Templates: a copy of a built-in one, its source, what is wrong in it, publishing, the paper made with it. */
import { readFileSync } from "node:fs";
import { accessible, expect, hydrated, shots, signIn, test, type Page } from "./harness.ts";
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
  trouble.allow(/status of 403/);
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
