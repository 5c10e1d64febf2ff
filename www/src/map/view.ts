// What of a picture is in sight, what is pointed at and what is chosen.

import { signal } from '@preact/signals';
import type { Layout } from 'aksplan';
import type { ComponentType } from 'preact';
import { t } from '../lang.ts';
import { type Axis, addressAt, placeOf } from './axis.ts';
import type { Span } from './cidr.ts';
import type { Block, Picture } from './rows.ts';

export interface View {
  /** Places on the line, from 0 to 1. */
  from: number;
  to: number;
}

const NEAREST = 1e-8;
/** Addresses: there is no coming nearer. */
const FEWEST = 8n;

type Line = Pick<Picture, 'key' | 'axis'>;
const whole: View = { from: 0, to: 1 };

/** Without an entry all is in sight. */
const views = signal<{ [key: string]: View & { axis: Axis } }>({});

/** The window of a picture. When its line has become another, the same addresses stay in sight. */
export function viewOf({ key, axis }: Line): View {
  const view = views.value[key];
  if (!view || view.axis === axis) return view ?? whole;
  const move = (place: number) => placeOf(axis, addressAt(view.axis, place));
  return clamped(move(view.from), move(view.to));
}

export const isWhole = ({ from, to }: View): boolean => from <= 0 && to >= 1;

function clamped(from: number, to: number): View {
  const width = Math.min(1, Math.max(NEAREST, to - from));
  const start = Math.min(1 - width, Math.max(0, from));
  return { from: start, to: start + width };
}

export function look({ key, axis }: Line, from: number, to: number): void {
  const view = clamped(from, to);
  const isFine = addressAt(axis, view.to) - addressAt(axis, view.from) < FEWEST;
  if (isFine && view.to - view.from < viewOf({ key, axis }).to - viewOf({ key, axis }).from) return;
  const { [key]: _, ...others } = views.value;
  views.value = isWhole(view) ? others : { ...others, [key]: { ...view, axis } };
  pointed.value = undefined;
}

/** Nearer by a factor, or farther; a point of the window stays where it is. */
export function zoom(picture: Picture, factor: number, point = 0.5): void {
  const { from, to } = viewOf(picture);
  const fixed = from + point * (to - from);
  look(picture, fixed - (fixed - from) / factor, fixed + (to - fixed) / factor);
}

/** Brings a range into sight, with a little around it. */
export function lookAt(picture: Picture, span: Span): void {
  const [from, to] = [placeOf(picture.axis, span.start), placeOf(picture.axis, span.end)];
  const margin = (to - from) * 0.06;
  look(picture, from - margin, to + margin);
}

type Said = Pick<Block, 'title' | 'lines' | 'overlaps' | 'short'>;

/** What is pointed at, with its place in the map. */
export const pointed = signal<
  | {
      block: Said;
      left: number;
      top: number;
      above: boolean;
    }
  | undefined
>(undefined);

/** Shows the tip of what is at an element. */
export function pointAt(block: Said, at: DOMRect): void {
  const outer = document.getElementById('map')?.getBoundingClientRect();
  if (!outer) return;
  const above = at.bottom > innerHeight - 180;
  pointed.value = {
    block,
    left: Math.max(0, Math.min(at.left - outer.left, outer.width - 320)),
    top: above ? at.top - outer.top - 6 : at.bottom - outer.top + 6,
    above,
  };
}

/** Where the form is: the JSON Pointer of the field that has the focus. */
export const here = signal<string | undefined>(undefined);

/** What an estate adds to the line of IPv4, and what draws it. */
export const beside = signal<
  { spans: Span[]; Lane: ComponentType<{ picture: Picture; width: number }> } | undefined
>(undefined);

/** The plan's layout as it would be with more nodes; the map shows it instead. */
export const grown = signal<Layout | undefined>(undefined);

/** The key of the block that is chosen. */
export const chosen = signal('');

export const isHere = ({ pointer }: Block): boolean =>
  pointer !== undefined &&
  here.value !== undefined &&
  (here.value === pointer || pointer.startsWith(`${here.value}/`));

/** What is wrong with a block, in words. */
export const wrongOf = ({ overlaps, short }: Pick<Block, 'overlaps' | 'short'>): string =>
  [overlaps ? t('overlaps another range') : '', short ?? ''].filter(Boolean).join('; ');
