// What the map shows: for each family of addresses one line, and lanes of ranges along it.

import type { Layout, Range } from 'aksplan';
import { number, t, tn } from '../lang.ts';
import { type Axis, ascending, axisOf, lanesOf, placeOf } from './axis.ts';
import { addressText, type Span, spanOf } from './cidr.ts';

export interface Block {
  key: string;
  kind: Range['kind'] | 'free' | 'nodes';
  /** What is written on it: a name, and a range or numbers. */
  label: string;
  note: string;
  span: Span;
  /** Its place on the line. */
  from: number;
  to: number;
  /** Share that is taken. */
  fill?: number;
  overlaps: boolean;
  /** What does not fit, in a word or two. */
  short?: string;
  /** Where its range stands, or would stand. */
  pointer?: string;
  /** Position of the network that it is of: of subnets and free space. */
  network?: number;
  title: string;
  lines: string[];
}

export interface Lane {
  key: string;
  /** What it holds; empty for further lanes of the same. */
  word: string;
  name: string;
  isTall: boolean;
  blocks: Block[];
}

export interface Picture {
  key: 'IPv4' | 'IPv6';
  axis: Axis;
  lanes: Lane[];
}

/** Before there is a line. */
const unplaced = { from: 0, to: 0 };

export { number };

const kindWords: Record<Range['kind'], string> = {
  virtualNetwork: t('virtual network'),
  subnet: t('subnet'),
  podCidr: t('pods of'),
  serviceCidr: t('services of'),
  foreign: t('elsewhere:'),
  estate: t('existing:'),
};

/** More could neither be drawn in time nor be told apart. */
const RANGES_SHOWN = 2000;
const LANES_SHOWN = 60;

export const isCut = (layout: Layout): boolean => layout.ranges.length > RANGES_SHOWN;

/** Ranges that are drawn: networks before what lies in them. */
function shownOf(ranges: Range[]): Range[] {
  if (ranges.length <= RANGES_SHOWN) return ranges;
  const isInner = (it: Range) => it.kind === 'subnet';
  return [...ranges.filter((it) => !isInner(it)), ...ranges.filter(isInner)].slice(0, RANGES_SHOWN);
}

/** `further`: stretches where an estate has something, which get a place on the line of IPv4. */
export function picturesOf(layout: Layout, further: Span[] = []): Picture[] {
  const overlapping = new Set(layout.conflicts.flatMap((it) => [keyOf(it.a), keyOf(it.b)]));
  const all = shownOf(layout.ranges).map((range) => ({
    range,
    block: blockOf(range, layout, overlapping),
  }));
  return (['IPv4', 'IPv6'] as const).flatMap((key) => {
    const isIpv6 = key === 'IPv6';
    const own = all.filter(({ block }) => block.span.isIpv6 === isIpv6);
    const more = isIpv6 ? [] : further;
    return own.length + more.length > 0 ? [pictureOf(key, own, layout, more)] : [];
  });
}

interface Drawn {
  range: Range;
  block: Block;
}

function pictureOf(key: Picture['key'], own: Drawn[], layout: Layout, further: Span[]): Picture {
  const of = (kind: Range['kind']) => own.filter((it) => it.range.kind === kind);
  const nodes = key === 'IPv4' ? layout.podCidrs.flatMap(nodesOf) : [];
  const inner = networksOf(of('virtualNetwork'), of('subnet'), layout);
  const lanes = [
    ...inner,
    ...stacked(t('pods'), t('pods'), of('podCidr')),
    ...stacked(
      t('nodes'),
      t('nodes of pod ranges'),
      nodes.map((block) => ({ block })),
    ),
    ...stacked(t('services'), t('services'), of('serviceCidr')),
    ...stacked(t('elsewhere'), t('ranges elsewhere'), of('foreign')),
  ];
  const taken = own.filter((it) => it.range.kind !== 'virtualNetwork').map((it) => it.block.span);
  const rooms = [...of('virtualNetwork').map((it) => it.block.span), ...further];
  const parts = nodes.map((it) => it.span);
  const axis = axisOf([...taken, ...parts], rooms);
  for (const block of lanes.flatMap((it) => it.blocks)) {
    block.from = placeOf(axis, block.span.start);
    block.to = placeOf(axis, block.span.end);
  }
  return { key, axis, lanes: lanes.slice(0, LANES_SHOWN) };
}

