/** Roles of one's own: a table of rights that is ticked, held by the very next request of whoever has the role. */
import { accessible, expect, hydrated, shots, signIn, test, type Page } from "./harness.ts";
import { field, makeClient } from "./office.ts";

const olena = { email: "olena@example.com", password: "violet tractor 7" };

const right = (page: Page, code: string) => field(page, `rights][${code}`);
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true });

/** Opens a role of the list. */
async function open(page: Page, name: string): Promise<void> {
  await page.goto("/settings/roles");
  await page.getByRole("link", { name }).click();
  await expect(page.locator("h1")).toHaveText(name);
  await hydrated(page);
}

test("a role of one's own shows what it says, and a change of it holds at once", async ({ page, newContext, trouble }) => {
  await signIn(page);
  await page.goto("/settings");
  await page.getByRole("main").getByRole("link", { name: /^Roles/ }).click();
  await expect(page.getByRole("main").locator(".setting-list > li")).toHaveCount(4);
  await accessible(page);
  await page.getByRole("link", { name: "New role" }).click();
  await hydrated(page);
  await accessible(page);
  await shots(page, "role-new");

  // What others need is asked for beside its box.
  trouble.allow(/status of 422/);
  await field(page, "name").fill("Own sales");
  for (const deed of ["Create", "Change"]) await page.getByRole("checkbox", { name: `Clients: ${deed}` }).check();
  await page.getByRole("combobox", { name: "Invoices: View" }).selectOption("All");
  await save(page).click();
  await expect(page.locator(".form-errors")).toContainText("Clients: View");
  // Nor is a paper seen further than its client.
  await right(page, "view_clients").selectOption("Own");
  await save(page).click();
  await expect(page.locator(".form-errors")).toContainText("Invoices: View");
  await expect(right(page, "view_clients")).toHaveValue("own");
  await right(page, "view_invoices").selectOption("Own");
  await save(page).click();
  await expect(page).toHaveURL(/\/settings\/roles$/);
  await expect(page.getByRole("link", { name: /Own sales/ })).toContainText("Sees only own clients");

  await page.goto("/settings/users/new");
  await hydrated(page);
  await field(page, "name").fill("Olena");
  await field(page, "email").fill(olena.email);
  await field(page, "role").selectOption({ label: "Own sales" });
  await field(page, "password").fill(olena.password);
  await page.locator("main button[type=submit]").click();
  await expect(page.locator("tbody tr", { hasText: "Olena" })).toContainText("Own sales");
  await makeClient(page, "ТОВ Полин");

  const elsewhere = await (await newContext()).newPage();
  await signIn(elsewhere, olena);
  await makeClient(elsewhere, "ТОВ Рогоза");
  await elsewhere.goto("/clients?q=Полин");
  await expect(elsewhere.locator("tbody tr")).toHaveCount(0);
  await elsewhere.goto("/clients");
  await expect(elsewhere.locator("tbody tr")).toHaveCount(1);
  await expect(elsewhere.locator("tbody tr")).toContainText("ТОВ Рогоза");
  const places = elsewhere.locator(".nav-side");
  await expect(places.locator("a[href='/invoices']")).toHaveCount(1);
  await expect(places.locator("a[href='/payments']")).toHaveCount(0);
  trouble.allow(/status of 403/);
  for (const address of ["/payments", "/settings/roles"]) expect((await elsewhere.goto(address))?.status()).toBe(403);

  // Payments too, and everybody's clients: the session goes on and sees it.
  await open(page, "Own sales");
  await shots(page, "role");
  await right(page, "view_payments").selectOption("All");
  await right(page, "view_invoices").selectOption("All");
  await right(page, "view_clients").selectOption("All");
  await save(page).click();
  await expect(page).toHaveURL(/\/settings\/roles$/);
  expect((await elsewhere.goto("/payments"))?.status()).toBe(200);
  await expect(places.locator("a[href='/payments']")).toHaveCount(1);
  await elsewhere.goto("/clients?q=Полин");
  await expect(elsewhere.locator("tbody tr")).toContainText("ТОВ Полин");
  await elsewhere.getByRole("link", { name: "ТОВ Полин" }).click();
  const invoices = elsewhere.getByRole("main").locator(".tabs-bar a[href$='/invoices']");
  await expect(elsewhere.locator("h1")).toContainText("ТОВ Полин");
  await expect(invoices).toHaveCount(1);

  // Of invoices, and of what belongs to them, her own: the client stays, and what concerns his invoices is gone from the card.
  await open(page, "Own sales");
  await right(page, "view_payments").selectOption("Own");
  await right(page, "view_invoices").selectOption("Own");
  await save(page).click();
  await expect(page.getByRole("link", { name: /Own sales/ })).toContainText("Own only: Invoices, Payments");
  await elsewhere.reload();
  await expect(elsewhere.locator("h1")).toContainText("ТОВ Полин");
  await expect(invoices).toHaveCount(0);
  await elsewhere.goto("/clients?q=Рогоза");
  await elsewhere.getByRole("link", { name: "ТОВ Рогоза" }).click();
  await expect(elsewhere.locator("h1")).toContainText("ТОВ Рогоза");
  await expect(invoices).toHaveCount(1);

  // Invoices that she may change and not make: no way leads to a new one, and its address says why.
  await open(page, "Own sales");
  await right(page, "edit_invoices").check();
  await expect(right(page, "create_invoices")).not.toBeChecked();
  await save(page).click();
  await expect(page).toHaveURL(/\/settings\/roles$/);
  const ways = elsewhere.locator("a[href^='/invoices/new']");
  await elsewhere.goto("/invoices");
  await expect(elsewhere.locator("h1")).toHaveText("Invoices");
  await expect(elsewhere.getByRole("link", { name: "New invoice" })).toHaveCount(0);
  await expect(ways).toHaveCount(0);
  expect((await elsewhere.goto("/invoices/new"))?.status()).toBe(403);
  await expect(elsewhere.getByRole("main")).toContainText("Your role doesn’t allow this");
  await expect(places.locator("a[href='/invoices']")).toHaveCount(1);

  // The other way round.
  await open(page, "Own sales");
  await right(page, "edit_invoices").uncheck();
  await right(page, "create_invoices").check();
  await save(page).click();
  await expect(page).toHaveURL(/\/settings\/roles$/);
  await elsewhere.goto("/invoices");
  await expect(elsewhere.getByRole("main").getByRole("link", { name: "New invoice" }).first()).toBeVisible();
  expect((await elsewhere.goto("/invoices/new"))?.status()).toBe(200);
});

