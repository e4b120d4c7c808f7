import { expect, it } from 'vitest';
import { lineDiff } from './line_diff';

const shown = (a: string, b: string): string[] =>
  lineDiff(a, b).map(({ kind, text }) => ({ same: ' ', less: '-', more: '+' })[kind] + text);

it('finds nothing between equal texts', () => {
  expect(shown('a\nb\n', 'a\nb')).toEqual([' a', ' b']);
});

it('shows what goes before what comes', () => {
  expect(shown('import a\nx = 1\nend\n', 'import a, b\nx = 1\nmore\nend\n')).toEqual([
    '-import a',
    '+import a, b',
    ' x = 1',
    '+more',
    ' end',
  ]);
});

it('knows a line that moved as gone and come', () => {
  expect(shown('a\nb\nc', 'b\nc\na')).toEqual(['-a', ' b', ' c', '+a']);
});
