// Keeps the page working without a network: the build's files are fetched once, at installation, and the rest, openssl for
// one, when a page says that it has nothing else to wait for. tools/offline_plugin.ts fills in the lists of files and a version that depends on their content.
//
// A new version waits until no page of the old one is open, or until a page says that its person wants it.
export {};

declare const self: ServiceWorkerGlobalScope;
declare const __FILES__: string[];
declare const __LATER__: string[];
declare const __VERSION__: string;

const PREFIX = 'tlscam-';
const CACHE = `${PREFIX}${__VERSION__}`;

const absolute = (file: string): string => new URL(file, self.registration.scope).href;
const files = new Set(__FILES__.map(absolute));
const later = new Set(__LATER__.map(absolute));

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(__FILES__.map((file) => new Request(file, { cache: 'no-cache' })));
}

// The version before stays: a page of it that is still open elsewhere loads its later parts from there.
async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Fetches what is not there yet. It throws when the network or the room for it is missing. */
async function keepRest(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const link of later) if (!(await cache.match(link))) await cache.add(link);
}

async function answer(request: Request, link: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  // Names in assets/ change with their content; under other names the version before has other content.
  const older = link.startsWith(absolute('assets/')) ? await caches.match(link) : undefined;
  const kept = (await cache.match(link)) ?? older;
  if (kept) return kept;
  const fresh = await fetch(request);
  // A good answer stays one when there is no room to keep it.
  if (later.has(link) && fresh.ok && fresh.type === 'basic')
    await cache.put(link, fresh.clone()).catch(() => undefined);
  return fresh;
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => {
  if (event.data === 'take_over') event.waitUntil(self.skipWaiting());
  if (event.data !== 'keep_rest') return;
  const told = (error: unknown): void => event.source?.postMessage({ notKept: (error as Error).name });
  event.waitUntil(keepRest().catch(told));
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const link = new URL(request.url);
  link.search = link.hash = '';
  // Anything else on this host is somebody else's, except the parts of the version before.
  const ours = files.has(link.href) || later.has(link.href) || link.href.startsWith(absolute('assets/'));
  if (request.method === 'GET' && ours) event.respondWith(answer(request, link.href));
});
