/** A contact asks for other requisites on the card of his company; the staff finds the request, takes it over, or refuses it with a reason. */
import { accessible, expect, hydrated, shots, signIn, test, type Page } from "./harness.ts";
import { makeClient, makeCompany } from "./office.ts";
import { letIn, makeContact, signInThere, type Visitor } from "./visitor.ts";

// There is an invoice, so the first page shows figures.
test.use({ demo: { clients: 2, invoices: 2, seed: 17 } });

const CLIENT = "ТОВ Барвінок Сад";
const QUEUE = "Ask for other requisites";
const olena: Visitor = { first: "Olena", last: "Barvinok", email: "olena@barvinok.example.com", password: "amber ladder 9" };

const main = (page: Page) => page.locator("main");
const form = (page: Page) => page.locator("form[action='/api/cabinet/requisites/ask']");
/** A field of the form; a name of several parts as the address has it. */
const named = (name: string) => `[name="input[${name.replaceAll(".", "][")}]"]`;
const asked = (page: Page, name: string) => form(page).locator(named(name));
const send = (page: Page) => form(page).getByRole("button", { name: "Send for checking" });
const beside = (page: Page, name: string) => form(page).locator(".field", { has: page.locator(named(name)) }).locator(".field-error");

async function open(page: Page): Promise<void> {
  await page.getByText("Tell us about new requisites").click();
  await expect(asked(page, "address")).toBeVisible();
}

/** A number of seven digits is none: that is said beside it, and nothing that was typed is lost. */
async function typeWrong(page: Page): Promise<void> {
  await asked(page, "tax_ids.ua_edrpou").fill("2117345");
  await asked(page, "address").fill("Львів, Зелена, 7");
  await asked(page, "note").fill("From the first of the month.");
  await send(page).click();
  await expect(beside(page, "tax_ids.ua_edrpou")).toBeVisible();
  await expect(form(page).locator(".field-error")).toHaveCount(1);
  await expect(asked(page, "tax_ids.ua_edrpou")).toHaveValue("2117345");
  await expect(asked(page, "address")).toHaveValue("Львів, Зелена, 7");
  await expect(asked(page, "note")).toHaveValue("From the first of the month.");
}

/** The clients whose requests wait, as the first page leads to them. */
async function queue(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("region", { name: QUEUE, exact: true }).getByRole("link").click();
  await expect(page).toHaveURL(/\/clients\?asks=true$/);
  await expect(page.locator(".chip", { hasText: QUEUE })).toHaveAttribute("aria-current", "true");
}

test("a contact asks for another tax id and address, and hears what became of it", async ({ page, newContext, noJs, trouble }) => {
  test.slow();
  await signIn(page);
  await makeCompany(page);
  await makeClient(page, CLIENT);
  const card = new URL(page.url()).pathname;
  const visitor = await (await newContext()).newPage();
  await letIn(page, visitor, await makeContact(page, card, olena), olena.password);

  trouble.allow(/status of 422/);
  await visitor.goto("/cabinet/profile");
  await hydrated(visitor);
  await open(visitor);
  await typeWrong(visitor);
  await accessible(visitor);
  await shots(visitor, "cabinet-requisites-wrong");
  // Without scripts the page comes back with the fold open.
  await noJs.goto("/cabinet/profile");
  await signInThere(noJs, olena);
  await open(noJs);
  await typeWrong(noJs);
  await page.goto("/");
  await expect(page.getByRole("region", { name: QUEUE, exact: true })).toHaveCount(0);

  await asked(visitor, "tax_ids.ua_edrpou").fill("21173451");
  await send(visitor).click();
  await expect(main(visitor)).toContainText("being checked");
  await expect(main(visitor).locator("ins").first()).toHaveText("21173451");

  // The staff finds it without opening each card.
  await queue(page);
  await hydrated(page);
  await accessible(page);
  await shots(page, "clients-asking");
  const row = page.locator("main tbody tr", { hasText: CLIENT });
  await expect(row).toHaveCount(1);
  await row.locator("a.row-link").click();
  await expect(page).toHaveURL(new RegExp(`${card}$`));
  await expect(page.getByText("The client asks for other requisites")).toBeVisible();
  await expect(main(page).locator("ins")).toHaveText(["21173451", "Львів, Зелена, 7"]);
  await expect(main(page)).toContainText("From the first of the month.");
  await hydrated(page);
  await page.getByRole("button", { name: "Write them on the card" }).click();
  await expect(page.getByText("The client asks for other requisites")).toHaveCount(0);
  const requisites = main(page).locator(".facts").first();
  await expect(requisites).toContainText("21173451");
  await expect(requisites).toContainText("Львів, Зелена, 7");
  await page.goto("/clients?asks=true");
  await expect(row).toHaveCount(0);

  // The next one is refused, and says why.
  await visitor.goto("/cabinet/profile");
  await expect(main(visitor)).toContainText("written on the card");
  await hydrated(visitor);
  await open(visitor);
  await expect(asked(visitor, "tax_ids.ua_edrpou")).toHaveValue("21173451");
  await asked(visitor, "address").fill("Київ, Нова, 1");
  await send(visitor).click();
  await expect(main(visitor)).toContainText("being checked");
  await queue(page);
  await row.locator("a.row-link").click();
  await expect(page).toHaveURL(new RegExp(`${card}$`));
  const refusal = page.locator("[data-part='refuse']");
  await expect(refusal).toBeVisible();
  await hydrated(page);
  await refusal.locator("summary").click();
  await refusal.getByRole("button", { name: "Refuse the change" }).click();
  await expect(refusal.locator(".field-error")).toHaveCount(1);
  await accessible(page);
  await shots(page, "requisites-refuse");
  await refusal.locator(named("reason")).fill("Send us the extract first");
  await refusal.getByRole("button", { name: "Refuse the change" }).click();
  await expect(page.getByText("The client asks for other requisites")).toHaveCount(0);
  await expect(requisites).toContainText("Львів, Зелена, 7");
  await visitor.reload();
  await expect(main(visitor)).toContainText("Reason for the refusal: Send us the extract first");
  await hydrated(visitor);
  await accessible(visitor);
  await shots(visitor, "cabinet-requisites-refused");
});
