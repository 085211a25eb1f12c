/** Requests of clients: from the cabinet to the staff and back, with files, letters to both sides, and without scripts. */
import { accessible, ADMIN, expect, hydrated, shots, signIn, test, type Page } from "./harness.ts";
import { Mailman, office, setUpMail } from "./mailman.ts";
import { field, makeClient, pdfFile } from "./office.ts";
import { letIn, makeContact, signInThere } from "./visitor.ts";

// A server of its own: nobody else sets up mail there.
test.use({ demo: { clients: 2, invoices: 2, seed: 13 } });
test.describe.configure({ mode: "serial" });

const post = new Mailman();
test.beforeAll(() => post.listen());
test.afterAll(() => post.close());

const OKSANA = { first: "Oksana", last: "Boiko", email: "oksana@support.example", password: "green window 12" };

const main = (page: Page) => page.locator("main");
/** A field of a form with files. */
const part = (page: Page, name: string) => main(page).locator(`form[enctype] [name="${name}"]`);
const thread = (page: Page) => page.locator(".thread-message");

async function department(page: Page, name: string): Promise<void> {
  await page.goto("/settings/departments");
  await hydrated(page);
  await field(page, "name").last().fill(name);
  await main(page).getByRole("button", { name: "Save", exact: true }).last().click();
  await expect(page.locator("details.side-card > summary", { hasText: name })).toBeVisible();
}

test("a request goes from the cabinet to the staff and back", async ({ page, akta, newContext, noJs }) => {
  test.slow();
  await signIn(page);
  await department(page, "Accounting");
  await accessible(page);
  await shots(page, "departments");
  await makeClient(page, "ТОВ «Питання»");
  const card = new URL(page.url()).pathname;
  const contact = await makeContact(page, card, OKSANA);
  const visitor = await (await newContext()).newPage();
  await letIn(page, visitor, contact, OKSANA.password);
  const api = await office(akta);
  await setUpMail(api, post);
  await api.dispose();

  // The client asks, with a file.
  await visitor.goto("/cabinet/support");
  await hydrated(visitor);
  await expect(main(visitor)).toContainText("No requests yet");
  await accessible(visitor);
  await shots(visitor, "cabinet-support-empty");
  await main(visitor).getByRole("link", { name: "New request" }).first().click();
  await expect(part(visitor, "subject")).toBeVisible();
  await hydrated(visitor);
  await accessible(visitor);
  await shots(visitor, "cabinet-support-new");
  await part(visitor, "subject").fill("Where is our act?");
  await part(visitor, "body").fill("We need it <b>for October</b>.");
  await part(visitor, "department").selectOption({ label: "Accounting" });
  await part(visitor, "priority").selectOption("high");
  await part(visitor, "file").setInputFiles(pdfFile("Scan.pdf"));
  await main(visitor).getByRole("button", { name: "Send" }).click();
  await expect(visitor).toHaveURL(/\/cabinet\/support\/[0-9a-f-]{36}$/);
  const own = new URL(visitor.url()).pathname;
  const staffs = own.replace("/cabinet", "");
  await expect(thread(visitor)).toHaveCount(1);
  await expect(thread(visitor).first()).toContainText("<b>for October</b>");
  await expect(thread(visitor).first()).toContainText("Scan.pdf");
  const scan = await thread(visitor).locator("a", { hasText: "Scan.pdf" }).getAttribute("href");
  expect((await visitor.request.get(scan!)).status()).toBe(200);

  // The staff hears of it and finds it unread.
  await expect.poll(() => post.to(ADMIN.email).length).toBe(1);
  expect(post.lastTo(ADMIN.email)).toContain(staffs);
  await page.goto("/support?q=act");
  await hydrated(page);
  const row = page.locator("main tbody tr").filter({ hasText: "Where is our act?" });
  await expect(row).toContainText("new");
  await expect(row).toContainText("High");
  await expect(page.locator(".totals-bar")).toContainText("Open: 1");
  await accessible(page);
  await shots(page, "support");
  await page.goto("/support?unread=true&q=act");
  await expect(row).toHaveCount(1);
  await row.locator("a.row-link").click();
  await expect(page).toHaveURL(staffs);
  await hydrated(page);
  await expect(page.locator(".file-list")).toContainText("Scan.pdf");
  await accessible(page);
  await shots(page, "request");

  // Somebody takes it, notes something for the staff alone, and answers.
  await page.getByRole("button", { name: "Take it" }).click();
  await expect(page.locator(".page-head")).toContainText("In progress");
  await part(page, "body").fill("They always ask twice.");
  await page.getByRole("button", { name: "Save as an internal note" }).click();
  await expect(thread(page)).toHaveCount(2);
  await hydrated(page);
  await part(page, "body").fill("It is in your cabinet now.");
  await page.getByRole("button", { name: "Send the answer" }).click();
  await expect(thread(page)).toHaveCount(3);
  await expect(page.locator(".page-head")).toContainText("Answered");
  await shots(page, "request-answered");
  await page.goto(`${card}/support`);
  await hydrated(page);
  await expect(page.locator('.tabs-bar a[href$="/support"] .count')).toHaveText("1");
  await accessible(page);
  await shots(page, "support-tab");

  // The contact hears of the answer alone.
  await expect.poll(() => post.to(OKSANA.email).length).toBe(1);
  expect(post.lastTo(OKSANA.email)).toContain(own);
  expect(post.lastTo(OKSANA.email)).not.toContain("always ask twice");
  await visitor.goto("/cabinet/support");
  await hydrated(visitor);
  const mine = visitor.locator(".request-list > li");
  await expect(mine).toHaveCount(1);
  await expect(mine).toContainText("Answered");
  await expect(mine).toContainText("new");
  await accessible(visitor);
  await shots(visitor, "cabinet-support");
  await mine.locator("a").click();
  await expect(visitor).toHaveURL(own);
  await hydrated(visitor);
  await expect(thread(visitor)).toHaveCount(2);
  await expect(main(visitor)).not.toContainText("always ask twice");
  await accessible(visitor);
  await shots(visitor, "cabinet-request");
  await visitor.goto("/cabinet/support");
  await expect(mine).not.toContainText("new");

  // Closed, and opened again.
  await visitor.goto(own);
  await hydrated(visitor);
  await main(visitor).getByRole("button", { name: "Close the request" }).click();
  await expect(visitor.locator(".page-head")).toContainText("Closed");
  await main(visitor).getByRole("button", { name: "Open again" }).click();
  await expect(visitor.locator(".page-head")).toContainText("Waits for us");

  // Without scripts, too.
  await noJs.goto(own);
  await signInThere(noJs, OKSANA);
  await noJs.goto(own);
  await main(noJs).getByRole("button", { name: "Send" }).click();
  await expect(noJs.locator(".form-errors")).toBeVisible();
  await part(noJs, "body").fill("Thank you, found it.");
  await part(noJs, "file").setInputFiles({ name: "Tool.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") });
  await main(noJs).getByRole("button", { name: "Send" }).click();
  await expect(noJs.locator(".form-errors")).toBeVisible();
  await expect(part(noJs, "body")).toHaveValue("Thank you, found it.");
  await main(noJs).getByRole("button", { name: "Send" }).click();
  await expect(thread(noJs)).toHaveCount(3);
  await main(noJs).getByRole("button", { name: "Close the request" }).click();
  await expect(noJs.locator(".page-head")).toContainText("Closed");
  await expect.poll(() => post.to(ADMIN.email).length).toBe(2);

  // What was closed is found, and is no work any more.
  await page.goto("/support?q=act");
  await expect(row).toHaveCount(0);
  await page.goto("/search?q=Where+is+our+act");
  await expect(main(page).getByRole("link", { name: "Where is our act?" })).toBeVisible();
});

