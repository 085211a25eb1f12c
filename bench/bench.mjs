// Pages of the release build, measured. Called by bench/run.sh; prints a table.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { addresses, binary, cell, engine, folder, lookIn, measure, processor, ready, startAkta } from "./akta.mjs";

const clients = process.env.BENCH_CLIENTS ?? "1000";
const invoices = process.env.BENCH_INVOICES ?? "10000";

const server = await startAkta(clients, invoices);
try {
  const atStart = server.memory("VmRSS");
  const rows = [];
  const measured = addresses(process.env.BENCH_URLS ?? "bench/urls");
  if (measured.some(({ address }) => address.startsWith("/cabinet"))) server.cookie += `; ${await lookIn(server)}`;
  for (const { name, address } of measured) {
    const { path, kilobytes } = await ready(server, address);
    process.stderr.write(`measuring ${name} (${path})\n`);
    await measure(server, path, 1); // warm
    rows.push({ name, kilobytes, one: await measure(server, path, 1), eight: await measure(server, path, 8) });
  }
  const afterLoad = server.memory("VmRSS");
  const peak = server.memory("VmHWM");

  const pkg = join(folder, "site/pkg");
  const size = (ending) => readdirSync(pkg).filter((n) => n.endsWith(ending)).map((n) => statSync(join(pkg, n)).size)[0] / 1024;
  const base = rows.find(({ name }) => name === "health");

  console.log(`
Akta, release build, ${engine}, ${clients} clients, ${invoices} invoices; ${processor}
(wrk runs on the same machine; "of bare" compares with the handler /health in the same run)

                       KB      one connection                        eight connections
page               of HTML    p50 ms    p99 ms       req/s   of bare     req/s    p99 ms   of bare`);
  for (const { name, kilobytes, one, eight } of rows) {
    const share = (mine, bare) => `${((100 * mine) / bare).toFixed(1)} %`.padStart(10);
    console.log(
      name.padEnd(16) + cell(kilobytes, 1) + cell(one.p50) + cell(one.p99) + "  " + cell(one.perSecond, 0) +
        (base ? share(one.perSecond, base.one.perSecond) : "") + cell(eight.perSecond, 0) + cell(eight.p99) +
        (base ? share(eight.perSecond, base.eight.perSecond) : ""),
    );
  }
  console.log(`
start until the first answer   ${server.startMs.toFixed(0)} ms
demo data (${invoices} invoices)    ${server.demoMs ? `${(server.demoMs / 1000).toFixed(1)} s` : "was there"}
memory (RSS)                   ${atStart.toFixed(1)} MB at start, ${afterLoad.toFixed(1)} MB after the load, ${peak.toFixed(1)} MB at most
program                        ${(statSync(binary).size / 1048576).toFixed(1)} MB
browser code, brotli           wasm ${size(".wasm.br").toFixed(0)} KB, js ${size(".js.br").toFixed(0)} KB, css ${size(".css.br").toFixed(0)} KB`);
} finally {
  await server.stop();
}
