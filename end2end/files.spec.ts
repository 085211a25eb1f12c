import { readFileSync } from "node:fs";
import { request } from "node:http";
import { accessible, expect, hydrated, shots, signIn, test } from "./harness.ts";
import type { Page } from "./harness.ts";
import { issueOne, makeClient, makeCompany, pdfFile as pdf } from "./office.ts";

/** A blue square. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAABgAAAAYCAIAAABvFaqvAAAAH0lEQVR42mOQs1lAFcQwatCoQaMGjRo0atCoQQNvEAAhFDKfJxGT9gAAAABJRU5ErkJggg==",
  "base64",
);

const field = (page: Page) => page.locator("main").getByLabel("Add files");
const rows = (page: Page) => page.locator("main tbody tr");

/** The Files tab of a new client. */
async function filesOf(page: Page, client: string): Promise<string> {
  await makeCompany(page);
  await makeClient(page, client);
  const address = `${page.url()}/files`;
  await page.goto(address);
  await hydrated(page);
  await expect(field(page)).toBeVisible();
  return address;
}

test("ten files are added to a client, and the one whose connection broke is sent again", async ({ page, trouble }) => {
  trouble.allow(/ERR_FAILED/);
  await signIn(page);
  await filesOf(page, "ТОВ Картотека");
  await expect(page.locator("main")).toContainText("No files yet");
  await shots(page, "files-empty");

  let requests = 0;
  await page.route("**/files/of/**", (route) => (++requests === 4 ? route.abort("failed") : route.continue()));
  await field(page).setInputFiles(Array.from({ length: 10 }, (_, n) => pdf(`Договір ${n}.pdf`)));
  const failed = page.locator(".upload-list > li");
  await expect(failed).toHaveCount(1);
  await expect(failed).toContainText("The connection broke");
  await expect(rows(page)).toHaveCount(9);
  await accessible(page);
  await shots(page, "files-failed");

  const name = await failed.locator(".upload-name").textContent();
  await failed.getByRole("button", { name: "Try again" }).click();
  await expect(rows(page)).toHaveCount(10);
  await expect(page.locator(".upload-list > li")).toHaveCount(0);
  await expect(rows(page).filter({ hasText: name ?? "" })).toHaveCount(1);
  await expect(page.locator('.tabs-bar a[href$="/files"] .count')).toHaveText("10");
  expect(requests).toBe(11);
  await shots(page, "files-list");

  await page.getByPlaceholder("Name of the file").fill("договір 7");
  await expect(rows(page)).toHaveCount(1);
  await expect(page).toHaveURL(/q=/);
});

test("a file that is not taken says why, before it is sent and without scripts too", async ({ page, noJs }) => {
  await signIn(page);
  const address = await filesOf(page, "ТОВ Сито");
  const program = { name: "setup.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ") };
  await field(page).setInputFiles([program, pdf("Добрий.pdf")]);
  await expect(page.locator(".upload-list > li")).toHaveCount(1);
  await expect(page.locator(".upload-list > li")).toContainText("Files of this kind are not taken");
  await expect(page.locator(".upload-list > li").getByRole("button", { name: "Try again" })).toHaveCount(0);
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: "Take out: setup.exe" }).click();
  await expect(page.locator(".upload-list > li")).toHaveCount(0);

  await signIn(noJs);
  await noJs.goto(address);
  const lie = { name: "page.pdf", mimeType: "application/pdf", buffer: Buffer.from("<!doctype html><script>alert(1)</script>") };
  await field(noJs).setInputFiles([program, lie, pdf("Ще один.pdf")]);
  await noJs.getByRole("button", { name: "Attach" }).click();
  await expect(noJs.locator(".field-error")).toContainText("setup.exe: Files of this kind are not taken");
  await expect(noJs.locator(".field-error")).toContainText("page.pdf: The content of the file is not what its name says");
  await expect(rows(noJs)).toHaveCount(2);
  await shots(noJs, "files-plain");
});

test("a gigabyte is cut off early and takes no memory", async ({ page, akta }) => {
  await signIn(page);
  const address = await filesOf(page, "ТОВ Водоспад");
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const client = /clients\/([0-9a-f-]+)/.exec(address)?.[1];
  const before = akta.memory();
  let most = before;
  let sent = 0;
  const status = await new Promise<number | string>((done) => {
    const headers = { cookie, accept: "application/json", "sec-fetch-site": "same-origin", "content-type": "multipart/form-data; boundary=b" };
    const upload = request(`${akta.url}/files/of/client/${client}`, { method: "POST", headers }, (answer) => {
      answer.resume();
      done(answer.statusCode ?? 0);
    });
    // A server that has said its word may close the connection while the next piece is written.
    upload.on("error", (problem) => done(problem.message));
    upload.write('--b\r\nContent-Disposition: form-data; name="request"\r\n\r\n019ad000-0000-7000-8000-000000000001\r\n');
    upload.write('--b\r\nContent-Disposition: form-data; name="file"; filename="endless.txt"\r\n\r\n');
    const piece = Buffer.alloc(1 << 20, "a");
    const next = () => {
      if (upload.destroyed || upload.writableEnded) return;
      if (sent >= 1024) return void upload.end("\r\n--b--\r\n");
      sent += 1;
      if (sent % 16 === 0) most = Math.max(most ?? 0, akta.memory() ?? 0);
      upload.write(piece, next);
    };
    next();
  });
  // It hears why, unless its connection is closed first.
  expect([413, 422, "read ECONNRESET", "write EPIPE", "write ECONNRESET"]).toContain(status);
  // The limit is 100 MB; twice as much is thrown away, and some lies in the pipes.
  expect(sent).toBeLessThan(230);
  if (before !== undefined) expect(most! - before).toBeLessThan(30);
  await page.reload();
  await hydrated(page);
  await expect(rows(page)).toHaveCount(0);
  await field(page).setInputFiles([pdf("Добрий.pdf")]);
  await expect(rows(page)).toHaveCount(1);
});

