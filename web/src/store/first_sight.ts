// The page must know this before it shows anything, for the script in its head (tools/head_plugin.ts):
// IndexedDB would answer too late. It is a copy of two settings; without it the page only flickers once.

const KEY = 'tlscam';

export function rememberFirstSight(theme: string, lesson: string | null): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ theme: theme === 'system' ? '' : theme, lesson }));
  } catch {
    // There is no storage; storage.ts reports that.
  }
}

/** The lesson that this tab showed before it was reloaded. */
export function lessonOfTab(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function rememberLessonOfTab(lesson: string | null): void {
  try {
    if (lesson !== null) sessionStorage.setItem(KEY, lesson);
  } catch {
    // There is no storage; storage.ts reports that.
  }
}

/** `showLesson` marks that the page's own lesson is there from now on. */
export function showLesson(): void {
  delete document.documentElement.dataset.lesson;
}
