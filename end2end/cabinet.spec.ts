/** Who is let into the cabinet: invitation, rights, two clients, a look by the staff, and the ways out. */
import { accessible, expect, hydrated, shots, signIn, test } from "./harness.ts";
import type { Page } from "./harness.ts";
import { Mailman, office, setUpMail } from "./mailman.ts";
import { field, makeClient, makeCompany } from "./office.ts";
import { letIn, makeContact, signInThere, type Visitor } from "./visitor.ts";

// A server of its own: nobody else sets up mail there.
test.use({ demo: { clients: 2, invoices: 2, seed: 9 } });
test.describe.configure({ mode: "serial" });

const post = new Mailman();
test.beforeAll(() => post.listen());
test.afterAll(() => post.close());

const PASSWORD = "amber ladder 9";

const linkIn = (text: string) => /http:\/\/localhost:\d+\/cabinet\/access\/[0-9a-f]{64}/.exec(text)![0];

const save = (page: Page) => page.locator("form[action='/api/contact-access/save'] button[type=submit]");

/** The card of a new client. */
async function card(page: Page, name: string): Promise<string> {
  await makeClient(page, name);
  await page.goto(`/clients?q=${encodeURIComponent(name)}`);
  return (await page.locator("tbody a.row-link").first().getAttribute("href"))!;
}

test("invited without a mail server, a contact sees what he may, until he may no longer", async ({ page, newContext, trouble }) => {
  test.slow();
  await signIn(page);
  await makeCompany(page);
  const client = await card(page, "ТОВ Зірочник");
  const olha: Visitor = { first: "Olha", last: "Zir", email: "olha@zirochnyk.example.com", password: PASSWORD };
  const contact = await makeContact(page, client, olha);
  await page.goto(contact);
  await hydrated(page);
  await expect(page.getByText("Has no access to the cabinet.")).toBeVisible();
  await accessible(page);
  await shots(page, "contact-access");

  const hers = await (await newContext()).newPage();
  await hers.goto("/cabinet/invoices?after=x");
  await expect(hers).toHaveURL(/\/cabinet\/sign-in\?next=%2Fcabinet%2Finvoices%3Fafter%3Dx$/);
  await hydrated(hers);
  await accessible(hers);
  await shots(hers, "cabinet-sign-in");
  await letIn(page, hers, contact, PASSWORD);
  await hydrated(hers);
  const places = hers.locator(".cabinet-nav a");
  await expect(places.filter({ hasText: "Invoices" })).toHaveCount(1);
  // Staff pages know nothing of this session.
  await hers.goto("/clients");
  await expect(hers).toHaveURL(/\/sign-in/);

  // One right less holds with her next request.
  await page.goto(contact);
  await hydrated(page);
  await expect(page.getByText("Signs in with a password.")).toBeVisible();
  await field(page, "invoices").uncheck();
  await save(page).click();
  await expect(page.locator(".timeline-list")).toContainText("Sees in the cabinet");
  trouble.allow(/status of 403/);
  expect((await hers.goto("/cabinet/invoices"))?.status()).toBe(403);
  await expect(hers.locator(".cabinet-nav a[href='/cabinet/invoices']")).toHaveCount(0);

  // Her profile is hers; the requisites are asked for.
  await hers.goto("/cabinet/profile");
  await hydrated(hers);
  const own = hers.locator("form[action='/api/cabinet/profile/save']");
  await own.locator('[name="input[phone]"]').fill("+380501112233");
  await own.locator("button[type=submit]").click();
  await expect(hers.getByText("Profile saved")).toBeVisible();
  await hydrated(hers);
  await hers.getByText("Tell us about new requisites").click();
  await field(hers, "address").fill("Львів, Зелена, 7");
  await hers.getByRole("button", { name: "Send for checking" }).click();
  await expect(hers.locator("main")).toContainText("being checked");
  await accessible(hers);
  await shots(hers, "cabinet-profile");
  await page.goto(client);
  await hydrated(page);
  await expect(page.getByText("The client asks for other requisites")).toBeVisible();
  await expect(page.locator("main ins")).toHaveText("Львів, Зелена, 7");
  await accessible(page);
  await shots(page, "requisites-request");
  await page.getByRole("button", { name: "Write them on the card" }).click();
  await expect(page.getByText("The client asks for other requisites")).toHaveCount(0);
  await expect(page.locator("main .facts").first()).toContainText("Львів, Зелена, 7");

  // The staff sees what she sees, and changes nothing.
  await page.goto(contact);
  await page.getByRole("button", { name: "Look as this contact" }).click();
  await expect(page).toHaveURL(/\/cabinet$/);
  await expect(page.locator(".look-bar")).toContainText(/Olha Zir.* until \d\d:\d\d/);
  await page.goto("/cabinet/profile");
  await hydrated(page);
  await expect(page.locator("form[action='/api/cabinet/profile/save']")).toHaveCount(0);
  await accessible(page);
  await shots(page, "cabinet-look");
  const refused = await page.request.post("/api/cabinet/profile/save", {
    headers: { origin: new URL(page.url()).origin, accept: "application/json" },
    form: { "input[version]": "1", "input[first_name]": "X", "input[lang]": "en" },
  });
  expect(refused.status()).toBe(403);
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`${contact}$`));
  // Another tab of it says that this is over.
  await page.goto("/cabinet/invoices");
  await expect(page.getByText("Looking as a contact is over")).toBeVisible();
  await accessible(page);
  await shots(page, "cabinet-look-ended");
  await page.getByRole("link", { name: "To the contact" }).click();
  await expect(page).toHaveURL(new RegExp(`${contact}$`));
  await expect(page.locator(".timeline-list")).toContainText("Looked at the cabinet as the contact");

  // Deactivated: she is out at once. She is the only contact, so nobody has to take over.
  await hydrated(page);
  await page.getByRole("button", { name: "Deactivate", exact: true }).click();
  await expect(page.getByRole("button", { name: "Look as this contact" })).toHaveCount(0);
  await hers.goto("/cabinet/profile");
  await expect(hers).toHaveURL(/\/cabinet\/sign-in/);
});

