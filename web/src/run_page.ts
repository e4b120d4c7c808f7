import { type Component, hydrate, mount } from 'svelte';
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

/** Shows the page in `target`, with a bar over it of its own or another one, and starts its world; ends when the world is there. */
export async function runPage(target: Element, bar?: Component): Promise<void> {
  // The built page is there already, from tools/prerender_plugin.ts; it is painted before anything is computed.
  await painted();
  (target.firstElementChild ? hydrate : mount)(Page, { target, props: bar ? { Bar: bar } : {} });
  await painted();
  const begun = begin();
  // Where the bench is in sight its terminal comes with the world, elsewhere when the learner goes there.
  if (matchMedia('(min-width: 1100px)').matches) loadTerminals().catch(() => undefined);
  await begun;
}
