/** The way to a password: an administrator invites, somebody has forgotten his; with a mail server and without one. */
import { accessible, expect, hydrated, shots, signIn, test } from "./harness.ts";
import type { Page } from "./harness.ts";
import { Mailman, office, setUpMail } from "./mailman.ts";

// A server of its own: nobody else sets up mail there.
test.use({ demo: { clients: 2, invoices: 2, seed: 7 } });
test.describe.configure({ mode: "serial" });

const post = new Mailman();
test.beforeAll(() => post.listen());
test.afterAll(() => post.close());

const field = (name: string) => `[name="input[${name}]"]`;

/** The link in the last letter to an address. */
function link(address: string): string {
  return /http:\/\/localhost:\d+\/access\/[0-9a-f]{64}/.exec(post.lastTo(address))![0];
}

async function invite(page: Page, name: string, email: string): Promise<void> {
  await page.goto("/settings/users/new");
  await hydrated(page);
  await page.locator(field("name")).fill(name);
  await page.locator(field("email")).fill(email);
  await page.locator(field("invite")).check();
  await page.locator("main button[type=submit]").click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
  await expect(page.getByText("Has not chosen a password yet.")).toBeVisible();
}

async function choose(page: Page, password: string): Promise<void> {
  await page.locator(field("password")).fill(password);
  await page.locator(field("password_again")).fill(password);
  await page.getByRole("button", { name: "Save and sign in" }).click();
}

test("without a mail server the administrator hands the link over, and it works once", async ({ page, newContext, trouble }) => {
  await signIn(page);
  await invite(page, "Halyna Sych", "halyna@example.com");
  const address = (await page.locator(".access-link").textContent()) ?? "";
  await accessible(page);
  await shots(page, "user-link");

  const elsewhere = await (await newContext()).newPage();
  await elsewhere.goto("/forgot-password");
  await expect(elsewhere.getByText(/sends no e-mail yet/)).toBeVisible();
  await expect(elsewhere.locator("form input[type=email]")).toHaveCount(0);
  await shots(elsewhere, "forgot-without-mail");
  await elsewhere.goto(address);
  await hydrated(elsewhere);
  await expect(elsewhere.getByText(/Welcome, Halyna Sych/)).toBeVisible();
  await accessible(elsewhere);
  await shots(elsewhere, "access");
  // What is refused leaves the link as it is.
  await choose(elsewhere, "password1");
  await expect(elsewhere.locator(".form-errors")).toBeVisible();
  await choose(elsewhere, "amber ladder 9");
  await expect(elsewhere).toHaveURL(/\/$/);
  await elsewhere.goto("/profile");
  await expect(elsewhere.locator(field("email"))).toHaveValue("halyna@example.com");
  await elsewhere.goto(address);
  await expect(elsewhere.getByText(/used already/)).toBeVisible();
  await shots(elsewhere, "access-over");
  trouble.allow(/status of 4/);

  await page.reload();
  await hydrated(page);
  await expect(page.getByText("Signs in with a password.")).toBeVisible();
  await expect(page.locator(".access-link")).toHaveCount(0);
  await page.getByRole("button", { name: "Make a link to a new password" }).click();
  await expect(page.locator(".access-link")).toBeVisible();
});

test("an invitation comes by e-mail, and so does a way to a new password; without scripts too", async ({ page, akta, newContext, noJs }) => {
  const api = await office(akta);
  await setUpMail(api, post);
  await api.dispose();
  await signIn(page);
  await invite(page, "Roman Kit", "roman@example.com");
  await expect(page.getByText(/Invited; the link works until/)).toBeVisible();
  await expect(page.locator(".access-link")).toHaveCount(0);
  await shots(page, "user-invited");
  await expect.poll(() => post.to("roman@example.com").length, { timeout: 20_000 }).toBe(1);
  expect(post.to("roman@example.com")[0]!.subject).toContain("Invitation to Akta");
  // Who sees the outbox does not see the link.
  await page.goto("/outbox?q=roman");
  await page.locator("tbody a.row-link").first().click();
  await expect(page.locator(".mail-text")).toContainText("•••");
  await shots(page, "letter-sealed");

  const roman = await (await newContext()).newPage();
  await roman.goto(link("roman@example.com"));
  await hydrated(roman);
  await choose(roman, "copper window 5");
  await expect(roman).toHaveURL(/\/$/);

  // Forgotten: the same is said of every address.
  await noJs.goto("/sign-in");
  await noJs.getByRole("link", { name: "Forgot the password?" }).click();
  await shots(noJs, "forgot");
  for (const email of ["nobody@example.com", "roman@example.com"]) {
    await noJs.goto("/forgot-password");
    await noJs.locator(field("email")).fill(email);
    await noJs.getByRole("button", { name: "Send the link" }).click();
    await expect(noJs).toHaveURL(/\/forgot-password\?sent=true$/);
    await expect(noJs.getByText(/If there is an account with this address/)).toBeVisible();
  }
  await shots(noJs, "forgot-sent");
  await expect.poll(() => post.to("roman@example.com").length, { timeout: 20_000 }).toBe(2);
  expect(post.to("nobody@example.com")).toHaveLength(0);
  await noJs.goto(link("roman@example.com"));
  await choose(noJs, "silver kettle 4");
  await expect(noJs).toHaveURL(/\/$/);
  // His other sessions have ended.
  await roman.goto("/profile");
  await expect(roman).toHaveURL(/\/sign-in/);
  await signIn(roman, { email: "roman@example.com", password: "silver kettle 4" });
});
