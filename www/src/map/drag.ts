// Wheel, fingers and mouse on a picture: come nearer, move along, resize and move subnets.

import { t } from '../lang.ts';
import { announce } from '../status.ts';
import { addressAt, placeOf } from './axis.ts';
import type { Span } from './cidr.ts';
import type { Block, Picture } from './rows.ts';
import { byEdge, isMovable, lengthOf, nearest, settle, type Trial, tryRange } from './trial.ts';
import { chosen, isWhole, look, pointAt, pointed, viewOf, zoom } from './view.ts';

/** Pixels that a hand moves before it drags. */
const SLACK = 4;
/** Pixels around an edge that take it. */
const GRIP = { mouse: 6, touch: 16 };

interface Drag {
  pointer: number;
  x: number;
  place: number;
  has: boolean;
  /** Goes on to a place of the line. */
  move: (place: number, x: number) => void;
  drop?: () => void;
}

/** Where a free range was clicked, by its block's key. */
export let clicked: { key: string; address: bigint } | undefined;

/** Listens on a picture; answers how to stop. */
export function handle(root: HTMLElement, picture: () => Picture): () => void {
  let drag: Drag | undefined;
  let isDragged = false;
  const fingers = new Map<number, number>();
  let apart: { distance: number; middle: number } | undefined;

  const line = () => (root.querySelector('.line') as HTMLElement).getBoundingClientRect();
  const isRtl = () => getComputedStyle(root).direction === 'rtl';
  /** Share of the window at an x of the screen. */
  const shareAt = (x: number) => {
    const { left, right, width } = line();
    return (isRtl() ? right - x : x - left) / width;
  };
  const placeAt = (x: number) => {
    const { from, to } = viewOf(picture());
    return from + shareAt(x) * (to - from);
  };
  const blockAt = (target: EventTarget | null) => {
    const key = target instanceof Element ? target.closest<HTMLElement>('.block')?.dataset.key : '';
    if (!key) return undefined;
    return picture()
      .lanes.flatMap((it) => it.blocks)
      .find((it) => it.key === key);
  };
  /** The edge of a block that is under a pointer. */
  const edgeAt = (event: PointerEvent, block: Block): 'start' | 'end' | undefined => {
    const box = (event.target as Element).closest('.block')?.getBoundingClientRect();
    const grip = event.pointerType === 'touch' ? GRIP.touch : GRIP.mouse;
    if (!box || box.width < 3 * grip) return undefined;
    const { from, to } = viewOf(picture());
    const [start, end] = isRtl() ? [box.right, box.left] : [box.left, box.right];
    if (block.from >= from && Math.abs(event.clientX - start) <= grip) return 'start';
    if (block.to <= to && Math.abs(event.clientX - end) <= grip) return 'end';
    return undefined;
  };

  const onWheel = (event: WheelEvent) => {
    const isIn = root.contains(document.activeElement);
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
    const pixels = event.deltaMode === 1 ? 16 : 1;
    if (sideways) {
      if (isWhole(viewOf(picture()))) return;
      event.preventDefault();
      pan(picture(), ((event.deltaX || event.deltaY) * pixels) / line().width);
    } else if (event.ctrlKey || event.metaKey || isIn) {
      event.preventDefault();
      const speed = event.ctrlKey ? 0.01 : 0.003;
      zoom(picture(), Math.exp(-event.deltaY * pixels * speed), shareAt(event.clientX));
    }
  };

  const onDown = (event: PointerEvent) => {
    if (event.button !== 0 || !(event.target as Element).closest('.line')) return;
    isDragged = false;
    if (event.pointerType === 'touch') {
      fingers.set(event.pointerId, event.clientX);
      apart = undefined;
      if (fingers.size > 1) {
        stop();
        return;
      }
    }
    const start = { pointer: event.pointerId, x: event.clientX, has: false };
    const place = placeAt(event.clientX);
    const block = blockAt(event.target);
    if (block?.kind === 'free') {
      clicked = { key: block.key, address: addressAt(picture().axis, place) };
    }
    const isMine = event.pointerType !== 'touch' || chosen.peek() === block?.key;
    if (isMine && isMovable(block)) {
      const edge = edgeAt(event, block);
      const next = edge ? resizing(picture(), block, edge) : moving(picture(), block, place);
      drag = { ...start, place, ...trying(root, picture(), block, next) };
    } else {
      const view = viewOf(picture());
      const width = line().width;
      drag = {
        ...start,
        place,
        move: (_, x) => {
          const by = ((event.clientX - x) / width) * (view.to - view.from) * (isRtl() ? -1 : 1);
          look(picture(), view.from + by, view.to + by);
        },
      };
    }
  };

  const onMove = (event: PointerEvent) => {
    if (fingers.has(event.pointerId)) fingers.set(event.pointerId, event.clientX);
    if (fingers.size === 2) {
      pinch();
      return;
    }
    if (!drag) {
      const block = event.pointerType === 'mouse' ? blockAt(event.target) : undefined;
      root.dataset.grip = !isMovable(block) ? '' : edgeAt(event, block) ? 'edge' : 'block';
      return;
    }
    if (drag.pointer !== event.pointerId) return;
    if (!drag.has) {
      if (Math.abs(event.clientX - drag.x) < SLACK) return;
      drag.has = true;
      isDragged = true;
      root.setPointerCapture(event.pointerId);
    }
    drag.move(placeAt(event.clientX), event.clientX);
  };

  const pinch = () => {
    const [one, two] = [...fingers.values()] as [number, number];
    const now = { distance: Math.max(20, Math.abs(one - two)), middle: (one + two) / 2 };
    isDragged = true;
    if (apart) {
      zoom(picture(), now.distance / apart.distance, shareAt(apart.middle));
      pan(picture(), ((apart.middle - now.middle) / line().width) * (isRtl() ? -1 : 1));
    }
    apart = now;
  };

  const stop = () => {
    if (drag?.has) clear(root);
    drag = undefined;
  };
  const onUp = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    apart = undefined;
    if (drag?.pointer !== event.pointerId) return;
    if (drag.has) drag.drop?.();
    stop();
  };
  const onCancel = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    stop();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !drag?.has) return;
    stop();
    announce(t('Left as it was'));
  };
  /** A drag is no click. */
  const onClick = (event: MouseEvent) => {
    if (!isDragged || event.detail === 0) return;
    isDragged = false;
    event.stopPropagation();
    event.preventDefault();
  };

  const stopping = new AbortController();
  const { signal } = stopping;
  root.addEventListener('wheel', onWheel, { passive: false, signal });
  root.addEventListener('pointerdown', onDown, { signal });
  root.addEventListener('pointermove', onMove, { signal });
  root.addEventListener('pointerup', onUp, { signal });
  root.addEventListener('pointercancel', onCancel, { signal });
  addEventListener('keydown', onKey, { signal });
  root.addEventListener('click', onClick, { capture: true, signal });
  return () => stopping.abort();
}

