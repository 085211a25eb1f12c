/** What a contact sees of his client's papers, money and files in the cabinet, and nothing else. */
import { accessible, expect, hydrated, shots, signIn, test } from "./harness.ts";
import type { Page } from "./harness.ts";
import { draftOne, issueOne, makeCompany, pdfFile } from "./office.ts";
import { letIn, makeContact, signInThere, type Visitor } from "./visitor.ts";

const iryna: Visitor = { first: "Iryna", last: "Verba", email: "iryna@verbolis.example.com", password: "amber ladder 9" };

const idOf = (address: string) => address.split("/").pop()!;

/** What an address answers to the session of a page. */
async function bytes(page: Page, address: string): Promise<Buffer> {
  const answer = await page.request.get(address);
  expect(answer.status(), address).toBe(200);
  return answer.body();
}

/** The figures of the statement that a page shows. */
async function sums(page: Page): Promise<string[]> {
  const figures = page.locator(".statement-table tbody td.num");
  await expect(figures.first()).toBeVisible();
  return figures.allInnerTexts();
}

test("a contact sees exactly the papers of his client, as they were issued", async ({ page, newContext, noJs }) => {
  test.slow();
  await signIn(page);
  await makeCompany(page);
  const foreign = await issueOne(page, "ТОВ Чужосіл", { name: "Послуга", quantity: "1", price: "55", vat: "ПДВ 20 %" });
  const invoice = await issueOne(page, "ТОВ Верболіс", { name: "Супровід", quantity: "1", price: "1000", vat: "ПДВ 20 %" });
  const client = new URL((await page.locator(".page-sub a").first().getAttribute("href"))!, page.url()).href;
  await draftOne(page, client, { name: "Чернетка", quantity: "1", price: "777", vat: "ПДВ 20 %" });
  const draft = page.url().replace(/\/edit$/, "");
  await page.goto(`/acts/new?invoice=${idOf(invoice)}`);
  await hydrated(page);
  await page.locator(".sticky-foot").getByRole("button", { name: "Issue", exact: true }).click();
  await expect(page).toHaveURL(/\/acts\/[0-9a-f-]{36}$/);
  const act = page.url();
  const contact = await makeContact(page, client, iryna);
  const visitor = await (await newContext()).newPage();
  await letIn(page, visitor, contact, iryna.password);

  // The first page: what waits for him, and nothing of others, nor drafts.
  await hydrated(visitor);
  const there = (address: string) => `/cabinet${new URL(address).pathname}`;
  const main = visitor.locator("main");
  await expect(main.locator(`a[href='${there(act)}']`).first()).toBeVisible();
  await expect(main.locator(`a[href='${there(invoice)}#pay']`)).toBeVisible();
  await expect(main).not.toContainText("777");
  await expect(main.locator(`a[href*='${idOf(foreign)}']`)).toHaveCount(0);
  await expect(main.locator(`a[href*='${idOf(draft)}']`)).toHaveCount(0);
  await accessible(visitor);
  await shots(visitor, "cabinet-home");
  await main.getByRole("link", { name: "To pay", exact: true }).click();
  await expect(visitor).toHaveURL(/queue=to_pay/);
  for (const list of ["contracts", "invoices", "acts", "delivery-notes", "payments", "files"]) {
    await visitor.goto(`/cabinet/${list}`);
    await expect(visitor.locator("h1")).toBeVisible();
    await accessible(visitor);
    await shots(visitor, `cabinet-${list}`);
  }

  // The invoice with the details for its payment; the staff sees that it was looked at.
  await visitor.goto(there(invoice));
  await hydrated(visitor);
  await expect(visitor.locator(".paper")).toContainText("Супровід");
  await expect(visitor.locator("#pay")).toContainText("UA213223130000026007233566001");
  await accessible(visitor);
  await shots(visitor, "cabinet-invoice");
  // On a phone a line of a paper is a card, and the place where one is stands in sight.
  const size = visitor.viewportSize()!;
  await visitor.setViewportSize({ width: 390, height: 844 });
  await visitor.goto(there(act));
  await expect(visitor.locator(".paper thead").first()).toBeHidden();
  await visitor.goto("/cabinet/profile");
  await hydrated(visitor);
  await expect(visitor.locator(".cabinet-nav [aria-current]")).toBeInViewport({ ratio: 1 });
  await visitor.setViewportSize(size);
  await page.goto(invoice);
  await expect(page.locator(".timeline-list")).toContainText("Looked at in the cabinet");

  // What he saves is what was issued, byte for byte.
  for (const paper of [invoice, act]) {
    const ours = await bytes(page, `${new URL(paper).pathname}/document.pdf?rendition=stamped`);
    const his = await bytes(visitor, `${there(paper)}/document.pdf?download=true`);
    expect(his.equals(ours)).toBe(true);
  }
  for (const address of [foreign, draft]) {
    expect((await visitor.request.get(there(address))).status()).toBe(404);
    expect((await visitor.request.get(`${there(address)}/document.pdf`)).status()).toBe(404);
  }

  // The statement is the staff's.
  await page.goto(`${client}/statement`);
  await visitor.goto("/cabinet/statement");
  expect(await sums(visitor)).toEqual(await sums(page));
  await accessible(visitor);
  await shots(visitor, "cabinet-statement");

  // All of it can be read without scripts.
  await noJs.goto(there(invoice));
  await signInThere(noJs, iryna);
  await expect(noJs.locator(".paper")).toContainText("Супровід");
  await expect(noJs.locator("#pay")).toContainText("UA213223130000026007233566001");
  await noJs.goto("/cabinet?q=нічого-такого");
  await expect(noJs.locator("main")).toContainText("Nothing found");
});