test("an attachment of an invoice stands in the tab of its client with where it comes from", async ({ page }) => {
  await signIn(page);
  await makeCompany(page);
  const invoice = await issueOne(page, "ТОВ Додаток", { name: "Послуга", quantity: "1", price: "100", vat: "ПДВ 20 %" });
  await hydrated(page);
  const number = /No\.\s*(\S+)/.exec((await page.locator(".page-head h1").textContent()) ?? "")?.[1] ?? "";
  await field(page).setInputFiles([
    pdf("Скан підписаного рахунку.pdf"),
    { name: "Фото.png", mimeType: "image/png", buffer: PICTURE },
  ]);
  const list = page.locator("#files .file-list > li");
  await expect(list).toHaveCount(2);
  await expect(page.locator(".timeline-list")).toContainText("File added");
  await accessible(page);
  await shots(page, "files-invoice");
  await list.first().locator("summary").click();
  await list.first().getByRole("button", { name: "Delete" }).click();
  await expect(list).toHaveCount(1);
  await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
  await expect(list).toHaveCount(2);
  await expect(page.locator(".toast-stack")).toContainText("The file is back");

  const client = await page.locator(".page-sub a").first().getAttribute("href");
  await page.goto(`${client}/files`);
  await hydrated(page);
  await field(page).setInputFiles(pdf("Статут.pdf"));
  await expect(rows(page)).toHaveCount(3);
  const scan = rows(page).filter({ hasText: "Скан підписаного рахунку.pdf" });
  await expect(scan.getByRole("link", { name: `Invoice ${number}` })).toHaveAttribute("href", new URL(invoice).pathname);
  await page.getByRole("link", { name: "From the card" }).click();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("link", { name: "Of invoices" }).click();
  await expect(rows(page)).toHaveCount(2);

  // A picture is looked at beside the list.
  await rows(page).filter({ hasText: "Фото.png" }).locator("a.row-link").click();
  const drawer = page.locator("dialog.drawer");
  await expect(drawer.locator("img.file-picture")).toHaveJSProperty("naturalWidth", 24);
  await accessible(page);
  await shots(page, "files-drawer");
  await drawer.getByRole("button", { name: "Show to the client" }).click();
  await expect(drawer.getByText("The client sees it")).toBeVisible();

  // Deleted, and brought back.
  await drawer.getByRole("button", { name: "Delete" }).click();
  await expect(drawer.getByRole("button", { name: "Bring back" })).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await drawer.getByRole("button", { name: "Bring back" }).click();
  await expect(rows(page)).toHaveCount(2);
});

test("a deleted file is brought back without scripts", async ({ page, noJs }) => {
  await signIn(page);
  const address = await filesOf(page, "ТОВ Кошик");
  await field(page).setInputFiles(pdf("Зайвий.pdf"));
  await expect(rows(page)).toHaveCount(1);
  await signIn(noJs);
  await noJs.goto(address);
  await rows(noJs).locator("a.row-link").click();
  await noJs.getByRole("button", { name: "Delete" }).click();
  await expect(noJs.locator("main")).toContainText("File deleted: Зайвий.pdf");
  await noJs.goto(`${address}?deleted=true`);
  await expect(noJs.locator("main")).toContainText("kept for 30 days");
  await rows(noJs).locator("a.row-link").click();
  await noJs.getByRole("button", { name: "Bring back" }).click();
  await noJs.goto(address);
  await expect(rows(noJs)).toHaveCount(1);
});

test("files are dropped on the page, under names that mean harm", async ({ page }) => {
  await signIn(page);
  const address = await filesOf(page, "ТОВ Пастка");
  const names = ['"><img src=x onerror=alert(1)>.txt', "../../etc/passwd.txt", "x\u202efdp.txt", `${"д".repeat(300)}.txt`, "x.php.txt"];
  const data = await page.evaluateHandle((names) => {
    const transfer = new DataTransfer();
    for (const name of names) transfer.items.add(new File(["<script>alert(1)</script>"], name, { type: "text/plain" }));
    return transfer;
  }, names);
  await page.dispatchEvent("body", "dragover", { dataTransfer: data });
  await expect(page.locator(".file-drop.is-over")).toBeVisible();
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
  await expect(page.locator(".file-drop.is-over")).toHaveCount(0);
  await expect(rows(page)).toHaveCount(5);
  const links = page.locator("main tbody a.row-link");
  await expect(links.filter({ hasText: "passwd.txt" })).toHaveText("passwd.txt");
  await expect(links.filter({ hasText: "x_php" })).toHaveText("x_php.txt");
  await expect(links.filter({ hasText: "xfdp" })).toHaveText("xfdp.txt");
  await expect(page.locator("main tbody img")).toHaveCount(0);
  await shots(page, "files-hostile");

  // What is opened is text; what is saved has the name that is shown.
  await links.filter({ hasText: "onerror" }).click();
  const drawer = page.locator("dialog.drawer");
  const shown = await page.request.get((await drawer.getByRole("link", { name: "Open" }).getAttribute("href")) ?? "");
  expect(shown.headers()["content-type"]).toBe("text/plain; charset=utf-8");
  expect(shown.headers()["content-security-policy"]).toBe("sandbox; default-src 'none'");
  expect(shown.headers()["x-content-type-options"]).toBe("nosniff");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    drawer.getByRole("link", { name: "Download" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("___img src=x onerror=alert(1)_.txt");
  expect(readFileSync(await download.path()).toString()).toBe("<script>alert(1)</script>");
  await page.goto(address);
});
