// The service worker, which keeps the page working without a network.
import { t } from '../words/words';
import { documents } from './documents.svelte';
import { notices } from './notices.svelte';
import { world } from './world.svelte';

/**
 * Whether a host is this computer itself. There another project may have the same port tomorrow, and would be
 * answered by this page; and nothing is gained, since the files are here.
 */
export const isLoopback = (host: string): boolean =>
  /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(host);

let renewing = false;

function offer(worker: ServiceWorker): void {
  notices.show('info', t('notice.new_version'), {
    label: t('notice.renew'),
    run: () => void renew(worker),
  });
}

// What is on its way into the storage gets there first.
async function keepEverything(): Promise<void> {
  await documents.keepDrafts();
  await world.keepNow();
}

async function renew(worker: ServiceWorker): Promise<void> {
  await keepEverything();
  renewing = true;
  worker.postMessage('take_over');
}

const LONG_ENOUGH = 20_000; // ms; who only reads the lesson shall have all of the page as well

/** Ends when a camera shows its prompt, or after a while: until then the network has something else to do. */
function promptIsThere(): Promise<void> {
  return new Promise((done) => {
    const timer = setInterval(() => {
      if (world.isPrompting()) end();
    }, 500);
    const end = (): void => {
      clearInterval(timer);
      clearTimeout(limit);
      done();
    };
    const limit = setTimeout(end, LONG_ENOUGH);
  });
}

/** Keeps the rest of the page for use without a network: openssl, and the licences. */
async function keepRest(workers: ServiceWorkerContainer): Promise<void> {
  workers.addEventListener('message', ({ data }: MessageEvent<{ notKept?: string }>) => {
    if (data.notKept === 'QuotaExceededError') notices.show('info', t('notice.no_room_offline'));
  });
  await promptIsThere();
  (await workers.ready).active?.postMessage('keep_rest');
}

function watch(registration: ServiceWorkerRegistration): void {
  // Without a worker before it, this is the first visit and not a new version.
  const isNew = (): boolean => navigator.serviceWorker.controller !== null;
  const follow = (worker: ServiceWorker | null): void =>
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && isNew()) offer(worker);
    });
  if (registration.waiting && isNew()) offer(registration.waiting);
  // The browser looks for a new version when the page is called, long before this.
  follow(registration.installing);
  registration.addEventListener('updatefound', () => follow(registration.installing));
}

/** Makes the page work without a network from the next visit on, where that is meant. */
export async function workOffline(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const workers = navigator.serviceWorker;
  if (isLoopback(location.hostname)) {
    // One of an earlier version of the page would go on answering.
    for (const registration of await workers.getRegistrations()) await registration.unregister();
    return;
  }
  let had = workers.controller !== null; // the first one takes the page over too
  workers.addEventListener('controllerchange', () => {
    if (renewing) return location.reload();
    if (had)
      notices.show('info', t('notice.renewed_elsewhere'), {
        label: t('notice.renew'),
        run: () => void keepEverything().then(() => location.reload()),
      });
    had = true;
  });
  watch(await workers.register('./service_worker.js'));
  await keepRest(workers);
}
