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

const texts = (): LessonText[] =>
  folders().map((folder) => lessonText(folder, readFileSync(source(folder), 'utf8')));

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
