/** All that Akta is for, once, by two people in two browsers: from a lead to papers that are paid, closed and signed. */
import { expect, hydrated, signIn, test, type Page } from "./harness.ts";
import { Mailman, office, setUpMail } from "./mailman.ts";
import { contractOf, directories, field, makeCompany, makeLead, typeLine } from "./office.ts";
import { agree } from "./visitor.ts";

// A server of its own: nobody else signs, or sets up mail there.
test.use({ demo: { clients: 1, invoices: 1, seed: 77 } });

const IRYNA = { email: "iryna@loza.example.com", password: "amber ladder 9" };

const post = new Mailman();
test.beforeAll(() => post.listen());
test.afterAll(() => post.close());

/** Sends a paper from its page, and waits until it has arrived. */
async function send(page: Page, paper: string): Promise<void> {
  const before = post.to(IRYNA.email).length;
  await page.goto(paper);
  await hydrated(page);
  await page.locator(".page-head").getByRole("link", { name: "Send" }).click();
  await expect(page.getByRole("heading", { name: /^Send: / })).toBeVisible();
  await page.getByLabel("Iryna Lozova").selectOption("to");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page).toHaveURL(paper);
  await expect.poll(() => post.to(IRYNA.email).length).toBe(before + 1);
  expect(post.to(IRYNA.email).at(-1)!.text).toContain("application/pdf");
}

/** The client signs a paper in the cabinet. */
async function sign(visitor: Page, paper: string): Promise<void> {
  await visitor.goto(`/cabinet${new URL(paper).pathname}/sign`);
  await hydrated(visitor);
  const form = visitor.locator("[data-part='sign'] form");
  await form.locator("[name='input[position]']").fill("director");
  await form.getByRole("checkbox").check();
  await form.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(visitor.locator("[data-part='answers']").last()).toContainText("Signed by you");
}

/** Records a payment beside an invoice; the sum stands there already where it is all the rest. */
async function pay(page: Page, invoice: string, sum?: string): Promise<void> {
  await page.goto(`${invoice}?pay=true`);
  await hydrated(page);
  if (sum) await field(page, "amount").fill(sum);
  await page.locator("dialog.drawer form button[type=submit]").first().click();
  await expect(page.locator("dialog.drawer")).toHaveCount(0);
}

/** Makes an act or a delivery note of what is open of an invoice. */
async function close(page: Page, kind: "acts" | "delivery-notes", invoice: string): Promise<string> {
  await page.goto(`/${kind}/new?invoice=${invoice.split("/").pop()}`);
  await hydrated(page);
  await page.locator(".sticky-foot").getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/${kind}/[0-9a-f-]{36}$`));
  await expect(page.locator(".page-head")).toContainText("Issued");
  return page.url();
}

test("a lead becomes a client who signs the contract, pays in two parts, and signs the act and the note", async ({ page, newContext, akta }) => {
  test.setTimeout(300_000);
  await signIn(page);
  await makeCompany(page);
  await agree(page);
  const api = await office(akta);
  await setUpMail(api, post);
  await api.dispose();

  await directories(page);
  const lead = await makeLead(page, "Iryna Lozova", { company: "ТОВ «Лоза Нова»", email: IRYNA.email, phone: "+380 44 611 20 35" });
  await page.goto(`${lead}/convert`);
  await hydrated(page);
  await page.getByRole("button", { name: "Make the client" }).click();
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}$/);
  const client = page.url();

  // The contact who came with the lead is invited; what he reads and writes is in a browser of his own.
  await page.goto(`${client}/contacts`);
  const contact = (await page.locator("main a[href^='/contacts/']", { hasText: "Iryna" }).first().getAttribute("href"))!;
  const visitor = await (await newContext()).newPage();
  await page.goto(contact);
  await hydrated(page);
  await page.locator("form[action='/api/contact-access/invite'] button").click();
  await expect.poll(() => post.to(IRYNA.email).length).toBe(1);
  await visitor.goto(/http:\/\/localhost:\d+\/cabinet\/access\/[0-9a-f]{64}/.exec(post.lastTo(IRYNA.email))![0]);
  await field(visitor, "password").fill(IRYNA.password);
  await field(visitor, "password_again").fill(IRYNA.password);
  await visitor.locator("form", { has: field(visitor, "password") }).locator("button[type=submit]").click();
  await expect(visitor).toHaveURL(/\/cabinet$/);
  // Whoever came with a lead is written to in the language of the own company, and chooses another one.
  await visitor.goto("/cabinet/profile");
  await hydrated(visitor);
  const own = visitor.locator("form[action='/api/cabinet/profile/save']");
  await own.locator("[name='input[lang]']").selectOption("en");
  await own.locator("button[type=submit]").click();
  await expect(visitor.locator("html")).toHaveAttribute("lang", "en");

  const contract = await contractOf(page, client, "ЛН-1");
  await send(page, contract);
  await sign(visitor, contract);
  await page.goto(contract);
  await expect(page.locator(".page-head .badges")).toContainText("Signed by the client");

  await page.goto(`/invoices/new?client=${client.split("/").pop()}`);
  await hydrated(page);
  await typeLine(page, 0, { name: "Супровід", quantity: "1", price: "1000", vat: "ПДВ 20 %" });
  await typeLine(page, 1, { name: "Кабель", quantity: "10", unit: "м", price: "50", vat: "ПДВ 20 %" });
  await page.locator(".line-row").nth(1).locator("[id$='-kind']").selectOption("goods");
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
  const invoice = page.url();
  await send(page, invoice);

  const toPay = visitor.locator("section", { has: visitor.getByRole("heading", { name: "To pay" }) });
  await visitor.goto("/cabinet");
  await expect(toPay).toContainText("1,800.00");
  await pay(page, invoice, "800");
  await expect(page.locator(".page-head")).toContainText("Partly paid");
  await visitor.reload();
  await expect(toPay).toContainText("1,000.00");
  await pay(page, invoice);
  await expect(page.locator(".page-head")).toContainText("Paid");

  const act = await close(page, "acts", invoice);
  const note = await close(page, "delivery-notes", invoice);
  for (const paper of [act, note]) {
    await send(page, paper);
    await sign(visitor, paper);
    await page.goto(paper);
    await expect(page.locator(".page-head")).toContainText("Signed by the client");
  }
  await page.goto(invoice);
  await expect(page.locator(".page-head")).toContainText("Closed");
  await visitor.goto("/cabinet");
  await expect(visitor.locator("main")).toContainText("All settled");

  await page.goto(`/reports/received?period=year&group=client&client=${client.split("/").pop()}`);
  const report = page.getByRole("region", { name: "UAH" });
  await expect(report.locator("tbody tr", { hasText: "Лоза Нова" })).toContainText("1,800.00");
  await page.goto(`${client}/payments`);
  await expect(page.locator("tbody tr")).toHaveCount(2);
});