test("a letter lets in once, and who belongs to two clients changes over", async ({ page, akta, newContext, noJs, trouble }) => {
  test.slow();
  const api = await office(akta);
  await setUpMail(api, post);
  await api.dispose();
  await signIn(page);
  const first = await card(page, "Malva Ltd");
  const second = await card(page, "Nahidky Ltd");
  const taras: Visitor = { first: "Taras", last: "But", email: "taras@two.example.com", password: PASSWORD };
  const there = await makeContact(page, first, taras);
  const other = await makeContact(page, second, { ...taras, last: "Butenko" });
  await page.goto(there);
  await hydrated(page);
  await page.getByRole("button", { name: "Send an invitation" }).click();
  await expect(page.getByText(/Invited; the link works until/)).toBeVisible();
  await expect.poll(() => post.to(taras.email).length, { timeout: 20_000 }).toBe(1);
  const link = linkIn(post.lastTo(taras.email));
  // Without scripts too.
  await noJs.goto(link);
  await shots(noJs, "cabinet-access");
  await field(noJs, "password").fill(PASSWORD);
  await field(noJs, "password_again").fill(PASSWORD);
  await noJs.getByRole("button", { name: "Save and sign in" }).click();
  await expect(noJs).toHaveURL(/\/cabinet$/);
  await expect(noJs.locator(".cabinet-head .brand-name")).toHaveText("Malva Ltd");
  await noJs.goto(link);
  await expect(noJs.getByText(/used already/)).toBeVisible();

  // The other client: he knows his password, and the letter brings no link.
  await page.goto(`${second}/contacts`);
  await hydrated(page);
  await page.locator("tr", { hasText: taras.email }).getByRole("button", { name: "Invite" }).click();
  await expect.poll(() => post.to(taras.email).length, { timeout: 20_000 }).toBe(2);
  expect(post.lastTo(taras.email)).not.toContain("/access/");
  const his = await (await newContext()).newPage();
  await his.goto("/cabinet/profile");
  await signInThere(his, taras);
  await expect(his).toHaveURL(/\/cabinet\/profile$/);
  await hydrated(his);
  await his.locator(".cabinet-head summary", { hasText: "Another company" }).click();
  await his.getByRole("button", { name: "Nahidky Ltd" }).click();
  await expect(his.locator(".cabinet-head .brand-name")).toHaveText("Nahidky Ltd");
  await shots(his, "cabinet-second-client");

  // Access that is switched off signs him out there; at the other client he is let in still.
  await page.goto(other);
  await hydrated(page);
  await field(page, "granted").uncheck();
  await save(page).click();
  await expect(page.getByText("Has no access to the cabinet.")).toBeVisible();
  trouble.allow(/status of 401/);
  await his.goto("/cabinet/profile");
  await signInThere(his, taras);
  await expect(his.locator(".cabinet-head .brand-name")).toHaveText("Malva Ltd");

  // Forgotten: the same is said of every address, and another link comes to his.
  for (const email of ["nobody@two.example.com", taras.email]) {
    await noJs.goto("/cabinet/forgot-password");
    await field(noJs, "email").fill(email);
    await noJs.getByRole("button", { name: "Send the link" }).click();
    await expect(noJs).toHaveURL(/\/cabinet\/forgot-password\?sent=true$/);
  }
  await expect.poll(() => post.to(taras.email).length, { timeout: 20_000 }).toBe(3);
  expect(post.to("nobody@two.example.com")).toHaveLength(0);
  await noJs.goto(linkIn(post.lastTo(taras.email)));
  await field(noJs, "password").fill("silver kettle 4");
  await field(noJs, "password_again").fill("silver kettle 4");
  await noJs.getByRole("button", { name: "Save and sign in" }).click();
  await expect(noJs).toHaveURL(/\/cabinet$/);
  await his.goto("/cabinet/profile");
  await expect(his).toHaveURL(/\/cabinet\/sign-in/);
});
