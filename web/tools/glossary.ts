import { existsSync, readFileSync } from 'node:fs';

// The words of the subject, explained where a lesson first uses them. sim/lab/view/glossary.h does the same for the desktop.
interface Entry {
  word: string;
  text: string;
  plural?: boolean;
  exact?: boolean;
  forms?: string[];
}

const patternOf = ({ word, plural, exact, forms = [] }: Entry): RegExp =>
  new RegExp(`\\b(?:${[word, ...forms].join('|')})${plural ? 's?' : ''}\\b`, exact ? '' : 'i');

type Words = [RegExp, string][];
const known = new Map<string, Words>();

/** The words that are explained in a language; none where it has no file. */
function wordsOf(language: string): Words {
  const file = new URL(`../../assets/glossary/${language}.json`, import.meta.url);
  const entries = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Entry[]) : [];
  const words = known.get(language) ?? entries.map((entry): Words[number] => [patternOf(entry), entry.text]);
  known.set(language, words);
  return words;
}

const escaped = (text: string): string => text.replaceAll('"', '&quot;');

/** Explains each word once in the HTML of one lesson, for views/lesson/Glossary.svelte; `done` remembers which it already has. */
export function explainWords(html: string, done: Set<string>, language = 'en'): string {
  const words = wordsOf(language);
  let inCode = 0;
  return html
    .split(/(<[^>]+>)/)
    .map((part) => {
      if (part.startsWith('<')) {
        if (/^<(code|pre|a|h\d)\b/.test(part)) inCode++;
        if (/^<\/(code|pre|a|h\d)\b/.test(part)) inCode--;
        return part;
      }
      if (inCode > 0) return part;
      const found = words
        .filter(([word]) => !done.has(word.source) && word.test(part))
        .map(([word, text]) => {
          done.add(word.source);
          const match = word.exec(part);
          return { at: match?.index ?? 0, word: match?.[0] ?? '', text };
        });
      let explained = part;
      for (const { at, word, text } of found.sort((a, b) => b.at - a.at))
        explained = `${explained.slice(0, at)}<dfn><button type="button" data-text="${escaped(text)}">${word}</button></dfn>${explained.slice(at + word.length)}`;
      return explained;
    })
    .join('');
}
