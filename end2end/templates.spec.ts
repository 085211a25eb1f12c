/** Templates: a copy of a built-in one, its source, what is wrong in it, publishing, the paper made with it. */
import { accessible, expect, hydrated, shots, signIn, test } from "./harness.ts";
import { field, makeCompany } from "./office.ts";

test("a template is copied, changed, checked and published, and papers are made with it", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  await page.goto("/settings/templates");
  await hydrated(page);
  await expect(page.locator("main")).toContainText("Templates that come with the program");
  await accessible(page);
  await shots(page, "templates");

  const english = page.locator("tr", { hasText: "Invoice" }).filter({ hasText: "English" }).first();
  await english.getByRole("button", { name: "Use a copy" }).click();
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
