import 'virtual:theme.css';
import './styles/fonts.css';
import './styles/base.css';
import './styles/print.css';
import { hydrate, mount } from 'svelte';
import { begin } from './store/begin';
import { workOffline } from './store/offline';
import { loadTerminals } from './views/bench/screen';
import Page from './views/Page.svelte';
import { t } from './words/words';

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
  // Hosts that send its headers keep it out of frames; in one, a click could be meant for what lies over it.
  if (window.top !== window.self) {
    const link = Object.assign(document.createElement('a'), { href: location.href, target: '_top' });
    link.textContent = t('page.framed');
    target.replaceChildren(link);
    return;
  }
  // The built page is there already, from tools/prerender_plugin.ts; it is painted before anything is computed.
  await painted();
  (target.firstElementChild ? hydrate : mount)(Page, { target });
  await painted();
  const begun = begin();
  // Where the bench is in sight its terminal comes with the world, elsewhere when the learner goes there.
  if (matchMedia('(min-width: 1100px)').matches) loadTerminals().catch(() => undefined);
  await begun;
  // Only now: what it fetches for working offline must not compete with what the first prompt needs.
  if (import.meta.env.PROD)
    workOffline().catch(() => {
      // Without it the page works as long as there is a network: private windows, servers without https.
    });
}

void start();
