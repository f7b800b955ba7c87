// The grid of 填报 without network: the last page of each period, for the person it was made for and for nobody else.
// The site puts the build and the list of what a page fetches in front of this script.

interface Lasting extends Event {
  waitUntil(done: Promise<unknown>): void;
}

interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Scope {
  readonly BUILD: string;
  readonly ASSETS: string[];
  readonly clients: { claim(): Promise<void> };
  readonly registration: { readonly scope: string };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install" | "activate", act: (event: Lasting) => void): void;
  addEventListener(kind: "fetch", act: (event: Fetching) => void): void;
}

const scope = self as unknown as Scope;
const FILES = "entry-files:";
const PAGES = "entry-pages:";
const PATIENCE = 8_000; // milliseconds for a page, where one is kept
const home = new URL(scope.registration.scope).pathname;
const mine = (kind: string, person = "") => `${kind}${scope.BUILD}${person && `:${person}`}`;

scope.addEventListener("install", (event) => event.waitUntil(begin()));
scope.addEventListener("activate", (event) => event.waitUntil(takeOver()));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && url.pathname === home) event.respondWith(page(request));
  else if (scope.ASSETS.includes(url.pathname)) event.respondWith(file(request));
});

async function begin(): Promise<void> {
  const kept = await caches.open(mine(FILES));
  await kept.addAll(scope.ASSETS.map((address) => new Request(address, { cache: "reload" })));
  await scope.skipWaiting();
}

// A new build takes the pages over: fetched anew where the site answers, as they were where it does not.
async function takeOver(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(FILES) && name !== mine(FILES)) await caches.delete(name);
    if (!name.startsWith(PAGES) || name.startsWith(mine(PAGES))) continue;
    const [before, after] = [await caches.open(name), await caches.open(mine(PAGES, personOf(name)))];
    for (const request of await before.keys()) {
      const old = await before.match(request);
      const fresh = await fetch(request.url).catch(() => undefined);
      const fits = fresh?.ok && fresh.headers.get("Entry-For") === personOf(name);
      if (fits && fresh) await after.put(request, fresh);
      else if (old) await after.put(request, old);
    }
    await caches.delete(name);
  }
  await scope.clients.claim();
}

function personOf(name: string): string {
  return name.slice(name.lastIndexOf(":") + 1);
}

async function page(request: Request): Promise<Response> {
  const kept = await lastOf(request);
  try {
    const answer = await soon(fetch(request), kept !== undefined);
    await keep(request, answer.clone());
    return answer;
  } catch {
    return kept ?? nothing();
  }
}

function soon(answer: Promise<Response>, impatient: boolean): Promise<Response> {
  if (!impatient) return answer;
  return Promise.race([answer, new Promise<Response>((_done, failed) => setTimeout(failed, PATIENCE))]);
}

// A page for one person puts those of everybody else away; a page for nobody, such as the door, puts all away.
async function keep(request: Request, answer: Response): Promise<void> {
  const person = answer.headers.get("Entry-For");
  if (answer.ok && !person) return;
  if (answer.status >= 500) return;
  for (const name of await caches.keys()) {
    if (name.startsWith(PAGES) && (!person || personOf(name) !== person)) await caches.delete(name);
  }
  if (answer.ok && person) await (await caches.open(mine(PAGES, person))).put(request, answer);
}

async function lastOf(request: Request): Promise<Response | undefined> {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PAGES)) continue;
    const found = await (await caches.open(name)).match(request);
    if (found) return found;
  }
  return undefined;
}

async function file(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch {
    return (await (await caches.open(mine(FILES))).match(request, { ignoreSearch: true })) ?? Response.error();
  }
}

function nothing(): Response {
  const words = "没有网络，这一页没有存在这台设备上。请连上后再打开。 No network, and this page is not kept on this device.";
  const html = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>落实</title><p>${words}</p>`;
  return new Response(html, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}
