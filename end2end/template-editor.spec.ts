/** The editor of templates: text, shortcodes as chips, tables, the source behind it, the paper beside it. */
import { accessible, expect, hydrated, type Page, shots, signIn, test } from "./harness.ts";
import { field, makeCompany } from "./office.ts";

/** A copy of the English invoice, opened in the editor. */
async function open(page: Page): Promise<void> {
  await signIn(page);
  await makeCompany(page);
  // Where a story published one before, the list has it in the place of the built-in one.
  await page.goto("/settings/templates/builtin/invoice-en-1");
  await hydrated(page);
  await page.getByRole("button", { name: "Use a copy" }).click();
  await expect(page).toHaveURL(/\/settings\/templates\/[0-9a-f-]{36}$/);
  await hydrated(page);
  await expect(text(page)).toBeVisible();
  // The shortcodes have come, so that chips are called by their meaning.
  await expect(page.locator(".workshop-pane .studio-offer").first()).toBeVisible();
}

const text = (page: Page) => page.locator(".studio-text");
const paper = (page: Page) => page.locator(".workshop-preview .paper");
const source = (page: Page) => field(page, "body");
/** The line below the table of the lines: it is a paragraph of the text. */
const line = (page: Page) => text(page).locator("p", { hasText: "To be paid by" }).first();

/** Puts the cursor there. In the middle stands a chip, which would open. */
async function clickInto(page: Page): Promise<void> {
  await line(page).click({ position: { x: 8, y: 8 } });
}

/** Types at the end of the paragraph that says when to pay. */
async function typeAfter(page: Page, typed: string): Promise<void> {
  await clickInto(page);
  await page.keyboard.press("End");
  await page.keyboard.type(typed);
}