/** Blocks of one kind, those that overlap on lanes of their own. */
function stacked(
  word: string,
  name: string,
  own: { block: Block }[],
  isTall = false,
  first = '',
): Lane[] {
  const places = lanesOf(own.map((it) => it.block.span));
  const count = Math.max(0, ...places.map((it) => it + 1));
  return Array.from({ length: count }, (_, lane) => ({
    key: `${word}${first} ${lane}`,
    word: lane === 0 ? word : '',
    name: lane === 0 ? name : `${name}, ${lane + 1}`,
    isTall,
    blocks: own
      .filter((_, at) => places[at] === lane)
      .map((it) => it.block)
      .sort((a, b) => ascending(a.span.start, b.span.start)),
  }));
}

/** Networks, each lane of them followed by what lies in them. */
function networksOf(networks: Drawn[], subnets: Drawn[], layout: Layout): Lane[] {
  const places = lanesOf(networks.map((it) => it.block.span));
  const count = Math.max(0, ...places.map((it) => it + 1));
  const left = new Set(subnets);
  const lanes: Lane[] = [];
  for (let lane = 0; lane < count; lane++) {
    const here = networks.filter((_, at) => places[at] === lane);
    const inside = [...left].filter((it) =>
      here.some(
        ({ range, block }) => range.owner === it.range.owner && touches(block.span, it.block.span),
      ),
    );
    for (const it of inside) left.delete(it);
    const names = [...new Set(here.map((it) => it.range.name))].join(', ');
    const free = here.flatMap(({ range, block }) => freeOf(layout, range, block.span));
    lanes.push(
      ...stacked(t('networks'), t('networks'), here, false, String(lane)),
      ...withFree(
        stacked(t('subnets'), t('subnets of {names}', { names }), inside, true, String(lane)),
        free,
        t('subnets of {names}', { names }),
        lane,
      ),
    );
  }
  const outside = [...left];
  lanes.push(
    ...stacked(t('subnets'), t('subnets outside of their networks'), outside, true, 'outside'),
  );
  return lanes;
}

function withFree(lanes: Lane[], free: Block[], name: string, nth: number): Lane[] {
  if (free.length === 0) return lanes;
  const [first, ...rest] = lanes;
  const blocks = [...(first?.blocks ?? []), ...free];
  blocks.sort((a, b) => ascending(a.span.start, b.span.start));
  const lane = first ?? { key: `subnets${nth} 0`, word: t('subnets'), name, isTall: true, blocks };
  return [{ ...lane, blocks }, ...rest];
}

const touches = (a: Span, b: Span) => a.isIpv6 === b.isIpv6 && a.start < b.end && a.end > b.start;

export const keyOf = (range: Range): string =>
  `${range.kind} ${range.path} ${range.cidr.includes(':') ? 6 : 4} ${range.name}`;

/** Free blocks that lie side by side, as one. */
function freeOf(layout: Layout, network: Range, space: Span): Block[] {
  const found: { span: Span; cidrs: string[] }[] = [];
  for (const cidr of layout.freeSpace[network.owner]?.blocks ?? []) {
    const span = spanOf(cidr);
    if (!touches(span, space)) continue;
    const last = found.at(-1);
    if (last && last.span.end === span.start) {
      last.span = { ...last.span, end: span.end };
      last.cidrs.push(cidr);
    } else {
      found.push({ span, cidrs: [cidr] });
    }
  }
  return found.map(({ span, cidrs }) => ({
    key: `free ${network.owner} ${span.start}`,
    kind: 'free',
    label: t('free'),
    note: number(span.end - span.start),
    span,
    ...unplaced,
    network: network.owner,
    overlaps: false,
    title: t('free in {name}', { name: network.name }),
    lines: [
      sizeText(span),
      cidrs.slice(0, 6).join(', ') +
        (cidrs.length > 6 ? ` ${t('and {count} more', { count: cidrs.length - 6 })}` : ''),
    ],
  }));
}

/** First and last address, and how many. */
function sizeText({ start, end, isIpv6 }: Span): string {
  const ends = `${addressText(start, isIpv6)} – ${addressText(end - 1n, isIpv6)}`;
  return tn(end - start, '{ends}: {count} address', '{ends}: {count} addresses', { ends });
}

