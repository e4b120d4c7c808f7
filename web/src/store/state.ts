import type { SavedFile, SavedWorld } from '../protocol/types';
import { t } from '../words/words';
import { asText, fromBase64, textToBase64 } from './bytes';
import { packText, ShareProblem, unpackJson } from './packed_text';
import { isRecord } from './record';
import { isSavedWorld } from './saved_world_shape';

// A whole world as a short text: lesson, step, seed, time, every file with keys and certificates. It goes into a link
// (`#state=` and a packed text), a file, or the note that a learning platform keeps.

const VERSION = '1';
const MARK = '#state=';
/** How files with a state are called. */
export const STATE_FILE = '.tlscam';
/** Letters of a link's fragment: what mail, chats and forms of learning platforms let through. */
export const LONGEST_LINK = 8 << 10;
const LONGEST = 2 << 20; // letters of a file or note

/** A file as it stands in the text: what is text compresses better as such than in base64. */
type ShortFile = SavedFile | { path: string; text: string };

const shortened = ({ path, bytes }: SavedFile): ShortFile => {
  const text = asText(fromBase64(bytes));
  return text === null || textToBase64(text) !== bytes ? { path, bytes } : { path, text };
};

const lengthened = (file: unknown): unknown =>
  isRecord(file) && typeof file.text === 'string' && typeof file.path === 'string' && !('bytes' in file)
    ? { path: file.path, bytes: textToBase64(file.text) }
    : file;

const filesOf = (value: unknown): unknown => (Array.isArray(value) ? value.map(lengthened) : value);

const cameraOf = (value: unknown): unknown =>
  isRecord(value) ? { ...value, drive: filesOf(value.drive) } : value;

/** The world as a packed text. */
export function stateText(saved: SavedWorld): string {
  const short = {
    ...saved,
    workstation: saved.workstation.map(shortened),
    cameras: saved.cameras.map((camera) => ({ ...camera, drive: camera.drive.map(shortened) })),
  };
  return packText(VERSION, JSON.stringify(short));
}

/** The world in a packed text. Throws a ShareProblem. */
export function readState(packed: string): SavedWorld {
  const value = unpackJson(VERSION, packed.trim(), LONGEST);
  if (isRecord(value) && Array.isArray(value.cameras)) {
    const world: unknown = {
      ...value,
      workstation: filesOf(value.workstation),
      cameras: value.cameras.map(cameraOf),
    };
    if (isSavedWorld(world)) return world as SavedWorld;
  }
  throw new ShareProblem(t('notice.link_incomplete'));
}

/** The fragment of a link to a state; null when that would be longer than links may be. */
export function stateFragment(packed: string): string | null {
  const fragment = `${MARK}${packed}`;
  return fragment.length > LONGEST_LINK ? null : fragment;
}

/** The packed text in a page's fragment; null when there is none. */
export const stateOfFragment = (fragment: string): string | null =>
  fragment.startsWith(MARK) ? fragment.slice(MARK.length) : null;

/** What a state brings along, for the question whether to open it. */
export const contentsOf = ({ workstation, cameras }: SavedWorld): { files: number } => ({
  files: workstation.length + cameras.reduce((sum, { drive }) => sum + drive.length, 0),
});