test("text is typed, a shortcode chosen and shown otherwise, and the paper follows", async ({ page }) => {
  await open(page);
  await expect(paper(page)).toContainText("Horizon Solutions");
  const before = await source(page).inputValue();
  const list = page.locator(".studio-suggest");
  await typeAfter(page, " Kind regards from {contract num");
  await expect(list.getByRole("option")).toHaveCount(1);
  // Escape leaves what is typed as it is.
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
  for (const _ of "{contract num") await page.keyboard.press("Backspace");
  await page.keyboard.type("{client.name");
  await expect(list.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await page.keyboard.type(" at once.");
  await expect(source(page)).toHaveValue(/Kind regards from \{\{ client\.name \}\} at once\./);
  await expect(paper(page)).toContainText("Kind regards from Daisy Flowers GmbH at once.");
  // Nothing else of the text has become another one.
  const squeezed = (value: string) => value.replace(/\s+/g, "");
  const typed = "Kind regards from {{ client.name }} at once.";
  expect(squeezed((await source(page).inputValue()).replace(typed, ""))).toBe(squeezed(before));
  await accessible(page);
  await shots(page, "template-editor");

  // Enter on a chip asks how it is shown.
  const chip = text(page).locator(".studio-chip", { hasText: "Document" }).first();
  await chip.click();
  const pop = page.getByRole("dialog");
  await expect(pop).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(pop).toHaveCount(0);
  const total = text(page).locator(".studio-chip[title*='invoice.total | money']").first();
  await total.click();
  await pop.getByLabel("Shown as").selectOption({ label: "in words" });
  await pop.getByRole("button", { name: "Apply" }).click();
  await expect(total).toHaveCount(await text(page).locator(".studio-chip[title*='invoice.total | money']").count());
  const words = (await source(page).inputValue()).match(/invoice\.total \| in_words/g) ?? [];
  expect(words.length).toBe(2);

  await page.keyboard.press("Control+s");
  await expect(page.locator(".toast")).toContainText("Template saved");
  // The page is drawn anew, with all that stood around the text.
  await expect(page.locator(".workshop-pane .studio-offer").first()).toBeVisible();
  await expect(paper(page)).toContainText("at once.");
  await page.reload();
  await hydrated(page);
  await expect(source(page)).toHaveValue(/Kind regards from \{\{ client\.name \}\} at once\./);
});

test("text that is back after a reload can be given up for what is stored", async ({ page }) => {
  await open(page);
  const stored = await source(page).inputValue();
  await typeAfter(page, " Never saved.");
  await expect(source(page)).toHaveValue(/Never saved\./);
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await hydrated(page);
  const back = page.locator(".alert", { hasText: "What you had typed is here again" });
  await expect(back).toBeVisible();
  await expect(text(page)).toContainText("Never saved.");
  await accessible(page);
  await back.getByRole("button", { name: "Discard it, take what is stored" }).click();
  await expect(back).toHaveCount(0);
  await expect(source(page)).toHaveValue(stored);
  await expect(text(page)).not.toContainText("Never saved.");
  await expect(paper(page)).not.toContainText("Never saved.");
  // Nothing is left to be saved, and nothing comes back.
  await page.reload();
  await hydrated(page);
  await expect(text(page)).toBeVisible();
  await expect(source(page)).toHaveValue(stored);
  await expect(back).toHaveCount(0);
});

test("a table gets a column, a row a condition, and the source says so", async ({ page }) => {
  await open(page);
  const table = text(page).locator("table.positions");
  await table.locator("th").nth(1).click();
  await page.getByRole("button", { name: "Column to the right" }).click();
  await expect(table.locator("tr[data-section=head] th")).toHaveCount(9);
  await page.keyboard.press("Tab");
  await page.keyboard.type("Remark");
  await page.getByLabel("Width of the column").fill("12,5");
  await page.keyboard.press("Enter");
  await expect(source(page)).toHaveValue(/<col><col style="width: 12\.5%">/);
  await expect(source(page)).toHaveValue(/<th>Remark<\/th>/);
  await expect(paper(page)).toContainText("Remark");
  // The loop around the rows is where it was.
  await expect(source(page)).toHaveValue(/\{% for line in lines %\}<tr>/);
  await expect(text(page).locator(".studio-row-title").first()).toHaveText("if “Company: Bank”");
  await expect(text(page).locator(".studio-row-title", { hasText: "for each: lines of the paper" }).first()).toBeVisible();

  // The table of lines is put in as one block with chosen columns.
  await typeAfter(page, " ");
  await page.getByRole("button", { name: "Insert", exact: true }).click();
  await page.locator(".studio-suggest").getByRole("option", { name: "Table of lines" }).click();
  const pop = page.getByRole("dialog");
  await pop.getByRole("checkbox").first().uncheck();
  await pop.getByRole("button", { name: "Insert" }).click();
  await expect(text(page).locator("table.positions")).toHaveCount(2);
  await expect(source(page)).toHaveValue(/To be paid by[^]*<tbody>\{% for line in lines %\}<tr><td>\{\{ line\.name \}\}<\/td>/);
});

test("an error stands in the way of publishing, is found and put right, and nothing typed is lost", async ({ page, trouble }) => {
  await open(page);
  await typeAfter(page, " Yours, {{ client.nmae }}.");
  await expect(page.locator(".findings")).toContainText("perhaps client.name is meant");
  const publish = page.getByRole("button", { name: "Publish" });
  await expect(publish).toBeDisabled();
  await expect(publish).toHaveAttribute("title", /no errors/);
  await expect(page.locator(".test-sample.is-bad").first()).toBeVisible();

  // The finding leads to its place.
  await page.locator(".findings a").first().click();
  await expect(text(page).locator(".studio-chip.ProseMirror-selectednode")).toHaveText("client.nmae");
  await page.keyboard.press("Enter");
  const pop = page.getByRole("dialog");
  await pop.getByLabel("Shortcode").fill("client.name");
  await page.keyboard.press("Enter");
  await expect(source(page)).toHaveValue(/Yours, \{\{ client\.name \}\}\./);
  await expect(page.getByText("Nothing is wrong.")).toBeVisible();
  await expect(page.locator(".test-sample.is-good").first()).toBeVisible();
  await expect(publish).toBeEnabled();

  // A field that is refused keeps the text.
  trouble.allow(/status of 422/);
  await field(page, "name").fill("");
  await clickInto(page);
  await page.keyboard.press("Control+Shift+P");
  await expect(page.locator(".form-errors")).toBeVisible();
  await expect(source(page)).toHaveValue(/Yours, \{\{ client\.name \}\}\./);
  await expect(text(page)).toContainText("Yours,");
  await field(page, "name").fill("Invoice of the editor");
  await page.keyboard.press("Control+Shift+P");
  await expect(page.locator(".page-head")).toContainText("Published");
  await expect(text(page)).toContainText("Yours,");
  await expect(publish).toBeDisabled();
});

test("what stands in a form beside a shortcode is taken when one goes on elsewhere, or held where it can't be", async ({ page }) => {
  await open(page);
  await typeAfter(page, " Yours, {{ client.name }}.");
  const chip = text(page).locator("p", { hasText: "Yours," }).locator(".studio-chip").last();
  const pop = page.getByRole("dialog");
  const beside = async (name: string, value: string) => {
    // Two presses within half a second are one of two presses.
    await page.waitForTimeout(600);
    await chip.click();
    await pop.getByLabel(name, { exact: true }).fill(value);
  };
  // Code that is none is held, with its reason, whatever is pressed.
  await beside("Code", "client.name }}");
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(pop.getByRole("alert")).toBeVisible();
  await expect(page.locator(".page-head")).not.toContainText("Published");
  await page.keyboard.press("Escape");
  await expect(source(page)).toHaveValue(/Yours, \{\{ client\.name \}\}\./);

  await beside("Shortcode", "company.name");
  await page.locator(".page-sub").click();
  await expect(pop).toBeHidden();
  await expect(source(page)).toHaveValue(/Yours, \{\{ company\.name \}\}\./);

  await beside("Shortcode", "client.short_name");
  await page.keyboard.press("Control+s");
  await expect(page.locator(".toast")).toContainText("Template saved");
  await expect(source(page)).toHaveValue(/Yours, \{\{ client\.short_name \}\}\./);

  await beside("Shortcode", "client.email");
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.locator(".page-head")).toContainText("Published");
  await page.reload();
  await hydrated(page);
  await expect(source(page)).toHaveValue(/Yours, \{\{ client\.email \}\}\./);
});

