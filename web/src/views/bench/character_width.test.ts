import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { characterWidth, unicodeProvider } from './character_width';

/** The columns of a text in xterm.js: each code point adds its width, or changes that of the one it joins. */
function columns(text: string): number {
  let total = 0;
  let before = 0;
  for (const character of text) {
    const next = unicodeProvider.charProperties(character.codePointAt(0) ?? 0, before);
    const width = (next >> 1) & 3;
    total += next & 1 ? width - ((before >> 1) & 3) : width;
    before = next;
  }
  return total;
}

it('has the widths of the line editor', () => {
  const table = readFileSync(
    new URL('../../../../sim/lab/editor/character_widths.inc', import.meta.url),
    'utf8',
  );
  const ranges = [...table.matchAll(/\{0x(\w+), 0x(\w+), (\d)\}/g)];
  expect(ranges.length).toBeGreaterThan(400);
  for (const [, first = '', last = '', width = ''] of ranges) {
    const [from, to] = [Number.parseInt(first, 16), Number.parseInt(last, 16)];
    expect([characterWidth(from), characterWidth(to)], first).toEqual([Number(width), Number(width)]);
  }
  expect(['a', 'é', ' ', '\u00ad'].map((text) => characterWidth(text.codePointAt(0) ?? 0))).toEqual([
    1, 1, 1, 1,
  ]);
});

// The same as TEST(TextClusterTest, has_a_width) in tests/unit/lab/editor/line_editor_test.cc.
it.each([
  ['abc', 3],
  ['é漢👍', 5],
  ['e\u0301', 1],
  ['👍🏽', 2],
  ['👩‍💻', 2],
  ['👩🏽‍💻', 2],
  ['🇩🇪🇫🇷', 4],
  ['❤️', 2],
  ['a\u200d漢', 3],
])('gives %s its columns', (text, width) => {
  expect(columns(text)).toBe(width);
});
