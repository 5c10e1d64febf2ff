// Writes the history while work goes on, and moves plans from the quick storage to the archive.

import { effect } from '@preact/signals';
import { save } from '../draft.ts';
import type { Json } from '../json.ts';
import { t } from '../lang.ts';
import { deed, doneSoFar, plan, planId } from '../plan.ts';
import { notify } from '../status.ts';
import * as archive from './archive.ts';
import * as slots from './slots.ts';

/** A change is one entry when nothing else was done for so long, or at the latest after so long. */
const PAUSE = 2000;
const LATEST = 30_000;
/** More deeds are not named in one entry. */
const NAMED = 4;

interface Open {
  id: string;
  plan: Json;
  deeds: string[];
  since: number;
}

let open: Open | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let isTold = false;
let isRecording = false;

/** From now on; whoever asks for the history first begins it. */
export function record(): void {
  if (isRecording) return;
  isRecording = true;
  let last: { id: string | undefined; plan: Json } | undefined;
  effect(() => {
    const now = { id: planId.value, plan: plan.value };
    const { what } = deed.peek();
    const isOther = now.id !== last?.id;
    if (!isOther && now.plan === last?.plan) return;
    last = now;
    if (isOther) void close();
    if (now.id === undefined) return;
    if (isOther) begin(now.id, now.plan, what);
    else {
      open ??= { id: now.id, plan: now.plan, deeds: [], since: Date.now() };
      open.plan = now.plan;
      if (what && open.deeds.at(-1) !== what) open.deeds.push(what);
    }
    clearTimeout(timer);
    const left = (open?.since ?? 0) + LATEST - Date.now();
    timer = setTimeout(() => void close(), Math.max(0, Math.min(PAUSE, left)));
  });
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void close();
  });
  void sweep();
}

/** Entries are written one after the other. */
let writing: Promise<unknown> = Promise.resolve();

function write(entry: archive.Entry): Promise<unknown> {
  writing = writing.then(() => archive.note(entry)).catch(tell);
  return writing;
}

/** A plan came on screen, and may have been changed before anything was recorded. */
function begin(id: string, plan: Json, what: string): void {
  const { before, deeds } = doneSoFar();
  void write({
    id,
    plan: before,
    at: Date.now(),
    what: (deeds.length === 0 && what) || t('how it was'),
  });
  if (deeds.length > 0) open = { id, plan, deeds, since: Date.now() };
}

/** Ends the entry that is being made; done when everything is written. */
export async function close(): Promise<void> {
  record();
  clearTimeout(timer);
  const done = open;
  open = undefined;
  save();
  if (done) {
    void write({ id: done.id, plan: done.plan, at: Date.now(), what: words(done.deeds) });
    writing = writing.then(() => keep(done.id)).catch(tell);
  }
  await writing;
}

function words(deeds: string[]): string {
  const rest = deeds.length - NAMED;
  const named = deeds.slice(0, NAMED).join(', ') || t('change');
  return rest > 0 ? t('{named} and {count} more', { named, count: rest }) : named;
}

/** Copies a plan from the quick storage to the archive. */
async function keep(id: string): Promise<string | null> {
  const text = slots.stored(id);
  const slot = slots.slotOf(text);
  if (!slot) return text;
  const { plan, typed, changed } = slot;
  await archive.keep({ id, plan, changed, ...(typed === undefined ? {} : { typed }) });
  return text;
}

/** Leaves only the plan on screen in the quick storage. */
async function sweep(): Promise<void> {
  try {
    for (const id of slots.all()) {
      const text = await keep(id);
      if (id !== planId.peek() && id !== slots.latest()) slots.drop(id, text);
    }
    await archive.sweep(Date.now());
  } catch (error) {
    tell(error);
  }
}

function tell(error: unknown): void {
  if (isTold) return;
  isTold = true;
  const reason = error instanceof Error ? error.message : String(error);
  notify(
    'history',
    t(
      'This browser keeps no history of your plans ({reason}). The plan on screen is kept; save the others as files.',
      { reason },
    ),
  );
}
