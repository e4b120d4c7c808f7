import type { SavedWorld } from '../protocol/types';
import { t } from '../words/words';
import { course } from './course.svelte';
import { ShareProblem } from './packed_text';
import { readState, stateOfFragment } from './state';

/** The state, when this page has its lesson. Throws a ShareProblem. */
export function knownState(state: SavedWorld): SavedWorld {
  if (state.lesson !== '' && !course.lessons.some(({ id }) => id === state.lesson))
    throw new ShareProblem(t('notice.no_lesson', { lesson: state.lesson }));
  return state;
}

/** The text of a file beside the page, which its address names: ?state=FILE. Other hosts are not asked. */
async function textBeside(name: string): Promise<string> {
  const link = new URL(name, document.baseURI);
  const answer = link.origin === location.origin ? await fetch(link).catch(() => null) : null;
  if (!answer?.ok) throw new ShareProblem(t('share.no_file', { file: name }));
  return answer.text();
}

/** The state that an address carries in its fragment, or names; null for none. Throws a ShareProblem. */
export async function stateOfAddress(fragment: string, file: string | null): Promise<SavedWorld | null> {
  const packed = stateOfFragment(fragment) ?? (file === null ? null : await textBeside(file));
  return packed === null ? null : knownState(readState(packed));
}
