/** What every list can do: here with invoices. */
import { readFile } from "node:fs/promises";
import { accessible, expect, hydrated, shots, signIn, test, type Page } from "./harness.ts";
import { draftOne, issueOne, makeClient, makeCompany } from "./office.ts";

test("a list is taken along as a file, and its columns are put away", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  await issueOne(page, "ТОВ Шипшина", { name: "Саджанці", quantity: "3", price: "100", vat: "ПДВ 20 %" });
  await page.goto("/invoices?q=Шипшина");
  await hydrated(page);

  const taken = async (kind: string) => {
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: kind, exact: true }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(new RegExp(`^invoices-\\d{4}-\\d\\d-\\d\\d\\.${kind.toLowerCase()}$`));
    return readFile(await file.path());
  };
  const rows = (await taken("CSV")).toString("utf8").trim().split("\n");
  expect(rows).toHaveLength(2);
  expect(rows[0]).toContain("Currency");
  expect(rows[1]).toContain("ТОВ Шипшина");
  expect(rows[1]).toContain("360.00");
  expect((await taken("XLSX")).subarray(0, 2).toString()).toBe("PK");

  const due = page.getByRole("columnheader", { name: "Due" });
  const cells = page.locator("tbody tr").first().locator("td:visible");
  await expect(due).toBeVisible();
  const before = await cells.count();
  await page.locator("summary", { hasText: "Columns" }).click();
  await accessible(page);
  await shots(page, "list-columns");
  await page.getByRole("checkbox", { name: "Due" }).uncheck();
  await expect(due).toHaveCount(0);
  await expect(cells).toHaveCount(before - 1);
  // The next page comes without it from the server.
  await page.reload();
  await expect(due).toHaveCount(0);
  await hydrated(page);
  await page.locator("summary", { hasText: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Due" }).check();
  await expect(due).toBeVisible();
  await page.reload();
  await expect(due).toBeVisible();
});

const narrowed = "/invoices?q=Шипшина&state=unpaid";
const address = /\/invoices\?q=%D0%A8[^&]*&state=unpaid$/;
const menu = (page: Page) => page.locator("summary", { hasText: "My filters" });
const saving = (page: Page) => page.locator("form[action='/api/saved-filters/save']");
const saved = (page: Page) => page.getByRole("link", { name: "Шипшина unpaid", exact: true });

test("a filter is saved under a name, found again and deleted", async ({ page }) => {
  await signIn(page);
  // Of the whole list there is nothing to save.
  await page.goto("/invoices");
  await hydrated(page);
  await menu(page).click();
  await expect(saving(page)).toHaveCount(0);

  await page.goto(narrowed);
  await hydrated(page);
  await menu(page).click();
  await saving(page).getByLabel("Name of this filter").fill("Шипшина unpaid");
  await accessible(page);
  await shots(page, "list-save-filter");
  await saving(page).getByRole("button", { name: "Save", exact: true }).click();
  await expect(saved(page)).toHaveAttribute("aria-current", "true");
  await expect(saving(page)).toBeHidden();
  await page.reload();
  await expect(saved(page)).toHaveAttribute("aria-current", "true");

  await page.goto("/clients");
  await expect(menu(page)).toBeVisible();
  await expect(saved(page)).toHaveCount(0);
  await page.goto("/invoices");
  await hydrated(page);
  await expect(saved(page)).not.toHaveAttribute("aria-current");
  await saved(page).click();
  await expect(page).toHaveURL(address);
  await expect(saved(page)).toHaveAttribute("aria-current", "true");
  await expect(page.getByRole("searchbox", { name: "Number, sum or client" })).toHaveValue("Шипшина");

  await menu(page).click();
  await accessible(page);
  await shots(page, "list-saved-filters");
  await page.getByRole("button", { name: "Delete Шипшина unpaid" }).click();
  await expect(saved(page)).toHaveCount(0);
  await page.reload();
  await expect(menu(page)).toBeVisible();
  await expect(saved(page)).toHaveCount(0);
});

