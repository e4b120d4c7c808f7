import type { CardEntry } from '../../tools/lesson_text';

const fold = (text: string): string => text.toLowerCase();

/** The cards in which every one of the words stands, wherever; all of them for no words. */
export function findCards(cards: CardEntry[], wanted: string): CardEntry[] {
  const words = fold(wanted).split(/\s+/).filter(Boolean);
  return cards.filter(({ title, teaches, text }) => {
    const whole = fold([title, ...teaches, text].join(' '));
    return words.every((word) => whole.includes(word));
  });
}
