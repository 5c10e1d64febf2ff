// Moments as people of the page's language write them.

import { locale } from '../lang.ts';

/** Day and time. */
export const moment = (at: number | Date): string =>
  new Date(at).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });

/** Time of day. */
export const clock = (at: number | Date): string => new Date(at).toLocaleTimeString(locale);
