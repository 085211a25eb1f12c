/** E-mail: the settings, a paper sent to two people in one letter, several at once, the outbox, what is written by itself. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { accessible, expect, hydrated, shots, signIn, test } from "./harness.ts";
import type { Page } from "./harness.ts";
import { field, issueOne, makeClient, makeCompany, typeLine } from "./office.ts";

/** A letter that has arrived. */
type Letter = { from: string; to: string; text: string };

/** A real mail server on this machine. `refuses` are the addresses it does not know. */
class Post {
  readonly letters: Letter[] = [];
  readonly refuses = new Set<string>();
  private readonly server: SMTPServer;
  port = 0;

  constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onRcptTo: (address, _session, done) => {
        if (this.refuses.has(address.address)) return done(Object.assign(new Error("no such user here"), { responseCode: 550 }));
        done();
      },
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on("data", (part: Buffer) => parts.push(part));
        stream.on("end", () => {
          const from = session.envelope.mailFrom;
          const to = session.envelope.rcptTo.map((one) => one.address).join(",");
          this.letters.push({ from: from ? from.address : "", to, text: Buffer.concat(parts).toString() });
          done(null, "queued as 4F2");
        });
      },
    });
  }

  listen(): Promise<void> {
    return new Promise((ready) => {
      const listening = this.server.listen(0, "127.0.0.1", () => {
        const address = listening.address();
        this.port = typeof address === "object" && address ? address.port : 0;
        ready();
      });
    });
  }

  close(): Promise<void> {
    return new Promise((closed) => this.server.close(() => closed()));
  }

  to(address: string): Letter[] {
    return this.letters.filter((letter) => letter.to === address);
  }
}

/** The words of the PDFs in a letter. */
function papers(letter: Letter): string[] {
  const folder = mkdtempSync(join(tmpdir(), "akta-mail-"));
  try {
    return letter.text
      .split(/\r?\n--[^\r\n]+/)
      .filter((part) => /content-type: application\/pdf/i.test(part))
      .map((part, n) => {
        const [, body = ""] = part.split(/\r?\n\r?\n/, 2);
        const file = join(folder, `${n}.pdf`);
        writeFileSync(file, Buffer.from(body.replace(/\s/g, ""), "base64"));
        return execFileSync("pdftotext", ["-layout", file, "-"]).toString();
      });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const post = new Post();

test.beforeAll(() => post.listen());
test.afterAll(() => post.close());
test.describe.configure({ mode: "serial" });

/** The settings, once per server. */
async function setUpMail(page: Page): Promise<void> {
  await page.goto("/settings/mail");
  await hydrated(page);
  await field(page, "host").fill("127.0.0.1");
  await field(page, "port").fill(`${post.port}`);
  await field(page, "security").selectOption("none");
  await page.locator("section", { hasText: "Mail server" }).getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Mail server saved")).toBeVisible();
  const sender = page.locator("details", { hasText: "Обрій" }).first();
  if (!(await sender.locator('[name="input[address]"]').isVisible())) await sender.locator("summary").first().click();
  await sender.locator('[name="input[address]"]').fill("office@obriy.example.com");
  await sender.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Sender saved")).toBeVisible();
}

/** A person of a client who gets invoices. */
async function makeContact(page: Page, client: string, name: string, line: string): Promise<void> {
  await page.goto(`/contacts/new?client=${client.split("/").pop()}`);
  await hydrated(page);
  await field(page, "first_name").fill(name);
  await field(page, "email").fill(`${name.toLowerCase()}@kashtan.example.com`);
  await field(page, "lang").selectOption("en");
  for (const kind of ["invoice", "payment_confirmation"]) await page.locator(`[name="input[mail][${kind}]"]`).selectOption(line);
  await page.locator("main form button[type=submit]").first().click();
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}\/contacts/);
}

let client = "";
let first = "";

test("the settings are kept, tried out, and told what the server says", async ({ page, trouble }) => {
  await signIn(page);
  await makeCompany(page);
  await page.goto("/settings/mail");
  await hydrated(page);
  await accessible(page);
  await setUpMail(page);
  await page.goto("/settings/mail");
  await hydrated(page);
  await expect(page.getByText("v=spf1 mx a:127.0.0.1 ~all")).toBeAttached();
  const trial = page.locator("section", { hasText: "Akta sends a letter at once" });
  await trial.locator('[name="input[address]"]').fill("me@example.com");
  await trial.getByRole("button", { name: "Send a test letter" }).click();
  await expect(page.getByText(/The server has accepted the letter: 250 .*queued as 4F2/)).toBeVisible();
  expect(post.to("me@example.com")).toHaveLength(1);
  post.refuses.add("stranger@example.com");
  trouble.allow(/status of 422/);
  await trial.locator('[name="input[address]"]').fill("stranger@example.com");
  await trial.getByRole("button", { name: "Send a test letter" }).click();
  await expect(page.getByText(/The mail server says: 550 .*no such user here/i).first()).toBeVisible();
  await accessible(page);
  await shots(page, "mail-settings");
});

