import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

interface Face {
  /** `rule` is the rule's text. */
  rule: string;
  /** `file` is the font's file as the style sheet names it. */
  file: string;
  /**
   * `part` follows a "?": it says which part of that file the rule is about; empty for the part that the page
   * needs first.
   */
  part: string;
  letters: string;
  weights: { min: number; max: number };
}

/** `lettersOf` lists the characters of a CSS unicode-range: "U+20-7E, U+A0". */
export function lettersOf(ranges: string): string {
  const letters = [...ranges.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)].flatMap(
    ([, from = '', to = from]) => {
      const first = Number.parseInt(from, 16);
      return Array.from({ length: Number.parseInt(to, 16) - first + 1 }, (_, at) => first + at);
    },
  );
  return String.fromCodePoint(...letters);
}

/** `facesOf` finds the @font-face rules of a built style sheet. */
export function facesOf(css: string): Face[] {
  return [...css.matchAll(/@font-face\s*\{[^}]*\}/g)].flatMap(([rule]) => {
    const [, file, part = ''] = /url\("?([^")?]+\.woff2)\??([a-z]*)"?\)/.exec(rule) ?? [];
    const [, ranges] = /unicode-range:([^;}]+)/.exec(rule) ?? [];
    const [, min, max] = /font-weight:\s*(\d+) (\d+)/.exec(rule) ?? [];
    if (!file || !ranges || !min || !max)
      throw new Error(`A font's rule must say its file, letters and weights: ${rule}`);
    return { rule, file, part, letters: lettersOf(ranges), weights: { min: Number(min), max: Number(max) } };
  });
}

/**
 * `fontsPlugin` cuts each built font down to what its rule in src/styles/fonts.css says: these letters, these
 * weights.
 */
export function fontsPlugin(): Plugin {
  return {
    name: 'tlscam-fonts',
    apply: 'build',
    async generateBundle(_, bundle) {
      const whole = new Map<string, Buffer>();
      for (const sheet of Object.values(bundle)) {
        if (!sheet.fileName.endsWith('.css') || sheet.type !== 'asset') continue;
        for (const face of facesOf(String(sheet.source))) {
          const name = `assets/${face.file.split('/').at(-1)}`;
          const font = bundle[name];
          if (font?.type !== 'asset') throw new Error(`There is no ${name}, which ${sheet.fileName} wants.`);
          if (!whole.has(name)) whole.set(name, Buffer.from(font.source));
          const cut = await subsetFont(whole.get(name) ?? Buffer.from(font.source), face.letters, {
            targetFormat: 'woff2',
            noLayoutClosure: true,
            variationAxes: { wght: face.weights },
          });
          if (face.part === '') {
            font.source = cut;
            continue;
          }
          const file = face.file.replace('.woff2', `-${face.part}.woff2`);
          this.emitFile({
            type: 'asset',
            fileName: name.replace('.woff2', `-${face.part}.woff2`),
            source: cut,
          });
          sheet.source = String(sheet.source).replace(`${face.file}?${face.part}`, file);
        }
      }
    },
  };
}
