/** The outbox when things break: the program is killed in the middle of sending; two programs write the same reminders. */
import pg from "pg";
import type { APIRequestContext } from "@playwright/test";
import { expect, test } from "./harness.ts";
import { Mailman, STEPS, office, post as sendForm, setUpMail, type Step } from "./mailman.ts";
import { Akta } from "./server.ts";

/** How often the program is killed. */
const KILLS = 50;

type Row = { id: string; letter: string; address: string; state: string; answer: string };
type Cursor = string | null;

/** All rows of the outbox. */
async function outbox(api: APIRequestContext): Promise<Row[]> {
  const rows: Row[] = [];
  let after: Cursor = "";
  do {
    const answer = await api.get("/api/outbox/list", { params: after ? { "filter[after]": after } : { "filter[q]": "" } });
    const { page } = (await answer.json()) as { page: { rows: Row[]; next: Cursor } };
    rows.push(...page.rows);
    after = page.next;
  } while (after);
  return rows;
}

/** Two people of each client get his invoices. */
async function makePeople(api: APIRequestContext): Promise<void> {
  const { rows } = (await (await api.get("/api/clients/list")).json()) as { rows: { id: string }[] };
  for (const [n, { id }] of rows.entries()) {
    for (const line of ["to", "cc"]) {
      const form = {
        "input[request]": crypto.randomUUID(),
        "input[client]": id,
        "input[first_name]": `${line}${n}`,
        "input[email]": `${line}${n}@clients.example.com`,
        "input[lang]": "en",
        "input[mail][invoice]": line,
      };
      await sendForm(api, "/api/contacts/save", form);
    }
  }
}

/** Issued invoices, as many as a page of the list has. */
async function issuedInvoices(api: APIRequestContext): Promise<string[]> {
  const answer = await api.get("/api/invoices/list", { params: { "filter[state]": "issued" } });
  const { rows } = (await answer.json()) as { rows: { id: string }[] };
  return rows.map(({ id }) => id);
}

/** Puts a letter of each invoice into the outbox; the keys of those that were acknowledged. */
async function send(api: APIRequestContext, ids: string[]): Promise<number> {
  const all = ids.map((id) => ({ id, request: crypto.randomUUID() }));
  const answer = await api.post("/api/sending/send-invoices", { data: { all } });
  expect(answer.ok()).toBe(true);
  const outcomes = (await answer.json()) as { refused: unknown }[];
  expect(outcomes.filter(({ refused }) => refused !== null)).toEqual([]);
  return outcomes.length;
}

