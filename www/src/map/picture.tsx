// One line of addresses with its lanes, and the buttons that come nearer.

import { useRef } from 'preact/hooks';
import { jump } from '../form/open.ts';
import { t, tn } from '../lang.ts';
import { Button } from '../marks.tsx';
import { addressAt } from './axis.ts';
import { addressText } from './cidr.ts';
import { type Drawn, drawnOf } from './drawn.ts';
import type { Hands } from './map.tsx';
import { type Block, type Lane, number, type Picture } from './rows.ts';
import {
  beside,
  chosen,
  isHere,
  isWhole,
  look,
  lookAt,
  pointAt,
  pointed,
  viewOf,
  wrongOf,
  zoom,
} from './view.ts';

const STEP = 2;

export function PictureView(props: { picture: Picture; width: number; hands: Hands | undefined }) {
  const { picture, width, hands } = props;
  const view = viewOf(picture);
  const stop = stopOf(picture);
  const root = useRef<HTMLDivElement>(null);
  const current = useRef(picture);
  current.current = picture;
  const Estate = picture.key === 'IPv4' ? beside.value?.Lane : undefined;
  return (
    <div class="picture" data-picture={picture.key}>
      <div class="bar">
        <div class="where">
          {hands ? <hands.Crumbs picture={picture} /> : <strong>{picture.key}</strong>}
        </div>
        <div class="zoom">
          <Button
            class="icon"
            label={t('Farther, {key}', { key: picture.key })}
            disabled={isWhole(view)}
            onClick={() => zoom(picture, 1 / STEP)}
          >
            −
          </Button>
          <Button
            class="icon"
            label={t('Nearer, {key}', { key: picture.key })}
            onClick={() => zoom(picture, STEP, hands?.middleOf(picture))}
          >
            +
          </Button>
          <Button
            label={t('Show all, {key}', { key: picture.key })}
            disabled={isWhole(view)}
            onClick={() => look(picture, 0, 1)}
          >
            {t('All')}
          </Button>
        </div>
      </div>
      <div class="overview" aria-hidden="true">
        {hands && !isWhole(view) && <hands.Overview picture={picture} />}
      </div>
      <div class="lanes" ref={root}>
        {hands && <hands.Listening root={root} picture={current} />}
        {picture.lanes.map((lane) => (
          <LaneView key={lane.key} lane={lane} picture={picture} width={width} stop={stop} />
        ))}
        {Estate && <Estate picture={picture} width={width} />}
      </div>
      <Ruler picture={picture} width={width} />
    </div>
  );
}

/** The addresses at both ends of the window. */
export function endsOf(picture: Picture): [string, string] {
  const { from, to } = viewOf(picture);
  const isIpv6 = picture.key === 'IPv6';
  const text = (place: number, less: bigint) =>
    addressText(addressAt(picture.axis, place) - less, isIpv6);
  return [text(from, 0n), text(to, 1n)];
}

/** Pixels of a letter on the ruler. */
const LETTER = 7.3;

/** Addresses along the window, as many as can be read: those where ranges begin. */
export function ticksOf(picture: Picture, width: number): { text: string; left: number }[] {
  const { from, to } = viewOf(picture);
  const { edges, places } = picture.axis;
  const [first, last] = endsOf(picture);
  const ticks = [{ text: first, left: 0 }];
  let end = first.length * LETTER;
  const stop = width - last.length * LETTER;
  places.forEach((place, at) => {
    const left = ((place - from) / (to - from)) * width;
    if (left < end + 12 || left > stop) return;
    const text = addressText(edges[at] as bigint, picture.key === 'IPv6');
    if (left + text.length * LETTER > stop - 12) return;
    ticks.push({ text, left: left / width });
    end = left + text.length * LETTER;
  });
  return stop < end ? ticks : [...ticks, { text: last, left: 1 }];
}

function Ruler({ picture, width }: { picture: Picture; width: number }) {
  return (
    <p class="ruler muted" aria-hidden="true">
      {ticksOf(picture, width).map(({ text, left }) => (
        <span
          key={left}
          style={left === 1 ? { insetInlineEnd: 0 } : { insetInlineStart: `${left * 100}%` }}
        >
          {text}
        </span>
      ))}
    </p>
  );
}

/** The block that the Tab key stops at: the chosen one, or else the first in sight. */
function stopOf(picture: Picture): string {
  const { from, to } = viewOf(picture);
  const all = picture.lanes.flatMap((it) => it.blocks);
  const isSeen = (it: Block) => it.to > from && it.from < to;
  const own = all.find((it) => it.key === chosen.value && isSeen(it));
  return (own ?? all.find(isSeen))?.key ?? '';
}

