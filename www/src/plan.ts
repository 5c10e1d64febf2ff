// The plan that is being worked on, and the way back through its changes.

import { computed, signal } from '@preact/signals';
import { at, type Json, withAt } from './json.ts';
import { announce } from './status.ts';

/** A change: what the plan was before it, and what the change was. */
interface Step {
  plan: Json;
  what: string;
}

const STEPS_KEPT = 300;
const PAUSE_BETWEEN_STEPS = 1200;

/** The plan as it was typed: any JSON, whatever is wrong with it. */
export const plan = signal<Json>({});
const past = signal<Step[]>([]);
const future = signal<Step[]>([]);

export const undoable = computed(() => past.value.at(-1)?.what);
export const redoable = computed(() => future.value.at(-1)?.what);

let typing: { field: string; until: number } | undefined;

/**
 * Changes the plan. `what` names the change for undo; changes that name the same `field` in quick
 * succession are one.
 */
export function change(next: Json, what: string, field?: string): void {
  if (next === plan.value) return;
  const now = Date.now();
  const goesOn = field !== undefined && typing?.field === field && now < typing.until;
  if (!goesOn) past.value = [...past.value.slice(-STEPS_KEPT), { plan: plan.value, what }];
  typing = field === undefined ? undefined : { field, until: now + PAUSE_BETWEEN_STEPS };
  future.value = [];
  plan.value = next;
}

/** Puts another plan in the place of this one; answers the way back. */
export function replace(next: Json, what: string): () => void {
  const former = plan.value;
  change(next, what);
  return () => change(former, 'return to the former plan');
}

/** Sets what is at a pointer, as typed in its field. */
export function type(pointer: string, value: Json | undefined): void {
  const name = pointer.slice(pointer.lastIndexOf('/') + 1);
  change(withAt(plan.value, pointer, value), `change of ${name}`, pointer);
}

export const valueAt = (pointer: string): Json | undefined => at(plan.value, pointer);

export function undo(): void {
  const step = past.value.at(-1);
  if (!step) return;
  past.value = past.value.slice(0, -1);
  future.value = [...future.value, { plan: plan.value, what: step.what }];
  typing = undefined;
  plan.value = step.plan;
  announce(`Undone: ${step.what}`);
}

export function redo(): void {
  const step = future.value.at(-1);
  if (!step) return;
  future.value = future.value.slice(0, -1);
  past.value = [...past.value, { plan: plan.value, what: step.what }];
  typing = undefined;
  plan.value = step.plan;
  announce(`Done again: ${step.what}`);
}
