/** Papers are signed and refused in the cabinet, once the company has agreed on it with its clients; the staff sees it and signs in the same way. */
import { createHash } from "node:crypto";
import { accessible, expect, hydrated, shots, signIn, test, type Page } from "./harness.ts";
import { contractOf, issueOne, makeClient, makeCompany } from "./office.ts";
import { agree, letIn, makeContact, signInThere, type Visitor } from "./visitor.ts";

// A server of its own: elsewhere nobody signs electronically.
test.use({ demo: { clients: 2, invoices: 2, seed: 21 } });
test.describe.configure({ mode: "serial" });

const olena: Visitor = { first: "Olena", last: "Petrenko", email: "olena@hrab.example.com", password: "amber ladder 9" };
const taras: Visitor = { first: "Taras", last: "Koval", email: "taras@hrab.example.com", password: "violet tractor 7" };

const signatures = (page: Page) => page.getByRole("region", { name: "Signatures" });

let client = "";
let contract = "";

test("a company records on what electronic signatures rest", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  await agree(page);
  await accessible(page);
  await shots(page, "signing-agreement");
});

test("a contact reads a contract to its end and signs it, without scripts too", async ({ page, newContext, noJs, trouble }) => {
  test.slow();
  await signIn(page);
  await makeClient(page, "ТОВ Граб");
  client = page.url();
  contract = await contractOf(page, client, "ГР-1");
  const visitor = await (await newContext()).newPage();
  await letIn(page, visitor, await makeContact(page, client, olena), olena.password);
  const there = contract.replace("/contracts/", "/cabinet/contracts/");
  await visitor.goto(there);
  await hydrated(visitor);
  await expect(visitor.locator("main .btn-primary")).toHaveText(["Read and sign"]);
  await visitor.goto(`${there}/sign`);
  await hydrated(visitor);
  await expect(visitor.locator(".paper")).toContainText("ТОВ Граб");
  await accessible(visitor);
  await shots(visitor, "signing-sign");

  trouble.allow(/status of 422/);
  await noJs.goto(`${there}/sign`);
  await signInThere(noJs, olena);
  await expect(noJs).toHaveURL(/\/sign$/);
  const form = noJs.locator("[data-part='sign'] form");
  await expect(form.locator("[name='input[name]']")).toHaveValue("Petrenko Olena");
  await form.locator("[name='input[name]']").fill("Petrenko Olena Ivanivna");
  await form.getByRole("button", { name: "Sign", exact: true }).click();
  // What was typed stays.
  await expect(noJs.locator(".form-errors")).toBeVisible();
  await expect(form.locator("[name='input[name]']")).toHaveValue("Petrenko Olena Ivanivna");
  await form.locator("[name='input[position]']").fill("director");
  await form.getByRole("checkbox").check();
  await form.getByRole("button", { name: "Sign", exact: true }).click();
  const recorded = noJs.locator("[data-part='answers']").last();
  await expect(recorded).toContainText("Signed by you");
  await expect(noJs.locator("[data-part='sign']")).toHaveCount(0);

  // The file that was signed is the one that is handed out.
  const file = (await recorded.getByRole("link", { name: "Download the file (PDF)" }).getAttribute("href"))!;
  const bytes = await (await noJs.request.get(file)).body();
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  const hash = createHash("sha256").update(bytes).digest("hex");
  await expect(recorded).toContainText(hash);
  await visitor.goto(`${there}/sign`);
  await hydrated(visitor);
  await visitor.getByText("Details").first().click();
  await shots(visitor, "signing-signed");

  await page.goto(contract);
  await expect(page.locator(".page-head .badges")).toContainText("Signed by the client");
  await expect(signatures(page)).toContainText("Petrenko Olena Ivanivna");
  await expect(signatures(page)).toContainText(hash);
  await expect(signatures(page)).toContainText("clause 5.3 of the public offer");
});

test("a member of the staff signs for the company, and nothing of it is taken back by hand", async ({ page, trouble }) => {
  await signIn(page);
  await page.goto(contract);
  await hydrated(page);
  await signatures(page).getByText("Sign electronically").click();
  const form = signatures(page).locator("[data-part='sign'] form");
  await form.locator("[name='input[name]']").fill("Koval Anna");
  await form.getByRole("checkbox").check();
  await accessible(page);
  await shots(page, "signing-for-us");
  await form.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(page.locator(".page-head .badges")).toContainText("Signed by both");
  await expect(signatures(page).locator("[data-part='answer']")).toHaveCount(2);
  trouble.allow(/status of 422/);
  await hydrated(page);
  await signatures(page).getByRole("button", { name: "Take back" }).first().click();
  await expect(signatures(page).locator(".form-errors")).toContainText("answered electronically");
});

test("a contact refuses an act with a reason, and the staff reads it", async ({ page, newContext }) => {
  test.slow();
  await signIn(page);
  const invoice = await issueOne(page, "ТОВ Клен Сад", { name: "Послуга", quantity: "1", price: "100" });
  const card = (await page.locator("main a[href^='/clients/']").first().getAttribute("href"))!;
  await page.goto(`/acts/new?invoice=${invoice.split("/").pop()}`);
  await hydrated(page);
  await page.locator(".sticky-foot").getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page).toHaveURL(/\/acts\/[0-9a-f-]{36}$/);
  const act = page.url();
  const visitor = await (await newContext()).newPage();
  await letIn(page, visitor, await makeContact(page, card.split("?")[0]!, taras), taras.password);
  // Another client's contract is not there.
  const other = await visitor.request.get(`${contract.replace("/contracts/", "/cabinet/contracts/")}/sign`);
  expect(other.status()).toBe(404);

  await visitor.goto(act.replace("/acts/", "/cabinet/acts/") + "/sign");
  await hydrated(visitor);
  const refusal = visitor.locator("[data-part='refuse']");
  await refusal.locator("summary").click();
  await refusal.locator("[name='input[reason]']").fill("The hours are wrong");
  await accessible(visitor);
  await shots(visitor, "signing-refuse");
  await refusal.getByRole("button", { name: "Refuse to sign" }).click();
  await expect(visitor.locator("[data-part='answers']").last()).toContainText("The hours are wrong");
  await page.goto(act);
  await expect(page.locator(".page-head")).toContainText("Signature refused");
  await expect(signatures(page)).toContainText("Refused by the client");
  await expect(signatures(page)).toContainText("The hours are wrong");
});
