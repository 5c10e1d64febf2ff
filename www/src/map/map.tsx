// The address map: every range on a line that one can come nearer to, its arithmetic on hover and focus.

import { signal, useComputed, useSignalEffect } from '@preact/signals';
import type { Range } from 'aksplan';
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { report } from '../engine.ts';
import { estate } from '../estate.ts';
import { jump } from '../form/open.ts';
import { t } from '../lang.ts';
import { Button, SeverityMark } from '../marks.tsx';
import { view } from '../screen.ts';
import { announce } from '../status.ts';
import { PictureView } from './picture.tsx';
import { isCut, type Picture, picturesOf } from './rows.ts';
import { beside, grown, pointed, wrongOf } from './view.ts';

/** What hands do on the map, and what that needs. */
export type Hands = typeof import('./hands.tsx');

const hands = signal<Hands | undefined>(undefined);

/** Loads it when somebody comes near: without it the map still shows everything. */
function comeNear(): void {
  if (!hands.value) {
    import('./hands.tsx').then(
      (it) => {
        hands.value = it;
      },
      () => {},
    );
  }
}

type Part = ComponentType<{ pictures: Picture[] }>;

const tools: Record<string, () => Promise<Part>> = {
  [t('Growth')]: async () => (await import('./growth.tsx')).Growth,
  [t('What exists')]: async () => (await import('./estate.tsx')).Opening,
  [t('Save picture')]: async () => (await import('./save.tsx')).Saving,
};

const tool = signal<{ word: string; Part: Part } | undefined>(undefined);

async function openTool(word: string): Promise<void> {
  const isOpen = tool.value?.word === word;
  tool.value = undefined;
  const load = tools[word];
  if (isOpen || !load) return;
  try {
    tool.value = { word, Part: await load() };
  } catch {
    announce(t('"{word}" could not be loaded', { word }));
  }
}

/** Opens files of what exists beside the map, and shows what was read. */
export async function openWhatExists(files: File[]): Promise<void> {
  const word = t('What exists');
  if (tool.value?.word !== word) await openTool(word);
  view.value = 'map';
  requestAnimationFrame(() => document.getElementById('map')?.scrollIntoView({ block: 'nearest' }));
  await (await import('./estate.tsx')).openEstate(files);
}

export function AddressMap() {
  const pictures = useComputed(() =>
    picturesOf(grown.value ?? report.value.layout, beside.value?.spans),
  ).value;
  const map = useRef<HTMLElement>(null);
  const width = useWidth(map);
  const conflicts = report.value.layout.conflicts;
  useSignalEffect(() => {
    if (!estate.value) beside.value = undefined;
    else import('./estate-lane.tsx').then((it) => it.draw(), comeNear);
  });
  useEffect(() => {
    addEventListener('focusin', comeNear, { once: true });
  }, []);
  const leave = () => {
    pointed.value = undefined;
  };
  const near = hands.value;
  return (
    <section
      class="map panel"
      aria-label={t('Address map')}
      id="map"
      tabIndex={-1}
      ref={map}
      onPointerEnter={comeNear}
      onMouseLeave={leave}
      onKeyDown={(event) => event.key === 'Escape' && leave()}
    >
      <div class="title">
        <h2>{t('Address map')}</h2>
        <div class="map-tools">
          {Object.keys(tools).map((word) => (
            <button
              key={word}
              type="button"
              aria-expanded={tool.value?.word === word}
              onClick={() => void openTool(word)}
            >
              {word}
            </button>
          ))}
        </div>
        <Legend hasOverlaps={conflicts.length > 0} hasEstate={beside.value !== undefined} />
      </div>
      {pictures.length === 0 && (
        <p class="empty">{t('There is no range yet: add a virtual network or a cluster.')}</p>
      )}
      {pictures.map((it) => (
        <PictureView key={it.key} picture={it} width={width} hands={near} />
      ))}
      {isCut(report.value.layout) && (
        <p class="muted">
          {t('Not every range is drawn: there are too many. The tables have them all.')}
        </p>
      )}
      {tool.value && <tool.value.Part pictures={pictures} />}
      {pictures.length > 0 && (
        <div class="inspector">
          {near ? (
            <near.Chosen pictures={pictures} />
          ) : (
            <p class="muted">
              {t('Choose a range to see who takes its addresses, and to change it.')}
            </p>
          )}
        </div>
      )}
      {conflicts.length > 0 && <Overlaps />}
      <Tip />
    </section>
  );
}

/** Pixels that the lanes have. */
function useWidth(map: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(600);
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      const line = map.current?.querySelector('.line');
      if (line) setWidth(line.clientWidth);
    });
    if (map.current) observer.observe(map.current);
    return () => observer.disconnect();
  }, []);
  return width;
}

const legend: [string, string][] = [
  ['virtualNetwork', t('network')],
  ['subnet', t('subnet')],
  ['podCidr', t('pods')],
  ['serviceCidr', t('services')],
  ['foreign', t('elsewhere')],
  ['free', t('free')],
];

function Legend({ hasOverlaps, hasEstate }: { hasOverlaps: boolean; hasEstate: boolean }) {
  const shown = [...legend];
  if (hasEstate) shown.push(['estate', t('exists')]);
  if (hasOverlaps) shown.push(['overlap', t('overlap')]);
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

/** What is pointed at, in words. Screen readers have the same in the block's name. */
function Tip() {
  const shown = pointed.value;
  if (!shown) return null;
  const { block } = shown;
  const wrong = wrongOf(block);
  return (
    <div
      class={shown.above ? 'tip above' : 'tip'}
      style={{ left: `${shown.left}px`, top: `${shown.top}px` }}
      aria-hidden="true"
    >
      <strong>{block.title}</strong>
      {wrong && <p class="warn">✕ {wrong}</p>}
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
        <SeverityMark severity="error" /> {t('Overlaps ({count})', { count: conflicts.length })}
      </h3>
      <ul>
        {conflicts.slice(0, SHOWN).map((it) => (
          <li key={`${it.a.path} ${it.b.path} ${it.b.cidr}`}>
            <Place range={it.a} /> {t('and')} <Place range={it.b} />
            {it.more ? ` ${t('and {count} more that exist', { count: it.more })}` : ''}
          </li>
        ))}
        {conflicts.length > SHOWN && (
          <li>{t('and {count} more', { count: conflicts.length - SHOWN })}</li>
        )}
      </ul>
    </div>
  );
}

const words: Record<Range['kind'], string> = {
  virtualNetwork: t('network'),
  subnet: t('subnet'),
  podCidr: t('pods of'),
  serviceCidr: t('services of'),
  foreign: '',
  estate: t('existing'),
};

function Place({ range }: { range: Range }) {
  const text = `${words[range.kind]} ${range.name} ${range.cidr}`;
  if (range.kind === 'estate') return <span>{text}</span>;
  return (
    <Button class="link" onClick={() => jump(range.path)}>
      {text}
    </Button>
  );
}
