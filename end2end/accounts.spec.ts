import { accessible, ADMIN, expect, hydrated, shots, signIn, test } from "./harness.ts";

const field = (name: string) => `[name="input[${name}]"]`;
const colleague = { email: "petro@example.com", password: "tea with lemon 3" };

test("an administrator adds a colleague, who signs in, until he is deactivated", async ({ page, newContext, trouble }) => {
  await signIn(page);
  await page.goto("/settings/users/new");
  await hydrated(page);
  await accessible(page);
  await shots(page, "user-new");
  await page.locator(field("name")).fill("Petro Bondar");
  await page.locator(field("email")).fill(colleague.email);
  await page.locator(field("role")).selectOption("accountant");
  await page.locator(field("password")).fill(colleague.password);
  await page.locator("main button[type=submit]").click();
  await expect(page).toHaveURL(/\/settings\/users$/);
  await expect(page.locator("tbody tr")).toHaveCount(2);
  await accessible(page);
  await shots(page, "users");

  const elsewhere = await (await newContext()).newPage();
  await signIn(elsewhere, colleague);
  trouble.allow(/status of 403/);
  const forbidden = await elsewhere.goto("/settings/users");
  expect(forbidden?.status()).toBe(403);

  await page.locator("a.row-link", { hasText: "Petro" }).click();
  await expect(page.locator("h1")).toHaveText("Petro Bondar");
  await shots(page, "user");
  await page.locator(field("active")).uncheck();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await elsewhere.goto("/profile");
  await expect(elsewhere).toHaveURL(/\/sign-in\?next=%2Fprofile$/);
});

test("a person sees his sessions, ends another one, and changes the password", async ({ page, akta, newContext, trouble }) => {
  const anna = { email: "anna@example.com", password: "violet tractor 7" };
  await akta.command(["user", "add", anna.email, "--role", "manager", "--password-stdin"], `${anna.password}\n`);
  const elsewhere = await (await newContext()).newPage();
  await signIn(elsewhere, anna);
  await signIn(page, anna);
  await page.goto("/profile");
  await hydrated(page);
  await accessible(page);
  await shots(page, "profile");
  await expect(page.locator("tbody tr")).toHaveCount(2);
  await page.locator("tbody form button").click();
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await elsewhere.goto("/profile");
  await expect(elsewhere).toHaveURL(/\/sign-in/);

  trouble.allow(/status of 422/);
  const password = page.locator("form[action='/api/profile/password']");
  await password.locator(field("current_password")).fill("not this one");
  await password.locator(field("password")).fill("grey tractor 8");
  await password.locator(field("password_again")).fill("grey tractor 8");
  await password.locator("button").click();
  await expect(password.locator(".form-errors")).toBeVisible();
  await password.locator(field("current_password")).fill(anna.password);
  await password.locator("button").click();
  await expect(password.locator(field("password"))).toHaveValue("");
  await page.reload();
  await expect(page).toHaveURL(/\/profile$/);
  await signIn(elsewhere, { ...anna, password: "grey tractor 8" });
});

test("without JavaScript a refused sign-in keeps the e-mail, and leads to the wanted page at last", async ({ noJs }) => {
  await noJs.goto("/settings/users?deactivated=true");
  await expect(noJs).toHaveURL(/\/sign-in\?next=/);
  await noJs.locator(field("email")).fill(ADMIN.email);
  await noJs.locator(field("password")).fill("not the password");
  await noJs.locator("main button.btn-primary").click();
  await expect(noJs.locator(".form-errors")).toBeVisible();
  await expect(noJs.locator(field("email"))).toHaveValue(ADMIN.email);
  await expect(noJs.locator(field("password"))).toHaveValue("");
  await noJs.locator(field("password")).fill(ADMIN.password);
  await noJs.locator("main button.btn-primary").click();
  await expect(noJs).toHaveURL(/\/settings\/users\?deactivated=true$/);
  await noJs.goto("/profile");
  await noJs.locator(field("lang")).selectOption("uk");
  await noJs.locator("form[action='/api/profile/save'] button").click();
  await expect(noJs.locator("html")).toHaveAttribute("lang", "uk");
  await noJs.locator(field("lang")).selectOption("en");
  await noJs.locator("form[action='/api/profile/save'] button").click();
  await expect(noJs.locator("html")).toHaveAttribute("lang", "en");
});
