import { beforeEach, expect, it, vi } from 'vitest';

// The worker runs here with a cache and a network of the test's own.

const SITE = 'https://site.example/';
type Listener = (event: Record<string, unknown>) => void;
const listeners = new Map<string, Listener>();
const stored = new Map<string, Map<string, string>>();
let full = false;
const fetched: string[] = [];

const href = (of: unknown): string => (of instanceof Request ? of.url : new URL(String(of), SITE).href);
async function network(request: unknown): Promise<Response> {
  fetched.push(href(request));
  const answer = new Response(`network ${href(request)}`);
  Object.defineProperty(answer, 'type', { value: 'basic' });
  return answer;
}
function cacheOf(name: string) {
  const kept = stored.get(name) ?? new Map<string, string>();
  stored.set(name, kept);
  const put = async (link: unknown, answer: Response): Promise<void> => {
    if (full) throw new DOMException('no room', 'QuotaExceededError');
    kept.set(href(link), await answer.text());
  };
  return {
    put,
    add: async (link: unknown) => put(link, await network(link)),
    addAll: async (links: unknown[]) => {
      for (const link of links) await put(link, await network(link));
    },
    match: async (link: unknown) => (kept.has(href(link)) ? new Response(kept.get(href(link))) : undefined),
  };
}

async function dispatch(name: string, event: Record<string, unknown> = {}): Promise<Response | undefined> {
  const waits: Promise<unknown>[] = [];
  let answer: Promise<Response> | undefined;
  listeners.get(name)?.({
    ...event,
    waitUntil: (work: Promise<unknown>) => waits.push(work),
    respondWith: (work: Promise<Response>) => {
      answer = work;
    },
  });
  await Promise.all(waits);
  return answer;
}
const get = (path: string): Promise<Response | undefined> =>
  dispatch('fetch', { request: new Request(new URL(path, SITE)) });

beforeEach(async () => {
  stored.clear();
  fetched.length = 0;
  full = false;
  vi.resetModules();
  vi.stubGlobal('__FILES__', ['./', './assets/main-1.js']);
  vi.stubGlobal('__LATER__', ['./openssl/openssl.wasm', './licences/all.txt']);
  vi.stubGlobal('__VERSION__', 'new');
  vi.stubGlobal('fetch', network);
  vi.stubGlobal('caches', {
    open: async (name: string) => cacheOf(name),
    keys: async () => [...stored.keys()],
    delete: async (name: string) => stored.delete(name),
    match: async (link: unknown) => {
      for (const name of stored.keys()) {
        const found = await cacheOf(name).match(link);
        if (found) return found;
      }
      return undefined;
    },
  });
  vi.stubGlobal('self', {
    registration: { scope: SITE },
    clients: { claim: async () => undefined },
    skipWaiting: async () => undefined,
    addEventListener: (name: string, listener: Listener) => listeners.set(name, listener),
  });
  const { Request: NodeRequest } = globalThis;
  // A worker's requests are relative to it.
  vi.stubGlobal(
    'Request',
    class extends NodeRequest {
      constructor(link: string | URL, options?: RequestInit) {
        super(new URL(link, SITE), options);
      }
    },
  );
  await import('./service_worker');
});

it('fetches openssl only when a page has nothing else to wait for, and answers with it from then on', async () => {
  await dispatch('install');
  expect(fetched).toEqual([SITE, `${SITE}assets/main-1.js`]);
  await dispatch('message', { data: 'keep_rest', source: null });
  expect(fetched).toContain(`${SITE}openssl/openssl.wasm`);
  fetched.length = 0;
  expect(await (await get('openssl/openssl.wasm'))?.text()).toContain('network');
  expect(fetched).toEqual([]);
});

it('gives a good answer when there is no room to keep it, and tells the page', async () => {
  await dispatch('install');
  full = true;
  expect((await get('openssl/openssl.wasm'))?.ok).toBe(true);
  const told: unknown[] = [];
  await dispatch('message', {
    data: 'keep_rest',
    source: { postMessage: (word: unknown) => told.push(word) },
  });
  expect(told).toEqual([{ notKept: 'QuotaExceededError' }]);
});

it('gives a page of the version before its own parts, and nobody an older openssl', async () => {
  stored.set(
    'tlscam-old',
    new Map([
      [`${SITE}assets/palette-0.js`, 'old palette'],
      [`${SITE}openssl/openssl.wasm`, 'old openssl'],
    ]),
  );
  await dispatch('install');
  await dispatch('activate');
  expect(await (await get('assets/palette-0.js'))?.text()).toBe('old palette');
  expect(await (await get('openssl/openssl.wasm'))?.text()).toContain('network');
});