/** Moves along by a share of the window. */
export function pan(picture: Picture, share: number): void {
  const { from, to } = viewOf(picture);
  const by = share * (to - from);
  look(picture, from + by, to + by);
}

type Next = (place: number) => { span: Span; note?: string };

function resizing({ axis }: Picture, block: Block, edge: 'start' | 'end'): Next {
  const spans = byEdge(block.span, edge);
  const largest = spans.at(-1) ?? block.span;
  const size = largest.end - largest.start;
  return (place) => {
    const address = addressAt(axis, place);
    const beyond = edge === 'end' ? address - largest.end : largest.start - address;
    return {
      span: spans.length > 0 ? nearest(spans, edge, axis, place) : block.span,
      ...(beyond > size / 4n && {
        note:
          edge === 'end'
            ? t('a range that begins there can be no larger than a /{length}', {
                length: lengthOf(largest),
              })
            : t('a range that ends there can be no larger than a /{length}', {
                length: lengthOf(largest),
              }),
      }),
    };
  };
}

function moving({ axis }: Picture, { span }: Block, place: number): Next {
  const size = span.end - span.start;
  const grabbed = addressAt(axis, place) - span.start;
  return (to) => {
    const wanted = addressAt(axis, to) - grabbed + size / 2n;
    const start = ((wanted < 0n ? 0n : wanted) / size) * size;
    return { span: { ...span, start, end: start + size } };
  };
}

/** Tries ranges while a hand moves, each once, and shows what would be. */
function trying(
  root: HTMLElement,
  picture: Picture,
  block: Block & { pointer: string },
  next: Next,
) {
  const tried = new Map<string, Trial>();
  let last: Trial | undefined;
  return {
    move: (place: number) => {
      const { span, note } = next(place);
      const key = `${span.start} ${span.end}`;
      const trial = tried.get(key) ?? tryRange(block.pointer, span);
      tried.set(key, trial);
      last = trial;
      show(root, picture, block, trial, note);
    },
    drop: () => {
      const isOther =
        last && (last.span.start !== block.span.start || last.span.end !== block.span.end);
      if (last && isOther) settle(last, block.label);
    },
  };
}

function show(
  root: HTMLElement,
  { axis, ...picture }: Picture,
  block: Block,
  trial: Trial,
  note?: string,
): void {
  const button = root.querySelector(`[data-key="${CSS.escape(block.key)}"]`);
  const line = button?.closest('.line');
  if (!line) return;
  let ghost = line.querySelector<HTMLElement>('.ghost');
  if (!ghost) {
    ghost = document.createElement('span');
    line.append(ghost);
  }
  const { from, to } = viewOf({ axis, ...picture });
  const left = (placeOf(axis, trial.span.start) - from) / (to - from);
  const right = (placeOf(axis, trial.span.end) - from) / (to - from);
  ghost.className = trial.refused ? 'ghost refused' : trial.isShort ? 'ghost short' : 'ghost';
  ghost.style.insetInlineStart = `${left * 100}%`;
  ghost.style.width = `${(right - left) * 100}%`;
  ghost.textContent = trial.refused ? `✕ ${trial.cidr}` : trial.cidr;
  const tip = {
    title: `${block.label} ${trial.cidr}`,
    lines: [trial.sum, ...(note ? [note] : [])],
    overlaps: false,
    ...(trial.refused && { short: trial.refused }),
  };
  pointAt(tip, ghost.getBoundingClientRect());
}

function clear(root: HTMLElement): void {
  for (const ghost of root.querySelectorAll('.ghost')) ghost.remove();
  pointed.value = undefined;
}
