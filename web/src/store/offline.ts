// The service worker, which keeps the page working without a network.
import { t } from '../words/words';
import { notices } from './notices.svelte';

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
    run: () => {
      renewing = true;
      worker.postMessage('take_over');
    },
  });
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
        run: () => location.reload(),
      });
    had = true;
  });
  watch(await workers.register('./service_worker.js'));
}
