// @ts-check
/* Offline: answers with what a page has asked to keep, when the network does not answer in time.

   It keeps nothing by itself, and what nobody has asked to keep goes its usual way. */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const NAME = `rollbook:${worker.registration.scope}`;
/* Somebody in a cellar has a network that takes for ever. */
const PATIENCE = 4000;

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("message", (event) => {
  const { keep } = event.data ?? {};
  if (!Array.isArray(keep)) return;
  const own = keep.filter((address) => typeof address === "string" && address.startsWith(worker.registration.scope));
  event.waitUntil(store(own).then(() => event.ports[0]?.postMessage("kept")));
});

worker.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && url.startsWith(worker.registration.scope)) event.respondWith(answer(event.request));
});

/** Anew, or not at all: half a page would be worse than an old one. @param {string[]} addresses */
async function store(addresses) {
  const cache = await caches.open(NAME);
  await Promise.all(
    [...new Set(addresses)].map(async (address) => {
      const found = await fetch(address, { cache: "no-cache" });
      if (found.ok) await cache.put(address, found);
    }),
  );
}

/**
 * Whether a server gave it for this address: any page of this host can write into the cache.
 * @param {Response} found @param {string} address
 */
const came = ({ ok, type, redirected, url }, address) =>
  ok && type === "basic" && !redirected && url.split("#")[0] === address;

/** @param {Request} request @returns {Promise<Response>} */
async function answer(request) {
  const cache = await caches.open(NAME);
  const address = request.url.split("#")[0];
  const kept = await cache.match(address, { ignoreVary: true });
  if (!kept || !came(kept, address)) return fetch(request);
  const fresh = fetch(request).then((found) => {
    if (found.ok) void cache.put(address, found.clone());
    return found;
  });
  const late = /** @type {Promise<Response>} */ (new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE)));
  return Promise.race([fresh.catch(() => kept), late]);
}