async function inDatabase(akta: Akta, statement: string): Promise<Record<string, string>[]> {
  const client = new pg.Client({ connectionString: akta.databaseUrl });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

test("killed fifty times in the middle of sending, every letter arrives once, or is marked", async ({ engine }, info) => {
  test.setTimeout(240_000);
  const post = new Mailman();
  await post.listen();
  const akta = await Akta.start(engine, `killed-${engine}-${info.workerIndex}`, { clients: 8, invoices: 30, seed: 3 }, false);
  try {
    let api = await office(akta);
    await setUpMail(api, post);
    await makePeople(api);
    const invoices = (await issuedInvoices(api)).slice(0, 6);
    expect(invoices.length).toBe(6);
    const waiting = async () => (await outbox(api)).filter(({ state }) => state === "waiting").length;
    // Their files are made once, before anything is killed: this is about letters.
    let queued = await send(api, invoices);
    await expect.poll(waiting, { timeout: 60_000 }).toBe(0);
    const killedAt = new Map<Step, number>();
    for (let round = 0; round < KILLS; round++) {
      const wanted = STEPS[round % STEPS.length]!;
      // Not always the first letter that comes so far; mostly when all letters are in the outbox, else while they are being put there.
      let passes = round % 4;
      const acknowledged = round % 3 !== 0;
      let over = false;
      let begin = () => {};
      const begun = acknowledged ? new Promise<void>((go) => (begin = go)) : undefined;
      const killed = new Promise<void>((done, fail) => {
        const late = setTimeout(() => fail(new Error(`round ${round}: no letter came as far as ${wanted}`)), 20_000);
        post.at = async (step) => {
          await begun;
          // Of several letters at that step one has it killed, and waits for its end.
          if (over || step !== wanted || passes-- > 0) return;
          over = true;
          post.at = () => {};
          clearTimeout(late);
          await akta.kill();
          done();
        };
      });
      killed.catch(() => {});
      const some = [0, 1, 2].map((n) => invoices[(round * 3 + n) % invoices.length]!);
      // Killed while it is asked: what was not acknowledged may be absent.
      const sent = await send(api, some).catch((problem: Error) => {
        if (!acknowledged && /ECONNRE|socket hang up|aborted/i.test(problem.message)) return 0;
        throw problem;
      });
      begin();
      queued += sent;
      await killed;
      killedAt.set(wanted, (killedAt.get(wanted) ?? 0) + 1);
      await akta.serve();
    }
    expect([...killedAt.values()].reduce((sum, n) => sum + n, 0)).toBe(KILLS);

    if (engine === "postgres") {
      // Several programs may write there, so what a dead one held is left alone for a minute: it is over now.
      await inDatabase(akta, "UPDATE outbox SET due_at = now() WHERE state = 'waiting' AND holder IS NOT NULL");
    }
    await expect.poll(waiting, { timeout: 60_000, intervals: [300] }).toBe(0);
    const rows = await outbox(api);
    expect(new Set(rows.map(({ letter }) => letter)).size).toBeGreaterThanOrEqual(queued);
    const arrived = new Map<string, number>();
    for (const { messageId, to } of post.arrived) {
      const key = `${messageId} ${to}`;
      arrived.set(key, (arrived.get(key) ?? 0) + 1);
    }
    const wrong = rows.filter(({ letter, address, state }) => {
      const times = arrived.get(`<${letter}@localhost> ${address}`) ?? 0;
      if (state === "sent") return times !== 1;
      return state !== "unclear" || times > 1;
    });
    expect(wrong).toEqual([]);
    const known = new Set(rows.map(({ letter, address }) => `<${letter}@localhost> ${address}`));
    expect([...arrived.keys()].filter((key) => !known.has(key))).toEqual([]);
    const marked = rows.filter(({ state }) => state === "unclear").length;
    // Killed with the content in its hands: the answer was never written down. At other steps there is nothing to mark.
    expect(marked).toBeGreaterThan(0);
    expect(marked).toBeLessThanOrEqual(KILLS * 3);
    console.log(`${engine}: ${rows.length} recipients, ${post.arrived.length} arrived, ${marked} possibly sent`);
    await api.dispose();
    await akta.stop();
    await akta.check();
  } finally {
    await akta.kill();
    await akta.remove();
    await post.close();
  }
});

test("two programs on one database remind once", async ({ engine }, info) => {
  test.setTimeout(180_000);
  if (engine === "sqlite") {
    const akta = await Akta.start(engine, `alone-${info.workerIndex}`, undefined, false);
    try {
      // One program serves one file: there is no second one that could remind.
      const twin = await akta.twin();
      await expect(twin.command(["serve"])).rejects.toThrow(/exit code [1-9]/);
    } finally {
      await akta.kill();
      await akta.remove();
    }
    return;
  }
  const post = new Mailman();
  await post.listen();
  const akta = await Akta.start(engine, `twins-${info.workerIndex}`, { clients: 8, invoices: 60, seed: 5 }, false);
  let twin: Akta | undefined;
  try {
    const api = await office(akta);
    await setUpMail(api, post);
    await makePeople(api);
    for (const [kind, days] of [["overdue", 1], ["overdue", 4], ["due_soon", 6]] as const) {
      const rule = { "input[request]": crypto.randomUUID(), "input[kind]": kind, "input[days]": `${days}`, "input[active]": "true" };
      await sendForm(api, "/api/sending/save-rule", rule);
    }
    await api.dispose();
    await akta.stop();
    // It is about noon there, whenever this runs, and the rules are old enough to look back.
    const noon = (12 - new Date().getUTCHours() + 24) % 24;
    await inDatabase(akta, `UPDATE organizations SET time_zone = '${zone(noon)}'`);
    await inDatabase(akta, "UPDATE mail_rules SET since = DATE '2020-01-01'");
    await inDatabase(akta, "CREATE TABLE due_before AS SELECT id, due_date FROM invoices");
    await inDatabase(
      akta,
      `UPDATE invoices SET due_date = CASE WHEN place % 2 = 0 THEN CURRENT_DATE - 2 - CAST(place % 5 AS INTEGER) ELSE CURRENT_DATE + 3 END
       FROM (SELECT id AS one, row_number() OVER (ORDER BY id) AS place FROM invoices) placed
       WHERE id = one AND settlement NOT IN ('none', 'paid') AND issue_date < CURRENT_DATE - 2`,
    );
    const expected = await inDatabase(
      akta,
      `SELECT i.id FROM invoices i WHERE settlement NOT IN ('none', 'paid') AND issue_date < CURRENT_DATE - 2
       AND due_date BETWEEN CURRENT_DATE - 6 AND CURRENT_DATE + 4`,
    );
    expect(expected.length).toBeGreaterThan(4);
    twin = await akta.twin();
    await Promise.all([akta.serve(), twin.serve()]);
    const notices = () => inDatabase(akta, "SELECT owner_id, kind, step, state, reason, letter_id FROM mail_notices");
    await expect
      .poll(async () => (await notices()).filter(({ state }) => state !== "due").length, { timeout: 60_000 })
      .toBe(expected.length);
    const written = (await notices()).filter(({ state }) => state === "done");
    expect(written.length).toBeGreaterThan(2);
    expect((await notices()).filter(({ state, reason }) => state === "skipped" && reason !== "nobody")).toEqual([]);
    await expect
      .poll(async () => (await inDatabase(akta, "SELECT id FROM outbox WHERE state <> 'sent'")).length, { timeout: 60_000 })
      .toBe(0);
    // Once more from the beginning, both: there is nothing left to say.
    await Promise.all([akta.restart(), twin.restart()]);
    await new Promise((later) => setTimeout(later, 7_000));
    const letters = await inDatabase(
      akta,
      "SELECT p.owner_id, COUNT(*) AS letters FROM mail_papers p JOIN mail_letters l ON l.id = p.letter_id GROUP BY p.owner_id",
    );
    expect(letters.filter((row) => Number(row["letters"]) !== 1)).toEqual([]);
    expect(letters.length).toBe(written.length);
    const rows = await inDatabase(akta, "SELECT letter_id, address, state FROM outbox");
    expect(rows.filter(({ state }) => state !== "sent")).toEqual([]);
    const keys = post.arrived.map(({ messageId, to }) => `${messageId} ${to}`).sort();
    expect(keys).toEqual(rows.map(({ letter_id, address }) => `<${letter_id}@localhost> ${address}`).sort());
    console.log(`${expected.length} invoices due, ${written.length} reminders, ${post.arrived.length} arrived`);
    await twin.stop();
    await akta.stop();
    // The days were moved past the sums that are kept per day: back with them, and the books are clean.
    await inDatabase(akta, "UPDATE invoices SET due_date = b.due_date FROM due_before b WHERE b.id = invoices.id");
    await inDatabase(akta, "DROP TABLE due_before");
    await akta.check();
  } finally {
    await twin?.kill();
    await akta.kill();
    await akta.remove();
    await post.close();
  }
});

/** A zone that is so many hours ahead; the names of these zones have the sign the other way round. */
function zone(ahead: number): string {
  if (ahead === 0) return "UTC";
  return ahead <= 12 ? `Etc/GMT-${ahead}` : `Etc/GMT+${24 - ahead}`;
}
