// From addresses to places on a line and back. A line is 0 to 1; what the map shows of it is a window.
//
// Not to scale: a /24 and a /8 are to be seen side by side. What is small gets more than its share,
// and what nobody has shrinks to a gap. Within a piece places are in proportion, however near one is.

import type { Span } from './cidr.ts';

/** What a stretch of addresses is: somebody's, unused in a network, or nobody's. */
type Use = 'taken' | 'room' | 'gap';

export interface Axis {
  /** Where pieces begin, and at last where the line ends. */
  edges: bigint[];
  places: number[];
  /** The stretches that nobody has: positions in `edges`. */
  gaps: number[];
}

/** Shares grow slower than sizes. */
const GROWTH = 0.2;

/** The least width of each use; what many must share is less. */
const least: Record<Use, [one: number, all: number]> = {
  taken: [0.15, 0.75],
  room: [0.04, 0.12],
  gap: [0.012, 0.08],
};

/** `taken` are ranges that somebody has, `rooms` those that hold others. */
export function axisOf(taken: Span[], rooms: Span[]): Axis {
  const spans = [...taken, ...rooms];
  const sorted = spans.flatMap((it) => [it.start, it.end]).sort(ascending);
  const edges = sorted.filter((it, at) => it !== sorted[at - 1]);
  const inTaken = coverOf(taken, edges);
  const inRoom = coverOf(rooms, edges);
  const uses = edges
    .slice(1)
    .map((_, at): Use => (inTaken[at] ? 'taken' : inRoom[at] ? 'room' : 'gap'));
  const count = { taken: 0, room: 0, gap: 0 };
  for (const use of uses) count[use]++;
  const widths = widen(
    uses.map((use, at) => {
      const size = Number((edges[at + 1] as bigint) - (edges[at] as bigint));
      const [one, all] = least[use];
      return {
        share: use === 'gap' ? 0 : size ** GROWTH,
        least: Math.min(one, all / count[use]),
      };
    }),
  );
  const places = [0];
  for (const width of widths) places.push((places.at(-1) as number) + width);
  places[places.length - 1] = 1;
  return { edges, places, gaps: uses.flatMap((use, at) => (use === 'gap' ? [at] : [])) };
}

export const ascending = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whether each piece between edges lies in one of the spans. */
function coverOf(spans: Span[], edges: bigint[]): boolean[] {
  const at = new Map(edges.map((edge, place) => [edge, place]));
  const change = Array<number>(edges.length).fill(0);
  for (const { start, end } of spans) {
    (change[at.get(start) as number] as number)++;
    (change[at.get(end) as number] as number)--;
  }
  let depth = 0;
  return change.map((it) => {
    depth += it;
    return depth > 0;
  });
}

/** Gives every piece its least width and takes that from the others, in proportion. */
function widen(pieces: { share: number; least: number }[]): number[] {
  const sum = (of: number[]) => of.reduce((total, it) => total + it, 0);
  const leasts = sum(pieces.map((it) => it.least));
  if (leasts >= 1) return pieces.map((it) => it.least / leasts);
  const small = pieces.map((it) => it.share === 0);
  for (;;) {
    const fixed = sum(pieces.map((it, at) => (small[at] ? it.least : 0)));
    const rest = sum(pieces.map((it, at) => (small[at] ? 0 : it.share)));
    const scale = rest > 0 ? (1 - fixed) / rest : 0;
    let isDone = true;
    pieces.forEach((it, at) => {
      if (small[at] || it.share * scale >= it.least) return;
      small[at] = true;
      isDone = false;
    });
    if (!isDone) continue;
    const widths = pieces.map((it, at) => (small[at] ? it.least : it.share * scale));
    const all = sum(widths);
    return widths.map((it) => it / all);
  }
}

/** The last position in a sorted list that is not above a value. */
function below<T>(list: T[], value: T): number {
  let [low, high] = [0, list.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((list[middle] as T) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where an address is. */
export function placeOf({ edges, places }: Axis, address: bigint): number {
  const at = Math.min(below(edges, address), edges.length - 2);
  const [from, to] = [edges[at] as bigint, edges[at + 1] as bigint];
  const [left, right] = [places[at] as number, places[at + 1] as number];
  const share = Number(address - from) / Number(to - from);
  return left + Math.max(0, Math.min(1, share)) * (right - left);
}

/** The address at a place. */
export function addressAt({ edges, places }: Axis, place: number): bigint {
  const at = Math.min(below(places, place), edges.length - 2);
  const [from, to] = [edges[at] as bigint, edges[at + 1] as bigint];
  const [left, right] = [places[at] as number, places[at + 1] as number];
  const share = Math.max(0, Math.min(1, (place - left) / (right - left)));
  // In two steps: a number has not the digits of an IPv6 address.
  const steps = 1n << 48n;
  return from + ((to - from) * BigInt(Math.round(share * Number(steps)))) / steps;
}

/** Puts spans that overlap on different lanes; answers each one's lane. */
export function lanesOf(spans: Span[]): number[] {
  const ends: bigint[] = [];
  const order = spans
    .map((_, at) => at)
    .sort((a, b) => {
      const [one, two] = [spans[a] as Span, spans[b] as Span];
      return ascending(one.start, two.start) || ascending(two.end, one.end);
    });
  const lanes = Array<number>(spans.length).fill(0);
  for (const at of order) {
    const span = spans[at] as Span;
    const free = ends.findIndex((end) => end <= span.start);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = span.end;
    lanes[at] = lane;
  }
  return lanes;
}
