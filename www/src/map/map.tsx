// The address map: every range to scale, its arithmetic on hover and focus.

import { signal, useComputed } from '@preact/signals';
import type { Range } from 'aksplan';
import { useRef } from 'preact/hooks';
import { report } from '../engine.ts';
import { jump } from '../form/open.ts';
import { Button, SeverityMark } from '../marks.tsx';
import { type Block, isCut, type Row, rowsOf } from './rows.ts';

/** The block that is pointed at, with its place in the map. */
const pointed = signal<{ block: Block; left: number; top: number; above: boolean } | undefined>(
  undefined,
);

export function AddressMap() {
  const rows = useComputed(() => rowsOf(report.value.layout)).value;
  const conflicts = report.value.layout.conflicts;
  const map = useRef<HTMLElement>(null);
  const leave = () => {
    pointed.value = undefined;
  };
  return (
    <section
      class="map panel"
      aria-label="Address map"
      id="map"
      tabIndex={-1}
      ref={map}
      onMouseLeave={leave}
      onKeyDown={(event) => event.key === 'Escape' && leave()}
    >
      <div class="title">
        <h2>Address map</h2>
        <Legend hasOverlaps={conflicts.length > 0} />
      </div>
      {rows.length === 0 && (
        <p class="empty">There is no range yet: add a virtual network or a cluster.</p>
      )}
      {rows.map((row) => (
        <MapRow key={row.key} row={row} map={map} />
      ))}
      {isCut(report.value.layout) && (
        <p class="muted">Not every range is drawn: there are too many. The tables have them all.</p>
      )}
      {conflicts.length > 0 && <Overlaps />}
      <Tip />
    </section>
  );
}

const legend: [string, string][] = [
  ['virtualNetwork', 'network'],
  ['subnet', 'subnet'],
  ['podCidr', 'pods'],
  ['serviceCidr', 'services'],
  ['foreign', 'elsewhere'],
  ['free', 'free'],
];

function Legend({ hasOverlaps }: { hasOverlaps: boolean }) {
  const shown = hasOverlaps ? [...legend, ['overlap', 'overlap']] : legend;
  return (
    <ul class="legend" aria-hidden="true">
      {shown.map(([kind, word]) => (
        <li key={kind}>
          <span class={`swatch ${kind}`} />
          {word}
        </li>
      ))}
    </ul>
  );
}

function MapRow({ row, map }: { row: Row; map: { current: HTMLElement | null } }) {
  return (
    <div class="row">
      <p class="name">
        <span>{row.title}</span>
        <span class="muted">{row.note}</span>
      </p>
      <fieldset class="lanes" aria-label={row.title} onKeyDown={walk}>
        {row.lanes.map((word, lane) => (
          <div class="lane" key={lane}>
            <span class="word">{word}</span>
            <div class="line">
              {row.blocks
                .filter((it) => it.lane === lane)
                .map((block) => (
                  <MapBlock
                    key={block.key}
                    block={block}
                    map={map}
                    isFirst={block === row.blocks[0]}
                  />
                ))}
            </div>
          </div>
        ))}
      </fieldset>
      <p class="ends muted" aria-hidden="true">
        <span>{row.from}</span>
        <span>{row.to}</span>
      </p>
    </div>
  );
}

/** Arrow keys go from block to block: a row is one stop of the Tab key. */
function walk(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 };
  const all = [...event.currentTarget.querySelectorAll('button')];
  const at = all.indexOf(event.target as HTMLButtonElement);
  const to =
    event.key === 'Home'
      ? 0
      : event.key === 'End'
        ? all.length - 1
        : at + (steps[event.key] ?? Number.NaN);
  const next = all[to];
  if (!next) return;
  event.preventDefault();
  for (const button of all) button.tabIndex = button === next ? 0 : -1;
  next.focus();
}

function MapBlock(props: { block: Block; map: { current: HTMLElement | null }; isFirst: boolean }) {
  const { block } = props;
  const point = (event: { currentTarget: HTMLElement }) => {
    const outer = props.map.current?.getBoundingClientRect();
    const inner = event.currentTarget.getBoundingClientRect();
    if (!outer) return;
    const above = inner.bottom > window.innerHeight - 180;
    const left = Math.max(0, Math.min(inner.left - outer.left, outer.width - 320));
    pointed.value = {
      block,
      left,
      top: above ? inner.top - outer.top - 6 : inner.bottom - outer.top + 6,
      above,
    };
  };
  const leave = () => {
    if (pointed.peek()?.block.key === block.key) pointed.value = undefined;
  };
  return (
    <button
      type="button"
      class={`block ${block.kind}${block.overlaps ? ' overlap' : ''}`}
      style={{ left: `${block.left * 100}%`, width: `${block.width * 100}%` }}
      tabIndex={props.isFirst ? 0 : -1}
      aria-label={[block.title, block.overlaps ? 'overlaps' : '', ...block.lines]
        .filter(Boolean)
        .join('; ')}
      onMouseEnter={point}
      onFocus={point}
      onBlur={leave}
      onClick={() => block.pointer !== undefined && jump(block.pointer)}
    >
      {block.fill !== undefined && (
        <span class="fill" style={{ width: `${Math.max(1, block.fill * 100)}%` }} />
      )}
      <span class="text">
        {block.overlaps && <span class="warn">✕ </span>}
        {block.label}
      </span>
    </button>
  );
}

/** What is pointed at, in words. Screen readers have the same in the block's name. */
function Tip() {
  const shown = pointed.value;
  if (!shown) return null;
  const { block } = shown;
  return (
    <div
      class={shown.above ? 'tip above' : 'tip'}
      style={{ left: `${shown.left}px`, top: `${shown.top}px` }}
      aria-hidden="true"
    >
      <strong>{block.title}</strong>
      {block.overlaps && <p class="warn">✕ overlaps another range</p>}
      {block.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

const SHOWN = 12;

function Overlaps() {
  const conflicts = report.value.layout.conflicts;
  return (
    <div class="overlaps">
      <h3>
        <SeverityMark severity="error" /> Overlaps ({conflicts.length})
      </h3>
      <ul>
        {conflicts.slice(0, SHOWN).map((it) => (
          <li key={`${it.a.path} ${it.b.path}`}>
            <Place range={it.a} /> and <Place range={it.b} />
          </li>
        ))}
        {conflicts.length > SHOWN && <li>and {conflicts.length - SHOWN} more</li>}
      </ul>
    </div>
  );
}

const words: Record<Range['kind'], string> = {
  virtualNetwork: 'network',
  subnet: 'subnet',
  podCidr: 'pods of',
  serviceCidr: 'services of',
  foreign: '',
  estate: 'existing',
};

function Place({ range }: { range: Range }) {
  return (
    <Button class="link" onClick={() => jump(range.path)}>
      {words[range.kind]} {range.name} {range.cidr}
    </Button>
  );
}
