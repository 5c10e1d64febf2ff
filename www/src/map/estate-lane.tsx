// An estate on the line of IPv4: a hundred thousand ranges and more, of which what is in sight is
// drawn. What is wide enough for a name is a block; the rest is painted, column by column.

import { batch } from '@preact/signals';
import type { EstatePrefixes } from 'aksplan';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { type EstateOnPage, estate } from '../estate.ts';
import { t, tn } from '../lang.ts';
import { theme } from '../theme.ts';
import type { Axis } from './axis.ts';
import { addressText, type Span } from './cidr.ts';
import { boxOf } from './picture.tsx';
import type { Picture } from './rows.ts';
import { beside, lookAt, pointAt, pointed, type View, viewOf, zoom } from './view.ts';

/** Ranges by address. */
export interface Ranges {
  first: Uint32Array;
  last: Uint32Array;
  /** The highest last address up to each: what reaches this far. */
  reach: Uint32Array;
  /** 1: shares addresses with another. */
  clash: Uint8Array;
}

let apart: Ranges | undefined;
let inside: Ranges | undefined;

/** Takes what the page's estate has, and draws it from now on. */
export function draw(): void {
  const known = estate.value;
  if (!known) return;
  apart = rangesOf(known.estate.prefixes());
  inside = rangesOf(known.estate.prefixes({ nested: true }));
  names.clear();
  batch(() => {
    beside.value = { spans: stretches(apart as Ranges), Lane: EstateLanes };
  });
}

function rangesOf({ first, length }: EstatePrefixes): Ranges {
  const count = first.length;
  const last = new Uint32Array(count);
  const reach = new Uint32Array(count);
  const clash = new Uint8Array(count);
  // The outermost range of those that share addresses: what overlaps stands together.
  let outer = 0;
  for (let at = 0; at < count; at++) {
    const size = 2 ** (32 - (length[at] as number));
    last[at] = (first[at] as number) + size - 1;
    if (at > 0 && (first[at] as number) <= (reach[at - 1] as number)) {
      clash[at] = 1;
      clash[outer] = 1;
    } else {
      outer = at;
    }
    reach[at] = Math.max(last[at] as number, at > 0 ? (reach[at - 1] as number) : 0);
  }
  return { first, last, reach, clash };
}

const STRETCHES = 16;
/** Less is no reason for a gap. */
const LEAST_GAP = 2 ** 18;

/** Where there is something, as few stretches with the widest gaps between them. */
function stretches({ first, reach }: Ranges): Span[] {
  if (first.length === 0) return [];
  const gaps: { at: number; size: number }[] = [];
  for (let at = 1; at < first.length; at++) {
    const size = (first[at] as number) - (reach[at - 1] as number);
    if (size > LEAST_GAP) gaps.push({ at, size });
  }
  const widest = gaps.sort((a, b) => b.size - a.size).slice(0, STRETCHES - 1);
  const begins = [0, ...widest.map((it) => it.at)].sort((a, b) => a - b);
  return begins.map((at, nth) => ({
    isIpv6: false,
    start: BigInt(first[at] as number),
    end: BigInt(reach[(begins[nth + 1] ?? first.length) - 1] as number) + 1n,
  }));
}

/** What is wider is a block with a name. */
const WIDE = 24;

export interface Columns {
  /** Ranges of each column of pixels. */
  counts: Uint32Array;
  /** 1: some of them overlap. */
  bad: Uint8Array;
  /** Positions of those that are wide enough for a name. */
  wide: number[];
  /** How many are in sight. */
  seen: number;
}

/** What is in sight, by columns of pixels. Maps an address only where a column is left. */
export function columnsOf(ranges: Ranges, axis: Axis, view: View, width: number): Columns {
  const { first, last, reach, clash } = ranges;
  const line = numbersOf(axis);
  const counts = new Uint32Array(width);
  const bad = new Uint8Array(width);
  const wide: number[] = [];
  const scale = width / (view.to - view.from);
  const low = line.address(view.from);
  const high = line.address(view.to);
  let column = -1;
  let columnEnd = -1;
  let seen = 0;
  for (let at = firstReaching(reach, low); at < first.length; at++) {
    const start = first[at] as number;
    if (start >= high) break;
    const end = last[at] as number;
    if (end < low) continue;
    seen++;
    if (end < columnEnd && start >= low) {
      (counts[column] as number)++;
      bad[column] = (bad[column] as number) | (clash[at] as number);
      continue;
    }
    const left = Math.max(0, Math.floor((line.place(start) - view.from) * scale));
    const right = Math.min(width, Math.ceil((line.place(end + 1) - view.from) * scale));
    if (right - left >= WIDE) {
      wide.push(at);
      continue;
    }
    for (let x = left; x < right; x++) {
      (counts[x] as number)++;
      bad[x] = (bad[x] as number) | (clash[at] as number);
    }
    column = Math.max(0, right - 1);
    columnEnd = line.address(view.from + right / scale);
  }
  return { counts, bad, wide, seen };
}

