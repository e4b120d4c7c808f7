import { expect, it } from 'vitest';
import { withControl } from './touch_keys';

it('makes the bytes of Ctrl and a letter, and leaves alone what has none', () => {
  expect(withControl('c')).toBe('\x03');
  expect(withControl('D')).toBe('\x04');
  expect(withControl('[')).toBe('\x1b');
  for (const text of ['1', 'ü', '\x1b[A', 'paste']) expect(withControl(text)).toBe(text);
});
