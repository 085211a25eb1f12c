import { accessible, expect, hydrated, shots, signIn, test } from "./harness.ts";

test("the sign-in page opens, is accessible, and lets the administrator in", async ({ page }) => {
  const answer = await page.goto("/sign-in");
  expect(answer?.status()).toBe(200);
  await hydrated(page);
  await accessible(page);
  await shots(page, "sign-in");
  await signIn(page);
});

test("the administrator signs in without JavaScript", async ({ noJs }) => {
  await signIn(noJs);
});
