import { createStore, entries, get, promisifyRequest, set as write } from 'idb-keyval';
import { t } from '../words/words';

// What survives closing the page, in IndexedDB: one value a key.
//   settings            Settings
//   world/LESSON        SavedWorld; LESSON is "" for the free bench
//   drafts/LESSON       texts in editors that are not saved to a file yet
//   history             lines entered at the terminal's prompt
//   finished            ids of lessons
//   progress            ProgressLesson of each lesson that was begun
//   platform/LESSON     the note that this browser last left with a learning platform

/** What could not be written, by key: as long as the page is open nothing is lost, and an export has it. */
const unsaved = new Map<string, unknown>();

let database = 'tlscam';
let keeps = true;

const store = (): ReturnType<typeof createStore> => createStore(database, 'kept');

/** From now on nothing is read or written: what is saved lasts as long as the page. To be called before all else. */
export function keepNothing(): void {
  keeps = false;
}

/** From now on another person's work is read and written: several may use one browser. To be called before all else. */
export function keepFor(person: string): void {
  database = `tlscam/${person}`;
}

/** Whether this page keeps anything. */
export const keepsWork = (): boolean => keeps;

export class StorageProblem extends Error {}

function explain(error: unknown): StorageProblem {
  if (error instanceof DOMException && error.name === 'QuotaExceededError')
    return new StorageProblem(t('notice.storage_full'));
  return new StorageProblem(
    t('notice.storage_refused', { why: error instanceof Error ? error.message : String(error) }),
  );
}

export async function load<T>(key: string): Promise<T | undefined> {
  if (unsaved.has(key)) return unsaved.get(key) as T;
  if (!keeps) return undefined;
  try {
    return await get<T>(key, store());
  } catch (error) {
    throw explain(error);
  }
}

export async function save(key: string, value: unknown): Promise<void> {
  if (!keeps) {
    unsaved.set(key, value);
    return;
  }
  try {
    await write(key, value, store());
    unsaved.delete(key);
  } catch (error) {
    unsaved.set(key, value);
    throw explain(error);
  }
}

/** `askToStay` asks the browser not to clear this storage when it needs room; some ask the learner in turn. */
export async function askToStay(): Promise<void> {
  const { storage } = navigator;
  if (!keeps) return;
  if (await storage?.persisted?.()) return;
  await storage?.persist?.();
}

/** All that is kept, and what should have been. */
export async function everything(): Promise<Record<string, unknown>> {
  if (!keeps) return Object.fromEntries(unsaved);
  try {
    return Object.fromEntries([...(await entries<string, unknown>(store())), ...unsaved]);
  } catch (error) {
    if (unsaved.size) return Object.fromEntries(unsaved);
    throw explain(error);
  }
}

/** Puts `kept` in place of what there is, in one transaction: when the new does not fit, the old stays. */
export async function replaceEverything(kept: Record<string, unknown>): Promise<void> {
  if (!keeps) throw new StorageProblem(t('notice.frame_keeps_nothing'));
  try {
    await store()('readwrite', (objects) => {
      objects.clear();
      for (const [key, value] of Object.entries(kept)) objects.put(value, key);
      return promisifyRequest(objects.transaction);
    });
    unsaved.clear();
  } catch (error) {
    throw explain(error);
  }
}
