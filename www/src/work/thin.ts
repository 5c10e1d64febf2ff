// Which entries of a history can go: the older, the fewer.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Up to an age, one entry in so much time is enough. */
const STEPS = [
  { upTo: HOUR, one: 0 },
  { upTo: DAY, one: HOUR / 6 },
  { upTo: 30 * DAY, one: DAY },
  { upTo: Number.POSITIVE_INFINITY, one: 7 * DAY },
];
/** However quickly they come. */
const MOST = 250;

/** What to take out of a history, oldest first; how it began always stays. */
export function thinned<T extends { at: number }>(entries: T[], now: number): T[] {
  const out: T[] = [];
  let last = Number.NEGATIVE_INFINITY;
  const kept: T[] = [];
  for (const entry of entries) {
    const step = STEPS.find((it) => now - entry.at <= it.upTo);
    if (entry.at - last < (step?.one ?? 0)) out.push(entry);
    else {
      kept.push(entry);
      last = entry.at;
    }
  }
  return [...out, ...kept.slice(1, Math.max(1, kept.length - MOST + 1))];
}
