// The chosen range: who takes its addresses, what is found there, and how it can be changed.

import { signal } from '@preact/signals';
import type { Finding } from 'aksplan';
import { useMemo } from 'preact/hooks';
import { judge, report } from '../engine.ts';
import { jump } from '../form/open.ts';
import { at, child, isObject, type Json, withAt } from '../json.ts';
import { rich, t, tn } from '../lang.ts';
import { Button } from '../marks.tsx';
import { FindingItem } from '../panes/findings.tsx';
import { change, plan, valueAt } from '../plan.ts';
import { cidrText, type Span } from './cidr.ts';
import { clicked } from './drag.ts';
import { type Block, number, type Picture } from './rows.ts';
import {
  firstFree,
  isMovable,
  lengthOf,
  said,
  say,
  settle,
  sized,
  subnetAt,
  trialOf,
  tryRange,
} from './trial.ts';
import { chosen, lookAt, wrongOf } from './view.ts';

export function Chosen({ pictures }: { pictures: Picture[] }) {
  const picture = pictures.find((it) => blocksOf(it).some((one) => one.key === chosen.value));
  const block = picture && blocksOf(picture).find((it) => it.key === chosen.value);
  const word = said.value;
  return (
    <>
      {word && (
        <p class={word.isRefused ? 'said refused' : 'said'}>
          <span aria-hidden="true">{word.isRefused ? '✕ ' : '✓ '}</span>
          {word.text}
        </p>
      )}
      {block ? <Details block={block} picture={picture} /> : <Hint />}
    </>
  );
}

const blocksOf = (picture: Picture): Block[] => picture.lanes.flatMap((it) => it.blocks);

function Hint() {
  return (
    <p class="muted">
      {rich(
        t(
          'Choose a range to see who takes its addresses, and to change it. Drag a subnet to move it, or its edge to resize it; choose free space to put a subnet there. {ctrl} and the wheel, {plus} and {minus} come nearer and go back.',
        ),
        { ctrl: <kbd>{t('Ctrl')}</kbd>, plus: <kbd>+</kbd>, minus: <kbd>−</kbd> },
      )}
    </p>
  );
}

const SHOWN = 3;

