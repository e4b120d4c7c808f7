import { describe, expect, it } from 'vitest';
import { fill, t } from './words';

describe('words', () => {
  it('are put in place of their ids, with values in place of placeholders', () => {
    expect(t('check.switched_on', { camera: 'cam2' })).toBe('cam2 is switched on');
  });

  it('leave braces in a value alone', () => {
    expect(fill('{a} and {b}', { a: '{b}', b: 'x' })).toBe('{b} and x');
  });

  it('choose the form of a plural', () => {
    const bytes = { one: '1 byte', other: '{count} bytes' };
    expect([0, 1, 2].map((count) => fill(bytes, { count }))).toEqual(['0 bytes', '1 byte', '2 bytes']);
  });
});
