// Starts the release build on a new database with demo data, signs in as a person does, and measures pages with wrk.
// Called by bench/run.sh; prints a table.
import { execFile, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const folder = resolve(process.env.BENCH_FOLDER ?? "dist/akta");
const binary = join(folder, "akta");
const clients = process.env.BENCH_CLIENTS ?? "1000";
const invoices = process.env.BENCH_INVOICES ?? "10000";
const seconds = Number(process.env.BENCH_SECONDS ?? "10");
const list = readFileSync(process.env.BENCH_URLS ?? "bench/urls", "utf8");
const administrator = { email: "bench@example.com", password: "steady-Meadow-19-compass" };

const dataDir = mkdtempSync(join(tmpdir(), "akta-bench-"));
const port = await new Promise((done) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const { port } = probe.address();
    probe.close(() => done(port));
  });
});
const url = `http://127.0.0.1:${port}`;
const env = {
  ...process.env,
  AKTA_ADDR: `127.0.0.1:${port}`,
  AKTA_BASE_URL: url,
  AKTA_DATA_DIR: dataDir,
  AKTA_DEMO: "0",
  AKTA_LOG: "warn",
};

function akta(args, input = "") {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(binary, args, { cwd: folder, env, input, encoding: "utf8" });
  if (status !== 0) throw new Error(`akta ${args.join(" ")}: exit code ${status}\n${stdout}${stderr}`);
  return performance.now() - start;
}

/** Starts the server; milliseconds until the first answer. */
async function serve() {
  const start = performance.now();
  const log = openSync(join(dataDir, "bench.log"), "a");
  const child = spawn(binary, ["serve"], { cwd: folder, env, stdio: ["ignore", log, log] });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`akta serve ended:\n${readFileSync(join(dataDir, "bench.log"), "utf8")}`);
    const ok = await fetch(`${url}/health`).then((answer) => answer.ok, () => false);
    if (ok) return { child, ms: performance.now() - start };
    if (performance.now() - start > 30_000) throw new Error("akta serve does not answer on /health");
    await new Promise((done) => setTimeout(done, 1));
  }
}

