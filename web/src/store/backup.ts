import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { t } from '../words/words';
import { isProgress } from './progress';
import { isRecord } from './record';
import { isSavedWorld } from './saved_world_shape';
import { listOf, type Shape, tableOf, text } from './shape';

// Everything that the page keeps, as one file: a zip with one JSON text in it.

const NAME = 'tlscam-backup.json';
const FORMAT = 'tlscam-backup';
const VERSION = 2;
const LARGEST = 256 << 20; // bytes of JSON: a stranger's file may swell a thousandfold

export class BackupProblem extends Error {}

export function writeBackup(kept: Record<string, unknown>): Uint8Array<ArrayBuffer> {
  const json = JSON.stringify({ format: FORMAT, version: VERSION, kept });
  return new Uint8Array(zipSync({ [NAME]: strToU8(json) }));
}

function parse(bytes: Uint8Array): unknown {
  try {
    const file = unzipSync(bytes, {
      filter: ({ name, originalSize }) => name === NAME && originalSize <= LARGEST,
    })[NAME];
    if (!file) throw new BackupProblem(t('notice.zip_not_ours'));
    return JSON.parse(strFromU8(file));
  } catch (error) {
    if (error instanceof BackupProblem) throw error;
    throw new BackupProblem(t('notice.backup_unreadable'));
  }
}

// What may be under which key of storage.ts. Settings are looked at one by one when they are read.
const SHAPES: [keys: RegExp, shape: Shape][] = [
  [/^settings$/, isRecord],
  [/^(history|finished)$/, listOf(text)],
  [/^progress$/, listOf(isProgress)],
  [/^drafts\//, tableOf(text)],
  [/^world\//, isSavedWorld],
  [/^platform\//, text],
];

const looksRight = (key: string, value: unknown): boolean =>
  SHAPES.some(([keys, shape]) => keys.test(key) && shape(value));

/** What the file holds, by key of storage.ts. Throws a BackupProblem with a message for people. */
export function readBackup(bytes: Uint8Array): Record<string, unknown> {
  const value = parse(bytes);
  if (!isRecord(value) || value.format !== FORMAT || !isRecord(value.kept))
    throw new BackupProblem(t('notice.backup_not_ours'));
  if (value.version !== VERSION)
    throw new BackupProblem(t('notice.backup_version', { found: String(value.version), known: VERSION }));
  const wrong = Object.entries(value.kept).find(([key, part]) => !looksRight(key, part));
  if (wrong) throw new BackupProblem(t('notice.backup_damaged', { place: wrong[0] }));
  return value.kept;
}
