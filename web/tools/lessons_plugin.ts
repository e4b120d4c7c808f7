import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { type LessonText, lessonText } from './lesson_text';

const FOLDER = fileURLToPath(new URL('../../lessons', import.meta.url));
const ID = 'virtual:lessons';

const folders = (): string[] =>
  existsSync(FOLDER)
    ? readdirSync(FOLDER)
        .sort()
        .filter((name) => existsSync(join(FOLDER, name, 'lesson.md')))
    : [];

const source = (folder: string): string => join(FOLDER, folder, 'lesson.md');

/** An `edit` block without a text of its own takes it from the lesson's solution (sim/lesson/README.md). */
function withEdits(folder: string, lesson: LessonText): LessonText {
  for (const block of lesson.steps.flatMap(({ blocks }) => blocks)) {
    if (block.kind === 'edit' && block.text.trim() === '')
      block.text = readFileSync(join(FOLDER, folder, 'solution/workstation', block.file), 'utf8');
  }
  return lesson;
}

const texts = (): LessonText[] =>
  folders().map((folder) => withEdits(folder, lessonText(folder, readFileSync(source(folder), 'utf8'))));

/**
 * Gives `import { lessons } from 'virtual:lessons'` the text of every lesson, in the order of their folders: it is there
 * before the world is.
 */
export function lessonsPlugin(): Plugin {
  return {
    name: 'tlscam-lessons',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return undefined;
      for (const folder of folders()) this.addWatchFile(source(folder));
      return `export const lessons = ${JSON.stringify(texts())};`;
    },
  };
}