test("the source stands behind the text, samples are tried one after the other", async ({ page }) => {
  await open(page);
  await clickInto(page);
  await page.keyboard.press("Control+e");
  await expect(source(page)).toBeVisible();
  const body = await source(page).inputValue();
  await source(page).fill(`${body}\n<p>Written as source: {{ company.name }}</p>`);
  await expect(paper(page)).toContainText("Written as source: ");
  await page.keyboard.press("Control+e");
  await expect(text(page).locator("p", { hasText: "Written as source" }).locator(".studio-chip")).toBeVisible();
  // Tags that do not close can't become a text, and are not lost.
  await page.keyboard.press("Control+e");
  await source(page).fill("<p>Only <strong>this</p>");
  await page.keyboard.press("Control+e");
  await expect(page.locator(".studio-text, [name='input[body]']").filter({ visible: true }).first()).toBeVisible();
  await expect(source(page)).toHaveValue(/Only <strong>this/);

  await source(page).evaluate((area, value) => {
    (area as HTMLTextAreaElement).value = value;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }, body);
  const sample = page.locator("#sample");
  await page.locator(".page-sub").click();
  await page.keyboard.press("j");
  await expect(sample).toHaveValue("sample:sole_proprietor");
  await expect(page.locator(".test-sample[aria-pressed=true]")).toContainText("Sole proprietor");
  await page.keyboard.press("k");
  await expect(sample).toHaveValue("sample:company");
  await page.locator(".test-sample", { hasText: "40 lines" }).click();
  await expect(paper(page).locator("table.positions tbody tr")).toHaveCount(40);
});

test("on a phone a template is read and published", async ({ page, newContext }) => {
  await open(page);
  const phone = await (await newContext({ viewport: { width: 390, height: 844 } })).newPage();
  await signIn(phone);
  await phone.goto(page.url());
  await hydrated(phone);
  await expect(phone.getByText("Templates are edited on a larger screen")).toBeVisible();
  await expect(field(phone, "body")).toBeHidden();
  await expect(paper(phone)).toContainText("Horizon Solutions");
  await accessible(phone);
  await phone.getByRole("button", { name: "Publish" }).click();
  await expect(phone.locator(".page-head")).toContainText("Published");
  // A new one can't be written there, so it can't be published either.
  await phone.goto("/settings/templates/new");
  await hydrated(phone);
  await expect(phone.getByText("New templates are written on a larger screen")).toBeVisible();
  await expect(phone.getByRole("button", { name: "Publish" })).toHaveCount(0);
});

test("without scripts the source is a plain field", async ({ page, noJs }) => {
  await open(page);
  await signIn(noJs);
  await noJs.goto(page.url());
  await expect(source(noJs)).toBeVisible();
  await expect(text(noJs)).toHaveCount(0);
  await source(noJs).fill("<h1>{{ invoice.number }}</h1><p>{{ client.nmae }}</p>");
  await noJs.getByRole("button", { name: "Publish" }).click();
  await expect(noJs.locator(".form-errors")).toContainText("errors in the text: 1");
  await expect(source(noJs)).toHaveValue(/client\.nmae/);
  await source(noJs).fill("<h1>{{ invoice.number }}</h1>{% for line in lines %}<p>{{ line.name }} {{ line.vat }}</p>{% endfor %}");
  await noJs.getByRole("button", { name: "Publish" }).click();
  await expect(noJs.locator(".page-head")).toContainText("Published");
  await expect(paper(noJs)).toContainText("Maintenance of the web site");
});
