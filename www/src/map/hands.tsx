// What hands do on the map: loaded when one comes near.

import { useEffect } from 'preact/hooks';
import { t } from '../lang.ts';
import { handle, pan } from './drag.ts';
import { drawnOf } from './drawn.ts';
import { boxOf, endsOf } from './picture.tsx';
import type { Block, Picture } from './rows.ts';
import { isMovable, lengthOf, settle, sized, tryRange } from './trial.ts';
import { chosen, here, isWhole, look, lookAt, pointed, viewOf, zoom } from './view.ts';

import '../styles/hands.css';

export { Chosen } from './chosen.tsx';

const blocksOf = (picture: Picture): Block[] => picture.lanes.flatMap((it) => it.blocks);

/** Where in the window the chosen block is; its middle when none is. */
export function middleOf(picture: Picture): number {
  const { from, to } = viewOf(picture);
  const block = blocksOf(picture).find((it) => it.key === chosen.peek());
  const share = block ? ((block.from + block.to) / 2 - from) / (to - from) : 0.5;
  return share >= 0 && share <= 1 ? share : 0.5;
}

/** Listens on a picture: a part of it, because it comes later. */
export function Listening(props: {
  root: { current: HTMLElement | null };
  picture: { current: Picture };
}) {
  const { root, picture } = props;
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const stop = handle(element, () => picture.current);
    const onKey = (event: KeyboardEvent) => key(event, element, picture.current);
    element.addEventListener('keydown', onKey);
    return () => {
      stop();
      element.removeEventListener('keydown', onKey);
    };
  }, []);
  return null;
}

const NEARER = 1.5;

function key(event: KeyboardEvent, root: HTMLElement, picture: Picture): void {
  const isBlock = event.target instanceof HTMLElement && event.target.matches('.block');
  if (event.ctrlKey || event.metaKey || event.altKey || !isBlock) return;
  const block = blocksOf(picture).find((it) => it.key === chosen.peek());
  const actions: Record<string, () => void> = {
    '+': () => zoom(picture, NEARER, middleOf(picture)),
    '=': () => zoom(picture, NEARER, middleOf(picture)),
    '-': () => zoom(picture, 1 / NEARER, middleOf(picture)),
    '0': () => look(picture, 0, 1),
    PageDown: () => pan(picture, 0.8),
    PageUp: () => pan(picture, -0.8),
  };
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };
  const step = steps[event.key];
  if (step !== undefined) actions[event.key] = () => along(root, picture, step);
  if (step !== undefined && event.shiftKey) actions[event.key] = () => resize(block, step);
  const ups: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };
  const up = ups[event.key];
  if (up !== undefined) actions[event.key] = () => across(root, up);
  if (event.key === 'Home' || event.key === 'End') {
    actions[event.key] = () => {
      const all = [...root.querySelectorAll<HTMLElement>('.block')];
      all.at(event.key === 'Home' ? 0 : -1)?.focus();
    };
  }
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

/** Twice as large, or half. */
export function resize(block: Block | undefined, step: number): void {
  if (!isMovable(block)) return;
  const span = sized(block.span, lengthOf(block.span) - step);
  settle(tryRange(block.pointer, span), block.label);
}

/** To the next block of the lane, and along the line where it is out of sight. */
function along(root: HTMLElement, picture: Picture, step: number): void {
  const button = document.activeElement as HTMLElement;
  const all = [...root.querySelectorAll<HTMLElement>('.block')];
  const lane = picture.lanes.find((it) => it.blocks.some((one) => one.key === button.dataset.key));
  const next = all[all.indexOf(button) + step];
  if (next && next.parentElement === button.parentElement) {
    next.focus();
    return;
  }
  const { from, to } = viewOf(picture);
  const blocks = lane?.blocks ?? [];
  const further =
    step > 0 ? blocks.find((it) => it.from >= to) : blocks.findLast((it) => it.to <= from);
  if (!further) {
    next?.focus();
    return;
  }
  const width = to - from;
  const middle = (further.from + further.to) / 2;
  look(picture, middle - width / 2, middle + width / 2);
  requestAnimationFrame(() =>
    root.querySelector<HTMLElement>(`[data-key="${CSS.escape(further.key)}"]`)?.focus(),
  );
}

