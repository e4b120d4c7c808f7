// Times as a person reads them. Instants are microseconds since 1970, durations microseconds, all UTC.

export const SECOND = 1e6;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const YEAR = 365.25 * DAY;

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** `2026-11-23` */
export function dateText(instant: number): string {
  const date = new Date(instant / 1000);
  return `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
}

/** `10:42:07` */
export function clockText(instant: number): string {
  const date = new Date(instant / 1000);
  return `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}`;
}

/** `2026-11-23 10:42:07` */
export function instantText(instant: number): string {
  return `${dateText(instant)} ${clockText(instant)}`;
}

/** For hovering and copying: `2026-11-23T10:42:07.250000Z` */
export function exactText(instant: number): string {
  const micros = pad(Math.floor(((instant % SECOND) + SECOND) % SECOND), 6);
  return `${dateText(instant)}T${clockText(instant)}.${micros}Z`;
}

/** Reads what instantText() writes; the time or its seconds may be left out. Null: it is no such text. */
export function readInstant(text: string): number | null {
  const [, date, time = '00:00', seconds = '00'] =
    /^\s*(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(?::(\d{2}))?)?\s*$/.exec(text) ?? [];
  const instant = Date.parse(`${date}T${time}:${seconds}Z`) * 1000;
  return Number.isFinite(instant) ? instant : null;
}

const UNITS: [number, string, string][] = [
  [YEAR, 'y', 'year'],
  [YEAR / 12, 'mo', 'month'],
  [DAY, 'd', 'day'],
  [HOUR, 'h', 'hour'],
  [MINUTE, 'min', 'minute'],
  [SECOND, 's', 'second'],
];

function largestUnit(duration: number): { count: number; short: string; long: string } {
  const size = Math.abs(duration);
  for (const [unit, short, long] of UNITS) {
    const count = Math.floor(size / unit);
    if (count >= 1) return { count, short, long: count === 1 ? long : `${long}s` };
  }
  return { count: 0, short: 's', long: 'seconds' };
}

/** How far a clock is from the truth: `−13 y`, `+2 h`, `right` within two seconds. */
export function offsetText(clock: number, truth: number): string {
  const difference = clock - truth;
  if (Math.abs(difference) < 2 * SECOND) return 'right';
  const { count, short } = largestUnit(difference);
  return `${difference < 0 ? '−' : '+'}${count} ${short}`;
}

/** `in 11 months`, `3 days ago`, `now` */
export function relativeText(instant: number, now: number): string {
  const { count, long } = largestUnit(instant - now);
  if (count === 0) return 'now';
  return instant > now ? `in ${count} ${long}` : `${count} ${long} ago`;
}

/** A short time: `0.4 ms`, `12 ms`, `3.1 s` */
export function durationText(duration: number): string {
  if (duration < 10_000) return `${(duration / 1000).toFixed(1)} ms`;
  if (duration < SECOND) return `${Math.round(duration / 1000)} ms`;
  if (duration < MINUTE) return `${(duration / SECOND).toFixed(1)} s`;
  return `${Math.round(duration / MINUTE)} min`;
}

/** Half-way precision for sizes: `402 B`, `12 kB`, `1.4 MB` */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 100_000) return `${(bytes / 1000).toFixed(1)} kB`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
