// Which plan the one on screen is compared with.

import { signal } from '@preact/signals';
import type { Json } from '../json.ts';

export interface Other {
  plan: Json;
  /** What it is, in words. */
  name: string;
}

export const other = signal<Other | undefined>(undefined);

export function compareWith(plan: Json, name: string): void {
  other.value = { plan, name };
}
