import { describe, expect, it } from 'vitest';
import {
  durationText,
  exactText,
  instantText,
  offsetText,
  readInstant,
  relativeText,
  sizeText,
} from './time_text';

const at = (text: string): number => Date.parse(text) * 1000;

describe('instants', () => {
  it('reads as a person writes it, in UTC', () => {
    expect(instantText(at('2026-11-23T10:42:07Z'))).toBe('2026-11-23 10:42:07');
  });

  it('reads what a person writes', () => {
    expect(readInstant('2027-11-23 10:31')).toBe(at('2027-11-23T10:31:00Z'));
    expect(readInstant(' 2027-11-23 ')).toBe(at('2027-11-23T00:00:00Z'));
    expect(readInstant('2027-11-23 10:31:07')).toBe(at('2027-11-23T10:31:07Z'));
    expect(readInstant('2027-13-23')).toBeNull();
    expect(readInstant('tomorrow')).toBeNull();
  });

  it('keeps the microseconds for copying', () => {
    expect(exactText(at('2013-10-14T19:53:11Z') + 250)).toBe('2013-10-14T19:53:11.000250Z');
    expect(exactText(at('1969-12-31T23:59:59Z') + 5)).toBe('1969-12-31T23:59:59.000005Z');
  });
});

describe('a clock against the truth', () => {
  const truth = at('2026-11-23T10:42:07Z');

  it('says how far off it is, in the largest unit', () => {
    expect(offsetText(at('2013-10-14T19:53:11Z'), truth)).toBe('−13 y');
    expect(offsetText(truth + 2 * 3600 * 1e6, truth)).toBe('+2 h');
  });

  it('calls a second of network delay right', () => {
    expect(offsetText(truth - 900_000, truth)).toBe('right');
  });
});

describe('relative times', () => {
  const now = at('2026-11-23T10:42:07Z');

  it('names past and future', () => {
    expect(relativeText(at('2027-11-01T00:00:00Z'), now)).toBe('in 11 months');
    expect(relativeText(at('2026-11-22T10:42:07Z'), now)).toBe('1 day ago');
    expect(relativeText(now + 100, now)).toBe('now');
  });
});

describe('amounts', () => {
  it('keeps two or three digits', () => {
    expect(durationText(400)).toBe('0.4 ms');
    expect(durationText(52_000)).toBe('52 ms');
    expect(durationText(3_140_000)).toBe('3.1 s');
    expect(sizeText(402)).toBe('402 B');
    expect(sizeText(12_345)).toBe('12.3 kB');
    expect(sizeText(1_400_000)).toBe('1.4 MB');
  });
});
