import { join } from 'node:path';
import type { Plugin } from 'vite';
import { languages, nameOf, type Pattern, pageOf, readWords, WORDS, writeTypes } from './words.mjs';

const CALL = /(?<![\w.$])t\(\s*(?:(['"])([\w.]+)\1(\s*,?\s*\))?)?/g;
const USES = /import\s*\{[^}]*\bt\b[^}]*\}\s*from\s*['"][^'"]*\/words(?:\.ts)?['"]/;

/**
 * withWords() puts the words of a language in place of their ids: `t('page.close')` becomes `"Close"`, and
 * `t('bench.remove', { camera })` becomes `t("Remove {camera}", { camera })`. A view that is loaded later brings its own words, and the
 * first prompt waits for no others. Throws for anything that is not an id.
 */
export function withWords(code: string, words: ReadonlyMap<string, Pattern>): string {
  return code.replace(CALL, (_call, _quote, id: string | undefined, end: string | undefined) => {
    if (id === undefined)
      throw new Error('the id of a word is a literal: write t() with each id that is meant');
    const pattern = words.get(id);
    if (pattern === undefined) throw new Error(`assets/words has no word "${id}"`);
    return end ? JSON.stringify(pattern) : `t(${JSON.stringify(pattern)}`;
  });
}

/** Puts the words of a language in place of `%t:page.close%` in a page. Throws for anything that is not an id of a plain word. */
function inPage(html: string, words: ReadonlyMap<string, Pattern>): string {
  return html.replace(/%t:([\w.]+)%/g, (_, id: string) => {
    const pattern = words.get(id);
    if (typeof pattern !== 'string') throw new Error(`assets/words has no plain word "${id}"`);
    return pattern;
  });
}

const LANGUAGES = 'virtual:languages';

/** The module `virtual:languages` (src/virtual.d.ts). */
function languagesModule(language: string): string {
  const all = languages().map((code) => ({ code, name: nameOf(code), page: pageOf(code) }));
  return `export const language = ${JSON.stringify(language)};\nexport const languages = ${JSON.stringify(all)};`;
}

/** Gives page, views and store their words in a language, and writes the types of words. */
export function wordsPlugin(language: string): Plugin {
  let words: Map<string, Pattern>;
  return {
    name: 'tlscam-words',
    // Before Svelte, which makes a text of a template of what is a literal there. Its plugin follows this one in the list.
    enforce: 'pre',
    config: () => ({ define: { __LANGUAGE__: JSON.stringify(language) } }),
    configResolved() {
      words = readWords(language);
      writeTypes();
    },
    resolveId: (id) => (id === LANGUAGES ? `\0${id}` : undefined),
    load: (id) => (id === `\0${LANGUAGES}` ? languagesModule(language) : undefined),
    transform(code, id) {
      if (!/\.(svelte|ts)(\?|$)/.test(id) || !USES.test(code)) return undefined;
      this.addWatchFile(join(WORDS, `${language}.json`));
      return { code: withWords(code, words), map: null };
    },
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => inPage(html.replace('<html lang="en"', `<html lang="${language}"`), words),
    },
    handleHotUpdate({ file, server }) {
      if (!file.startsWith(WORDS)) return;
      words = readWords(language);
      writeTypes();
      server.ws.send({ type: 'full-reload' });
    },
  };
}
