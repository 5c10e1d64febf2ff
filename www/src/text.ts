// The plan as text, both ways. Text that is no plan is kept as it is, and the plan stays the last
// good one.

import { computed, signal } from '@preact/signals';
import { type Json, same, sharing, write } from './json.ts';
import { t } from './lang.ts';
import { change, plan } from './plan.ts';
import * as planner from './planner.ts';

export interface TextProblem {
  line: number;
  column: number;
  message: string;
  help: string;
}

/** Text as typed; absent: the plan, written out. */
export const typed = signal<string | undefined>(undefined);

const reading = computed(() => {
  const text = typed.value;
  return text === undefined ? undefined : readText(text);
});

/** Why the typed text is no plan. */
export const textProblem = computed(() => reading.value?.problem);

/** What stands in the text pane. */
export const text = computed(() => {
  const kept = typed.value;
  const read = reading.value;
  if (kept !== undefined && (read?.problem || same(read?.plan, plan.value))) return kept;
  return write(plan.value);
});

/** Takes text from the text pane; where it is a plan, the plan becomes it. */
export function typeText(next: string): void {
  typed.value = next;
  const read = reading.value;
  if (read?.plan !== undefined)
    change(sharing(plan.value, read.plan), t('change of the text'), 'text');
}

/** Lets go of typed text that is no plan. */
export function dropText(): void {
  typed.value = undefined;
}

/** A text's plan, or why it has none. */
export function readText(source: string): { plan?: Json; problem?: TextProblem } {
  try {
    return { plan: planner.read(source, { from: 'plan' }).plan as Json };
  } catch (error) {
    return { problem: problemOf(source, error) };
  }
}

function problemOf(source: string, error: unknown): TextProblem {
  const checked = planner.checkText(source, { from: 'plan' });
  if (!('error' in checked)) return { line: 0, column: 0, message: String(error), help: '' };
  const { message, help, source: place } = checked.error;
  return { line: place?.line ?? 0, column: place?.column ?? 0, message, help: help ?? '' };
}
