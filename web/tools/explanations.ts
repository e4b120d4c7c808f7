import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { marked } from 'marked';

// This reads assets/explanations for the page (its README describes the files).

export const EXPLANATIONS = fileURLToPath(new URL('../../assets/explanations', import.meta.url));

export interface Explanation {
  title: string;
  /** `text` has paragraphs as HTML. A paragraph with `{value}` makes sense only where there is a value. */
  text: string[];
  /** `values` has additional text for particular values. */
  values?: Record<string, string[]>;
}

export type Explanations = Record<string, Explanation>;

const HEADING = /^#{1,2} ([^:]+): (.+)$/;
const VALUE_HEADING = /^### (\S+) = (.+)$/;

const escaped = (raw: string): string => raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function paragraphs(lines: string[]): string[] {
  return lines
    .join('\n')
    .split(/\n\s*\n/)
    .map((text) => text.trim())
    .filter(Boolean)
    .map((text) => marked.parse(escaped(text), { async: false }).trim());
}

/**
 * `readExplanations` adds the sections of one file to `all`. Anything that is not a section is an error: a
 * typo would hide a text.
 */
export function readExplanations(file: string, source: string, all: Explanations): void {
  let put: ((text: string[]) => void) | null = null;
  let lines: string[] = [];
  const finish = (): void => {
    if (put) put(paragraphs(lines));
    else if (lines.join('').trim()) throw new Error(`${file}: text before the first heading`);
    lines = [];
  };
  for (const line of source.split('\n')) {
    if (!line.startsWith('#')) {
      lines.push(line);
      continue;
    }
    finish();
    const value = VALUE_HEADING.exec(line);
    const heading = value ? null : HEADING.exec(line);
    if (value) {
      const [, id = '', wanted = ''] = value;
      const found = all[id];
      if (!found) throw new Error(`${file}: "${line}" stands before ${id} itself`);
      found.values ??= {};
      const { values } = found;
      put = (text) => {
        values[wanted.trim()] = text;
      };
    } else if (heading) {
      const [, id = '', title = ''] = heading;
      if (all[id]) throw new Error(`${file}: ${id} is explained twice`);
      const made: Explanation = { title: title.trim(), text: [] };
      all[id] = made;
      put = (text) => {
        made.text = text;
      };
    } else throw new Error(`${file}: "${line}" is no heading of an explanation`);
  }
  finish();
}

/** `allExplanations` returns all explanations in a language, by the id of what they explain. */
export function allExplanations(language = 'en'): Explanations {
  const all: Explanations = {};
  const folder = join(EXPLANATIONS, language);
  for (const name of readdirSync(folder).sort())
    readExplanations(name, readFileSync(join(folder, name), 'utf8'), all);
  return all;
}
