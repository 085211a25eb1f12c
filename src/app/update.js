// The pages' half of the worker (server/pwa): registers it, looks for a newer Akta and tells the page of it. What people see of that is
// ui/update, which answers with the event "akta-reload" once somebody agrees. Where there are no workers nothing of this happens.
const workers = navigator.serviceWorker;
const build = document.querySelector("meta[name=akta-build]").content;
const root = document.documentElement;
let registration;
let agreed = false;

const buildOf = (worker) =>
  new Promise((answered) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => answered(data);
    worker.postMessage("BUILD", [port2]);
  });
const offer = () => {
  root.dataset.update = "";
  dispatchEvent(new Event("akta-update"));
};
// A page that was loaded after the new build came is of the new build: its worker may take over at once.
const judge = async (worker) => {
  if ((await buildOf(worker)) === build) worker.postMessage("SKIP_WAITING");
  else offer();
};
const follow = (worker) =>
  worker?.addEventListener("statechange", () => {
    if (worker.state === "installed" && registration.active) judge(worker);
  });

// A page may stay open for days, in which a browser looks by itself once.
const OFTEN = 600000;
let looked = Date.now();
const look = () => {
  if (document.hidden || Date.now() - looked < OFTEN) return;
  looked = Date.now();
  registration.update().catch(() => {});
};

const begin = async () => {
  registration = await workers.register("/sw.js", { updateViaCache: "none" });
  if (!registration) return;
  if (registration.waiting) judge(registration.waiting);
  follow(registration.installing);
  registration.addEventListener("updatefound", () => follow(registration.installing));
  document.addEventListener("visibilitychange", look);
  setInterval(look, OFTEN);
};

if (workers) {
  addEventListener("load", () => begin().catch(() => {}));
  workers.addEventListener("controllerchange", async () => {
    // Somebody agreed here, or in another window of the same browser.
    if (agreed) location.reload();
    else if (workers.controller && (await buildOf(workers.controller)) !== build) offer();
  });
  addEventListener("akta-reload", () => {
    agreed = true;
    const waiting = registration?.waiting;
    waiting?.postMessage("SKIP_WAITING");
    // With nobody to wait for, and should the worker not come, the page comes anew all the same.
    setTimeout(() => location.reload(), waiting ? 3000 : 0);
  });
}
