// What the map shows: a row for each address space, and one inside each network and pod range.

import type { Layout, Range } from 'aksplan';
import { axisOf, lanesOf } from './axis.ts';
import { addressText, cidrText, type Span, spanOf, supernet } from './cidr.ts';

export interface Block {
  key: string;
  kind: Range['kind'] | 'free' | 'nodes';
  label: string;
  /** Share of the width, from 0 to 1. */
  left: number;
  width: number;
  lane: number;
  /** Share that is taken. */
  fill?: number;
  overlaps: boolean;
  pointer?: string;
  title: string;
  lines: string[];
}

export interface Row {
  key: string;
  title: string;
  note: string;
  from: string;
  to: string;
  /** What each lane holds. */
  lanes: string[];
  blocks: Block[];
}

export const number = (value: number | bigint): string => value.toLocaleString('en');

const kindWords: Record<Range['kind'], string> = {
  virtualNetwork: 'virtual network',
  subnet: 'subnet',
  podCidr: 'pods of',
  serviceCidr: 'services of',
  foreign: 'elsewhere:',
  estate: 'existing:',
};

const laneWords: [Range['kind'], string][] = [
  ['virtualNetwork', 'networks'],
  ['podCidr', 'pods'],
  ['serviceCidr', 'services'],
  ['foreign', 'elsewhere'],
];

/** Ranges that are usually told apart. */
const blocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].map(spanOf);

const within = (inner: Span, outer: Span) =>
  inner.isIpv6 === outer.isIpv6 && inner.start >= outer.start && inner.end <= outer.end;

/** More could neither be drawn in time nor be told apart. */
const RANGES_SHOWN = 300;
const ROWS_SHOWN = 40;

export function rowsOf(whole: Layout): Row[] {
  const layout = { ...whole, ranges: shownOf(whole.ranges) };
  const overlapping = new Set(layout.conflicts.flatMap((it) => [keyOf(it.a), keyOf(it.b)]));
  return [
    ...spaces(layout, overlapping),
    ...networks(layout, overlapping),
    ...layout.podCidrs.map(podRow),
  ].slice(0, ROWS_SHOWN);
}

/** Ranges that are drawn: networks before what lies in them. */
function shownOf(ranges: Range[]): Range[] {
  if (ranges.length <= RANGES_SHOWN) return ranges;
  const isInner = (it: Range) => it.kind === 'subnet';
  return [...ranges.filter((it) => !isInner(it)), ...ranges.filter(isInner)].slice(0, RANGES_SHOWN);
}

export const isCut = (layout: Layout): boolean =>
  layout.ranges.length > RANGES_SHOWN || layout.podCidrs.length > ROWS_SHOWN;

const keyOf = (range: Range) => `${range.kind} ${range.path} ${range.cidr}`;

function spaces(layout: Layout, overlapping: Set<string>): Row[] {
  const groups = new Map<string, Range[]>();
  for (const range of layout.ranges.filter((it) => it.kind !== 'subnet')) {
    const span = spanOf(range.cidr);
    const block = blocks.findIndex((it) => within(span, it));
    const key = span.isIpv6 ? 'IPv6' : block >= 0 ? String(block) : 'other';
    groups.set(key, [...(groups.get(key) ?? []), range]);
  }
  return [...groups].map(([key, ranges]) => {
    const space = supernet(ranges.map((it) => spanOf(it.cidr)));
    const note = ranges.length > 1 ? 'small ranges drawn wider' : '';
    const lanes: string[] = [];
    const blocks: Block[] = [];
    const axis = axisOf(
      space,
      ranges.map((it) => spanOf(it.cidr)),
      0.24,
    );
    for (const [kind, word] of laneWords) {
      const here = ranges.filter((it) => it.kind === kind);
      const spans = here.map((it) => spanOf(it.cidr));
      const places = lanesOf(spans);
      const first = lanes.length;
      for (let lane = 0; lane <= Math.max(-1, ...places); lane++)
        lanes.push(lane === 0 ? word : '');
      here.forEach((range, at) => {
        const span = spans[at] as Span;
        blocks.push({
          ...describe(range, layout),
          key: `${keyOf(range)} ${at}`,
          kind,
          label: `${range.name} ${range.cidr}`,
          left: axis(span.start),
          width: axis(span.end) - axis(span.start),
          lane: first + (places[at] ?? 0),
          overlaps: overlapping.has(keyOf(range)),
          pointer: range.path,
        });
      });
    }
    return row(`space ${key}`, `Everything in ${cidrText(space)}`, note, space, lanes, blocks);
  });
}

function row(
  key: string,
  title: string,
  note: string,
  space: Span,
  lanes: string[],
  blocks: Block[],
): Row {
  return {
    key,
    title,
    note,
    from: addressText(space.start, space.isIpv6),
    to: addressText(space.end - 1n, space.isIpv6),
    lanes,
    blocks,
  };
}

