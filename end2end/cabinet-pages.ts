/** What the pages of the cabinet are looked at with: a client with a paper of each kind, and a contact who is shown all of them. */
import { expect, hydrated, type Page } from "./harness.ts";
import { contractOf, field, invoiceOfBoth, pdfFile } from "./office.ts";
import { agree, letIn, makeContact, type Visitor } from "./visitor.ts";

const CLIENT = "ТОВ Усі Папери";

/** The client's card; made once per server, by staff who reads English. Whatever can be signed waits for that. */
export async function clientWithPapers(page: Page): Promise<string> {
  const rows = page.locator("tbody a.row-link");
  // The payment is made last: where it is, all the others are.
  await page.goto(`/payments?q=${encodeURIComponent(CLIENT)}`);
  if ((await rows.count()) > 0) {
    await page.goto(`/clients?q=${encodeURIComponent(CLIENT)}`);
    return (await rows.first().getAttribute("href"))!;
  }
  await agree(page);
  const invoice = (await invoiceOfBoth(page, CLIENT)).split("/").pop();
  const card = new URL((await page.locator(".page-sub a").first().getAttribute("href"))!, page.url()).pathname;
  for (const kind of ["acts", "delivery-notes"]) {
    await page.goto(`/${kind}/new?invoice=${invoice}`);
    await hydrated(page);
    await page.locator(".sticky-foot").getByRole("button", { name: "Issue", exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`/${kind}/[0-9a-f-]{36}$`));
  }
  await contractOf(page, card, "УП-1");
  await page.goto(`/payments/new?invoice=${invoice}`);
  await hydrated(page);
  await field(page, "amount").fill("300");
  await page.getByRole("button", { name: "Record payment" }).click();
  await expect(page).not.toHaveURL(/\/payments\/new/);
  return card;
}

/** Lets a contact of the client in, who hands over a file and asks something. */
export async function moveIn(staff: Page, visitor: Page, card: string, who: Visitor): Promise<void> {
  await letIn(staff, visitor, await makeContact(staff, card, who), who.password);
  await visitor.goto("/cabinet/files");
  await hydrated(visitor);
  const files = visitor.locator(".client-papers > li");
  const others = await files.count();
  await visitor.locator("main input[type=file]").setInputFiles(pdfFile("Scan.pdf"));
  await expect(files).toHaveCount(others + 1);
  await visitor.goto("/cabinet/support/new");
  await hydrated(visitor);
  await visitor.locator("main [name=subject]").fill("A question");
  await visitor.locator("main [name=body]").fill("When does it come?");
  await visitor.locator("main form[enctype] button[type=submit]").click();
  await expect(visitor).toHaveURL(/\/cabinet\/support\/[0-9a-f-]{36}$/);
}
