import { clear, createStore, entries, get, setMany, set as write } from 'idb-keyval';

// What survives closing the page, in IndexedDB: one value a key.
//   settings            Settings
//   world/LESSON        SavedWorld; LESSON is "" for the free bench
//   drafts/LESSON       texts in editors that are not saved to a file yet
//   history             lines typed into the terminal
//   finished            ids of lessons

const store = (): ReturnType<typeof createStore> => createStore('tlscam', 'kept');

export class StorageProblem extends Error {}

function explain(error: unknown): StorageProblem {
  if (error instanceof DOMException && error.name === 'QuotaExceededError')
    return new StorageProblem(
      'This browser gives the page no more room, so the latest changes are not saved. Export everything to a file now, then free some space.',
    );
  return new StorageProblem(
    `This browser does not let the page save (${error instanceof Error ? error.message : String(error)}). Everything works, but it is gone when you close the page: export it to a file to keep it.`,
  );
}

export async function load<T>(key: string): Promise<T | undefined> {
  try {
    return await get<T>(key, store());
  } catch (error) {
    throw explain(error);
  }
}

export async function save(key: string, value: unknown): Promise<void> {
  try {
    await write(key, value, store());
  } catch (error) {
    throw explain(error);
  }
}

export async function everything(): Promise<Record<string, unknown>> {
  try {
    return Object.fromEntries(await entries<string, unknown>(store()));
  } catch (error) {
    throw explain(error);
  }
}

/** Puts `kept` in place of what there is. The old is put back when the new does not fit. */
export async function replaceEverything(kept: Record<string, unknown>): Promise<void> {
  const old = await everything();
  try {
    await clear(store());
    await setMany(Object.entries(kept), store());
  } catch (error) {
    await setMany(Object.entries(old), store()).catch(() => undefined);
    throw explain(error);
  }
}
