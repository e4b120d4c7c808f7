import type { LinkSetting, SavedService, SavedWorld } from '../protocol/types';
import { t } from '../words/words';
import { base64ToText } from './bytes';
import { packText, ShareProblem, unpackJson } from './packed_text';
import { savedService } from './saved_world_shape';
import { flag, listOf, number, object, optional, type Shape, text } from './shape';

// A link that carries a scene: which lesson, when, the scripts, the faults. Keys and certificates stay at home: a link
// gets forwarded. The fragment is `#share=` and a packed text.

const MARK = '#share=';
const VERSION = '2';
const LIMIT = 256 << 10;

export interface SharedScene {
  lesson: string;
  seed: number;
  true_time: number;
  /** Missing in links from before cameras could be added. */
  cameras?: { name: string; model: string; number: number }[];
  scripts: { place: string; path: string; text: string }[];
  services: SavedService[];
  links: { link: string; conditions: LinkSetting }[];
}

/** What of a saved world is shared. */
export function sceneOf(saved: SavedWorld): SharedScene {
  const places = [
    { place: '', files: saved.workstation },
    ...saved.cameras.map(({ name, drive }) => ({ place: name, files: drive })),
  ];
  return {
    lesson: saved.lesson,
    seed: saved.seed,
    true_time: saved.true_time,
    cameras: saved.cameras.flatMap(({ name, model, number }) =>
      model !== null && number !== null ? [{ name, model, number }] : [],
    ),
    scripts: places.flatMap(({ place, files }) =>
      files
        .filter(({ path }) => path.endsWith('.py'))
        .map(({ path, bytes }) => ({ place, path, text: base64ToText(bytes) })),
    ),
    services: saved.services,
    links: saved.links.map(({ link, up, delay, loss, duplication, reordering }) => ({
      link,
      conditions: { up, delay, loss, duplication, reordering },
    })),
  };
}

/** The fragment of a link to it; null when that would be longer than any browser takes. */
export function shareFragment(scene: SharedScene): string | null {
  const packed = packText(VERSION, JSON.stringify(scene));
  return packed.length > LIMIT ? null : `${MARK}${packed}`;
}

const shape = object({
  lesson: text,
  seed: number,
  true_time: number,
  cameras: optional(listOf(object({ name: text, model: text, number }))),
  scripts: listOf(object({ place: text, path: text, text })),
  services: listOf(savedService),
  links: listOf(
    object({
      link: text,
      conditions: object({ up: flag, delay: number, loss: number, duplication: number, reordering: number }),
    }),
  ),
} satisfies Record<keyof SharedScene, Shape>);

const isScene = (value: unknown): value is SharedScene => shape(value);

/** The scene in a page's fragment; null when the fragment is none of ours. Throws a ShareProblem. */
export function readFragment(fragment: string): SharedScene | null {
  if (!fragment.startsWith(MARK)) return null;
  const scene = unpackJson(VERSION, fragment.slice(MARK.length), LIMIT);
  if (isScene(scene)) return scene;
  throw new ShareProblem(t('notice.link_incomplete'));
}
