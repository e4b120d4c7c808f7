// What the page must know before it shows anything, for the script in its head (tools/head_plugin.ts): IndexedDB would
// answer too late. A copy of two of the settings; without it the page only flickers once.

const KEY = 'tlscam';

export function rememberFirstSight(theme: string, lesson: string | null): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ theme: theme === 'system' ? '' : theme, lesson }));
  } catch {
    // No storage: storage.ts says so.
  }
}

/** From now on the page's own lesson is there. */
export function showLesson(): void {
  delete document.documentElement.dataset.lesson;
}
