// The page in a frame of another page, or opened by a learning platform.
import { mount } from 'svelte';
import { runPage } from './run_page';
import { course } from './store/course.svelte';
import { ancestorsOf, choiceOf, mayShow, SCORM } from './store/framing/frames';
import { followPlatform } from './store/framing/learning_platform.svelte';
import { findApi } from './store/framing/scorm';
import { settings } from './store/settings.svelte';
import { keepNothing } from './store/storage';
import { readWishes } from './store/wishes';
import { t } from './words/words';

const show = (): void => {
  delete document.documentElement.dataset.framed;
};

/** Nobody has allowed this frame, so a click in it could be meant for what lies over it. */
function showLinkOnly(target: Element): void {
  const link = Object.assign(document.createElement('a'), { href: location.href, target: '_top' });
  link.textContent = t('page.framed');
  target.replaceChildren(link);
  show();
}

/** Shows the page where it may be shown, as its address says. */
export async function showFramed(target: Element): Promise<void> {
  const wishes = readWishes(location.search);
  const api = wishes.scorm ? findApi(window) : null;
  const inFrame = window.top !== window.self;
  const choice = choiceOf(window);
  const allowed = mayShow(choice, location.origin, ancestorsOf(window)) || (choice === SCORM && api !== null);
  if (inFrame && !allowed) return showLinkOnly(target);
  // What the build has written there is the first lesson of the whole page.
  target.replaceChildren();
  if (wishes.embed) {
    const lesson = wishes.lesson ?? course.lessons[0]?.id ?? '';
    course.restrictTo(lesson);
    keepNothing();
    settings.inFrame(wishes.views, wishes.theme);
    const { default: Cover } = await import('./views/frame/Cover.svelte');
    show();
    mount(Cover, { target, props: { lesson, target } });
    return;
  }
  show();
  if (wishes.scorm) await followPlatform(api, wishes.lesson ?? '', () => runPage(target));
  else await runPage(target);
}
