// The release build on a new database with demo data, signed in as a person does, and what is measured on it with wrk.
import { execFile, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

export const folder = resolve(process.env.BENCH_FOLDER ?? "dist/akta");
export const binary = join(folder, "akta");
export const seconds = Number(process.env.BENCH_SECONDS ?? "10");
export const processor = `${cpus().length} × ${cpus()[0].model.trim()}`;
export const engine = process.env.AKTA_DATABASE_URL ? "PostgreSQL" : "SQLite";
const administrator = { email: "bench@example.com", password: "steady-Meadow-19-compass" };

/** A column of figures. */
export const cell = (value, digits = 2, width = 10) => value.toFixed(digits).padStart(width);

/** What is measured: lines of "name  path". */
export function addresses(file) {
  const lines = readFileSync(file, "utf8").split("\n").map((line) => /^([^#]+?)\s{2,}(\S+)$/.exec(line));
  return lines.filter(Boolean).map(([, name, address]) => ({ name, address }));
}

const freePort = () =>
  new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });

/** A database of its own in the server of AKTA_DATABASE_URL. */
function freshDatabase(name) {
  const url = new URL(process.env.AKTA_DATABASE_URL);
  const { status, stderr } = spawnSync("psql", [url.href, "-qc", `CREATE DATABASE ${name}`], { encoding: "utf8" });
  if (status !== 0) throw new Error(`no database: ${stderr}`);
  url.pathname = `/${name}`;
  return url.href;
}

/** The folder of the server's data. In BENCH_DATA it is kept, and what it holds is used again. */
function dataFolder(clients, invoices) {
  const kept = process.env.BENCH_DATA && !process.env.AKTA_DATABASE_URL;
  if (!kept) return { dataDir: mkdtempSync(join(tmpdir(), "akta-bench-")), kept: false, filled: false };
  const dataDir = resolve(process.env.BENCH_DATA, `${clients}-${invoices}`);
  mkdirSync(dataDir, { recursive: true });
  return { dataDir, kept, filled: existsSync(join(dataDir, "akta.db")) };
}

/** Starts the server with demo data of that size. */
export async function startAkta(clients, invoices) {
  const { dataDir, kept, filled } = dataFolder(clients, invoices);
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = {
    ...process.env,
    AKTA_ADDR: new URL(url).host,
    AKTA_BASE_URL: url,
    AKTA_DATA_DIR: dataDir,
    AKTA_DEMO: "0",
    AKTA_LOG: "warn",
  };
  if (process.env.AKTA_DATABASE_URL) env.AKTA_DATABASE_URL = freshDatabase(`bench_${process.pid}_${clients}`);
  const akta = (args, input = "") => {
    const start = performance.now();
    const { status, stdout, stderr } = spawnSync(binary, args, { cwd: folder, env, input, encoding: "utf8" });
    if (status !== 0) throw new Error(`akta ${args.join(" ")}: exit code ${status}\n${stdout}${stderr}`);
    return performance.now() - start;
  };
  akta(["migrate"]);
  if (!filled) akta(["user", "add", administrator.email, "--role", "administrator", "--password-stdin"], `${administrator.password}\n`);
  const demoMs = filled ? undefined : akta(["demo", "--clients", `${clients}`, "--invoices", `${invoices}`, "--seed", "1"]);

  const start = performance.now();
  const log = join(dataDir, "bench.log");
  const out = openSync(log, "a");
  const child = spawn(binary, ["serve"], { cwd: folder, env, stdio: ["ignore", out, out] });
  for (;;) {
    if (child.exitCode !== null) throw new Error(`akta serve ended:\n${readFileSync(log, "utf8")}`);
    if (await fetch(`${url}/health`).then((answer) => answer.ok, () => false)) break;
    if (performance.now() - start > 30_000) throw new Error("akta serve does not answer on /health");
    await new Promise((done) => setTimeout(done, 1));
  }
  const startMs = performance.now() - start;
  const memory = (what) => Number(new RegExp(`^${what}:\\s+(\\d+)`, "m").exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]) / 1024;
  return {
    url,
    demoMs,
    startMs,
    memory,
    cookie: await signIn(url),
    check: () => akta(["check"]),
    async stop() {
      if (child.exitCode === null) {
        const gone = new Promise((done) => child.once("exit", done));
        child.kill("SIGTERM");
        await gone;
      }
      if (!kept) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Sends the form of /sign-in with everything in it, like a browser without JavaScript; the session cookie. */
async function signIn(url) {
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

/** The id of the first link of a list page, for example of `clients`. */
export async function firstId({ url, cookie }, list) {
  const page = await (await fetch(`${url}/${list}`, { headers: { cookie, accept: "text/html" } })).text();
  const id = new RegExp(`href="/${list}/([0-9a-f-]{36})"`).exec(page)?.[1];
  if (!id) throw new Error(`/${list} has no link to one of them`);
  return id;
}

/**
 * A session of the cabinet for the client of the first invoice, whose contact is let in for that and looked as. Addresses of the cabinet know
 * no other, and those of the staff don't know it: both can be sent together.
 */
export async function lookIn({ url, cookie }) {
  const page = async (path) => (await fetch(url + path, { headers: { cookie, accept: "text/html" } })).text();
  const send = (path, fields) =>
    fetch(url + path, {
      method: "POST",
      body: new URLSearchParams(fields),
      redirect: "manual",
      headers: { cookie, origin: url, referer: url, accept: "text/html", "sec-fetch-site": "same-origin" },
    });
  const invoice = await page(`/invoices/${await firstId({ url, cookie }, "invoices")}`);
  const client = /href="\/clients\/([0-9a-f-]{36})"/.exec(invoice)[1];
  for (const [, id] of (await page(`/clients/${client}/contacts`)).matchAll(/href="\/contacts\/([0-9a-f-]{36})"/g)) {
    await send("/api/contact-access/invite", { id });
    const set = (await send("/api/contact-access/look", { id })).headers.getSetCookie().map((line) => line.split(";")[0]);
    const session = set.find((line) => /cabinet/.test(line));
    if (session) return session;
  }
  throw new Error(`no contact of client ${client} can be let in`);
}

/** What the editor would send of a new invoice for the first client, without lines, and a line. */
export async function draftInput(server) {
  const headers = { cookie: server.cookie, accept: "application/json" };
  const editor = await (await fetch(`${server.url}/api/invoices/editor?client=${await firstId(server, "clients")}`, { headers })).json();
  const organization = editor.organizations.find(({ id }) => id === editor.form.organization);
  const line = { item: "", kind: "service", name: "", description: "", quantity: "1", unit: "h", price: "125.50", discount: "", vat: organization.rates[0].id };
  return { form: editor.form, line };
}

/** Pages answer people, server functions programs. */
const accepted = (path) => (path.startsWith("/api/") ? "application/json" : "text/html");

/** An address with `{clients}`, `{invoices}` … replaced by the first id of that list; it must answer with 200. */
export async function ready(server, address) {
  let path = address;
  for (const [place, list] of address.matchAll(/\{([a-z/-]+)\}/g)) path = path.replace(place, await firstId(server, list));
  const answer = await fetch(server.url + path, { headers: { cookie: server.cookie, accept: accepted(path) }, redirect: "manual" });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} instead of 200`);
  return { path, kilobytes: (await answer.arrayBuffer()).byteLength / 1024 };
}

/** One run of wrk: requests per second, and the median and 99th percentile in milliseconds. */
export async function measure({ url, cookie }, path, connections) {
  const threads = Math.min(connections, cpus().length);
  const options = [`-t${threads}`, `-c${connections}`, `-d${seconds}s`, "--latency", "-H", `Cookie: ${cookie}`, "-H", `Accept: ${accepted(path)}`];
  const { stdout: out } = await promisify(execFile)("wrk", [...options, url + path]);
  const ms = (percent) => {
    const [, number, unit] = new RegExp(`^\\s+${percent}%\\s+([\\d.]+)(us|ms|s)`, "m").exec(out);
    return Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit];
  };
  if (/Non-2xx/.test(out)) throw new Error(`${path} does not answer with 2xx:\n${out}`);
  return { perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]), p50: ms(50), p99: ms(99) };
}
