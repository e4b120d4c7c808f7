import type { SavedWorld } from '../protocol/types';
import { t } from '../words/words';
import { copyText, download } from './computer';
import { sceneOf, shareFragment } from './share';
import { STATE_FILE, stateFragment, stateText } from './state';

// Two ways to hand on a world: its scene, or everything in it.

/** How much of a world is handed on. */
export type Share = 'scene' | 'state';

/** A link to it; null when it is too long for one. */
export function linkOf(saved: SavedWorld, what: Share): string | null {
  const fragment = what === 'scene' ? shareFragment(sceneOf(saved)) : stateFragment(stateText(saved));
  return fragment === null ? null : `${location.href.split('#')[0]}${fragment}`;
}

export const copyLink = (link: string, what: Share): Promise<void> =>
  copyText(link, what === 'scene' ? t('share.scene_copied') : t('share.state_copied'));

/** Saves everything as a file, which the page imports, and which a link can name: ?state=FILE. */
export function saveState(saved: SavedWorld): void {
  download(`${saved.lesson || 'free-bench'}${STATE_FILE}`, `${stateText(saved)}\n`);
}
