// A link to a mystery: #mystery=NUMBER. The same number is the same fault for everybody.

export const LARGEST_MYSTERY = 999_999;
export const MYSTERIES = 'mysteries';

export const linkToMystery = (seed: number): string =>
  `${location.origin}${location.pathname}${location.search}#mystery=${seed}`;

/** `readMysteryLink` gives the number; null: the address names no mystery. */
export function readMysteryLink(hash: string): number | null {
  const [, number] = /^#mystery=(\d{1,6})$/.exec(hash) ?? [];
  return number === undefined ? null : Number(number);
}

/** `anotherMystery` draws a number that is not this one. */
export function anotherMystery(seed: number): number {
  const drawn = Math.floor(Math.random() * LARGEST_MYSTERY);
  return drawn < seed ? drawn : drawn + 1;
}
