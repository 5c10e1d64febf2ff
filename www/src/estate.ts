// What exists already, once it was read: the plan is judged against it, and the map draws it.

import { signal } from '@preact/signals';
import type { Estate } from 'aksplan';
import type { Planner } from './whole.tsx';

export interface EstateOnPage {
  /** The planner that it lies in: no other can be asked about it. */
  planner: Planner;
  estate: Estate;
  /** Where it is from, such as `12 subscriptions`. */
  from: string;
}

export const estate = signal<EstateOnPage | undefined>(undefined);

/** Takes another one, or none; the memory of the former is given back. */
export function takeEstate(next: EstateOnPage | undefined): void {
  const former = estate.peek();
  estate.value = next;
  if (former && former.estate !== next?.estate) former.estate.free();
}
