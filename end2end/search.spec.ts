/** The search over everything, from the field at the top. */
import { accessible, expect, hydrated, shots, signIn, test, type Page } from "./harness.ts";
import { issueOne, makeCompany } from "./office.ts";

const field = (page: Page) => page.getByRole("combobox", { name: "Search" });
const options = (page: Page) => page.getByRole("option");

test("an invoice, a client and a command are found from the field at the top", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  const invoice = await issueOne(page, "ТОВ Чорнобривець", { name: "Вінки", quantity: "2", price: "1000", vat: "ПДВ 20 %" });
  await expect(page.locator(".page-head h1")).toContainText(/\d{5}/);
  const number = (await page.locator(".page-head h1").textContent())?.match(/\d{5}/)?.[0] ?? "";
  await page.goto("/");
  await hydrated(page);

  // The number, from the keyboard.
  await page.keyboard.press("/");
  await expect(field(page)).toBeFocused();
  await field(page).pressSequentially(number);
  const hit = page.getByRole("group", { name: "Invoices" }).getByRole("option", { name: `No. ${number}` });
  await expect(hit).toContainText("ТОВ Чорнобривець");
  await expect(hit).toContainText("2,400.00 UAH");
  await expect(hit).toContainText("Unpaid");
  await page.keyboard.press("ArrowDown");
  await expect(hit).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(invoice);
  await expect(field(page)).toHaveValue("");

  // A part of a name; nothing is marked, so Enter opens the page of results.
  await page.keyboard.press("Control+k");
  await field(page).pressSequentially("чорнобр");
  await expect(options(page).first()).toContainText("ТОВ Чорнобривець");
  await expect(page.locator("[role=option][aria-selected=true]")).toHaveCount(0);
  await accessible(page);
  await shots(page, "search-list");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search\?q=/);
  await expect(options(page)).toHaveCount(0);
  await expect(page.locator(".hit-list").first()).toContainText("ТОВ Чорнобривець");
  await expect(page.getByRole("heading", { name: "Invoices" })).toBeVisible();
  await expect(field(page)).toHaveValue("чорнобр");
  await accessible(page);
  await shots(page, "search-page");
  await page.locator(".hit-list").getByRole("link", { name: "ТОВ Чорнобривець" }).click();
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}$/);

  // A command by its name, with the mouse.
  await page.keyboard.press("Control+k");
  await field(page).fill("new inv");
  await page.getByRole("group", { name: "Go to" }).getByRole("option", { name: "New invoice" }).click();
  await expect(page).toHaveURL(/\/invoices\/new$/);
});

test("Escape closes the list of hits, then leaves the field", async ({ page }) => {
  await signIn(page);
  await page.goto("/");
  await hydrated(page);
  await page.keyboard.press("Control+k");
  await field(page).pressSequentially("paym");
  await expect(options(page)).toHaveText(["New payment", "Payments", /^Payment modes/]);
  await page.keyboard.press("Escape");
  await expect(options(page)).toHaveCount(0);
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue("paym");
  await page.keyboard.press("Escape");
  await expect(field(page)).not.toBeFocused();
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await expect(keys).toContainText("/Search");
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();
  await expect(field(page)).toHaveValue("paym");

  // Coming back selects what is there; one letter suggests nothing.
  await page.keyboard.press("/");
  await page.keyboard.type("x");
  await expect(field(page)).toHaveValue("x");
  await expect(page.getByRole("listbox")).toHaveCount(0);
  await page.keyboard.type("qzv");
  await expect(page.getByRole("listbox")).toContainText("Nothing found");
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toContainText("Nothing found for “xqzv”");
});

test("without JavaScript the field opens the page of results", async ({ noJs }) => {
  await signIn(noJs);
  await noJs.goto("/");
  await field(noJs).fill("no such thing");
  await field(noJs).press("Enter");
  await expect(noJs).toHaveURL(/\/search\?q=no\+such\+thing$/);
  await expect(noJs.locator("main")).toContainText("Nothing found for “no such thing”");
  await expect(field(noJs)).toHaveValue("no such thing");
  await noJs.goto("/search");
  await expect(noJs.locator("main")).toContainText("What are you looking for?");
  // A phone has no Ctrl.
  await noJs.setViewportSize({ width: 390, height: 844 });
  await expect(noJs.locator(".top-bar")).not.toContainText("Ctrl", { useInnerText: true });
});
