import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { facesOf, lettersOf } from './fonts_plugin';

const FONTS = fileURLToPath(new URL('../src/styles/fonts.css', import.meta.url));

it('reads the letters of a unicode-range', () => {
  expect(lettersOf('U+41-43, U+E9,U+2192')).toBe('ABCé→');
});

it('gives each letter of Latin-1 to one part of each font, and what the page itself says to the first', () => {
  const faces = facesOf(readFileSync(FONTS, 'utf8'));
  for (const name of ['inter', 'jetbrains-mono']) {
    const parts = faces.filter(({ file }) => file.includes(`/${name}-`));
    expect(parts.map(({ part }) => part)).toEqual(['', 'accents']);
    const letters = parts.flatMap((face) => [...face.letters]);
    expect(new Set(letters).size).toBe(letters.length);
    for (let code = 0xa0; code <= 0xff; ++code) expect(letters).toContain(String.fromCodePoint(code));
    for (const letter of 'Az09~ …·−→×’—') expect(parts[0]?.letters).toContain(letter);
  }
});

it('refuses a rule that does not say what is needed of its font', () => {
  expect(() => facesOf('@font-face{src:url(a.woff2);font-weight:400 700}')).toThrow('letters');
});