test("without JavaScript a filter is saved, pressed and deleted", async ({ noJs }) => {
  await signIn(noJs);
  await noJs.goto(narrowed);
  await menu(noJs).click();
  await saving(noJs).getByRole("button", { name: "Save", exact: true }).click();
  // Refused: the menu stands open, and says what is missing.
  await expect(saving(noJs).locator(".field-error")).toBeVisible();
  await saving(noJs).getByLabel("Name of this filter").fill("Шипшина unpaid");
  await saving(noJs).getByRole("button", { name: "Save", exact: true }).click();
  await expect(noJs).toHaveURL(address);
  await expect(saved(noJs)).toHaveAttribute("aria-current", "true");
  await noJs.goto("/invoices");
  await saved(noJs).click();
  await expect(noJs).toHaveURL(address);
  await menu(noJs).click();
  await noJs.getByRole("button", { name: "Delete Шипшина unpaid" }).click();
  await expect(menu(noJs)).toBeVisible();
  await expect(saved(noJs)).toHaveCount(0);
});

test("several drafts are issued or deleted at once, and what could not be done is named", async ({ page, noJs }) => {
  await signIn(page);
  await makeCompany(page);
  await makeClient(page, "ТОВ Терен");
  const card = page.url();
  const line = { name: "Сік", quantity: "1", price: "10", vat: "ПДВ 20 %" };
  for (const price of ["10", "20", "30"]) await draftOne(page, card, { ...line, price });

  // The list of everybody, narrowed to one client: all three by the box of the head.
  await page.goto("/invoices?q=Терен");
  await hydrated(page);
  const rows = page.locator("tbody tr");
  const boxes = page.locator("tbody input[type=checkbox]");
  const bar = page.locator(".pick-bar");
  await expect(rows).toHaveCount(3);
  await expect(bar).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Choose all rows of the page" }).check();
  await expect(bar).toContainText("3 chosen");
  await expect(page.locator("tbody tr[aria-selected=true]")).toHaveCount(3);
  await accessible(page);
  await shots(page, "list-chosen");
  // On a phone the rows are cards with their boxes, that of all stands above them, and what opens from the bar is seen as a whole.
  await page.setViewportSize({ width: 390, height: 844 });
  // The period and its button take one line, and nothing of it is out of sight.
  const period = page.locator(".list-head form").last();
  const ends = () => period.locator("input[type=date], button").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().bottom));
  const [from = 0, ...others] = await ends();
  for (const end of others) expect(Math.abs(end - from)).toBeLessThanOrEqual(4);
  await expect(period.getByRole("button")).toBeInViewport({ ratio: 1 });
  await boxes.first().uncheck();
  await expect(bar).toContainText("2 chosen");
  await page.getByRole("checkbox", { name: "Choose all rows of the page" }).check();
  await expect(bar).toContainText("3 chosen");
  await bar.locator("summary", { hasText: "Issue" }).click();
  await expect(bar.getByRole("button", { name: /^Issue \d+ invoice/ })).toBeInViewport({ ratio: 1 });
  await bar.locator("summary", { hasText: "Issue" }).click();
  await page.setViewportSize({ width: 1440, height: 900 });
  await bar.getByRole("button", { name: "Clear" }).click();
  await expect(page.locator("tbody input:checked")).toHaveCount(0);
  await expect(bar).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Choose all rows of the page" }).check();
  await bar.locator("summary", { hasText: "Issue" }).click();
  await bar.getByRole("button", { name: /^Issue \d+ invoice/ }).click();
  await expect(page.locator(".toast-stack")).toContainText("3 invoices issued");
  await expect(page.locator("tbody .badges", { hasText: "Unpaid" })).toHaveCount(3);
  await expect(page.locator("tbody input:checked")).toHaveCount(0);
  await expect(bar).toHaveCount(0);
  // The newest stands first: the numbers were given from the oldest on.
  const numbers = await page.locator("tbody .row-link").allTextContents();
  expect(numbers).toEqual([...numbers].sort().reverse());

  // A column that is put away is the right one, with the boxes in front.
  const due = page.getByRole("columnheader", { name: "Due" });
  await page.locator("summary", { hasText: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Due" }).uncheck();
  await expect(due).toHaveCount(0);
  await expect(page.getByRole("columnheader", { name: "Client" })).toBeVisible();
  await page.getByRole("checkbox", { name: "Due" }).check();

  // On the client's card: one without lines, one that can be issued, and with Shift one that is issued already.
  await draftOne(page, card);
  await draftOne(page, card, line);
  await page.goto(`${card}/invoices`);
  await hydrated(page);
  await expect(rows).toHaveCount(5);
  await boxes.nth(0).click();
  await boxes.nth(2).click({ modifiers: ["Shift"] });
  await expect(bar).toContainText("3 chosen");
  await expect(page).toHaveURL(`${card}/invoices`);
  await bar.locator("summary", { hasText: "Issue" }).click();
  await bar.getByRole("button", { name: /^Issue \d+ invoice/ }).click();
  await expect(page.locator(".toast-stack")).toContainText("1 invoice issued");
  const notDone = page.locator("#not-done");
  await expect(notDone).toContainText("2 not issued");
  await expect(notDone).toContainText("Add at least one line");
  await expect(notDone).toContainText("It is issued already");
  await expect(notDone.getByRole("link", { name: /^Draft of .*, ТОВ Терен$/ })).toBeVisible();
  await expect(notDone.getByRole("link", { name: /^No\. / })).toBeVisible();
  await expect(page.locator("tbody .badges", { hasText: "Unpaid" })).toHaveCount(4);
  await accessible(page);
  await shots(page, "list-not-done");
  await notDone.getByRole("button", { name: "Close" }).click();
  await expect(notDone).toHaveCount(0);

  // What is left is deleted, and the card counts anew.
  await page.reload();
  await hydrated(page);
  const count = page.locator(".tabs-bar a", { hasText: "Invoices" }).locator(".count");
  await expect(count).toHaveText("5");
  await page.getByRole("checkbox", { name: /^Choose Draft of / }).check();
  await expect(bar).toContainText("1 chosen");
  await bar.locator("summary", { hasText: "Delete drafts" }).click();
  await bar.getByRole("button", { name: "Delete 1 draft for good" }).click();
  await expect(page.locator(".toast-stack")).toContainText("1 draft deleted");
  await expect(rows).toHaveCount(4);
  await expect(count).toHaveText("4");

  // Without JavaScript nothing can be chosen, and the list is there.
  await signIn(noJs);
  await noJs.goto("/invoices?q=Терен");
  await expect(noJs.locator("tbody tr")).toHaveCount(4);
  await expect(noJs.locator("tbody input[type=checkbox]").first()).toBeHidden();
  await expect(noJs.locator("thead input[type=checkbox]")).toBeHidden();
});

