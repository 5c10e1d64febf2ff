// From addresses to places on a line. To scale, except that what would be too small to see and to
// click gets a least width: so a /24 shows beside a /8.

import type { Span } from './cidr.ts';

const LEAST_FREE = 0.006;

/** Where an address lies on a line from 0 to 1. */
export type Axis = (address: bigint) => number;

/** `widest`: what a range that is too small gets while there are few; less where many must fit. */
export function axisOf(space: Span, spans: Span[], widest: number): Axis {
  const clamp = (it: bigint) => (it < space.start ? space.start : it > space.end ? space.end : it);
  const edges = [
    ...new Set([
      space.start,
      space.end,
      ...spans.flatMap((it) => [clamp(it.start), clamp(it.end)]),
    ]),
  ].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

  const total = Number(space.end - space.start);
  const parts = edges.slice(1).map((end, at) => {
    const start = edges[at] as bigint;
    const isTaken = spans.some((it) => it.start < end && it.end > start);
    return { share: Number(end - start) / total, isTaken };
  });
  const least = Math.min(widest, 0.72 / parts.filter((it) => it.isTaken).length);
  const pieces = parts.map(({ share, isTaken }) => ({
    share,
    least: isTaken ? least : LEAST_FREE,
  }));
  const widths = widen(pieces);

  const places = new Map<bigint, number>();
  let place = 0;
  edges.forEach((edge, at) => {
    places.set(edge, place);
    place += widths[at] ?? 0;
  });
  return (address) => places.get(clamp(address)) ?? 0;
}

/** Gives every piece its least width and takes that from the others, in proportion. */
function widen(pieces: { share: number; least: number }[]): number[] {
  const leasts = pieces.reduce((sum, it) => sum + it.least, 0);
  if (leasts >= 1) return pieces.map((it) => it.least / leasts);
  const small = new Set<number>();
  for (;;) {
    const fixed = [...small].reduce((sum, at) => sum + (pieces[at]?.least ?? 0), 0);
    const rest = pieces.reduce((sum, it, at) => (small.has(at) ? sum : sum + it.share), 0);
    const scale = rest > 0 ? (1 - fixed) / rest : 0;
    const more = pieces.flatMap((it, at) =>
      !small.has(at) && it.share * scale < it.least ? [at] : [],
    );
    if (more.length === 0) {
      return pieces.map((it, at) => (small.has(at) ? it.least : it.share * scale));
    }
    for (const at of more) small.add(at);
  }
}

/** Puts spans that overlap on different lanes; answers each one's lane. */
export function lanesOf(spans: Span[]): number[] {
  const ends: bigint[] = [];
  const order = spans
    .map((_, at) => at)
    .sort((a, b) => {
      const [one, two] = [spans[a] as Span, spans[b] as Span];
      if (one.start !== two.start) return one.start < two.start ? -1 : 1;
      return one.end > two.end ? -1 : 1;
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
