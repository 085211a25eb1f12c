// Adds up what `make test` ran: cargo's output, Playwright's report, and stages that failed without a test to blame.
// Prints the tests per engine, which stories failed and why, and, as the last line, `N passed, M failed`. Exit code 1 unless M is 0.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs, stripVTControlCharacters } from "node:util";

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

// Rust. A test of both engines prints on each `engine sqlite: ok` or `engine postgres: ok`.
const rust = ledger();
const cargo = read("cargo");
for (const [, passed, failed, ignored] of cargo.matchAll(/^test result: \S+ (\d+) passed; (\d+) failed; (\d+) ignored/gm)) {
  rust.passed += Number(passed);
  rust.failed += Number(failed);
  rust.skipped += Number(ignored);
}
const ran = (engine) => [...cargo.matchAll(new RegExp(`^engine ${engine}: ok$`, "gm"))].length;
const onEngine = { sqlite: ran("sqlite"), postgres: ran("postgres") };

// Stories.
const stories = { sqlite: ledger(), postgres: ledger(), style: ledger() };
let outside = 0;
/** Why a story failed, as the end of a long log shows it: the first lines of each error. */
const reasons = [];
const reason = (title, { message = "" }) => reasons.push(`\n${title}\n${stripVTControlCharacters(message).split("\n").slice(0, 15).join("\n")}`);
const report = read("report.json");
if (report) {
  const { suites, errors } = JSON.parse(report);
  outside = errors.length; // what went wrong beside the tests, for example the server's end
  for (const error of errors) reason("Beside the stories", error);
  const walk = (suite) => {
    for (const spec of suite.specs ?? []) {
      for (const { projectName, status, results } of spec.tests) {
        stories[projectName][{ expected: "passed", flaky: "failed", unexpected: "failed", skipped: "skipped" }[status]] += 1;
        for (const error of results.flatMap((result) => result.errors)) reason(`${projectName}: ${spec.title} (${spec.file}:${spec.line})`, error);
      }
    }
    suite.suites?.forEach(walk);
  };
  suites.forEach(walk);
}

const sides = [rust, ...Object.values(stories)];
const passed = sides.reduce((sum, side) => sum + side.passed, 0);
let failed = sides.reduce((sum, side) => sum + side.failed, 0) + outside + Number(values["other-failures"]);

const remarks = [];
if (values.postgres === "yes" && rust.failed === 0 && onEngine.sqlite !== onEngine.postgres) {
  remarks.push("The same Rust tests must run on both engines, but their numbers differ: counted as a failure.");
  failed += 1;
}
// A stage that broke without a failed test: it did not compile, or it crashed.
if (failedStages.has("Rust tests") && rust.failed === 0) failed += 1;
if (failedStages.has("stories") && Object.values(stories).every((side) => side.failed === 0) && outside === 0) failed += 1;

console.log(`
Rust tests             ${show(rust)}
  on SQLite            ${onEngine.sqlite} ran through
  on PostgreSQL        ${values.postgres === "yes" ? `${onEngine.postgres} ran through` : "SKIPPED"}
Stories on SQLite      ${report ? show(stories.sqlite) : "none ran"}
Stories on PostgreSQL  ${values.postgres !== "yes" ? "SKIPPED" : report ? show(stories.postgres) : "none ran"}
Style sheet            ${report ? show(stories.style) : "none ran"}`);
for (const remark of [...remarks, ...reasons]) console.log(remark);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