test("the staff writes down what a client asked by phone, without scripts", async ({ noJs }) => {
  await signIn(noJs);
  await makeClientPlainly(noJs, "ТОВ «Телефон»");
  const card = new URL(noJs.url()).pathname;
  await noJs.goto(`${card}/support`);
  await main(noJs).getByRole("link", { name: "New request" }).first().click();
  await expect(part(noJs, "subject")).toBeVisible();
  await main(noJs).getByRole("button", { name: "Open the request" }).click();
  await expect(noJs.locator(".form-errors")).toBeVisible();
  await part(noJs, "subject").fill("A call about delivery");
  await part(noJs, "body").fill("He asked when the goods come.");
  await main(noJs).getByRole("button", { name: "Open the request" }).click();
  await expect(noJs).toHaveURL(/\/support\/[0-9a-f-]{36}$/);
  await expect(thread(noJs)).toHaveCount(1);
  await noJs.locator("details.decisions > summary").click();
  await noJs.locator("details.decisions select[name='input[status]']").selectOption("on_hold");
  await noJs.locator("details.decisions").getByRole("button", { name: "Save" }).click();
  await expect(noJs.locator(".page-head")).toContainText("On hold");
  await noJs.goto("/support?state=on_hold&q=delivery");
  await expect(noJs.locator("main tbody tr")).toHaveCount(1);
});

async function makeClientPlainly(page: Page, name: string): Promise<void> {
  await page.goto("/clients/new");
  await field(page, "name").fill(name);
  await page.locator("main form button[type=submit]").last().click();
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}$/);
}
