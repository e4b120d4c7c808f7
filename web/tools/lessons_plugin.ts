import { join } from 'node:path';
import type { Plugin } from 'vite';
import { COURSE, courseFiles } from './course';
import { type LessonText, lessonText } from './lesson_text';

const ID = 'virtual:lessons';
const TEXT = '/lesson.md';

/** An `edit` block without a text of its own takes it from the lesson's solution (sim/lesson/README.md). */
function withEdits(files: Map<string, Buffer>, lesson: LessonText): LessonText {
  for (const block of lesson.steps.flatMap(({ blocks }) => blocks)) {
    if (block.kind !== 'edit' || block.text.trim() !== '') continue;
    const solution = files.get(`${lesson.folder}/solution/workstation/${block.file}`);
    if (!solution) throw new Error(`${lesson.folder}: no text and no solution for ${block.file}`);
    block.text = solution.toString('utf8');
  }
  return lesson;
}

/** The text of every lesson of these files, in the order of their folders. */
export function lessonTexts(files: Map<string, Buffer>): LessonText[] {
  return [...files]
    .filter(([path]) => path.endsWith(TEXT) && path.indexOf('/') === path.length - TEXT.length)
    .map(([path, bytes]) =>
      withEdits(files, lessonText(path.slice(0, -TEXT.length), bytes.toString('utf8'))),
    );
}

/** Gives `import { lessons } from 'virtual:lessons'` its value: it is there before the world is. */
export function lessonsPlugin(): Plugin {
  return {
    name: 'tlscam-lessons',
    resolveId: (id) => (id === ID ? `\0${ID}` : undefined),
    load(id) {
      if (id !== `\0${ID}`) return undefined;
      const files = courseFiles();
      for (const path of files.keys()) this.addWatchFile(join(COURSE, path));
      return `export const lessons = ${JSON.stringify(lessonTexts(files))};`;
    },
  };
}