test("a file goes from the client to the company and back", async ({ page, newContext, noJs }) => {
  test.slow();
  const who: Visitor = { ...iryna, first: "Oksana", last: "Kalyna", email: "oksana@kalyna.example.com" };
  await signIn(page);
  await makeCompany(page);
  await issueOne(page, "ТОВ Калинник", { name: "Послуга", quantity: "1", price: "10", vat: "ПДВ 20 %" });
  const client = new URL((await page.locator(".page-sub a").first().getAttribute("href"))!, page.url()).href;
  const contact = await makeContact(page, client, who);
  const visitor = await (await newContext()).newPage();
  await letIn(page, visitor, contact, who.password);
  await visitor.goto("/cabinet/files");
  await hydrated(visitor);
  await visitor.locator("main").getByLabel("Add files").setInputFiles(pdfFile("Довіреність.pdf"));
  const files = visitor.locator(".client-papers > li");
  await expect(files).toHaveCount(1);
  await expect(files).toContainText("From you");
  await shots(visitor, "cabinet-files-handed");

  // On the card it says where it comes from; another one is added there and shown to him.
  await page.goto(`${client}/files`);
  await hydrated(page);
  const rows = page.locator("main tbody tr");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("From the client");
  await expect(rows).toContainText("Oksana");
  await page.locator("main").getByLabel("Add files").setInputFiles(pdfFile("Наш прайс.pdf"));
  await expect(rows).toHaveCount(2);
  await visitor.reload();
  await expect(files).toHaveCount(1);
  await rows.filter({ hasText: "Наш прайс.pdf" }).getByRole("link").first().click();
  await page.getByRole("button", { name: "Show to the client" }).click();
  await expect(page.locator(".toast-stack")).toContainText("The client sees the file");
  await visitor.reload();
  await expect(files).toHaveCount(2);

  // Without scripts too; what is not taken says why.
  await noJs.goto("/cabinet/files");
  await signInThere(noJs, who);
  const program = { name: "setup.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") };
  await noJs.locator("main").getByLabel("Add files").setInputFiles([program, pdfFile("Ще одна.pdf")]);
  await noJs.getByRole("button", { name: "Attach" }).click();
  await expect(noJs.locator(".field-error")).toContainText("setup.exe: Files of this kind are not taken");
  await expect(noJs.locator(".client-papers > li")).toHaveCount(3);
});
