import { expect, it } from 'vitest';
import { findCards } from './card_search';

const card = { what: '', how: '', why: '' };
const cards = [
  { id: 'names', title: 'Names', teaches: ['SAN'], text: 'does not match', card },
  { id: 'clock', title: 'First connection', teaches: ['ntptime'], text: 'starts in the future', card },
];
const ids = (wanted: string): string[] => findCards(cards, wanted).map(({ id }) => id);

it('finds a card by words of its title, its text and what it teaches', () => {
  expect(ids('')).toEqual(['names', 'clock']);
  expect(ids('FUTURE')).toEqual(['clock']);
  expect(ids('san match')).toEqual(['names']);
  expect(ids('san future')).toEqual([]);
});