/** Inside a pod range: the ranges of planned nodes, and room for more. */
function nodesOf(pods: Layout['podCidrs'][number]): Block[] {
  const span = spanOf(pods.cidr);
  const each = 1n << BigInt(32 - pods.perNode);
  const planned = span.start + each * BigInt(pods.nodesPlanned);
  const split = planned < span.end ? planned : span.end;
  const left = pods.nodesPossible - pods.nodesPlanned;
  const taken: Block = {
    key: `nodes ${pods.path}`,
    kind: 'nodes',
    label: tn(pods.nodesPlanned, '{count} nodes', '{count} nodes'),
    note: '',
    span: { ...span, end: split },
    ...unplaced,
    overlaps: false,
    ...(left < 0 && { short: tn(-left, '{count} do not fit', '{count} do not fit') }),
    pointer: pods.path,
    title: t('{count} nodes planned in {cluster}', {
      count: pods.nodesPlanned,
      cluster: pods.cluster,
    }),
    lines: [
      t('a /{length} each, upgrade included', { length: pods.perNode }),
      t('first nodes: {ranges}', { ranges: pods.firstNodes.join(', ') }),
      t('{count} nodes possible in {range}', { count: pods.nodesPossible, range: pods.cidr }),
    ],
  };
  if (split === span.end) return [taken];
  const { short: _, ...rest } = taken;
  const room: Block = {
    ...rest,
    key: `room ${pods.path}`,
    kind: 'free',
    label: t('room for {count} more', { count: left }),
    span: { ...span, start: split },
    title: t('room for {count} more nodes', { count: left }),
    lines: [t('a /{length} each in {range}', { length: pods.perNode, range: pods.cidr })],
  };
  return split === span.start ? [room] : [taken, room];
}

/** A range with its arithmetic. */
function blockOf(range: Range, layout: Layout, overlapping: Set<string>): Block {
  const key = keyOf(range);
  const span = spanOf(range.cidr);
  const lines = [sizeText(span)];
  const block: Block = {
    key,
    kind: range.kind,
    label: range.name,
    note: range.cidr,
    span,
    ...unplaced,
    overlaps: overlapping.has(key),
    pointer: range.path,
    title: `${kindWords[range.kind]} ${range.name} ${range.cidr}`,
    lines,
  };
  if (range.kind === 'subnet') {
    block.network = range.owner;
    const subnet = layout.subnets.find((it) => range.path.startsWith(`${it.path}/`));
    if (!subnet || span.isIpv6) return block;
    const terms = subnet.demand.map((it) => `${it.who}: ${it.what} = ${number(it.addresses)}`);
    const upgrade = subnet.requiredWithUpgrade - subnet.required;
    lines.push(
      ...terms,
      upgrade > 0
        ? t('required {required}, in an upgrade {upgrade}; usable {usable}; free {free}', {
            required: subnet.required,
            upgrade: subnet.requiredWithUpgrade,
            usable: subnet.usable,
            free: subnet.free,
          })
        : t('required {required}; usable {usable}; free {free}', {
            required: subnet.required,
            usable: subnet.usable,
            free: subnet.free,
          }),
    );
    block.fill = Math.min(1, subnet.required / Math.max(1, subnet.usable));
    if (subnet.free < 0) block.short = t('{count} too few', { count: -subnet.free });
    else if (subnet.requiredWithUpgrade > subnet.usable) block.short = t('no upgrade fits');
    return block;
  }
  if (range.assumed) lines.push(t("Azure's default"));
  if (range.kind === 'podCidr') {
    const pods = layout.podCidrs.find((it) => it.path === range.path && it.cidr === range.cidr);
    if (!pods) return block;
    lines.push(
      t('{planned} of {count} nodes, a /{length} each', {
        planned: pods.nodesPlanned,
        count: pods.nodesPossible,
        length: pods.perNode,
      }),
      t('first nodes: {ranges}', { ranges: pods.firstNodes.join(', ') }),
    );
    block.fill = Math.min(1, pods.nodesPlanned / Math.max(1, pods.nodesPossible));
    if (pods.nodesPlanned > pods.nodesPossible) {
      block.short = t('{count} nodes too many', { count: pods.nodesPlanned - pods.nodesPossible });
    }
  } else if (range.kind === 'virtualNetwork' && !span.isIpv6) {
    const free = layout.freeSpace[range.owner];
    if (free) lines.push(t('{count} addresses free in the network', { count: free.addresses }));
  }
  return block;
}
