import { describe, expect, it } from 'vitest';
import { anotherMystery, LARGEST_MYSTERY, readMysteryLink } from './mystery_link';

describe('a link to a mystery', () => {
  it('gives the number', () => {
    expect(readMysteryLink('#mystery=7')).toBe(7);
    expect(readMysteryLink(`#mystery=${LARGEST_MYSTERY}`)).toBe(LARGEST_MYSTERY);
  });

  it('is refused when it is none', () => {
    for (const hash of ['', '#mystery=', '#mystery=-1', '#mystery=1e3', '#mystery=1234567', '#message=7/1/2'])
      expect(readMysteryLink(hash)).toBeNull();
  });

  it('leads to another number each time', () => {
    for (let i = 0; i < 100; i++) {
      const drawn = anotherMystery(i);
      expect(drawn).not.toBe(i);
      expect(drawn).toBeLessThanOrEqual(LARGEST_MYSTERY);
    }
  });
});
