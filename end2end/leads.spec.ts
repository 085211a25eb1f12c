import { accessible, expect, hydrated, shots, signIn, test, type Page } from "./harness.ts";
import { directories, field, makeLead } from "./office.ts";

const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true });

test("a lead is written down, meets a client who looks the same, and becomes a client of his own", async ({ page, trouble }) => {
  test.slow();
  await signIn(page);
  await directories(page);
  await accessible(page);
  await shots(page, "lead-settings");

  // The client who is there already has the same phone, written otherwise.
  await page.goto("/clients/new");
  await hydrated(page);
  await field(page, "name").fill("ТОВ «Барвінок Старий»");
  await field(page, "phone").fill("050 777 31 41");
  await save(page).click();
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}$/);

  const lead = await makeLead(page, "Ольга Барвінкова", {
    company: "ТОВ «Барвінок Новий»",
    email: "olha@barvinok.example",
    phone: "+380 (50) 777-31-41",
    value: "12500,50",
    tags: "fair, wholesale",
    description: "Wants a hundred chairs",
  });
  await hydrated(page);
  await field(page, "notes").fill("Call after lunch");
  await page.locator("h1").click();
  await expect(page.locator(".toast", { hasText: "Notes saved" })).toBeVisible();
  await page.locator("input[type=file]").setInputFiles({ name: "Request.txt", mimeType: "text/plain", buffer: Buffer.from("100 chairs") });
  await expect(page.locator(".file-list")).toContainText("Request.txt");
  await accessible(page);
  await shots(page, "lead");

  // It is given to who has written it down, and stays with him when something else of it is changed.
  await page.goto(`${lead}/edit`);
  await hydrated(page);
  const assigned = await field(page, "assigned").inputValue();
  expect(assigned).not.toBe("");
  await field(page, "position").fill("Director");
  await save(page).click();
  await expect(page).toHaveURL(lead);
  await page.goto(`${lead}/edit`);
  await expect(field(page, "assigned")).toHaveValue(assigned);
  await expect(field(page, "position")).toHaveValue("Director");

  await page.goto(lead);
  await hydrated(page);
  await page.getByRole("link", { name: "Make a client" }).click();
  await expect(page).toHaveURL(`${lead}/convert`);
  const same = page.locator(".lead-same > li");
  await expect(same).toHaveCount(1);
  await expect(same).toContainText("Барвінок Старий");
  await expect(same).toContainText("the same phone");
  await expect(page.locator(".page-sub")).toContainText("1 file goes along");
  await expect(field(page, "name")).toHaveValue("ТОВ «Барвінок Новий»");
  await expect(field(page, "contact][first_name")).toHaveValue("Ольга");
  await hydrated(page);
  await accessible(page);
  await shots(page, "lead-convert");

  // Not without a tick, since one looks the same.
  trouble.allow(/status of 422/);
  await page.getByRole("button", { name: "Make the client" }).click();
  await expect(page.locator(".form-errors, .field-error").first()).toBeVisible();
  await field(page, "save_anyway").check();
  await page.getByRole("button", { name: "Make the client" }).click();
  await expect(page).toHaveURL(/\/clients\/[0-9a-f-]{36}$/);
  const card = new URL(page.url()).pathname;
  const main = page.locator("main");
  await expect(main.getByRole("heading", { level: 1 })).toContainText("Барвінок Новий");
  await expect(main).toContainText("Ольга Барвінкова");
  await expect(field(page, "notes")).toHaveValue("Wants a hundred chairs\n\nCall after lunch");
  await shots(page, "lead-client");
  await page.goto(`${card}/files`);
  await expect(page.locator("tbody")).toContainText("Request.txt");

  // Linked both ways, and locked.
  await page.goto(card);
  await page.getByRole("link", { name: "Ольга Барвінкова" }).last().click();
  await expect(page).toHaveURL(lead);
  await expect(main).toContainText("This lead has become the client");
  await expect(page.getByRole("link", { name: "Make a client" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Edit" })).toHaveCount(0);
  await shots(page, "lead-converted");
  await main.getByRole("link", { name: "ТОВ «Барвінок Новий»" }).click();
  await expect(page).toHaveURL(card);
});

test("a card goes from column to column by mouse and by keyboard, and without scripts by its menu", async ({ page, noJs }) => {
  test.slow();
  await signIn(page);
  await directories(page);
  await makeLead(page, "Гнат Колонка", { value: "300" });
  await page.goto("/leads/board?q=Колонка");
  await hydrated(page);
  const column = (name: string) => page.locator(".lead-column", { has: page.locator("h2", { hasText: name }) });
  const card = (name: string) => column(name).locator(".lead-card", { hasText: "Гнат Колонка" });
  await expect(card("New")).toBeVisible();
  await accessible(page);
  await shots(page, "lead-board");

  await card("New").dragTo(column("Proposal"));
  await expect(card("Proposal")).toBeVisible();
  await expect(card("New")).toHaveCount(0);
  await expect(column("Proposal").locator(".count")).toHaveText("1");

  const link = page.getByRole("link", { name: "Гнат Колонка" });
  await link.focus();
  await page.keyboard.press("Alt+ArrowRight");
  await expect(card("Negotiation")).toBeVisible();
  await expect(link).toBeFocused();
  await page.keyboard.press("Alt+ArrowLeft");
  await expect(card("Proposal")).toBeVisible();

  await signIn(noJs);
  await noJs.goto("/leads/board?q=Колонка");
  await noJs.locator(".lead-card .menu-of summary").click();
  await noJs.getByRole("button", { name: "In progress" }).click();
  const there = noJs.locator(".lead-column", { has: noJs.locator("h2", { hasText: "In progress" }) });
  await expect(there.locator(".lead-card")).toContainText("Гнат Колонка");

  // Let go over the last column, it is converted.
  await page.goto("/leads/board?q=Колонка");
  await hydrated(page);
  await card("In progress").dragTo(column("Customer"));
  await expect(page).toHaveURL(/\/leads\/[0-9a-f-]{36}\/convert$/);
});

test("a lead is lost for a reason and opened again, all without scripts", async ({ noJs, page }) => {
  await signIn(page);
  await directories(page);
  await signIn(noJs);
  await noJs.goto("/leads/new");
  await field(noJs, "name").fill("Панас Втрата");
  await field(noJs, "email").fill("nobody");
  await save(noJs).click();
  await expect(noJs.locator(".field-error")).toHaveCount(1);
  await field(noJs, "email").fill("panas@vtrata.example");
  await save(noJs).click();
  await expect(noJs).toHaveURL(/\/leads\/[0-9a-f-]{36}/);
  await noJs.locator("summary", { hasText: "Give up" }).click();
  await field(noJs, "reason").fill("Too expensive");
  await noJs.locator(".pop-menu button[type=submit]", { hasText: "Give up" }).click();
  await expect(noJs.locator("main")).toContainText("Reason: Too expensive");
  await noJs.goto("/leads?stage=lost&q=Втрата");
  await expect(noJs.locator("tbody tr")).toHaveCount(1);
  await noJs.locator("tbody a").first().click();
  await noJs.getByRole("button", { name: "Open again" }).click();
  await expect(noJs.getByRole("link", { name: "Make a client" })).toBeVisible();

  // The list, with what narrows it.
  await page.goto("/leads?q=Втрата");
  await hydrated(page);
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await accessible(page);
  await shots(page, "leads");
  await page.locator("summary", { hasText: "More filters" }).click();
  await page.locator("#narrow-status").selectOption({ label: "Negotiation" });
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await expect(page.locator("main")).toContainText("No lead found");
});
