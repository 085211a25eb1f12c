/** People of clients in the cabinet: a contact is made, let in, and signs in. */
import { expect, hydrated, type Page } from "./harness.ts";
import { field } from "./office.ts";

/** A contact; `lang` is the language of his cabinet, English unless it is said. */
export type Visitor = { first: string; last: string; email: string; password: string; lang?: string };

/** A contact of the client of a card; comes back with the address of his page. */
export async function makeContact(page: Page, client: string, who: Visitor): Promise<string> {
  await page.goto(`/contacts/new?client=${client.split("/").pop()}`);
  await hydrated(page);
  await field(page, "first_name").fill(who.first);
  await field(page, "last_name").fill(who.last);
  await field(page, "email").fill(who.email);
  await field(page, "lang").selectOption(who.lang ?? "en");
  await page.locator("main form button[type=submit]").first().click();
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}\/contacts/);
  // By the whole name: a client may have several contacts of one first name.
  const link = page.locator("main a[href^='/contacts/']", { hasText: `${who.first} ${who.last}` }).first();
  return (await link.getAttribute("href"))!;
}

/** Lets a contact in without a mail server: the link is handed over, and he chooses his password at it in a browser of his own. */
export async function letIn(staff: Page, visitor: Page, contact: string, password: string): Promise<void> {
  await staff.goto(contact);
  await hydrated(staff);
  await staff.locator("form[action='/api/contact-access/invite'] button").click();
  const link = staff.locator(".access-link").first();
  await expect(link).toBeVisible();
  await visitor.goto((await link.textContent())!);
  await field(visitor, "password").fill(password);
  await field(visitor, "password_again").fill(password);
  await visitor.locator("form", { has: field(visitor, "password") }).locator("button[type=submit]").click();
  await expect(visitor).toHaveURL(/\/cabinet$/);
}

/** Signs in by the form of the page that is open; works without scripts too. */
export async function signInThere(visitor: Page, who: { email: string; password: string }): Promise<void> {
  await expect(visitor).toHaveURL(/\/cabinet\/sign-in/);
  await field(visitor, "email").fill(who.email);
  await field(visitor, "password").fill(who.password);
  await visitor.locator("form", { has: field(visitor, "password") }).locator("button[type=submit]").click();
  await expect(visitor).not.toHaveURL(/\/sign-in/);
}

/** Each own company records on what electronic signatures rest. */
export async function agree(page: Page): Promise<void> {
  await page.goto("/settings/company");
  const companies = await page.locator("main a[href^='/settings/company/']").evaluateAll((links) => links.map((link) => link.getAttribute("href")!));
  for (const company of new Set(companies.filter((path) => /[0-9a-f-]{36}$/.test(path)))) {
    await page.goto(company);
    await hydrated(page);
    const form = page.locator("form[action='/api/signing/save-agreement']");
    await form.locator("[name='input[kind]']").selectOption("offer");
    await form.locator("[name='input[clause]']").fill("clause 5.3");
    await form.locator("[name='input[number]']").fill("12");
    await form.locator("[name='input[date]']").fill("2026-01-15");
    await form.locator("button[type=submit]").click();
    await expect(page.locator("main")).toContainText("In force: clause 5.3 of the public offer № 12 of 15 Jan 2026");
  }
}
