import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

// What the page's own words need of the fonts. Everything else falls back to the system's.
const range = (from: number, to: number): string =>
  String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, at) => from + at));
const LETTERS = `${range(0x20, 0x7e)}${range(0xa0, 0xff)}–—‘’“”…−×·•→←↑↓↵✓✕`;
const WEIGHTS: Record<string, { min: number; max: number }> = {
  inter: { min: 400, max: 700 },
  'jetbrains-mono': { min: 400, max: 600 },
};

/** Cuts the built fonts down to the letters and weights that are used: less than half of the bytes. */
export function fontsPlugin(): Plugin {
  return {
    name: 'tlscam-fonts',
    apply: 'build',
    async generateBundle(_, bundle) {
      for (const [name, file] of Object.entries(bundle)) {
        const font = Object.keys(WEIGHTS).find((one) => name.includes(`/${one}-`));
        if (!name.endsWith('.woff2') || !font || file.type !== 'asset') continue;
        file.source = await subsetFont(Buffer.from(file.source), LETTERS, {
          targetFormat: 'woff2',
          noLayoutClosure: true,
          variationAxes: { wght: WEIGHTS[font] ?? { min: 400, max: 700 } },
        });
      }
    },
  };
}
