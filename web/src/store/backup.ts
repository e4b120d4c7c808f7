import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { t } from '../words/words';
import { isRecord } from './record';

// Everything that the page keeps, as one file: a zip with one JSON text in it.

const NAME = 'tlscam-backup.json';
const FORMAT = 'tlscam-backup';
const VERSION = 2;
const WORLD_FORMAT = 2; // of SavedWorld (sim/lab/protocol/saved_world.h)
const KEYS = /^(settings|history|finished|world\/.*|drafts\/.*)$/;

export class BackupProblem extends Error {}

export function writeBackup(kept: Record<string, unknown>): Uint8Array<ArrayBuffer> {
  const text = JSON.stringify({ format: FORMAT, version: VERSION, kept });
  return new Uint8Array(zipSync({ [NAME]: strToU8(text) }));
}

function parse(bytes: Uint8Array): unknown {
  try {
    const file = unzipSync(bytes, { filter: ({ name }) => name === NAME })[NAME];
    if (!file) throw new BackupProblem(t('notice.zip_not_ours'));
    return JSON.parse(strFromU8(file));
  } catch (error) {
    if (error instanceof BackupProblem) throw error;
    throw new BackupProblem(t('notice.backup_unreadable'));
  }
}

function looksRight(key: string, value: unknown): boolean {
  if (!KEYS.test(key)) return false;
  if (key === 'history' || key === 'finished')
    return Array.isArray(value) && value.every((line) => typeof line === 'string');
  if (!isRecord(value)) return false;
  return (
    !key.startsWith('world/') ||
    (value.format === WORLD_FORMAT && Array.isArray(value.workstation) && Array.isArray(value.cameras))
  );
}

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
