// Lists are drawn up to a limit, which is raised on request: a plan with thousands of items stays
// quick to work on.

import { signal } from '@preact/signals';

export const STEP = 60;

const limits = signal<ReadonlyMap<string, number>>(new Map());

/** How many items of a list are drawn. */
export const limitOf = (list: string): number => limits.value.get(list) ?? STEP;

export function raise(list: string, to: number): void {
  if (to <= (limits.peek().get(list) ?? STEP)) return;
  limits.value = new Map(limits.peek()).set(list, to);
}
