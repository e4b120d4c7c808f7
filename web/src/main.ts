import 'virtual:theme.css';
import './styles/fonts.css';
import './styles/base.css';
import './styles/print.css';
import { hydrate, mount } from 'svelte';
import { begin } from './store/begin';
import { loadTerminals } from './views/bench/screen';
import Page from './views/Page.svelte';

/** Ends when what is there now has been painted, or when the page is not looked at. */
const painted = (): Promise<void> =>
  new Promise((done) => {
    const soon = (): void => void setTimeout(done);
    if (document.hidden) soon();
    else requestAnimationFrame(soon);
  });

async function start(): Promise<void> {
  const target = document.getElementById('page');
  if (!target) return;
  // The built page is there already, from tools/prerender_plugin.ts; it is painted before anything is computed.
  await painted();
  (target.firstElementChild ? hydrate : mount)(Page, { target });
  await painted();
  const begun = begin();
  // Where the bench is in sight its terminal comes with the world, elsewhere when the learner goes there.
  if (matchMedia('(min-width: 1100px)').matches) void loadTerminals();
  await begun;
  // Only now: what it fetches for working offline must not compete with what the first prompt needs.
  if (import.meta.env.PROD && 'serviceWorker' in navigator)
    navigator.serviceWorker.register('./service_worker.js').catch(() => {
      // Without it the page works as long as there is a network: private windows, servers without https.
    });
}

void start();
