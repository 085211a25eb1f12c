// How the release build bears growth and many hands. Called by bench/run.sh with LARGE=1; prints two tables.
//
// Two servers with demo data of two sizes answer in turn, so that both meet the same machine. Then parallel clients create and
// issue invoices of five lines on the larger one, and `akta check` looks at what they left.
import { randomUUID } from "node:crypto";
import { addresses, cell, engine, firstId, measure, processor, ready, seconds, startAkta } from "./akta.mjs";

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
  const form = await (await fetch(`${url}/api/invoices/editor?client=${await firstId(server, "clients")}`, { headers })).json();
  const organization = form.organizations.find(({ id }) => id === form.form.organization);
  const line = (n) => ({
    item: "", kind: "service", name: `Service ${n}`, description: "", quantity: `${n}`, unit: "h", price: "125.50", discount: "",
    vat: organization.rates[0].id,
  });
  const input = { ...form.form, lines: [1, 2, 3, 4, 5].map(line) };
  const numbers = [];
  let failed = 0;
  const end = performance.now() + seconds * 1000;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: hands }, async () => {
      while (performance.now() < end) {
        const body = JSON.stringify({ input: { ...input, request: randomUUID() } });
        const answer = await fetch(`${url}/api/invoices/issue-now`, { method: "POST", headers, body });
        if (answer.ok) numbers.push((await answer.json()).number);
        else {
          failed += 1;
          process.stderr.write(`${answer.status} ${(await answer.text()).slice(0, 300)}\n`);
        }
      }
    }),
  );
  const took = (performance.now() - start) / 1000;
  console.log(`
invoices of five lines, created and issued by ${hands} parallel clients:
  ${(numbers.length / took).toFixed(0)} a second, ${failed} failed, ${numbers.length - new Set(numbers).size} repeated numbers
memory (RSS) after all         ${server.memory("VmRSS").toFixed(1)} MB, ${server.memory("VmHWM").toFixed(1)} MB at most`);
  server.check();
  console.log("akta check                     every invariant holds");
} finally {
  for (const server of servers) await server.stop();
}