/** Inside each part of a network's address space: subnets and what is free. */
function networks(layout: Layout, overlapping: Set<string>): Row[] {
  const prefixes = layout.ranges.filter((it) => it.kind === 'virtualNetwork');
  return prefixes.map((prefix) => {
    const space = spanOf(prefix.cidr);
    const subnets = layout.ranges.filter(
      (it) => it.kind === 'subnet' && it.owner === prefix.owner && touches(spanOf(it.cidr), space),
    );
    const spans = subnets.map((it) => spanOf(it.cidr));
    const free = gaps(layout, prefix, space);
    const axis = axisOf(space, spans, 0.16);
    const lanes = lanesOf(spans);
    const blocks: Block[] = subnets.map((range, at) => {
      const span = spans[at] as Span;
      return {
        ...describe(range, layout),
        key: `${keyOf(range)} ${at}`,
        kind: 'subnet',
        label: range.name,
        left: axis(span.start),
        width: axis(span.end) - axis(span.start),
        lane: lanes[at] ?? 0,
        overlaps: overlapping.has(keyOf(range)),
        pointer: range.path,
      };
    });
    for (const { span, cidrs } of free) {
      blocks.push({
        key: `free ${span.start}`,
        kind: 'free',
        label: 'free',
        left: axis(span.start),
        width: axis(span.end) - axis(span.start),
        lane: 0,
        overlaps: false,
        title: `free in ${prefix.name}`,
        lines: [
          `${number(span.end - span.start)} addresses`,
          cidrs.slice(0, 6).join(', ') + (cidrs.length > 6 ? ` and ${cidrs.length - 6} more` : ''),
        ],
      });
    }
    blocks.sort((a, b) => a.lane - b.lane || a.left - b.left);
    const left = free.reduce((sum, it) => sum + it.span.end - it.span.start, 0n);
    const note = space.isIpv6 ? '' : `${number(left)} of ${number(space.end - space.start)} free`;
    const count = Math.max(1, ...lanes.map((it) => it + 1));
    return row(
      keyOf(prefix),
      `Inside ${prefix.name} ${prefix.cidr}`,
      note,
      space,
      Array.from({ length: count }, (_, lane) => (lane === 0 ? 'subnets' : '')),
      blocks,
    );
  });
}

const touches = (a: Span, b: Span) => a.isIpv6 === b.isIpv6 && a.start < b.end && a.end > b.start;

/** Free blocks that lie side by side, as one. */
function gaps(layout: Layout, prefix: Range, space: Span): { span: Span; cidrs: string[] }[] {
  const found: { span: Span; cidrs: string[] }[] = [];
  for (const cidr of layout.freeSpace[prefix.owner]?.blocks ?? []) {
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
  return found;
}

/** Inside a pod range: the ranges of planned nodes, and room for more. */
function podRow(pods: Layout['podCidrs'][number]): Row {
  const space = spanOf(pods.cidr);
  const share = Math.min(1, pods.nodesPlanned / Math.max(1, pods.nodesPossible));
  const split = Math.min(0.84, Math.max(0.16, share));
  const left = pods.nodesPossible - pods.nodesPlanned;
  const taken: Block = {
    key: 'nodes',
    kind: 'nodes',
    label: `${number(pods.nodesPlanned)} nodes`,
    left: 0,
    width: share >= 1 ? 1 : split,
    lane: 0,
    overlaps: pods.nodesPlanned > pods.nodesPossible,
    pointer: pods.path,
    title: `${number(pods.nodesPlanned)} nodes planned in ${pods.cluster}`,
    lines: [
      `a /${pods.perNode} each, upgrade included`,
      `first nodes: ${pods.firstNodes.join(', ')}`,
      `${number(pods.nodesPossible)} nodes possible in ${pods.cidr}`,
    ],
  };
  const free: Block = {
    ...taken,
    key: 'free',
    kind: 'free',
    label: `room for ${number(left)} more`,
    left: split,
    width: 1 - split,
    overlaps: false,
    title: `room for ${number(left)} more nodes`,
    lines: [`a /${pods.perNode} each in ${pods.cidr}`],
  };
  return row(
    `pods ${pods.path} ${pods.cidr}`,
    `Inside pods of ${pods.cluster} ${pods.cidr}`,
    `${number(pods.nodesPlanned)} of ${number(pods.nodesPossible)} nodes`,
    space,
    ['nodes'],
    share >= 1 ? [taken] : [taken, free],
  );
}

/** Title, arithmetic and use of a range. */
function describe(range: Range, layout: Layout): { title: string; lines: string[]; fill?: number } {
  const title = `${kindWords[range.kind]} ${range.name} ${range.cidr}`;
  const assumed = range.assumed ? ["Azure's default"] : [];
  const span = spanOf(range.cidr);
  const size = number(span.end - span.start);
  if (range.kind === 'subnet') {
    const subnet = layout.subnets.find((it) => range.path.startsWith(`${it.path}/`));
    if (!subnet || span.isIpv6) return { title, lines: [`${size} addresses`] };
    const terms = subnet.demand.map((it) => `${it.who}: ${it.what} = ${number(it.addresses)}`);
    const upgrade = subnet.requiredWithUpgrade - subnet.required;
    const sum =
      `required ${number(subnet.required)}` +
      (upgrade > 0 ? `, in an upgrade ${number(subnet.requiredWithUpgrade)}` : '') +
      `; usable ${number(subnet.usable)}; free ${number(subnet.free)}`;
    const fill = Math.min(1, subnet.required / Math.max(1, subnet.usable));
    return { title, lines: [...terms, sum], fill };
  }
  if (range.kind === 'podCidr') {
    const pods = layout.podCidrs.find((it) => it.path === range.path && it.cidr === range.cidr);
    if (!pods) return { title, lines: [`${size} addresses`, ...assumed] };
    const nodes = `${number(pods.nodesPlanned)} of ${number(pods.nodesPossible)} nodes, a /${pods.perNode} each`;
    return {
      title,
      lines: [nodes, `first nodes: ${pods.firstNodes.join(', ')}`, ...assumed],
      fill: Math.min(1, pods.nodesPlanned / Math.max(1, pods.nodesPossible)),
    };
  }
  if (range.kind === 'virtualNetwork' && !span.isIpv6) {
    const free = layout.freeSpace[range.owner];
    const left = free ? [`${number(free.addresses)} addresses free in the network`] : [];
    return { title, lines: [`${size} addresses`, ...left] };
  }
  return { title, lines: [`${size} addresses`, ...assumed] };
}