function LaneView(props: { lane: Lane; picture: Picture; width: number; stop: string }) {
  const { lane, picture, width } = props;
  const view = viewOf(picture);
  const share = 1 / (view.to - view.from);
  const { edges, places, gaps } = picture.axis;
  return (
    <fieldset class={lane.isTall ? 'lane tall' : 'lane'} aria-label={lane.name}>
      <span class="word">{lane.word}</span>
      <div class="line">
        {gaps.map((at) => {
          const left = ((places[at] as number) - view.from) * share;
          const right = ((places[at + 1] as number) - view.from) * share;
          if (right <= 0 || left >= 1) return null;
          return <span key={String(edges[at])} class="gap" style={boxOf(left, right - left)} />;
        })}
        {drawnOf(lane.blocks, view, width).map((it) => (
          <MapBlock
            key={it.blocks[0]?.key}
            drawn={it}
            picture={picture}
            width={it.width * width}
            stop={props.stop}
          />
        ))}
      </div>
    </fieldset>
  );
}

export function boxOf(left: number, width: number) {
  const start = Math.max(0, left);
  return {
    insetInlineStart: `${start * 100}%`,
    width: `${(Math.min(1, left + width) - start) * 100}%`,
  };
}

/** What has no room for a letter shows none. */
const LEAST = 22;

function MapBlock(props: { drawn: Drawn; picture: Picture; width: number; stop: string }) {
  const { drawn, picture, width } = props;
  const button = useRef<HTMLButtonElement>(null);
  const many = drawn.blocks.length > 1;
  const block = many ? manyOf(drawn.blocks) : (drawn.blocks[0] as Block);
  const wrong = wrongOf(block);
  const point = () => {
    // Of the chosen one everything stands below the map.
    if (button.current && chosen.peek() !== block.key)
      pointAt(block, button.current.getBoundingClientRect());
  };
  const leave = () => {
    pointed.value = undefined;
  };
  const figures = block.short ?? noteOf(block, width);
  // A name begins with what is seen, so that it can be said to the page, too.
  const seen = `${block.label} ${figures}`.trim();
  const words = [
    'block',
    block.kind,
    block.overlaps && 'overlap',
    block.short && 'short',
    many && 'many',
    chosen.value === block.key && 'chosen',
    isHere(block) && 'here',
  ];
  return (
    <button
      ref={button}
      type="button"
      class={words.filter(Boolean).join(' ')}
      data-key={block.key}
      style={boxOf(drawn.left, drawn.width)}
      tabIndex={drawn.blocks.some((it) => it.key === props.stop) ? 0 : -1}
      aria-label={[seen, block.title, wrong, ...block.lines].filter(Boolean).join('; ')}
      onMouseEnter={point}
      onMouseLeave={leave}
      onFocus={() => {
        chosen.value = block.key;
        leave();
      }}
      onDblClick={() => lookAt(picture, block.span)}
      onClick={(event) => {
        chosen.value = block.key;
        leave();
        if (many) lookAt(picture, block.span);
        else if (block.pointer === undefined) return;
        // By the keyboard it goes to the field; a hand shows the field where there is room for both.
        else if (event.detail === 0) jump(block.pointer);
        else if (matchMedia('(min-width: 54.01rem)').matches) jump(block.pointer, false);
      }}
    >
      {block.fill !== undefined && (
        <span class="fill" style={{ width: `${Math.max(1, block.fill * 100)}%` }} />
      )}
      {(width > LEAST || (wrong && width > 12)) && (
        <span class="text">
          {wrong && (
            <span class="warn">{block.overlaps || block.kind !== 'subnet' ? '✕ ' : '! '}</span>
          )}
          {block.label}
          <span class="figures"> {figures}</span>
        </span>
      )}
    </button>
  );
}

/** What of a note can be read: of a range at least how large it is. */
function noteOf({ kind, note, span }: Block, width: number): string {
  const fits = note.length * 6.2 + 12 < width;
  if (fits || kind !== 'subnet') return note;
  return note.slice(note.indexOf('/')) + (span.isIpv6 ? '' : ` · ${number(span.end - span.start)}`);
}

/** Several blocks as one. */
function manyOf(blocks: Block[]): Block {
  const [first, last] = [blocks[0] as Block, blocks.at(-1) as Block];
  const bad = blocks.filter((it) => wrongOf(it));
  const { fill: _, short: __, pointer: ___, ...rest } = first;
  const wrong =
    bad.length > 0
      ? [
          tn(
            bad.length,
            '{count} of them overlaps or is too small',
            '{count} of them overlap or are too small',
          ),
        ]
      : [];
  return {
    ...rest,
    label: number(blocks.length),
    note: '',
    span: { ...first.span, end: last.span.end },
    to: last.to,
    overlaps: bad.length > 0,
    title: t('{count} ranges, too narrow to be told apart: choose to come nearer', {
      count: blocks.length,
    }),
    lines: [...wrong, ...blocks.slice(0, 6).map((it) => it.title)],
  };
}
