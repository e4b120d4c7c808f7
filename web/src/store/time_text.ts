// Times as a person reads them. Instants are microseconds since 1970, durations microseconds, all UTC.

import { t } from '../words/words';

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

declare const __LANGUAGE__: string;
const relative = new Intl.RelativeTimeFormat(__LANGUAGE__);

interface Unit {
  size: number;
  short: string;
  name: Intl.RelativeTimeFormatUnit;
}
const SECONDS: Unit = { size: SECOND, short: t('time.s'), name: 'second' };
const UNITS: Unit[] = [
  { size: YEAR, short: t('time.y'), name: 'year' },
  { size: YEAR / 12, short: t('time.mo'), name: 'month' },
  { size: DAY, short: t('time.d'), name: 'day' },
  { size: HOUR, short: t('time.h'), name: 'hour' },
  { size: MINUTE, short: t('time.min'), name: 'minute' },
  SECONDS,
];

function largestUnit(duration: number): { count: number; unit: Unit } {
  const size = Math.abs(duration);
  const unit = UNITS.find((one) => size >= one.size) ?? SECONDS;
  return { count: Math.floor(size / unit.size), unit };
}

/** Whether a clock is within two seconds of the truth. */
export const isRight = (clock: number, truth: number): boolean => Math.abs(clock - truth) < 2 * SECOND;

/** How far a clock is from the truth: `−13 y`, `+2 h`, `correct` within two seconds. */
export function offsetText(clock: number, truth: number): string {
  if (isRight(clock, truth)) return t('time.right');
  const difference = clock - truth;
  const { count, unit } = largestUnit(difference);
  return `${difference < 0 ? '−' : '+'}${count} ${unit.short}`;
}

/** `in 11 months`, `3 days ago`, `now` */
export function relativeText(instant: number, now: number): string {
  const { count, unit } = largestUnit(instant - now);
  if (count === 0) return t('time.now');
  return relative.format(instant > now ? count : -count, unit.name);
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
