import { describe, expect, it } from 'vitest';
import cases from '../../../tests/golden/time_words/cases.json';
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

// The words that the desktop says, too.
describe('times in words', () => {
  it.each(cases.offset)('says how far a clock is from the truth: $text', ({ clock, truth, text }) => {
    expect(offsetText(clock, truth)).toBe(text);
  });

  it.each(cases.relative)('names past and future: $text', ({ instant, now, text }) => {
    expect(relativeText(instant, now)).toBe(text);
  });

  it.each(cases.duration)('keeps two or three digits: $text', ({ microseconds, text }) => {
    expect(durationText(microseconds)).toBe(text);
  });

  it.each(cases.size)('keeps two or three digits: $text', ({ bytes, text }) => {
    expect(sizeText(bytes)).toBe(text);
  });
});
