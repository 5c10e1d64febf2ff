// What would be if a subnet had another range: judged by the planner on a changed copy of the plan.

import { signal } from '@preact/signals';
import type { Check, Layout } from 'aksplan';
import { judge, report } from '../engine.ts';
import { at, isObject, type Json, prefixes, withAt } from '../json.ts';
import { t, tn } from '../lang.ts';
import { change, plan, valueAt } from '../plan.ts';
import { announce } from '../status.ts';
import { type Axis, placeOf } from './axis.ts';
import { cidrText, type Span, spanOf } from './cidr.ts';
import type { Block } from './rows.ts';

export interface Trial {
  cidr: string;
  span: Span;
  /** The plan as it would be. */
  plan: Json;
  /** Why it can't be; absent: it can. */
  refused?: string;
  /** What the subnet needs and has. */
  sum: string;
  isShort: boolean;
}

/** What was last said about a change, and whether it was refused. */
export const said = signal<{ text: string; isRefused: boolean } | undefined>(undefined);

export function say(text: string, isRefused = false): void {
  said.value = { text, isRefused };
  announce(text);
}

/** Gives the range at a pointer another value, in a copy of the plan. */
export function tryRange(pointer: string, span: Span): Trial {
  const cidr = cidrText(span);
  const exists = prefixes(pointer).some((it) => {
    const item = at(plan.peek(), it);
    return /\/subnets\/\d+$/.test(it) && isObject(item) && item.existing === true;
  });
  const next = withAt(plan.peek(), pointer, cidr);
  const refused = exists ? t('the subnet exists already, and its range stays as it is') : undefined;
  return trialOf(pointer, span, next, refused);
}

/** Judges a plan with a new range at a pointer: what is wrong there now and was not before. */
export function trialOf(pointer: string, span: Span, next: Json, refused?: string): Trial {
  const cidr = cidrText(span);
  const after = judge(next);
  const why = refused ?? newTrouble(pointer, report.peek(), after);
  const subnet = subnetAt(after.layout, pointer);
  return {
    cidr,
    span,
    plan: next,
    ...(why !== undefined && { refused: why }),
    sum: subnet ? sumOf(subnet) : tn(span.end - span.start, '{count} address', '{count} addresses'),
    isShort: subnet !== undefined && subnet.free < 0,
  };
}

export const subnetAt = (layout: Layout, pointer: string) =>
  layout.subnets.find((it) => pointer.startsWith(`${it.path}/`));

export function sumOf(subnet: Layout['subnets'][number]): string {
  const { required, requiredWithUpgrade, usable, free } = subnet;
  const rest =
    free < 0 ? t('{count} too few', { count: -free }) : t('{count} free', { count: free });
  return requiredWithUpgrade > required
    ? t('needs {required} ({upgrade} in an upgrade), has {usable}: {rest}', {
        required,
        upgrade: requiredWithUpgrade,
        usable,
        rest,
      })
    : t('needs {required}, has {usable}: {rest}', { required, usable, rest });
}

function newTrouble(pointer: string, before: Check, after: Check): string | undefined {
  const pairs = (of: Check) =>
    of.layout.conflicts.filter((it) => it.a.path === pointer || it.b.path === pointer);
  const known = new Set(pairs(before).map((it) => `${it.a.path} ${it.b.path} ${it.b.name}`));
  const clash = pairs(after).find((it) => !known.has(`${it.a.path} ${it.b.path} ${it.b.name}`));
  if (clash) {
    const other = clash.a.path === pointer ? clash.b : clash.a;
    return t('it would overlap {name} ({cidr})', { name: other.name, cidr: other.cidr });
  }
  const errors = (of: Check) =>
    of.findings.filter((it) => it.severity === 'error' && it.path === pointer);
  const rules = new Set(errors(before).map((it) => it.rule));
  return errors(after)
    .find((it) => !rules.has(it.rule))
    ?.message.replaceAll('`', '');
}

/** Makes a trial the plan, or says why not. */
export function settle(trial: Trial, name: string): boolean {
  if (trial.refused !== undefined) {
    say(
      t('{name} stays as it is, not {cidr}: {refused}', {
        name,
        cidr: trial.cidr,
        refused: trial.refused,
      }),
      true,
    );
    return false;
  }
  change(trial.plan, t('range of {name}: {cidr}', { name, cidr: trial.cidr }));
  say(t('{name} is {cidr} now: {sum}', { name, cidr: trial.cidr, sum: trial.sum }));
  return true;
}

const SMALLEST = 2n;
const LARGEST = 24n;

/** The ranges that a subnet can have when one of its edges moves, and the other stays. */
export function byEdge(span: Span, edge: 'start' | 'end'): Span[] {
  const fixed = edge === 'end' ? span.start : span.end;
  const found: Span[] = [];
  for (let bits = SMALLEST; bits <= LARGEST; bits++) {
    const size = 1n << bits;
    if (fixed % size !== 0n) break;
    found.push(edge === 'end' ? { ...span, end: fixed + size } : { ...span, start: fixed - size });
  }
  return found;
}

/** The one of them whose edge is nearest to a place. */
export function nearest(spans: Span[], edge: 'start' | 'end', axis: Axis, place: number): Span {
  const away = (it: Span) => Math.abs(placeOf(axis, it[edge]) - place);
  return spans.reduce((best, it) => (away(it) < away(best) ? it : best));
}

/** The range of a length around the first address of another. */
export function sized({ start, isIpv6 }: Span, length: number): Span {
  const size = 1n << BigInt(32 - length);
  const first = (start / size) * size;
  return { isIpv6, start: first, end: first + size };
}

export const lengthOf = (span: Span): number => Number(cidrText(span).split('/')[1]);

export const isMovable = (block: Block | undefined): block is Block & { pointer: string } =>
  block?.kind === 'subnet' &&
  !block.span.isIpv6 &&
  typeof valueAt(block.pointer ?? '') === 'string';

/** The first free range of a length in a network. */
export function firstFree(layout: Layout, network: number, length: number): Span | undefined {
  for (const cidr of layout.freeSpace[network]?.blocks ?? []) {
    const span = spanOf(cidr);
    if (lengthOf(span) <= length) return sized(span, length);
  }
  return undefined;
}