test("a contract and invoices reach two people in one letter, and the page says so", async ({ page }) => {
  await signIn(page);
  first = await issueOne(page, "ТОВ Каштан", { name: "Аудит", quantity: "1", price: "1000", vat: "ПДВ 20 %" });
  client = new URL((await page.locator(".page-sub a").first().getAttribute("href")) ?? "", page.url()).href;
  const number = (await page.locator(".page-head h1").textContent())?.match(/\S*\d+\S*/)?.[0] ?? "";
  await makeContact(page, client, "Olena", "to");
  await makeContact(page, client, "Taras", "cc");
  await page.goto(`/invoices/new?client=${client.split("/").pop()}`);
  await hydrated(page);
  await typeLine(page, 0, { name: "Звіт", quantity: "1", price: "500" });
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);

  await page.goto(`/contracts/new?client=${client.split("/").pop()}`);
  await hydrated(page);
  await field(page, "number").fill("КШ-7");
  await field(page, "subject").fill("аудит");
  await page.getByRole("button", { name: "Make a draft" }).click();
  await expect(page).toHaveURL(/\/contracts\/[0-9a-f-]{36}\/edit$/);
  await page.goto(page.url().replace(/\/edit$/, ""));
  await hydrated(page);
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page.locator(".page-head .badges")).toContainText("In force");

  await page.goto(first);
  await hydrated(page);
  await page.locator(".page-head").getByRole("link", { name: "Send" }).click();
  await expect(page.getByRole("heading", { name: /^Send: / })).toBeVisible();
  await expect(page.getByLabel("Olena")).toHaveValue("to");
  await expect(page.getByLabel("Taras")).toHaveValue("cc");
  await expect(field(page, "subject")).toHaveValue(new RegExp(number.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")));
  await expect(field(page, "text")).toHaveValue(/Olena/);
  const others = page.locator(".check-list label");
  await others.filter({ hasText: "КШ-7" }).getByRole("checkbox").check();
  await others.filter({ hasText: "Invoice" }).getByRole("checkbox").first().check();
  await accessible(page);
  await shots(page, "send-invoice");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page).toHaveURL(first);

  // What the server says is on the page of the paper as soon as it has said it.
  const mail = page.locator(".side-card", { hasText: "olena@kashtan.example.com" });
  await expect(async () => {
    await page.reload();
    await expect(mail.getByText("Sent", { exact: true })).toHaveCount(3, { timeout: 1000 });
  }).toPass();
  await expect(mail.getByText(/250 .*queued as 4F2/)).toHaveCount(2);
  await accessible(page);
  await shots(page, "invoice-mails");

  const [letter] = post.to("olena@kashtan.example.com");
  expect(letter?.from).toBe("office@obriy.example.com");
  expect(post.to("taras@kashtan.example.com")).toHaveLength(1);
  const words = papers(letter!);
  expect(words).toHaveLength(3);
  for (const text of words) expect(text).toContain("Каштан");
  expect(words.join("\n")).toContain("КШ-7");
  expect(words.join("\n")).toContain(number);
  expect(words.join("\n")).toContain("Аудит");
  expect(words.join("\n")).toContain("Звіт");
  expect(letter!.text).toContain("multipart/alternative");
});

