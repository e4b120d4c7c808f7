// Keeps the page working without a network: the build's files are fetched once, at installation, and openssl when it is
// first used. tools/offline_plugin.ts fills in the lists of files and a version that depends on their content.
//
// A new version waits until no page of the old one is open, or until a page says that its person wants it.
export {};

declare const self: ServiceWorkerGlobalScope;
declare const __FILES__: string[];
declare const __ON_DEMAND__: string[];
declare const __VERSION__: string;

const PREFIX = 'tlscam-';
const CACHE = `${PREFIX}${__VERSION__}`;

const absolute = (file: string): string => new URL(file, self.registration.scope).href;
const files = new Set(__FILES__.map(absolute));
const onDemand = new Set(__ON_DEMAND__.map(absolute));

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

async function answer(request: Request, link: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  const kept = (await cache.match(link)) ?? (await caches.match(link));
  if (kept) return kept;
  const fresh = await fetch(request);
  if (onDemand.has(link) && fresh.ok && fresh.type === 'basic') await cache.put(link, fresh.clone());
  return fresh;
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => {
  if (event.data === 'take_over') event.waitUntil(self.skipWaiting());
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const link = new URL(request.url);
  link.search = link.hash = '';
  // Anything else on this host is somebody else's, except the parts of the version before.
  const ours = files.has(link.href) || onDemand.has(link.href) || link.href.startsWith(absolute('assets/'));
  if (request.method === 'GET' && ours) event.respondWith(answer(request, link.href));
});
