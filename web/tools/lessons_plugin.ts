import { join } from 'node:path';
import type { Plugin } from 'vite';
import { COURSE, courseFiles } from './course';
import { type LessonEntry, type LessonText, lessonText } from './lesson_text';

const ID = '\0virtual:lessons';
const ONE = '\0virtual:lesson/';
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

/** What the whole course shows of each lesson. */
const entryOf = ({ id, title, minutes, teaches }: LessonText): LessonEntry => ({
  id,
  title,
  minutes,
  teaches,
});

/** The course for the page: its list and the first lesson are there at once, every other text when it is opened. */
function courseModule(texts: LessonText[]): string {
  const [first] = texts;
  const rest = texts
    .slice(1)
    .map(({ id }) => [id, `() => import(${JSON.stringify(`virtual:lesson/${id}`)})`]);
  return [
    `export const lessons = ${JSON.stringify(texts.map(entryOf))};`,
    `export const first = ${JSON.stringify(first ?? null)};`,
    `export const others = {${rest.map(([id, load]) => `${JSON.stringify(id)}: ${load}`).join(', ')}};`,
  ].join('\n');
}

/** Gives the modules `virtual:lessons` and `virtual:lesson/ID` (src/virtual.d.ts) their values. */
export function lessonsPlugin(): Plugin {
  return {
    name: 'tlscam-lessons',
    resolveId: (id) => (/^virtual:lessons$|^virtual:lesson\//.test(id) ? `\0${id}` : undefined),
    load(id) {
      if (id !== ID && !id.startsWith(ONE)) return undefined;
      const files = courseFiles();
      for (const path of files.keys()) this.addWatchFile(join(COURSE, path));
      const texts = lessonTexts(files);
      if (id === ID) return courseModule(texts);
      const text = texts.find((lesson) => lesson.id === id.slice(ONE.length));
      return `export default ${JSON.stringify(text ?? null)};`;
    },
  };
}
