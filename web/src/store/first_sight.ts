// The page must know this before it shows anything, for the script in its head (tools/head_plugin.ts):
// IndexedDB would answer too late. It is a copy of two settings, without which the page only flickers once, and the
// language that was chosen.

const KEY = 'tlscam';

function remember(known: Record<string, string | null>): void {
  try {
    const before = JSON.parse(localStorage.getItem(KEY) ?? '{}') as object;
    localStorage.setItem(KEY, JSON.stringify({ ...before, ...known }));
  } catch {
    // There is no storage; storage.ts reports that.
  }
}

export const rememberFirstSight = (theme: string, lesson: string | null): void =>
  remember({ theme: theme === 'system' ? '' : theme, lesson });

export const rememberLanguage = (language: string): void => remember({ language });

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