/** What is in sight of the lanes, for a picture: none without an estate. */
export function lanesIn(axis: Axis, view: View, width: number) {
  const lane = (word: string, ranges: Ranges) => ({
    word,
    ranges,
    columns: columnsOf(ranges, axis, view, width),
  });
  if (!beside.peek() || !apart || !inside) return [];
  const lanes = [lane(t('exists'), apart), lane(t('in these'), inside)];
  return lanes.filter((it) => it.ranges.first.length > 0);
}

/** The first that a range at or after an address can be. */
function firstReaching(reach: Uint32Array, address: number): number {
  let [low, high] = [0, reach.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((reach[middle] as number) < address) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The line of IPv4 in plain numbers. */
export function numbersOf({ edges, places }: Axis) {
  const starts = Float64Array.from(edges, Number);
  const lines = Float64Array.from(places);
  const between = (from: Float64Array, to: Float64Array, value: number) => {
    let [low, high] = [0, from.length - 2];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((from[middle] as number) <= value) low = middle;
      else high = middle - 1;
    }
    const [a, b] = [from[low] as number, from[low + 1] as number];
    const share = Math.max(0, Math.min(1, (value - a) / (b - a)));
    return (to[low] as number) + share * ((to[low + 1] as number) - (to[low] as number));
  };
  return {
    place: (address: number) => between(starts, lines, address),
    address: (place: number) => between(lines, starts, place),
  };
}

function EstateLanes({ picture, width }: { picture: Picture; width: number }) {
  const known = estate.value;
  if (!known || !apart || !inside) return null;
  return (
    <>
      <Lane word={t('exists')} known={known} ranges={apart} picture={picture} width={width} />
      {inside.first.length > 0 && (
        <Lane
          word={t('in these')}
          known={known}
          ranges={inside}
          picture={picture}
          width={width}
          isInner
        />
      )}
    </>
  );
}

interface LaneProps {
  word: string;
  known: EstateOnPage;
  ranges: Ranges;
  picture: Picture;
  width: number;
  /** Subnets and what clusters have: they lie in others and overlap nothing. */
  isInner?: boolean;
}

function Lane({ word, known, ranges, picture, width, isInner = false }: LaneProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = viewOf(picture);
  const columns = useMemo(
    () => columnsOf(ranges, picture.axis, view, Math.max(1, Math.round(width))),
    [ranges, picture.axis, view.from, view.to, width],
  );
  const shade = theme.value;
  // With the frame that moves it, not after.
  useLayoutEffect(() => {
    if (canvas.current) paint(canvas.current, columns, isInner);
  }, [columns, shade, isInner]);
  const line = useMemo(() => numbersOf(picture.axis), [picture.axis]);
  const shareOf = (event: MouseEvent & { currentTarget: HTMLElement }) => {
    const { left, right, width: pixels } = event.currentTarget.getBoundingClientRect();
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    return (isRtl ? right - event.clientX : event.clientX - left) / pixels;
  };
  const name = isInner
    ? t('within what exists: {count} ranges in sight', { count: columns.seen })
    : t('what exists: {count} ranges in sight', { count: columns.seen });
  return (
    <fieldset class="lane" aria-label={name}>
      <span class="word">{word}</span>
      <div class="line">
        <canvas
          ref={canvas}
          data-seen={columns.seen}
          onMouseMove={(event) => {
            const share = shareOf(event);
            const at = Math.floor(share * columns.counts.length);
            const count = columns.counts[at] ?? 0;
            if (count === 0) {
              pointed.value = undefined;
              return;
            }
            const place = (x: number) =>
              view.from + (x / columns.counts.length) * (view.to - view.from);
            const ends = [line.address(place(at)), line.address(place(at + 1))].map((it) =>
              addressText(BigInt(Math.floor(it)), false),
            );
            const box = event.currentTarget.getBoundingClientRect();
            pointAt(
              {
                title: tn(count, '{count} range exists', '{count} ranges exist'),
                lines: [
                  t('around {ends}', { ends: ends.join(' – ') }),
                  t('come nearer to see whose'),
                ],
                overlaps: !isInner && columns.bad[at] === 1,
              },
              new DOMRect(event.clientX, box.top, 1, box.height),
            );
          }}
          onMouseLeave={() => {
            pointed.value = undefined;
          }}
          onClick={(event) => zoom(picture, 6, shareOf(event))}
        />
        {columns.wide.map((at) => (
          <Known
            key={`${ranges.first[at]} ${ranges.last[at]} ${at}`}
            known={known}
            first={ranges.first[at] as number}
            last={ranges.last[at] as number}
            clashes={!isInner && ranges.clash[at] === 1}
            picture={picture}
            line={line}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** How many more shades a column can have. */
const SHADES = 6;

function paint(canvas: HTMLCanvasElement, { counts, bad }: Columns, isInner: boolean): void {
  const box = canvas.getBoundingClientRect();
  const ratio = devicePixelRatio || 1;
  canvas.width = Math.max(1, Math.round(box.width * ratio));
  canvas.height = Math.max(1, Math.round(box.height * ratio));
  const context = canvas.getContext('2d');
  if (!context) return;
  const style = getComputedStyle(canvas);
  const fill = style.getPropertyValue('--fill') || style.color;
  const error = style.getPropertyValue('--error') || style.color;
  const step = canvas.width / counts.length;
  const isRtl = style.direction === 'rtl';
  const { height } = canvas;
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at] as number;
    if (count === 0) continue;
    const x = Math.floor((isRtl ? counts.length - 1 - at : at) * step);
    const width = Math.ceil(step);
    context.fillStyle = fill;
    context.globalAlpha = Math.min(1, 0.4 + Math.log2(count) / SHADES);
    context.fillRect(x, 0, width, height);
    if (bad[at] === 1 && !isInner) {
      // In shape too: a bar at the top and at the foot.
      context.globalAlpha = 1;
      context.fillStyle = error;
      context.fillRect(x, 0, width, height * 0.3);
      context.fillRect(x, height * 0.8, width, height * 0.2);
    }
  }
}

const names = new Map<string, { title: string; label: string; lines: string[] }>();

/** Who has a range, asked once. */
function whoHas({ estate: of }: EstateOnPage, cidr: string, first: string) {
  const known = names.get(cidr);
  if (known) return known;
  const owners = of.owners(first).filter((it) => it.cidr === cidr);
  const label =
    owners.map((it) => it.name ?? it.virtualNetwork ?? '').find((it) => it !== '') ?? cidr;
  const lines = owners.map((it) =>
    [it.name, it.virtualNetwork, it.resourceGroup, it.subscription].filter(Boolean).join(', '),
  );
  const answer = {
    title: t('exists: {name} {range}', { name: label, range: cidr }),
    label,
    lines: lines.filter(Boolean),
  };
  names.set(cidr, answer);
  return answer;
}

function Known(props: {
  known: EstateOnPage;
  first: number;
  last: number;
  clashes: boolean;
  picture: Picture;
  line: ReturnType<typeof numbersOf>;
}) {
  const { first, last, clashes, picture, line } = props;
  const view = viewOf(picture);
  const text = addressText(BigInt(first), false);
  const length = 32 - Math.round(Math.log2(last - first + 1));
  const who = whoHas(props.known, `${text}/${length}`, text);
  const scale = 1 / (view.to - view.from);
  const left = (line.place(first) - view.from) * scale;
  const width = (line.place(last + 1) - view.from) * scale - left;
  const button = useRef<HTMLButtonElement>(null);
  const lines = [
    tn(last - first + 1, '{ends}: {count} address', '{ends}: {count} addresses', {
      ends: `${text} – ${addressText(BigInt(last), false)}`,
    }),
    ...who.lines,
  ];
  const point = () => {
    const box = button.current?.getBoundingClientRect();
    if (box) pointAt({ title: who.title, lines, overlaps: clashes }, box);
  };
  const leave = () => {
    pointed.value = undefined;
  };
  const span: Span = { isIpv6: false, start: BigInt(first), end: BigInt(last) + 1n };
  return (
    <button
      ref={button}
      type="button"
      class={`block estate${clashes ? ' overlap' : ''}`}
      style={boxOf(left, width)}
      tabIndex={-1}
      aria-label={[
        `${who.label} ${text}/${length}`,
        who.title,
        clashes ? t('overlaps another range') : '',
        ...lines,
      ]
        .filter(Boolean)
        .join('; ')}
      onMouseEnter={point}
      onMouseLeave={leave}
      onFocus={point}
      onBlur={leave}
      onClick={() => lookAt(picture, span)}
    >
      <span class="text">
        {clashes && <span class="warn">✕ </span>}
        {who.label}
        <span class="figures">
          {' '}
          {text}/{length}
        </span>
      </span>
    </button>
  );
}