test("without JavaScript a copy is made, changed and deleted; what may not be changed says so", async ({ noJs }) => {
  await signIn(noJs);
  await noJs.goto("/settings/roles");
  await noJs.getByRole("link", { name: /^Administrator/ }).click();
  await expect(noJs.getByRole("note")).toContainText("stays as it is");
  // What can only be looked at is no fainter than what can be changed.
  await expect(noJs.getByRole("checkbox", { name: "Clients: Create" })).toHaveCSS("opacity", "1");
  await expect(right(noJs, "view_clients")).toBeDisabled();
  await expect(save(noJs)).toHaveCount(0);

  await noJs.goto("/settings/roles");
  await noJs.getByRole("link", { name: /^Accountant/ }).click();
  await noJs.getByRole("link", { name: "Make a copy" }).click();
  await expect(right(noJs, "record_payments")).toBeChecked();
  await expect(right(noJs, "manage_users")).not.toBeChecked();
  await field(noJs, "name").fill("Night shift");
  await right(noJs, "view_leads").selectOption("None");
  await save(noJs).click();
  // What was ticked is still ticked, and what was not is not.
  await expect(noJs.locator(".form-errors")).toContainText("Leads: View");
  await expect(right(noJs, "view_leads")).toHaveValue("");
  await expect(right(noJs, "record_payments")).toBeChecked();
  for (const code of ["create_leads", "edit_leads", "delete_leads"]) await right(noJs, code).uncheck();
  await save(noJs).click();
  await expect(noJs).toHaveURL(/\/settings\/roles/);
  await noJs.getByRole("link", { name: /^Night shift/ }).click();
  await expect(right(noJs, "edit_leads")).not.toBeChecked();
  await noJs.locator("summary", { hasText: "Delete" }).click();
  await noJs.getByRole("button", { name: "Delete the role for good" }).click();
  await expect(noJs).toHaveURL(/\/settings\/roles/);
  await expect(noJs.getByRole("link", { name: /^Night shift/ })).toHaveCount(0);
});
