import { join } from 'node:path';
import type { Plugin } from 'vite';
import { COURSE, courseFiles, translatedFolders } from './course';
import { type CardEntry, type LessonEntry, type LessonText, lessonText } from './lesson_text';

const ID = '\0virtual:lessons';
const CARDS = '\0virtual:cards';
const TRANSLATED = '\0virtual:translated';
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

/**
 * The text of every lesson of these files, in the order of their folders. The files are in this language, and English where a lesson
 * does not have it.
 */
export function lessonTexts(files: Map<string, Buffer>, language = 'en'): LessonText[] {
  const translated = translatedFolders(language);
  return [...files]
    .filter(([path]) => path.endsWith(TEXT) && path.indexOf('/') === path.length - TEXT.length)
    .map(([path, bytes]) => {
      const folder = path.slice(0, -TEXT.length);
      const own = translated.has(folder) ? language : 'en';
      const text = withEdits(files, lessonText(folder, bytes.toString('utf8'), own));
      return own === language ? text : { ...text, language: own };
    });
}

/** The ids of the lessons that have a text in this language; none for English, which all have. */
export function translatedLessons(language: string): string[] {
  const translated = translatedFolders(language);
  return lessonTexts(courseFiles(COURSE, language), language)
    .filter(({ folder }) => translated.has(folder))
    .map(({ id }) => id);
}

/** What the whole course shows of each lesson. */
export const entryOf = ({ id, title, minutes, teaches, language }: LessonText): LessonEntry => ({
  id,
  title,
  minutes,
  teaches,
  language,
});

const plain = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');

/** The cards of all lessons that have one. */
export function cardsOf(texts: LessonText[]): CardEntry[] {
  return texts.flatMap(({ id, title, teaches, card }) =>
    card ? [{ id, title, teaches, card, text: plain(`${card.what} ${card.how} ${card.why}`) }] : [],
  );
}

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

/**
 * Gives the modules `virtual:lessons`, `virtual:lesson/ID`, `virtual:cards` and `virtual:translated` (src/virtual.d.ts) their values,
 * in a language.
 */
export function lessonsPlugin(language: string): Plugin {
  return {
    name: 'tlscam-lessons',
    resolveId: (id) =>
      /^virtual:(?:lessons|cards|translated)$|^virtual:lesson\//.test(id) ? `\0${id}` : undefined,
    load(id) {
      if (id === TRANSLATED)
        return `export const translated = ${JSON.stringify(translatedLessons(language))};`;
      if (id !== ID && id !== CARDS && !id.startsWith(ONE)) return undefined;
      const files = courseFiles(COURSE, language);
      for (const path of files.keys()) this.addWatchFile(join(COURSE, path));
      const texts = lessonTexts(files, language);
      if (id === ID) return courseModule(texts);
      if (id === CARDS) return `export const cards = ${JSON.stringify(cardsOf(texts))};`;
      const text = texts.find((lesson) => lesson.id === id.slice(ONE.length));
      return `export default ${JSON.stringify(text ?? null)};`;
    },
  };
}