/** To the nearest block of the next lane that has one. */
function across(root: HTMLElement, step: number): void {
  const button = document.activeElement as HTMLElement;
  const lines = [...root.querySelectorAll('.line')];
  const middle = (it: Element) => {
    const { left, width } = it.getBoundingClientRect();
    return left + width / 2;
  };
  const own = middle(button);
  let at = lines.indexOf(button.parentElement as Element) + step;
  for (; lines[at]; at += step) {
    const blocks = [...(lines[at] as Element).querySelectorAll<HTMLElement>('.block')];
    if (blocks.length === 0) continue;
    const away = (it: HTMLElement) => Math.abs(middle(it) - own);
    blocks.reduce((best, it) => (away(it) < away(best) ? it : best)).focus();
    return;
  }
}

/** What the window lies in, from the whole on; each is a way back. */
export function Crumbs({ picture }: { picture: Picture }) {
  const { from, to } = viewOf(picture);
  const some = (to - from) * 0.1;
  const around = isWhole({ from, to })
    ? []
    : blocksOf(picture).filter(
        (it) =>
          ['virtualNetwork', 'subnet', 'podCidr', 'foreign'].includes(it.kind) &&
          it.from <= from + some &&
          it.to >= to - some,
      );
  const [first, last] = endsOf(picture);
  return (
    <nav aria-label={t('Where the map is, {key}', { key: picture.key })}>
      <ol class="crumbs">
        <li>
          <button type="button" class="link" onClick={() => look(picture, 0, 1)}>
            {picture.key}
          </button>
        </li>
        {around.slice(0, 3).map((it) => (
          <li key={it.key}>
            <button type="button" class="link" onClick={() => lookAt(picture, it.span)}>
              {it.label}
            </button>
          </li>
        ))}
        <li class="muted">
          {first} – {last}
        </li>
      </ol>
    </nav>
  );
}

/** The whole line, and what of it is in sight. */
export function Overview({ picture }: { picture: Picture }) {
  const { from, to } = viewOf(picture);
  const all = blocksOf(picture).filter((it) => it.kind !== 'free' && it.kind !== 'virtualNetwork');
  const sorted = all.sort((a, b) => a.from - b.from);
  const go = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    if (event.buttons !== 1) return;
    const { left, right, width } = event.currentTarget.getBoundingClientRect();
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    const place = (isRtl ? right - event.clientX : event.clientX - left) / width;
    look(picture, place - (to - from) / 2, place + (to - from) / 2);
  };
  return (
    <div class="whole" onPointerDown={go} onPointerMove={go}>
      {drawnOf(sorted, { from: 0, to: 1 }, 600).map((it) => (
        <span
          key={it.blocks[0]?.key}
          class={`bit ${it.blocks[0]?.kind}`}
          style={boxOf(it.left, it.width)}
        />
      ))}
      <span class="thumb" style={boxOf(from, Math.max(0.004, to - from))} />
    </div>
  );
}

/** Fields of the form and their ranges: a field that has the focus shows on the map. */
function follow(event: Event): void {
  const field = (event.target as Element).closest?.('#form [id^="at/"]');
  if (field) here.value = field.id.slice(2).replace(/-add$/, '');
  else if (!(event.target as Element).closest?.('#map')) here.value = undefined;
}

/** Alt+M goes from a field to its range on the map; Escape puts the tip away. */
function goToMap(event: KeyboardEvent): void {
  if (event.key === 'Escape') pointed.value = undefined;
  if (!event.altKey || event.code !== 'KeyM') return;
  const map = document.getElementById('map');
  const block =
    map?.querySelector<HTMLElement>('.here') ?? map?.querySelector<HTMLElement>('.block');
  if (!block) return;
  event.preventDefault();
  block.scrollIntoView({ block: 'nearest' });
  block.focus();
}

addEventListener('focusin', follow);
addEventListener('keydown', goToMap);
if (document.activeElement) follow({ target: document.activeElement } as unknown as Event);
