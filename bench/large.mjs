// How the release build bears growth and many hands. Called by bench/run.sh with LARGE=1; prints two tables.
//
// Two servers with demo data of two sizes answer in turn, so that both meet the same machine. Then parallel clients create and
// issue invoices of five lines on the larger one, and record payments of them; `akta check` looks at what they left.
import { randomUUID } from "node:crypto";
import { addresses, cell, draftInput, engine, firstId, measure, processor, ready, seconds, startAkta } from "./akta.mjs";

const sizes = (process.env.BENCH_SIZES ?? "1000:10000 10000:100000").split(" ").map((size) => size.split(":"));
const hands = Number(process.env.BENCH_HANDS ?? "8");
const servers = [];
try {
  for (const [clients, invoices] of sizes) {
    process.stderr.write(`demo data: ${clients} clients, ${invoices} invoices\n`);
    servers.push(await startAkta(clients, invoices));
  }
  const heads = sizes.map(([clients, invoices]) => `${clients} / ${invoices}`.padStart(26)).join("");
  console.log(`
Akta, release build, ${engine}; ${processor}; clients / invoices:

                ${heads}
page            ${sizes.map(() => "    p50 ms  8 conn. req/s  ").join("")}growth of p50`);
  for (const { name, address } of addresses(process.env.BENCH_URLS ?? "bench/urls-large")) {
    const found = [];
    for (const server of servers) {
      const { path } = await ready(server, address);
      await measure(server, path, 1); // warm
      found.push({ one: await measure(server, path, 1), eight: await measure(server, path, 8) });
    }
    const figures = found.map(({ one, eight }) => cell(one.p50) + cell(eight.perSecond, 0, 15) + " ").join("");
    console.log(name.padEnd(16) + figures + cell(found.at(-1).one.p50 / found[0].one.p50, 2, 14));
  }

  const server = servers.at(-1);
  const { url, cookie } = server;
  const headers = { cookie, accept: "application/json", "content-type": "application/json", "sec-fetch-site": "same-origin" };
  const client = await firstId(server, "clients");
  const { form, line } = await draftInput(server);
  const input = { ...form, lines: [1, 2, 3, 4, 5].map((n) => ({ ...line, name: `Service ${n}`, quantity: `${n}` })) };
  /** As many posts as parallel clients manage in a while: `post` makes one, `done` takes its answer. */
  const together = async (post, done) => {
    let failed = 0;
    let count = 0;
    const end = performance.now() + seconds * 1000;
    const start = performance.now();
    await Promise.all(
      Array.from({ length: hands }, async () => {
        while (performance.now() < end) {
          const answer = await post();
          if (answer.ok) {
            count += 1;
            done(await answer.json());
          } else {
            failed += 1;
            process.stderr.write(`${answer.status} ${(await answer.text()).slice(0, 300)}\n`);
          }
        }
      }),
    );
    return { failed, perSecond: count / ((performance.now() - start) / 1000) };
  };
  const issued = [];
  const issuing = await together(
    () => {
      const body = JSON.stringify({ input: { ...input, request: randomUUID() } });
      return fetch(`${url}/api/invoices/issue-now`, { method: "POST", headers, body });
    },
    (invoice) => issued.push(invoice),
  );
  let next = 0;
  const paying = await together(
    () => {
      // One unit of an invoice after another, so that those who pay rarely meet at the same one.
      next += 1;
      const body = new URLSearchParams({
        "input[request]": randomUUID(),
        "input[client]": client,
        "input[account]": input.account,
        "input[date]": input.issue_date,
        "input[amount]": "1",
        "input[mode]": "bank_transfer",
        "input[parts][0][invoice]": issued[next % issued.length].id,
        "input[parts][0][amount]": "1",
      });
      const form = { ...headers, "content-type": "application/x-www-form-urlencoded" };
      return fetch(`${url}/api/payments/record`, { method: "POST", headers: form, body, redirect: "manual" });
    },
    () => {},
  );
  const repeated = issued.length - new Set(issued.map(({ number }) => number)).size;
  console.log(`
invoices of five lines, created and issued by ${hands} parallel clients:
  ${issuing.perSecond.toFixed(0)} a second, ${issuing.failed} failed, ${repeated} repeated numbers
payments that settle a part of an invoice, recorded by ${hands} parallel clients:
  ${paying.perSecond.toFixed(0)} a second, ${paying.failed} failed
memory (RSS) after all         ${server.memory("VmRSS").toFixed(1)} MB, ${server.memory("VmHWM").toFixed(1)} MB at most`);
  server.check();
  console.log("akta check                     every invariant holds");
} finally {
  for (const server of servers) await server.stop();
}
