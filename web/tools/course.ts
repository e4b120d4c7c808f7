import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** This is the course's folder: each folder in it is a lesson. */
export const COURSE = fileURLToPath(new URL('../../lessons', import.meta.url));

const INTERNETS = fileURLToPath(new URL('../../assets/internet', import.meta.url));

/** `internets` returns the names of the internets that worlds share, and the files of each by their path in its folder. */
export function internets(folder = INTERNETS): Map<string, Map<string, Buffer>> {
  return new Map(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => [name, filesBelow(join(folder, name))]),
  );
}

function filesBelow(folder: string): Map<string, Buffer> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
  return new Map(paths.map((path) => [path.split(sep).join('/'), readFileSync(join(folder, path))]));
}

const FACTS = 'facts.json';

/** `factsOf` reads facts.json (sim/lesson/facts.h): each fact's value, by its id. */
function factsOf(folder: string): Record<string, { value: string }> {
  const path = join(folder, FACTS);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

/** `withFacts` puts values in place of {fact:ID}. */
export function withFacts(text: string, facts: Record<string, { value: string }>, path: string): string {
  return text.replace(/\{fact:([^}\n]*)\}/g, (_, id: string) => {
    const fact = facts[id];
    if (!fact) throw new Error(`${path}: there is no fact "${id}" in lessons/${FACTS}`);
    return fact.value;
  });
}

/**
 * `inLanguage` lays the files of a language (05-names/de/lesson.md) over the lessons' own, and leaves out those of all others
 * (sim/lesson/translation.h).
 */
export function inLanguage<File>(files: Map<string, File>, language: string): Map<string, File> {
  const parts = [...files].map(([path, file]) => {
    const [, lesson = '', own = '', rest = path] = /^([^/]+\/)(?:([a-z]{2})\/)?(.*)$/.exec(path) ?? [];
    return { path: lesson + rest, own, file };
  });
  const texts = new Set(
    parts.filter(({ own, path }) => own === language && path.endsWith('/lesson.md')).map(({ path }) => path),
  );
  // The lesson's own wrong ends quote what it says in its own language.
  const quotes = (path: string): boolean => {
    const [, lesson] = /^([^/]+)\/wrong\//.exec(path) ?? [];
    return lesson !== undefined && language !== '' && texts.has(`${lesson}/lesson.md`);
  };
  const chosen = parts
    .filter(({ own, path }) => own === '' && !quotes(path))
    .map(({ path, file }) => [path, file] as const);
  const laid = parts
    .filter(({ own }) => own && own === language)
    .map(({ path, file }) => [path, file] as const);
  return new Map([...chosen, ...laid]);
}

/** `translatedFolders` names the folders of the lessons that have a text in a language that is not their own. */
export const translatedFolders = (language: string, folder = COURSE): Set<string> =>
  new Set(readdirSync(folder).filter((name) => existsSync(join(folder, name, language, 'lesson.md'))));

/**
 * `courseFiles` returns all files of all lessons in order, by their path in the course's folder
 * ("01-meet-the-camera/lesson.md"), in a language where they have it. Facts stand in their texts already.
 */
export function courseFiles(folder = COURSE, language = 'en'): Map<string, Buffer> {
  if (!existsSync(folder)) return new Map();
  const facts = factsOf(folder);
  const filled = (path: string, bytes: Buffer): Buffer =>
    path.endsWith('.md') ? Buffer.from(withFacts(bytes.toString('utf8'), facts, path)) : bytes;
  // Files next to the lessons' folders (README.md) are for people.
  const files = [...filesBelow(folder)].filter(([path]) => path.includes('/'));
  return inLanguage(new Map(files.map(([path, bytes]) => [path, filled(path, bytes)])), language);
}
