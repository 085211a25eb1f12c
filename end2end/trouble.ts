import type { BrowserContext } from "@playwright/test";

/** Everything a browser complains about while a test runs. */
export class Trouble {
  private readonly found: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** From here on, what matches is expected, for example `allow(/status of 422/)` before sending a wrong form. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  watch(context: BrowserContext, javaScript = true): void {
    context.on("console", (message) => {
      const text = message.text();
      const { url } = message.location();
      if (message.type() === "error") this.add(`console error: ${text} (${url})`);
      else if (message.type() === "warning" && /hydrat/i.test(text)) this.add(`hydration: ${text} (${url})`);
    });
    context.on("weberror", (problem) => {
      const error = problem.error();
      this.add(`exception in the page: ${error.stack ?? error.message}`);
    });
    context.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText ?? "";
      // The page was left or the file was saved instead of shown: the browser itself gave the request up.
      if (reason === "net::ERR_ABORTED") return;
      // Chromium without JavaScript refuses what is preloaded as a module, and calls that a policy.
      if (!javaScript && reason === "csp" && request.url().endsWith(".js")) return;
      this.add(`request failed: ${request.method()} ${request.url()}: ${reason}`);
    });
    context.on("response", (response) => {
      if (response.status() >= 500) this.add(`answer ${response.status()}: ${response.request().method()} ${response.url()}`);
    });
  }

  list(): string[] {
    return [...this.found];
  }

  mustBeNone(): void {
    if (this.found.length > 0) throw new Error(`The browser complained:\n  ${this.found.join("\n  ")}`);
  }

  private add(text: string): void {
    if (!this.allowed.some((pattern) => pattern.test(text))) this.found.push(text);
  }
}