test("chosen invoices are sent with progress, and what can't be sent is told", async ({ page }) => {
  await signIn(page);
  await makeClient(page, "ТОВ Без Адреси");
  await page.getByRole("link", { name: "New invoice" }).first().click();
  await typeLine(page, 0, { name: "Звіт", quantity: "1", price: "5" });
  await page.getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page).toHaveURL(/\/invoices\/[0-9a-f-]{36}$/);
  const before = post.letters.length;
  await page.goto("/invoices?q=Каштан");
  await hydrated(page);
  await expect(page.locator("tbody tr")).toHaveCount(2);
  await page.getByRole("checkbox", { name: "Choose all rows of the page" }).check();
  const bar = page.locator(".pick-bar");
  await bar.getByText("Send", { exact: true }).click();
  await bar.getByRole("button", { name: "Send the chosen ones: 2" }).click();
  await expect(page.getByText("In the outbox: 2")).toBeVisible();
  await expect.poll(() => post.letters.length).toBe(before + 4);
  // The list follows by itself.
  await expect(page.locator("tbody tr").getByText("Sent", { exact: true })).toHaveCount(2, { timeout: 20_000 });

  await page.goto("/invoices?q=Адреси");
  await hydrated(page);
  await page.getByRole("checkbox", { name: "Choose all rows of the page" }).check();
  await bar.getByText("Send", { exact: true }).click();
  await accessible(page);
  await bar.getByRole("button", { name: "Send the chosen ones: 1" }).click();
  await expect(page.getByText("Not sent: 1")).toBeVisible();
  await expect(page.getByText(/Nobody to write to/)).toBeVisible();

  await page.goto("/invoices?dispatch=sent&q=Каштан");
  await expect(page.locator("tbody tr")).toHaveCount(2);
  await shots(page, "invoices-sent");
});

test("what did not arrive stands in the outbox and is sent again; without scripts too", async ({ page, noJs }) => {
  await signIn(page);
  post.refuses.add("gone@kashtan.example.com");
  await signIn(noJs);
  await noJs.goto(first);
  await noJs.locator(".page-head").getByRole("link", { name: "Send" }).click();
  for (const name of ["Olena", "Taras"]) await noJs.getByLabel(name).selectOption("");
  await field(noJs, "more").fill("gone@kashtan.example.com");
  await noJs.getByRole("button", { name: "Send", exact: true }).click();
  await expect(noJs).toHaveURL(new RegExp(`${first.split("/").pop()}`));
  await expect(async () => {
    await page.goto("/outbox?state=failed&q=gone");
    await expect(page.getByText(/550 .*no such user here/i)).toBeVisible({ timeout: 1000 });
  }).toPass();
  await hydrated(page);
  await accessible(page);
  await shots(page, "outbox");
  post.refuses.delete("gone@kashtan.example.com");
  await page.getByRole("button", { name: "Send again" }).click();
  await expect.poll(() => post.to("gone@kashtan.example.com").length).toBe(1);
  await page.goto("/outbox?q=gone");
  await expect(page.getByText("Sent", { exact: true }).first()).toBeVisible();
  await page.locator("tbody a.row-link").first().click();
  await expect(page.locator(".mail-files li")).toHaveCount(1);
});

test("rules of automatic letters are kept, and a payment is confirmed", async ({ page }) => {
  await signIn(page);
  await page.goto("/settings/mail/automatic");
  await hydrated(page);
  await accessible(page);
  const fresh = page.locator("section", { hasText: "New rule" });
  await fresh.locator('[name="input[kind]"]').selectOption("overdue");
  await fresh.locator('[name="input[days]"]').fill("7");
  await fresh.getByRole("button", { name: "Add rule" }).click();
  await expect(page.getByText("Days after the due date: 7")).toBeVisible();
  await fresh.locator('[name="input[kind]"]').selectOption("payment_confirmation");
  await fresh.getByRole("button", { name: "Add rule" }).click();
  await expect(page.locator("details.side-card > summary", { hasText: "Confirmation of a payment" })).toBeVisible();
  await page.locator("details.side-card > summary", { hasText: "Days after" }).click();
  await accessible(page);
  await shots(page, "automatic-mail");

  // A rule that is kept already takes other days and a text of one's own.
  const rule = page.locator('form:not(:has([name="form_key"][value="new"]))', { has: page.locator('[name="input[days]"]') });
  const subject = page.locator('[name="input[subject][en]"]');
  await expect(rule.locator('[name="input[days]"]')).toHaveValue("7");
  await rule.locator('[name="input[days]"]').fill("9");
  await rule.locator("details", { has: subject }).locator("summary").click();
  await rule.locator(subject).fill("We still wait for your payment");
  await rule.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Days after the due date: 9")).toBeVisible();
  await page.reload();
  await expect(rule.locator(subject)).toHaveValue("We still wait for your payment");

  await page.goto(`/payments/new?invoice=${first.split("/").pop()}`);
  await hydrated(page);
  await field(page, "amount").fill("100");
  await page.getByRole("button", { name: "Record payment" }).click();
  await expect(page).not.toHaveURL(/\/payments\/new/);
  const confirmed = () => post.letters.filter((letter) => /Subject: .*payment/i.test(letter.text) && letter.to.startsWith("olena"));
  await expect.poll(() => confirmed().length, { timeout: 20_000 }).toBe(1);
  expect(papers(confirmed()[0]!).join()).toContain("100");
});