/** Sends the form of /sign-in with everything in it, like a browser without JavaScript; the session cookie. */
async function signIn() {
  const page = await (await fetch(`${url}/sign-in`)).text();
  const form = /<form\b[^>]*>(?:(?!<\/form>)[\s\S])*type="password"[\s\S]*?<\/form>/.exec(page)?.[0];
  if (!form) throw new Error("/sign-in has no form with a password");
  const attribute = (tag, name) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll("&amp;", "&");
  const body = new URLSearchParams();
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const name = attribute(tag, "name");
    const type = attribute(tag, "type");
    if (!name) continue;
    if (type === "password") body.set(name, administrator.password);
    else if (type === "email" || /email/.test(name)) body.set(name, administrator.email);
    else if (type !== "checkbox") body.set(name, attribute(tag, "value") ?? "");
  }
  const action = attribute(/<form\b[^>]*>/.exec(form)[0], "action") || "/sign-in";
  const answer = await fetch(new URL(action, url), {
    method: "POST",
    body,
    redirect: "manual",
    headers: { origin: url, referer: `${url}/sign-in`, accept: "text/html", "sec-fetch-site": "same-origin" },
  });
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  if (!/akta/.test(cookie)) throw new Error(`sign-in failed: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
  return cookie;
}

const memory = (pid, what) => Number(new RegExp(`^${what}:\\s+(\\d+)`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;

/** One run of wrk: requests per second, and the median and 99th percentile in milliseconds. */
async function measure(path, cookie, connections) {
  const threads = Math.min(connections, cpus().length);
  const options = [`-t${threads}`, `-c${connections}`, `-d${seconds}s`, "--latency", "-H", `Cookie: ${cookie}`, "-H", "Accept: text/html"];
  const { stdout: out } = await promisify(execFile)("wrk", [...options, url + path]);
  const ms = (percent) => {
    const [, number, unit] = new RegExp(`^\\s+${percent}%\\s+([\\d.]+)(us|ms|s)`, "m").exec(out);
    return Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit];
  };
  if (/Non-2xx/.test(out)) throw new Error(`${path} does not answer with 2xx:\n${out}`);
  return { perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]), p50: ms(50), p99: ms(99) };
}

let server;
try {
  akta(["migrate"]);
  akta(["user", "add", administrator.email, "--role", "administrator", "--password-stdin"], `${administrator.password}\n`);
  const demo = akta(["demo", "--clients", clients, "--invoices", invoices, "--seed", "1"]);
  const { child, ms: startMs } = await serve();
  server = child;
  const atStart = memory(child.pid, "VmRSS");
  const cookie = await signIn();

  const rows = [];
  for (const line of list.split("\n")) {
    const [, name, address] = /^([^#]+?)\s{2,}(\S+)$/.exec(line) ?? [];
    if (!name) continue;
    let path = address;
    const link = /^\{(\/([a-z-]+)\/)\}$/.exec(address);
    if (link) {
      const page = await (await fetch(`${url}/${link[2]}`, { headers: { cookie, accept: "text/html" } })).text();
      path = new RegExp(`href="(${link[1]}(?!new)[0-9a-f-]{8,})"`).exec(page)?.[1];
      if (!path) throw new Error(`/${link[2]} has no link that begins with ${link[1]}`);
    }
    const answer = await fetch(url + path, { headers: { cookie, accept: "text/html" }, redirect: "manual" });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} instead of 200`);
    const size = (await answer.arrayBuffer()).byteLength;
    process.stderr.write(`measuring ${name} (${path})\n`);
    await measure(path, cookie, 1); // warm
    rows.push({ name, size, one: await measure(path, cookie, 1), eight: await measure(path, cookie, 8) });
  }
  const afterLoad = memory(child.pid, "VmRSS");
  const peak = memory(child.pid, "VmHWM");

  const pkg = join(folder, "site/pkg");
  const size = (ending) => readdirSync(pkg).filter((n) => n.endsWith(ending)).map((n) => statSync(join(pkg, n)).size)[0] / 1024;
  const base = rows.find(({ name }) => name === "health");
  const cell = (value, digits = 2) => value.toFixed(digits).padStart(10);

  console.log(`
Akta, release build, ${env.AKTA_DATABASE_URL ? "PostgreSQL" : "SQLite"}, ${clients} clients, ${invoices} invoices; ${cpus().length} × ${cpus()[0].model.trim()}
(wrk runs on the same machine; "of bare" compares with the handler /health in the same run)

                       KB      one connection                        eight connections
page               of HTML    p50 ms    p99 ms       req/s   of bare     req/s    p99 ms   of bare`);
  for (const { name, size, one, eight } of rows) {
    const share = (mine, bare) => `${((100 * mine) / bare).toFixed(1)} %`.padStart(10);
    console.log(
      name.padEnd(16) + cell(size / 1024, 1) + cell(one.p50) + cell(one.p99) + "  " + cell(one.perSecond, 0) +
        (base ? share(one.perSecond, base.one.perSecond) : "") + cell(eight.perSecond, 0) + cell(eight.p99) +
        (base ? share(eight.perSecond, base.eight.perSecond) : ""),
    );
  }
  console.log(`
start until the first answer   ${startMs.toFixed(0)} ms
demo data (${invoices} invoices)    ${(demo / 1000).toFixed(1)} s
memory (RSS)                   ${atStart.toFixed(1)} MB at start, ${afterLoad.toFixed(1)} MB after the load, ${peak.toFixed(1)} MB at most
program                        ${(statSync(binary).size / 1048576).toFixed(1)} MB
browser code, brotli           wasm ${size(".wasm.br").toFixed(0)} KB, js ${size(".js.br").toFixed(0)} KB, css ${size(".css.br").toFixed(0)} KB`);
} finally {
  if (server && server.exitCode === null) {
    const gone = new Promise((done) => server.once("exit", done));
    server.kill("SIGTERM");
    await gone;
  }
  rmSync(dataDir, { recursive: true, force: true });
}
