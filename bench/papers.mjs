// Papers of the release build as PDF: fresh ones, made anew for each request (drafts), and stored ones. Called by bench/run.sh; prints a table.
import { randomUUID } from "node:crypto";
import { draftInput, cell, engine, measure, processor, startAkta } from "./akta.mjs";

const papers = Number(process.env.BENCH_PAPERS ?? "2000");
const server = await startAkta(50, 200);
try {
  const { url, cookie } = server;
  const headers = { cookie, accept: "application/json", "content-type": "application/json", "sec-fetch-site": "same-origin" };
  const input = await draftInput(server);
  const line = (n) => ({ ...input.line, name: `Консультаційні послуги, частина ${n}`, description: n % 3 ? "" : "За заявкою замовника", quantity: `${n}` });
  const post = async (what, lines) => {
    const form = { ...input.form, request: randomUUID(), lines: Array.from({ length: lines }, (_, n) => line(n + 1)) };
    const answer = await fetch(`${url}/api/invoices/${what}`, { method: "POST", headers, body: JSON.stringify({ input: form }) });
    if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`);
    return `/invoices/${(await answer.json()).id}/document.pdf`;
  };
  const rows = [];
  for (const [name, what, lines] of [
    ["fresh, 10 lines", "save", 10],
    ["fresh, 40 lines", "save", 40],
    ["fresh, 400 lines", "save", 400],
    ["stored, 10 lines", "issue-now", 10],
  ]) {
    const path = await post(what, lines);
    const answer = await fetch(url + path, { headers: { cookie } });
    const size = (await answer.arrayBuffer()).byteLength / 1024;
    if (answer.headers.get("content-type") !== "application/pdf") throw new Error(`${path}: ${answer.status}`);
    process.stderr.write(`measuring ${name}\n`);
    await measure(server, path, 1); // warm
    rows.push({ name, path, size, one: await measure(server, path, 1), two: await measure(server, path, 2) });
  }
  console.log(`
Papers as PDF, release build, ${engine}; ${processor}

                          KB   one at a time                       two at a time
paper                           p50 ms    p99 ms    per second     per second`);
  for (const { name, size, one, two } of rows) {
    console.log(name.padEnd(18) + cell(size, 1) + cell(one.p50, 1) + cell(one.p99, 1) + cell(one.perSecond, 1, 14) + cell(two.perSecond, 1, 15));
  }

  // Each with other texts, so that nothing of one serves another.
  const memory = [];
  for (let done = 0; done < papers; done += 100) {
    await Promise.all(
      [0, 1].map(async (half) => {
        for (let n = 0; n < 50; n += 1) {
          const path = await post("save", 5 + ((done + 2 * n + half) % 20));
          await (await fetch(url + path, { headers: { cookie } })).arrayBuffer();
        }
      }),
    );
    memory.push(server.memory("VmRSS"));
  }
  const at = (share) => memory[Math.min(memory.length - 1, Math.floor(memory.length * share))].toFixed(0);
  console.log(`
memory (RSS) over ${papers} papers    ${at(0.1)} MB after a tenth, ${at(0.5)} MB after half, ${at(1)} MB at the end`);
} finally {
  await server.stop();
}
