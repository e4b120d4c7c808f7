// The clock strip's line from 2013 to 2038.

export const BEGIN = Date.UTC(2013, 0, 1) * 1000;
/** Where 32-bit clocks end, openssl's among them: the world's clock goes no further. */
export const END = Date.UTC(2038, 0, 19) * 1000;

/** Where an instant is on the line, in percent; what is outside stands at its end. */
export const placeOf = (instant: number): number =>
  Math.min(100, Math.max(0, (100 * (instant - BEGIN)) / (END - BEGIN)));

export const instantAt = (percent: number): number =>
  BEGIN + (Math.min(100, Math.max(0, percent)) / 100) * (END - BEGIN);

/** Years to be marked, with their place. */
export const ticks = [2013, 2018, 2023, 2028, 2033, 2038].map((year) => ({
  year,
  place: placeOf(Date.UTC(year, 0, 1) * 1000),
}));
