/** Acts, delivery notes, confirmations of payments and statements by e-mail, each from its own page. */
import { accessible, expect, hydrated, shots, signIn, test } from "./harness.ts";
import type { Page } from "./harness.ts";
import { Mailman, office, post as sendForm, setUpMail } from "./mailman.ts";
import { field, issueOne, makeCompany } from "./office.ts";

const post = new Mailman();
test.beforeAll(() => post.listen());
test.afterAll(() => post.close());

const OLHA = "olha@verba.example.com";

/** Sends what the form shows, and waits for the letter; how many PDFs it has. */
async function send(page: Page, picture: string): Promise<number> {
  await expect(page.getByRole("heading", { name: /^Send: / })).toBeVisible();
  await hydrated(page);
  await expect(page.getByLabel("Olha")).toHaveValue("to");
  await expect(field(page, "text")).toHaveValue(/Olha/);
  await accessible(page);
  await shots(page, picture);
  const before = post.to(OLHA).length;
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page).not.toHaveURL(/\/send\//);
  await expect.poll(() => post.to(OLHA).length, { timeout: 30_000 }).toBe(before + 1);
  return post.to(OLHA).at(-1)!.text.match(/content-type: application\/pdf/gi)?.length ?? 0;
}

/** The card tells what the server has said. */
async function told(page: Page): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(page.locator(".side-card", { hasText: OLHA }).getByText(/250 .*queued as 4F2/)).toBeVisible({ timeout: 1000 });
  }).toPass();
}

test("every kind of paper is sent from its page, and its page tells what became of it", async ({ page, akta }) => {
  test.slow();
  await signIn(page);
  await makeCompany(page);
  const api = await office(akta);
  await setUpMail(api, post);
  const invoice = await issueOne(page, "ТОВ Осокір", { name: "Супровід", quantity: "1", price: "1000" });
  const client = new URL((await page.locator(".page-sub a").first().getAttribute("href")) ?? "", page.url()).href;
  const kinds = ["invoice", "act", "delivery_note", "payment_confirmation", "statement"];
  await sendForm(api, "/api/contacts/save", {
    "input[request]": crypto.randomUUID(),
    "input[client]": client.split("/").pop()!,
    "input[first_name]": "Olha",
    "input[email]": OLHA,
    "input[lang]": "en",
    ...Object.fromEntries(kinds.map((kind) => [`input[mail][${kind}]`, "to"])),
  });
  await api.dispose();

  await page.goto(`/acts/new?invoice=${invoice.split("/").pop()}`);
  await hydrated(page);
  await page.locator(".sticky-foot").getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page).toHaveURL(/\/acts\/[0-9a-f-]{36}$/);
  await expect(page.locator(".page-head")).toContainText("Issued");
  const act = page.url();
  await page.locator(".page-head").getByRole("link", { name: "Send" }).click();
  expect(await send(page, "send-act")).toBe(1);
  await expect(page).toHaveURL(act);
  await told(page);
  await accessible(page);
  await shots(page, "act-mails");

  await page.goto(`/payments/new?invoice=${invoice.split("/").pop()}`);
  await hydrated(page);
  await field(page, "amount").fill("300");
  await page.getByRole("button", { name: "Record payment" }).click();
  await expect(page).not.toHaveURL(/\/payments\/new/);
  await page.goto(`${client}/payments`);
  await page.locator("tbody a.row-link").first().click();
  await expect(page).toHaveURL(/\/payments\/[0-9a-f-]{36}$/);
  await page.locator(".page-head").getByRole("link", { name: "Send" }).click();
  expect(await send(page, "send-confirmation")).toBe(1);
  await told(page);
  await accessible(page);
  await shots(page, "payment-mails");

  // The days of the statement go along.
  await page.goto(`${client}/statement?period=all`);
  await page.locator("main").getByRole("link", { name: "Send", exact: true }).click();
  await expect(page).toHaveURL(/\/send\/statement\/[0-9a-f-]{36}\?period=all$/);
  expect(await send(page, "send-statement")).toBe(1);
  await expect(page).toHaveURL(/\/statement\?period=all$/);
  await told(page);
  await accessible(page);
  await shots(page, "statement-mails");
});
