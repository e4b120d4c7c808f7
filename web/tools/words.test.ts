import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  languages,
  numberedWords,
  type Pattern,
  placeholdersOf,
  readWords,
  WORDS,
  wordTypes,
} from './words.mjs';
import { withWords } from './words_plugin';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FORMS = ['zero', 'one', 'two', 'few', 'many', 'other'];
const english = readWords('en');

/** mistakes() compares the words of a language with those of English. */
function mistakes(words: ReadonlyMap<string, Pattern>): string[] {
  const found = [...english.keys()].filter((id) => !words.has(id)).map((id) => `${id} is missing`);
  for (const [id, pattern] of words) {
    const wanted = english.get(id);
    if (wanted === undefined) found.push(`${id} is unknown`);
    else if (typeof wanted !== typeof pattern) found.push(`${id} has other forms`);
    else if (placeholdersOf(wanted).sort().join() !== placeholdersOf(pattern).sort().join())
      found.push(`${id} has other placeholders`);
  }
  return found;
}

describe('assets/words', () => {
  it.each(languages())('%s.json has the form that its schema describes', (language) => {
    const file = JSON.parse(readFileSync(join(WORDS, `${language}.json`), 'utf8'));
    const schema = JSON.parse(readFileSync(join(WORDS, 'words.schema.json'), 'utf8'));
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(Object.keys(file)));
    expect(Object.keys(file)).toEqual(expect.arrayContaining(schema.required));
    expect(file.language).toBe(language);
    const { text, plural } = schema.$defs;
    expect(Object.keys(plural.properties)).toEqual(FORMS);
    const [groupName] = Object.keys(schema.properties.words.patternProperties);
    const [wordName] = Object.keys(schema.$defs.group.patternProperties);
    for (const [id, pattern] of readWords(language)) {
      const [group, name] = id.split('.');
      expect(group).toMatch(new RegExp(groupName as string));
      expect(name).toMatch(new RegExp(wordName as string));
      const forms = typeof pattern === 'string' ? { other: pattern } : pattern;
      expect(FORMS, id).toEqual(expect.arrayContaining(Object.keys(forms)));
      expect(Object.keys(forms), id).toEqual(expect.arrayContaining(plural.required));
      for (const form of Object.values(forms)) expect(form, id).toMatch(new RegExp(text.pattern, 'u'));
      // The types of TypeScript and C++ know `count` as the number that chooses a form.
      if (typeof pattern === 'string') expect(placeholdersOf(pattern), id).not.toContain('count');
    }
  });

  it.each(languages())('%s.json has the ids and placeholders of en.json', (language) => {
    expect(mistakes(readWords(language))).toEqual([]);
  });

  it('tells what a language lacks', () => {
    const words = new Map<string, Pattern>(english);
    words.delete('check.switched_on');
    words.set('check.switched_off', '{kamera} ist aus');
    words.set('check.nothing', 'x');
    expect(mistakes(words)).toEqual([
      'check.switched_on is missing',
      'check.switched_off has other placeholders',
      'check.nothing is unknown',
    ]);
  });

  it('has no word that nobody uses', () => {
    // Also what is not committed yet.
    const files = execFileSync(
      'git',
      [
        '-c',
        'safe.directory=*',
        'ls-files',
        '--cached',
        '--others',
        '--exclude-standard',
        '--',
        'web/index.html',
        'web/src',
        'sim',
      ],
      { cwd: ROOT, encoding: 'utf8' },
    );
    // In C++ an id may be an argument of any template that takes one.
    const uses = (file: string): RegExp =>
      file.endsWith('.html')
        ? /%t:([\w.]+)%/g
        : /\.(cc|h)$/.test(file)
          ? /"(\w+\.\w+)"/g
          : /(?<![\w.$])t\(\s*['"]([\w.]+)['"]/g;
    const used = new Set(
      files
        .split('\n')
        .filter((file) => /\.(ts|svelte|html|cc|h)$/.test(file) && !file.endsWith('.test.ts'))
        .filter((file) => existsSync(join(ROOT, file)))
        .flatMap((file) =>
          [...readFileSync(join(ROOT, file), 'utf8').matchAll(uses(file))].map(([, id]) => id),
        ),
    );
    expect([...english.keys()].filter((id) => !used.has(id))).toEqual([]);
  });
});

describe('numbered words', () => {
  // sim/words/generate numbers them for the WebAssembly.
  const generated = (group: string): string => {
    const folder = mkdtempSync(join(tmpdir(), 'tlscam-words-'));
    try {
      const groups = readFileSync(join(ROOT, 'sim/words/generated.cmake'), 'utf8');
      const [, listed = ''] = /tlscam_word_groups ([^)]+)\)/.exec(groups) ?? [];
      const program = join(ROOT, 'sim/words/generate');
      execFileSync(program, [join(WORDS, 'en.json'), folder, ...listed.trim().split(/\s+/)]);
      return readFileSync(join(folder, 'sim/words', group), 'utf8');
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it('have the numbers that C++ gives them', () => {
    const rows = [...generated('all_words.inc').matchAll(/^\{(\d+), "([\w.]+)"/gm)];
    const { language, words } = JSON.parse(numberedWords('de'));
    expect(language).toBe('de');
    const german = readWords('de');
    expect(rows.length).toBe(german.size);
    for (const [, number = '', id = ''] of rows) expect(words[number], id).toEqual(german.get(id));
  });
});

describe('types of words', () => {
  it('name each word and its placeholders', () => {
    expect(wordTypes()).toContain("  'check.has_printed': 'camera' | 'text';");
  });
});

describe('words in code', () => {
  const words = new Map<string, Pattern>([
    ['a.text', 'Close'],
    ['a.plain', 'Say "{x}"'],
    ['a.plural', { one: '1 byte', other: '{count} bytes' }],
  ]);

  it('stand in place of their ids', () => {
    expect(withWords(`f(t('a.plain', { x }), set.t('b'), at("c"))`, words)).toBe(
      String.raw`f(t("Say \"{x}\"", { x }), set.t('b'), at("c"))`,
    );
    expect(withWords(`[t('a.text'), t(\n  'a.text',\n)]`, words)).toBe('["Close", "Close"]');
    expect(withWords('t("a.plural", { count: 2 })', words)).toBe(
      't({"one":"1 byte","other":"{count} bytes"}, { count: 2 })',
    );
  });

  it('have ids that exist, as literals', () => {
    expect(() => withWords(`t('a.plian')`, words)).toThrow('no word "a.plian"');
    expect(() => withWords(`t(which ? 'a.plain' : 'a.plural')`, words)).toThrow('literal');
  });
});
