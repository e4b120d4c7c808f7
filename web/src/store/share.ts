import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import type { LinkSetting, SavedService, SavedWorld } from '../protocol/types';
import { t } from '../words/words';
import { base64ToText, fromBase64, toBase64 } from './bytes';
import { savedService } from './saved_world_shape';
import { flag, listOf, number, object, optional, type Shape, text } from './shape';

// A link that carries a scene: which lesson, when, the scripts, the faults. Keys and certificates stay at home: a link
// gets forwarded. The fragment is `#share=2.LENGTH.DATA`; LENGTH is that of DATA, so that a cut link is noticed.

const MARK = '#share=';
const VERSION = '2';
const LIMIT = 256 << 10;
const LARGEST_SCENE = 4 << 20; // bytes of JSON: a stranger's link may swell a thousandfold
const PIECE = 1 << 10; // bytes that are inflated at once

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

export class ShareProblem extends Error {}

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

export function shareFragment(scene: SharedScene): string {
  const packed = toBase64(deflateSync(strToU8(JSON.stringify(scene)), { level: 9 }));
  const data = packed.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  if (data.length > LIMIT) throw new ShareProblem(t('notice.link_too_long'));
  return `${MARK}${VERSION}.${data.length}.${data}`;
}

/** `inflated` returns the bytes that were deflated, or throws when they are too many for a scene. */
function inflated(bytes: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate((piece) => {
    size += piece.length;
    if (size > LARGEST_SCENE) throw new ShareProblem(t('notice.link_too_large'));
    pieces.push(piece);
  });
  for (let at = 0; at < bytes.length; at += PIECE)
    inflate.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
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
  const [version, length, data] = fragment.slice(MARK.length).split('.');
  if (version !== VERSION && /^\d+$/.test(version ?? '')) throw new ShareProblem(t('notice.link_version'));
  const cut = new ShareProblem(t('notice.link_incomplete'));
  if (!data || Number(length) !== data.length || data.length > LIMIT) throw cut;
  try {
    const bytes = fromBase64(data.replaceAll('-', '+').replaceAll('_', '/'));
    const scene: unknown = JSON.parse(strFromU8(inflated(bytes)));
    if (isScene(scene)) return scene;
  } catch (error) {
    throw error instanceof ShareProblem ? error : cut;
  }
  throw cut;
}
