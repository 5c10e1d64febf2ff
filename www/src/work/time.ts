// When something was, in words.

import { locale, t } from '../lang.ts';

const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
const both = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** As `5 minutes ago`; what is older than a week, as a date. */
export function ago(at: number, now = Date.now()): string {
  const past = Math.max(0, now - at);
  if (past > 7 * 86_400_000) return day.format(at);
  const [unit, length] = UNITS.find(([, it]) => past >= it) ?? ['minute', 60_000];
  const count = Math.floor(past / length);
  return count === 0 ? t('just now') : relative.format(-count, unit);
}

export const dayOf = (at: number): string => day.format(at);
export const clockOf = (at: number): string => clock.format(at);
export const momentOf = (at: number): string => both.format(at);
