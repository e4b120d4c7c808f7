// Reads assets/words: what the plugin, the types and the tests know about it. Plain JavaScript, so that `npm run check` can
// write the types before there is any build.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const WORDS = fileURLToPath(new URL('../../assets/words', import.meta.url));
const GROUPS = fileURLToPath(new URL('../../sim/words/generated.cmake', import.meta.url));
const TYPES = fileURLToPath(new URL('../src/words/generated.ts', import.meta.url));

/** @typedef {string | Record<string, string>} Pattern A text, or a plural's texts by form. */

/** @returns {string[]} The languages that there are, English first. */
export const languages = () => [
  'en',
  ...readdirSync(WORDS)
    .map((file) => /^([a-z]{2,3})\.json$/.exec(file)?.[1] ?? '')
    .filter((language) => language && language !== 'en'),
];

/** @param {string} language @returns {Map<string, Pattern>} The words of a language by their ids. */
export function readWords(language) {
  const file = JSON.parse(readFileSync(join(WORDS, `${language}.json`), 'utf8'));
  const words = new Map();
  for (const [group, own] of Object.entries(file.words))
    for (const [name, pattern] of Object.entries(own)) words.set(`${group}.${name}`, pattern);
  return words;
}

/** @param {string} language @returns {string} The language's own name for itself. */
export const nameOf = (language) => JSON.parse(readFileSync(join(WORDS, `${language}.json`), 'utf8')).name;

/** @param {string} language @returns {string} The address of the page in this language, beside that in others. */
export const pageOf = (language) => (language === 'en' ? './' : `./${language}.html`);

/**
 * The words of a language for the WebAssembly, which knows them by numbers alone: sim/words/generate gives each word the place of
 * its group in sim/words/generated.cmake, times 1000, and its own place in the group.
 * @param {string} language @returns {string}
 */
export function numberedWords(language) {
  const listed = /set\(tlscam_word_groups ([^)]+)\)/.exec(readFileSync(GROUPS, 'utf8'))?.[1] ?? '';
  const groups = listed.trim().split(/\s+/);
  const texts = readWords(language);
  /** @type {Map<string, number>} */
  const next = new Map(groups.map((group, place) => [group, place * 1000]));
  /** @type {Record<string, Pattern>} */
  const words = {};
  for (const id of readWords('en').keys()) {
    const [group = ''] = id.split('.');
    const number = next.get(group);
    if (number === undefined) throw new Error(`${GROUPS} does not list the group ${group}`);
    next.set(group, number + 1);
    const text = texts.get(id);
    if (text !== undefined) words[number] = text;
  }
  return JSON.stringify({ language, words });
}

/** @param {Pattern} pattern @returns {string[]} The names of its placeholders. */
export function placeholdersOf(pattern) {
  const texts = typeof pattern === 'string' ? [pattern] : Object.values(pattern);
  const names = texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  // A plural has its {count} even where every form says the number in words.
  return [...new Set(typeof pattern === 'string' ? names : ['count', ...names])];
}

/** @returns {string} The TypeScript that says which words there are and what they need. */
export function wordTypes() {
  const lines = [...readWords('en')].map(([id, pattern]) => {
    const names = placeholdersOf(pattern);
    return `  '${id}': ${names.map((name) => `'${name}'`).join(' | ') || 'never'};`;
  });
  return [
    '// Made of assets/words/en.json by tools/words.mjs; not in git.',
    '/** The names of the placeholders of each word. */',
    'export interface Words {',
    ...lines,
    '}',
    '',
  ].join('\n');
}

/** Writes the types, when they have changed. */
export function writeTypes() {
  const types = wordTypes();
  if (existsSync(TYPES) && readFileSync(TYPES, 'utf8') === types) return;
  mkdirSync(dirname(TYPES), { recursive: true });
  writeFileSync(TYPES, types);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeTypes();
