import type { IUnicodeVersionProvider } from '@xterm/xterm';
import { characterWidths } from './character_widths';

// xterm.js of its own knows no emoji. Here it draws characters as wide as the line editor of the world takes them
// (sim/lab/editor/text_cluster.cc): otherwise the cursor would stand beside what is typed.

const JOINER = 0x200d;
const EMOJI_SELECTOR = 0xfe0f;
const FIRST_SYMBOL = 0x2190;

const starts: number[] = [];
const lengths: number[] = [];
const columns: (0 | 2)[] = [];
for (const range of characterWidths.split(',')) {
  const [gap = '0', length = '0', width] = range.split(' ');
  starts.push((starts.at(-1) ?? 0) + Number.parseInt(gap, 36));
  lengths.push(Number.parseInt(length, 36));
  columns.push(width === '0' ? 0 : 2);
}

/** How many columns a code point takes by itself. */
export function characterWidth(code: number): 0 | 1 | 2 {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= code) low = middle + 1;
    else high = middle;
  }
  const at = low - 1;
  return at >= 0 && code <= (starts[at] ?? 0) + (lengths[at] ?? 0) ? (columns[at] ?? 1) : 1;
}

// The kinds of a character before, which xterm.js keeps between two code points: they say what may join it.
const TEXT = 0;
const SYMBOL = 1;
const SYMBOL_AND_JOINER = 2;
const FLAG_LETTER = 3;

// How xterm.js keeps this: UnicodeService.createPropertyValue() there.
const properties = (kind: number, width: number, joins: boolean): number =>
  (kind << 3) | (width << 1) | (joins ? 1 : 0);

const isFlagLetter = (code: number): boolean => code >= 0x1f1e6 && code <= 0x1f1ff;
const isSkinTone = (code: number): boolean => code >= 0x1f3fb && code <= 0x1f3ff;

export const unicodeProvider: IUnicodeVersionProvider = {
  version: 'tlscam',
  wcwidth: characterWidth,
  charProperties(code, preceding) {
    const width = characterWidth(code);
    const before = preceding >> 3;
    const widthBefore = (preceding >> 1) & 3;
    if (before === FLAG_LETTER && isFlagLetter(code)) return properties(SYMBOL, 2, true);
    const afterSymbol = before === SYMBOL || before === SYMBOL_AND_JOINER;
    if (afterSymbol && (isSkinTone(code) || code === EMOJI_SELECTOR)) return properties(SYMBOL, 2, true);
    if (before === SYMBOL_AND_JOINER && code >= FIRST_SYMBOL) return properties(SYMBOL, 2, true);
    if (width === 0 && widthBefore > 0)
      return properties(afterSymbol && code === JOINER ? SYMBOL_AND_JOINER : before, widthBefore, true);
    const kind = isFlagLetter(code) ? FLAG_LETTER : code >= FIRST_SYMBOL ? SYMBOL : TEXT;
    return properties(kind, width, false);
  },
};
