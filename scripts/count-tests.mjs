// Adds up what `make test` ran: cargo's output, Playwright's report, and stages that failed without a test to blame.
// Prints the tests per engine and, as the last line, `N passed, M failed`. Exit code 1 unless M is 0.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    logs: { type: "string" },
    postgres: { type: "string" },
    "other-failures": { type: "string" },
    "failed-stages": { type: "string", default: "" },
  },
});
const failedStages = new Set(values["failed-stages"].split(","));
const read = (name) => {
  const path = join(values.logs, name);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
};

/** One side of the ledger: how many passed, failed, and were left out. */
const ledger = () => ({ passed: 0, failed: 0, skipped: 0 });
const show = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} not run` : ""}`;

// Rust. A test that runs on both engines is named …::sqlite and …::postgres.
const rust = { all: ledger(), sqlite: ledger(), postgres: ledger() };
const cargo = read("cargo");
for (const [, passed, failed, ignored] of cargo.matchAll(/^test result: \S+ (\d+) passed; (\d+) failed; (\d+) ignored/gm)) {
  rust.all.passed += Number(passed);
  rust.all.failed += Number(failed);
  rust.all.skipped += Number(ignored);
}
for (const [, name, outcome] of cargo.matchAll(/^test (\S+)(?: - should panic)? \.\.\. (ok|FAILED|ignored)/gm)) {
  const side = rust[name.split("::").at(-1)];
  if (side && side !== rust.all) side[{ ok: "passed", FAILED: "failed", ignored: "skipped" }[outcome]] += 1;
}

// Stories.
const stories = { sqlite: ledger(), postgres: ledger(), style: ledger() };
let outside = 0;
const report = read("report.json");
if (report) {
  const { suites, errors } = JSON.parse(report);
  outside = errors.length; // what went wrong beside the tests, for example the server's end
  const walk = (suite) => {
    for (const spec of suite.specs ?? []) {
      for (const { projectName, status } of spec.tests) {
        stories[projectName][{ expected: "passed", flaky: "failed", unexpected: "failed", skipped: "skipped" }[status]] += 1;
      }
    }
    suite.suites?.forEach(walk);
  };
  suites.forEach(walk);
}

const sides = [rust.all, ...Object.values(stories)];
const passed = sides.reduce((sum, side) => sum + side.passed, 0);
let failed = sides.reduce((sum, side) => sum + side.failed, 0) + outside + Number(values["other-failures"]);

const remarks = [];
if (values.postgres === "yes" && rust.sqlite.passed + rust.sqlite.failed !== rust.postgres.passed + rust.postgres.failed) {
  remarks.push("The same Rust tests must run on both engines, but their numbers differ: counted as a failure.");
  failed += 1;
}
// A stage that broke without a failed test: it did not compile, or it crashed.
if (failedStages.has("Rust tests") && rust.all.failed === 0) failed += 1;
if (failedStages.has("stories") && Object.values(stories).every((side) => side.failed === 0) && outside === 0) failed += 1;

console.log(`
Rust tests, all        ${show(rust.all)}
  of them on SQLite    ${show(rust.sqlite)}
  on PostgreSQL        ${values.postgres === "yes" ? show(rust.postgres) : "SKIPPED"}
Stories on SQLite      ${report ? show(stories.sqlite) : "none ran"}
Stories on PostgreSQL  ${values.postgres !== "yes" ? "SKIPPED" : report ? show(stories.postgres) : "none ran"}
Style sheet            ${report ? show(stories.style) : "none ran"}`);
for (const remark of remarks) console.log(remark);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