function Details({ block, picture }: { block: Block; picture: Picture }) {
  const wrong = wrongOf(block);
  const { pointer } = block;
  const found = pointer === undefined ? [] : findingsOf(block, pointer);
  return (
    <>
      <div class="title">
        <h3>{block.title}</h3>
        <div class="row">
          {pointer !== undefined && (
            <Button class="link" onClick={() => jump(pointer)}>
              {t('To its field')}
            </Button>
          )}
          <Button class="link" onClick={() => lookAt(picture, block.span)}>
            {t('Come near')}
          </Button>
        </div>
      </div>
      {wrong && (
        <p class="warn">
          <span aria-hidden="true">✕ </span>
          {wrong}
        </p>
      )}
      <ul class="terms">
        {block.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {isMovable(block) && <Size block={block} />}
      {block.kind === 'free' && block.network !== undefined && (
        <Place key={block.key} block={block} network={block.network} />
      )}
      {found.length > 0 && (
        <ol class="findings">
          {found.slice(0, SHOWN).map((it) => (
            <FindingItem key={`${it.rule} ${it.path}`} finding={it} />
          ))}
          {found.length > SHOWN && (
            <li class="muted">
              {tn(found.length - SHOWN, 'and {count} more finding', 'and {count} more findings')}
            </li>
          )}
        </ol>
      )}
    </>
  );
}

/** What is found at a range, at what it belongs to, and where it is named beside another place. */
function findingsOf(block: Block, pointer: string): Finding[] {
  const isSubnet = block.kind === 'subnet';
  const home = isSubnet ? pointer.replace(/\/addressPrefix(es\/\d+)?$/, '') : pointer;
  const isAt = (path: string) => path === pointer || path === home || path.startsWith(`${home}/`);
  return report.value.findings.filter(
    (it) =>
      it.severity !== 'info' && (isAt(it.path) || (it.related ?? []).some((one) => isAt(one.path))),
  );
}

const SMALLEST = 29;

/** The lengths that a subnet may have in its network. */
function lengths(network: number): number[] {
  const largest = report.value.layout.ranges
    .filter((it) => it.kind === 'virtualNetwork' && it.owner === network && !it.cidr.includes(':'))
    .map((it) => Number(it.cidr.split('/')[1]));
  const least = Math.min(SMALLEST, ...largest);
  return Array.from({ length: SMALLEST - least + 1 }, (_, nth) => SMALLEST - nth);
}

function Size({ block }: { block: Block & { pointer: string } }) {
  const { layout } = report.value;
  const length = lengthOf(block.span);
  const network = block.network ?? 0;
  const subnet = subnetAt(layout, block.pointer);
  const fits = subnet?.smallestPrefix;
  const set = (to: number) => {
    const trial = tryRange(block.pointer, sized(block.span, to));
    const free = trial.refused !== undefined && firstFree(layout, network, to);
    if (settle(trial, block.label) || !free) return;
    elsewhere.value = { pointer: block.pointer, span: free };
  };
  const other = elsewhere.value?.pointer === block.pointer ? elsewhere.value.span : undefined;
  return (
    <>
      <div class="row sizing">
        <Button
          class="icon"
          label={t('Smaller: {label}', { label: block.label })}
          onClick={() => set(length + 1)}
        >
          −
        </Button>
        <label class="inline-label">
          {t('Size')}{' '}
          <select
            value={length}
            onChange={(event) => {
              const to = Number(event.currentTarget.value);
              event.currentTarget.value = String(length);
              set(to);
            }}
          >
            <Lengths of={lengths(network)} />
          </select>
        </label>
        <Button
          class="icon"
          label={t('Larger: {label}', { label: block.label })}
          onClick={() => set(length - 1)}
        >
          +
        </Button>
        {fits !== undefined && fits !== length && (
          <Button onClick={() => set(fits)}>
            {t('As large as needed: /{length}', { length: fits })}
          </Button>
        )}
      </div>
      {other && (
        <p class="row">
          <Button
            class="fix"
            onClick={() => {
              elsewhere.value = undefined;
              settle(tryRange(block.pointer, other), block.label);
            }}
          >
            {t('Move it to {range}, which is free', { range: cidrText(other) })}
          </Button>
        </p>
      )}
    </>
  );
}

/** Where a size that was refused would fit. */
const elsewhere = signal<{ pointer: string; span: Span } | undefined>(undefined);

function Lengths({ of }: { of: number[] }) {
  return of.map((it) => (
    <option key={it} value={it}>
      /{it}: {number(2 ** (32 - it))}
    </option>
  ));
}

interface Pool {
  /** Its place in the plan. */
  pointer: string;
  name: string;
  label: string;
}

function pools(): Pool[] {
  const clusters = plan.value && isObject(plan.value) ? plan.value.clusters : undefined;
  if (!Array.isArray(clusters)) return [];
  return clusters.flatMap((cluster, nth) => {
    const list = isObject(cluster) ? cluster.agentPools : undefined;
    if (!Array.isArray(list)) return [];
    return list.flatMap((pool, place) => {
      const name = isObject(pool) && typeof pool.name === 'string' ? pool.name : '';
      const of = isObject(cluster) ? String(cluster.name ?? '') : '';
      const pointer = `/clusters/${nth}/agentPools/${place}`;
      return name ? [{ pointer, name, label: of ? `${of} / ${name}` : name }] : [];
    });
  });
}

interface Wish {
  name: string;
  length: number;
  /** At the beginning of the free space, or where it was clicked. */
  isClicked: boolean;
  /** Pools whose nodes are to be in it. */
  pools: string[];
}

const wish = signal<Wish & { key: string }>({
  key: '',
  name: '',
  length: 24,
  isClicked: false,
  pools: [],
});

/** A subnet for free space. */
function Place({ block, network }: { block: Block; network: number }) {
  const list = `/virtualNetworks/${network}/subnets`;
  const possible = lengths(network).filter((it) => around(block, it, false) !== undefined);
  const all = useMemo(pools, [plan.value]);
  if (wish.value.key !== block.key) wish.value = begin(block, list, possible, all);
  const asked = wish.value;
  const first = around(block, asked.length, false);
  const there = around(block, asked.length, true);
  const span = asked.isClicked ? there : first;
  const trial = span && tryPlace(list, asked, span, all);
  if (possible.length === 0) {
    return (
      <p class="muted">
        {t('This is too little for a subnet: the smallest is a /{length}.', { length: SMALLEST })}
      </p>
    );
  }
  return (
    <form
      class="placing"
      onSubmit={(event) => {
        event.preventDefault();
        if (!trial) return;
        if (trial.refused !== undefined) {
          say(
            t('No subnet at {cidr}: {refused}', { cidr: trial.cidr, refused: trial.refused }),
            true,
          );
          return;
        }
        change(trial.plan, t('subnet {name}', { name: asked.name }));
        say(
          t('Subnet {name} is at {cidr}: {sum}', {
            name: asked.name,
            cidr: trial.cidr,
            sum: trial.sum,
          }),
        );
        chosen.value = `subnet ${trial.pointer} 4 ${asked.name}`;
      }}
    >
      <div class="row">
        <label class="inline-label">
          {t('Name')}{' '}
          <input
            required
            value={asked.name}
            onInput={(event) => {
              wish.value = { ...asked, name: event.currentTarget.value };
            }}
          />
        </label>
        <label class="inline-label">
          {t('Size')}{' '}
          <select
            value={asked.length}
            onChange={(event) => {
              wish.value = { ...asked, length: Number(event.currentTarget.value) };
            }}
          >
            <Lengths of={possible} />
          </select>
        </label>
        {first && there && there.start !== first.start && (
          <label class="inline-label">
            {t('Where')}{' '}
            <select
              value={asked.isClicked ? 'there' : 'first'}
              onChange={(event) => {
                wish.value = { ...asked, isClicked: event.currentTarget.value === 'there' };
              }}
            >
              <option value="first">{t('first free: {range}', { range: cidrText(first) })}</option>
              <option value="there">
                {t('where clicked: {range}', { range: cidrText(there) })}
              </option>
            </select>
          </label>
        )}
      </div>
      {all.length > 0 && (
        <fieldset class="row for-pools">
          <legend>{t('For the nodes of')}</legend>
          {all.map((pool) => (
            <label key={pool.pointer} class="inline-label">
              <input
                type="checkbox"
                checked={asked.pools.includes(pool.pointer)}
                onChange={(event) => {
                  const others = asked.pools.filter((it) => it !== pool.pointer);
                  const chosenPools = event.currentTarget.checked
                    ? [...others, pool.pointer]
                    : others;
                  wish.value = sizedFor(
                    { ...asked, pools: chosenPools },
                    block,
                    list,
                    possible,
                    all,
                  );
                }}
              />{' '}
              {pool.label}
            </label>
          ))}
        </fieldset>
      )}
      {trial && (
        <p class={trial.refused || trial.isShort ? 'warn' : ''}>
          {trial.cidr}: {trial.refused ?? trial.sum}
        </p>
      )}
      <p class="row">
        <button type="submit" class="fix">
          {t('Put it here')}
        </button>
      </p>
    </form>
  );
}

/** The range of a length in free space: the first, or where it was clicked. */
function around({ key, span }: Block, length: number, isClicked: boolean): Span | undefined {
  const size = 1n << BigInt(32 - length);
  const first = ((span.start + size - 1n) / size) * size;
  const last = (span.end / size) * size - size;
  if (first > last) return undefined;
  const wanted = isClicked && clicked?.key === key ? (clicked.address / size) * size : first;
  const start = wanted < first ? first : wanted > last ? last : wanted;
  return { ...span, start, end: start + size };
}

function begin(block: Block, list: string, possible: number[], all: Pool[]) {
  const taken = new Set(
    [valueAt(list) ?? []]
      .flat()
      .map((it) => (isObject(it as Json) ? (it as { name?: Json }).name : '')),
  );
  const homeless = all.filter((it) => !at(plan.peek(), `${it.pointer}/vnetSubnet`));
  const start = homeless[0] ? `snet-${homeless[0].name}` : 'subnet';
  let name = start;
  for (let nth = 2; taken.has(name); nth++) name = `${start}${nth}`;
  const length = possible.includes(24) ? 24 : (possible.at(-1) ?? SMALLEST);
  const asked = {
    key: block.key,
    name,
    length,
    isClicked: false,
    pools: homeless.map((it) => it.pointer),
  };
  return homeless.length > 0 ? sizedFor(asked, block, list, possible, all) : asked;
}

/** As large as its pools need, where that is free. */
function sizedFor<T extends Wish>(
  asked: T,
  block: Block,
  list: string,
  possible: number[],
  all: Pool[],
): T {
  const largest = Math.min(...possible);
  const span = around(block, largest, false);
  if (!span || asked.pools.length === 0) return asked;
  const { plan: next, pointer } = withSubnet(list, asked, span, all);
  const fits = subnetAt(judge(next).layout, pointer)?.smallestPrefix;
  return fits === undefined ? asked : { ...asked, length: Math.max(largest, fits) };
}

function tryPlace(list: string, asked: Wish, span: Span, all: Pool[]) {
  const { plan: next, pointer } = withSubnet(list, asked, span, all);
  return { ...trialOf(pointer, span, next), pointer };
}

/** The plan with a subnet more, and pools in it. */
function withSubnet(list: string, asked: Wish, span: Span, all: Pool[]) {
  const place = [valueAt(list) ?? []].flat().length;
  const subnet = child(list, place);
  const item = { name: asked.name, addressPrefix: cidrText(span) };
  const former = at(plan.peek(), list);
  let next = Array.isArray(former)
    ? withAt(plan.peek(), subnet, item)
    : withAt(plan.peek(), list, [item]);
  const networks =
    isObject(next) && Array.isArray(next.virtualNetworks) ? next.virtualNetworks : [];
  const isTwice =
    networks
      .flatMap((it) => (isObject(it) && Array.isArray(it.subnets) ? it.subnets : []))
      .filter((it) => isObject(it) && it.name === asked.name).length > 1;
  const network = at(next, list.replace(/\/subnets$/, '/name'));
  const reference = isTwice ? `${String(network)}/${asked.name}` : asked.name;
  for (const pool of all.filter((it) => asked.pools.includes(it.pointer))) {
    next = withAt(next, `${pool.pointer}/vnetSubnet`, reference);
  }
  return { plan: next, pointer: `${subnet}/addressPrefix` };
}
