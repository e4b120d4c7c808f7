import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { type LessonText, lessonText } from './lesson_text';

const FOLDER = fileURLToPath(new URL('../../lessons', import.meta.url));
const ID = 'virtual:lessons';

function read(): { file: string; lesson: LessonText }[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .sort()
    .map((folder) => ({ folder, file: join(FOLDER, folder, 'lesson.md') }))
    .filter(({ file }) => existsSync(file))
    .map(({ folder, file }) => ({ file, lesson: lessonText(folder, readFileSync(file, 'utf8')) }));
}

/** Gives `import { lessons } from 'virtual:lessons'` the text of every lesson, in the order of their folders. */
export function lessonsPlugin(): Plugin {
  return {
    name: 'tlscam-lessons',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return undefined;
      const found = read();
      for (const { file } of found) this.addWatchFile(file);
      return `export const lessons = ${JSON.stringify(found.map(({ lesson }) => lesson))};`;
    },
  };
}
