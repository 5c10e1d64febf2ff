// The plan that is being worked on, and the way back through its changes.

import { batch, computed, signal } from '@preact/signals';
import { at, type Json, withAt } from './json.ts';
import { t } from './lang.ts';
import { announce } from './status.ts';

/** A change: which plan was on screen before it, how it was, and what the change was. */
interface Step {
  id: string | undefined;
  plan: Json;
  what: string;
}

const STEPS_KEPT = 300;
const PAUSE_BETWEEN_STEPS = 1200;

/** The plan as it was typed: any JSON, whatever is wrong with it. */
export const plan = signal<Json>({});
/** Under which name it is kept; none yet: an example or a link that nobody has changed. */
export const planId = signal<string | undefined>(undefined);
/** What was done last; each deed is an object of its own. */
export const deed = signal({ what: '' });
const past = signal<Step[]>([]);
const future = signal<Step[]>([]);

/** What was done to the plan on screen by this tab, and how it was before that. */
export function doneSoFar(): { before: Json; deeds: string[] } {
  const id = planId.peek();
  const own = past.peek().filter((it) => it.id === id);
  return { before: own[0]?.plan ?? plan.peek(), deeds: own.map((it) => it.what) };
}

export const undoable = computed(() => past.value.at(-1)?.what);
export const redoable = computed(() => future.value.at(-1)?.what);

let typing: { field: string; until: number } | undefined;

/** A name that no other plan is kept under. */
export const newId = () => Date.now().toString(36) + Math.random().toString(36).slice(2, 10);

const now = (what: string): Step => ({ id: planId.peek(), plan: plan.peek(), what });

function show(next: { id: string | undefined; plan: Json }, what: string): void {
  deed.value = { what };
  planId.value = next.id;
  plan.value = next.plan;
}

/**
 * Changes the plan. `what` names the change for undo; changes that name the same `field` in quick
 * succession are one.
 */
export function change(next: Json, what: string, field?: string): void {
  if (next === plan.peek()) return;
  const time = Date.now();
  const goesOn = field !== undefined && typing?.field === field && time < typing.until;
  batch(() => {
    planId.value ??= newId();
    if (!goesOn) past.value = [...past.value.slice(-STEPS_KEPT), now(what)];
    typing = field === undefined ? undefined : { field, until: time + PAUSE_BETWEEN_STEPS };
    future.value = [];
    show({ id: planId.value, plan: next }, what);
  });
}

/** Puts another plan on screen, beside this one; answers the way back. */
export function open(next: Json, id: string | undefined, what: string): () => void {
  const former = now('');
  batch(() => {
    past.value = [...past.value.slice(-STEPS_KEPT), now(what)];
    typing = undefined;
    future.value = [];
    show({ id, plan: next }, what);
  });
  return () => open(former.plan, former.id, t('return to the former plan'));
}

/** Puts a plan on screen that is kept from now on, beside this one. */
export const openKept = (next: Json, what: string): (() => void) => open(next, newId(), what);

/** Sets what is at a pointer, as typed in its field. */
export function type(pointer: string, value: Json | undefined): void {
  const name = pointer.slice(pointer.lastIndexOf('/') + 1);
  change(withAt(plan.value, pointer, value), t('change of {name}', { name }), pointer);
}

export const valueAt = (pointer: string): Json | undefined => at(plan.value, pointer);

export function undo(): void {
  const step = past.value.at(-1);
  if (!step) return;
  batch(() => {
    past.value = past.value.slice(0, -1);
    future.value = [...future.value, now(step.what)];
    typing = undefined;
    show(step, t('undo of {what}', { what: step.what }));
  });
  announce(t('Undone: {what}', { what: step.what }));
}

export function redo(): void {
  const step = future.value.at(-1);
  if (!step) return;
  batch(() => {
    future.value = future.value.slice(0, -1);
    past.value = [...past.value, now(step.what)];
    typing = undefined;
    show(step, step.what);
  });
  announce(t('Done again: {what}', { what: step.what }));
}
