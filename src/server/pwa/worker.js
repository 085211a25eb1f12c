// The worker between Akta's pages and the network. It keeps the files of one build, which are the same for everybody, and nothing else:
// no page, no answer, no document. So there is nothing of one person that another one at the same device could see, and nothing to
// clear when somebody signs out.
//
// The server writes above this line, see worker.rs:
//   BUILD       what this build is called
//   EVERY_PAGE  the files that every page needs; they are fetched at once
//   SOME_PAGES  those that some pages need; they are kept once one of these pages was there
//   OFFLINE     language → the page that says that nothing can be reached
//
// The names of the files carry hashes of their content. A page names those it was made for, so whichever worker answers, no page is given
// files of another build: what a worker does not know it leaves to the network.

const OURS = "akta-";
const KEPT = OURS + BUILD;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(EVERY_PAGE)));
});

// A worker waits until the person agrees to load the new version (ui/update), or until no page of the old one is open.
addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(OURS) && name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

addEventListener("message", ({ data, ports }) => {
  if (data === "BUILD") ports[0].postMessage(BUILD);
  else if (data === "SKIP_WAITING") skipWaiting();
});

// What gets no answer here goes to the network as if there were no worker: forms, server functions, documents, pictures.
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (EVERY_PAGE.includes(pathname) || SOME_PAGES.includes(pathname)) event.respondWith(ofBuild(event, pathname));
  else if (request.mode === "navigate" && request.destination === "document" && isPage(pathname)) event.respondWith(page(request));
});

/** Documents and exports have a name with an ending, pages have none. */
function isPage(pathname) {
  return !pathname.startsWith("/api/") && !pathname.split("/").pop().includes(".");
}

async function ofBuild(event, pathname) {
  const kept = await caches.open(KEPT);
  const found = await kept.match(pathname, { ignoreVary: true });
  if (found) return found;
  const answer = await fetch(event.request);
  // Where there is no room left it is fetched again next time.
  if (answer.ok) event.waitUntil(kept.put(pathname, answer.clone()).catch(() => {}));
  return answer;
}

/** A page comes from the server, or it does not come. */
async function page(request) {
  try {
    return await fetch(request);
  } catch {
    return offline();
  }
}

function offline() {
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => OFFLINE[tag]);
  const nonce = crypto.randomUUID();
  return new Response(OFFLINE[spoken ?? "en"].replaceAll("{nonce}", nonce), {
    status: 503,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy":
        `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; base-uri 'none'; ` +
        "form-action 'none'; frame-ancestors 'none'",
      "Cache-Control": "no-store",
    },
  });
}
