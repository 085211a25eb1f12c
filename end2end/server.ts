/** An `akta serve` of its own: free port, empty data folder, empty database; stopped by SIGTERM and expected to like it. */
import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";

export type Engine = "sqlite" | "postgres";
export type Demo = { clients: number; invoices: number; seed: number };
/** A program and the browser's files that it serves. */
export type Program = { binary: string; site: string };

export const ADMIN = { email: "admin@example.com", password: "quiet-Harbour-73-lantern" };

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "..");
export const results = join(here, "results");

export const program: Program = {
  binary: process.env["AKTA_BIN"] ?? join(resolve(root, process.env["CARGO_TARGET_DIR"] ?? "target"), "debug", "akta"),
  site: resolve(root, process.env["AKTA_SITE"] ?? "site"),
};

export class Akta {
  readonly url: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  private readonly environment: NodeJS.ProcessEnv;
  private server: ChildProcess | undefined;

  private constructor(
    readonly engine: Engine,
    readonly log: string,
    port: number,
    dataDir: string,
    databaseUrl: string,
    private readonly program: Program,
  ) {
    // A name and not a number: clients other than the browser send Secure cookies over plain http to `localhost` only.
    this.url = `http://localhost:${port}`;
    this.dataDir = dataDir;
    this.databaseUrl = databaseUrl;
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("AKTA_") && !name.startsWith("LEPTOS_"));
    this.environment = {
      ...Object.fromEntries(inherited),
      AKTA_ADDR: `127.0.0.1:${port}`,
      AKTA_BASE_URL: this.url,
      AKTA_DATA_DIR: dataDir,
      AKTA_DATABASE_URL: databaseUrl,
      AKTA_SITE: program.site,
      AKTA_DEMO: "0",
    };
  }

  /** Makes the database and an administrator (and demo data, if wanted), unless it stays `untouched`, and starts the server. */
  static async start(engine: Engine, name: string, demo: Demo | undefined, untouched: boolean, served = program): Promise<Akta> {
    const dataDir = mkdtempSync(join(tmpdir(), `akta-${name}-`));
    mkdirSync(join(results, "logs"), { recursive: true });
    const log = join(results, "logs", `${name}.log`);
    closeSync(openSync(log, "w"));
    const databaseUrl = engine === "sqlite" ? `sqlite:${join(dataDir, "akta.db")}` : await createPostgresDatabase();
    const akta = new Akta(engine, log, await freePort(), dataDir, databaseUrl, served);
    try {
      await akta.command(["migrate"]);
      if (!untouched) await akta.command(["user", "add", ADMIN.email, "--role", "administrator", "--password-stdin"], `${ADMIN.password}\n`);
      if (demo) {
        const { clients, invoices, seed } = demo;
        await akta.command(["demo", "--clients", `${clients}`, "--invoices", `${invoices}`, "--seed", `${seed}`]);
      }
      await akta.serve();
    } catch (problem) {
      await akta.kill();
      await akta.remove();
      throw problem;
    }
    return akta;
  }

  /** Another program on the same database, not started yet. */
  async twin(): Promise<Akta> {
    return new Akta(this.engine, this.log.replace(/\.log$/, "-twin.log"), await freePort(), this.dataDir, this.databaseUrl, this.program);
  }

  /** Runs one command of the program on this database; its output. Fails unless it exits with 0. */
  async command(args: string[], stdin = ""): Promise<string> {
    const child = spawn(this.program.binary, args, { cwd: this.dataDir, env: this.environment, stdio: ["pipe", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.stdin.on("error", () => {}); // a command that does not read it may be gone already
    child.stdin.end(stdin);
    const code = await exitCode(child);
    if (code !== 0) throw new Error(`akta ${args.join(" ")}: exit code ${code}\n${output.trim()}`);
    return output;
  }

  /** `akta check`: every stored sum, state and chain agrees with the facts. */
  async check(): Promise<void> {
    await this.command(["check"]);
  }

  async serve(): Promise<void> {
    const out = openSync(this.log, "a");
    const child = spawn(this.program.binary, ["serve"], { cwd: this.dataDir, env: this.environment, stdio: ["ignore", out, out] });
    closeSync(out);
    this.server = child;
    let failure: Error | undefined;
    child.on("error", (problem) => (failure = problem));
    const deadline = Date.now() + 30_000;
    for (;;) {
      if (failure) throw new Error(`${this.program.binary} can't be started (build it first): ${failure.message}`);
      if (child.exitCode !== null) throw new Error(`akta serve ended with code ${child.exitCode}:\n${this.lastLog()}`);
      if (await answers(`${this.url}/health`)) return;
      if (Date.now() > deadline) throw new Error(`akta serve does not answer on ${this.url}/health:\n${this.lastLog()}`);
      await sleep(50);
    }
  }

  /** What the server holds in memory now, in megabytes; unknown where the system has no /proc. */
  memory(): number | undefined {
    const status = `/proc/${this.server?.pid}/status`;
    if (!existsSync(status)) return undefined;
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(status, "utf8"))?.[1]) / 1024;
  }

  /** SIGTERM must finish running requests and exit with 0. */
  async stop(): Promise<void> {
    const child = this.server;
    if (!child) return;
    this.server = undefined;
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`akta serve was gone already (code ${child.exitCode}, signal ${child.signalCode}):\n${this.lastLog()}`);
    }
    child.kill("SIGTERM");
    const code = await Promise.race([exitCode(child), sleep(15_000).then(() => "none")]);
    if (code === "none") child.kill("SIGKILL");
    if (code !== 0) throw new Error(`akta serve did not end well after SIGTERM: exit code ${code}\n${this.lastLog()}`);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.serve();
  }

  /** Stops without ceremony; for faults and for cleaning up after a failed start. */
  async kill(): Promise<void> {
    const child = this.server;
    this.server = undefined;
    if (child && child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await exitCode(child);
    }
  }

  /** Removes the data folder and the database. */
  async remove(): Promise<void> {
    rmSync(this.dataDir, { recursive: true, force: true });
    if (this.engine === "postgres") await dropPostgresDatabase(this.databaseUrl);
  }

  private lastLog(): string {
    return readFileSync(this.log, "utf8").split("\n").slice(-25).join("\n");
  }
}

function postgresServer(): string {
  const url = process.env["AKTA_TEST_POSTGRES_URL"];
  if (!url) throw new Error("AKTA_TEST_POSTGRES_URL is not set; `make test` starts a throw-away PostgreSQL and sets it");
  return url;
}

async function onPostgres(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresServer() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

let databases = 0;

async function createPostgresDatabase(): Promise<string> {
  databases += 1;
  const name = `akta_e2e_${process.pid}_${databases}_${Date.now().toString(36)}`;
  await onPostgres(`CREATE DATABASE ${name}`);
  const url = new URL(postgresServer());
  url.pathname = `/${name}`;
  return url.href;
}

async function dropPostgresDatabase(databaseUrl: string): Promise<void> {
  await onPostgres(`DROP DATABASE IF EXISTS ${new URL(databaseUrl).pathname.slice(1)} WITH (FORCE)`);
}

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address ? done(address.port) : fail(new Error("no free port"))));
    });
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

async function exitCode(child: ChildProcess): Promise<number | string | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? child.signalCode;
  return new Promise((done, fail) => {
    child.once("error", (problem) => fail(new Error(`The program can't be started (build it first): ${problem.message}`)));
    child.once("exit", (code, signal) => done(code ?? signal));
  });
}

function sleep(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