test("invoices are read beside their list", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  const line = { name: "Саджанці", quantity: "1", price: "100", vat: "ПДВ 20 %" };
  await issueOne(page, "ТОВ Обліпиха Схід", line);
  await issueOne(page, "ТОВ Обліпиха Захід", line);
  await page.goto("/invoices?q=Обліпиха");
  await hydrated(page);
  await page.getByRole("link", { name: "Side by side" }).click();
  await expect(page).toHaveURL(/split=true$/);
  const pane = page.getByRole("region", { name: "The chosen document" });
  await expect(pane.locator(".paper")).toContainText("ТОВ Обліпиха Захід");
  await accessible(page);
  await shots(page, "list-split");
  await page.locator("tbody tr").nth(1).locator("a.row-link").click();
  await expect(pane.locator(".paper")).toContainText("ТОВ Обліпиха Схід");
  await expect(page).toHaveURL(/\/invoices\?.*split=true$/);
  await page.keyboard.press("k");
  await expect(pane.locator(".paper")).toContainText("ТОВ Обліпиха Захід");
  await page.keyboard.press("j");
  await expect(pane.locator(".paper")).toContainText("ТОВ Обліпиха Схід");
  await page.keyboard.press("o");
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/invoices\?.*split=true$/);
  await expect(pane.locator(".paper")).toContainText("ТОВ Обліпиха Схід");
  await expect(page.locator("tr[data-here]")).toContainText("ТОВ Обліпиха Схід");
  // Where there is no room for it a row leads to its page.
  await page.setViewportSize({ width: 900, height: 800 });
  await expect(pane).toBeHidden();
  await page.locator("tbody tr").first().locator("a.row-link").click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
});
