// Work that survives: in the browser's storage for reload and crash, in the link for others. Tabs
// that show the same plan follow each other; those that show different ones do not meet.

import { effect } from '@preact/signals';
import { download } from './files.ts';
import { type Json, same, sharing, write } from './json.ts';
import { t } from './lang.ts';
import { change, newId, open, plan, planId, undoable } from './plan.ts';
import { fragmentOf, textOf } from './share.ts';
import { announce, dismiss, notify } from './status.ts';
import { readText, textProblem, typed } from './text.ts';
import { merged } from './work/merge.ts';
import * as slots from './work/slots.ts';

const PAUSE = 250;
/** Some programs cut links that are longer. */
const LONG_LINK = 8000;

/** What is on screen and not written yet. */
interface Work {
  id: string | undefined;
  plan: Json;
  typed: string | undefined;
}

const tab = Math.random().toString(36).slice(2);
/** What this tab knows to be in storage of the plan on screen. */
let seen: string | null = null;
let shown: string | undefined;
let pending: Work | undefined;
/** A fragment that could not be read; it stays in the address until the plan is changed. */
let brokenFragment = false;
/** The fragment in the address, where it is of the plan on screen. */
let ownFragment = '';
let isFull = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** The plan to begin with: the one of the link, or that was worked on last, or an example. */
export async function begin(example: Json): Promise<void> {
  const id = slots.moveFormer() ?? slots.latest();
  seen = id === undefined ? null : slots.stored(id);
  const slot = slots.slotOf(seen) ?? (id === undefined ? undefined : await archived(id));
  plan.value = slot?.plan ?? example;
  typed.value = slot?.typed;
  shown = planId.value = slot ? id : undefined;
  slots.isLatest(shown);
  const { hash } = location;
  if (!hash.startsWith('#p=')) return;
  if (slot && (hash === slot.fragment || hash === slots.lastFragment())) ownFragment = hash;
  else await openLink(slot !== undefined);
}

/** A plan that is not in the quick storage any more. */
async function archived(id: string): Promise<slots.Slot | undefined> {
  try {
    const kept = await (await import('./work/archive.ts')).get(id);
    return kept && !kept.deleted ? { ...kept, tab: '', fragment: '' } : undefined;
  } catch {
    return undefined;
  }
}

async function openLink(hasWork: boolean): Promise<void> {
  try {
    const text = await textOf(location.hash);
    if (text === undefined) return;
    const { plan: linked, problem } = readText(text);
    if (linked === undefined) throw new Error(problem?.message ?? t('it holds no plan'));
    if (!hasWork) plan.value = linked;
    const back = same(linked, plan.peek()) ? undefined : open(linked, undefined, t('opened link'));
    ownFragment = location.hash;
    if (!back) return;
    notify(
      'link',
      t('The plan of the link is open, beside your own; it is kept as soon as you change it.'),
      [{ label: t('Back to my former plan'), run: back }],
    );
  } catch (error) {
    brokenFragment = true;
    const reason = error instanceof Error ? error.message : String(error);
    notify(
      'link',
      t("The plan in this link can't be read: {reason}. Your own plan is unchanged.", { reason }),
    );
  }
}

/** Keeps the plan in storage and link from now on. */
export function keep(): void {
  let isFirst = true;
  effect(() => {
    const next = { id: planId.value, plan: plan.value, typed: typed.value };
    if (!isFirst) turn(next);
    isFirst = false;
  });
  addEventListener('pagehide', () => save());
  addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && save());
  addEventListener('storage', ({ key, newValue }) => {
    if (shown !== undefined && key === slots.keyOf(shown) && newValue !== null) follow();
  });
  addEventListener('hashchange', () => {
    if (location.hash.startsWith('#p=')) void openLink(true);
  });
}

function turn(next: Work): void {
  if (next.id !== shown) {
    if (pending) store(pending);
    pending = undefined;
    shown = next.id;
    brokenFragment = false;
    slots.isLatest(shown);
    seen = shown === undefined ? null : slots.stored(shown);
    const slot = slots.slotOf(seen);
    if (slot) plan.value = sharing(next.plan, slot.plan);
    else pending = { ...next, typed: undefined };
    typed.value = slot?.typed;
  } else {
    pending = next;
    // Text that is no plan is work too.
    if (next.id === undefined && textProblem.peek()) {
      planId.value = shown = newId();
      slots.isLatest(shown);
    }
  }
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

/** Writes what is not written yet. */
export function save(): void {
  clearTimeout(timer);
  if (!brokenFragment || undoable.peek()) void shareInAddress();
  if (pending) store(pending);
}

async function shareInAddress(): Promise<void> {
  const saved = plan.peek();
  const fragment = await fragmentOf(saved);
  if (plan.peek() !== saved || fragment === location.hash) return;
  history.replaceState(null, '', fragment);
  slots.isOwn(planId.peek() === undefined ? '' : fragment);
  ownFragment = fragment;
  brokenFragment = false;
}

function store(work: Work): void {
  const { id } = work;
  if (id === undefined) return;
  const now = slots.stored(id);
  const base = slots.slotOf(seen);
  const theirs = now !== seen ? slots.slotOf(now) : undefined;
  const own = textProblem.peek() && id === planId.peek() ? work.typed : undefined;
  const next: Work = theirs
    ? { id, plan: merged(base?.plan, work.plan, theirs.plan), typed: own ?? theirs.typed }
    : { ...work, typed: own };
  if (id === shown) pending = undefined;
  const last = theirs ?? base;
  if (now !== null && last && same(last.plan, next.plan) && last.typed === next.typed) seen = now;
  else put(id, next);
  if (id !== planId.peek() || !theirs) return;
  change(next.plan, t('change in another tab'), 'tabs');
  if (next.typed !== work.typed) typed.value = next.typed;
}

function put(id: string, { plan, typed }: Work): void {
  const slot: slots.Slot = { tab, plan, fragment: ownFragment, changed: Date.now() };
  if (typed !== undefined) slot.typed = typed;
  const text = JSON.stringify(slot);
  try {
    slots.put(id, text);
    seen = text;
    isFull = false;
    dismiss('storage');
  } catch {
    if (!isFull) tellFull();
    isFull = true;
  }
}

function tellFull(): void {
  notify(
    'storage',
    t(
      'This browser keeps nothing more for this page: its storage is full or closed. Save your work as a file or a link.',
    ),
    [
      {
        label: t('Download the plan'),
        run: () => download(write(plan.peek()), 'plan.json', 'application/json'),
      },
      { label: t('Copy link'), run: () => void copyLink() },
    ],
  );
}

/** Another tab has changed the plan that is on screen. */
function follow(): void {
  store(pending ?? { id: shown, plan: plan.peek(), typed: typed.peek() });
}

export async function copyLink(of: Json = plan.peek()): Promise<void> {
  const fragment = await fragmentOf(of);
  const { href } = new URL(fragment, location.href);
  try {
    await navigator.clipboard.writeText(href);
    announce(
      href.length > LONG_LINK
        ? t(
            'Link copied. It is {count} characters long: some programs cut such links, so download the plan as well',
            { count: href.length },
          )
        : t('Link copied'),
    );
  } catch {
    if (of === plan.peek()) history.replaceState(null, '', fragment);
    announce(t('The browser does not let this page copy: take the link from the address bar'));
  }
}
