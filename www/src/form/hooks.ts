import { useComputed } from '@preact/signals';
import type { Finding } from 'aksplan';
import { azureDefault, type Counts, countsIn, findingsAt } from '../findings.ts';
import { type Json, same } from '../json.ts';
import { valueAt } from '../plan.ts';

// Each field watches its own place alone, so that an edit draws what it changes and nothing else.
// A component's pointer never changes: it is its key.

export const useValue = (pointer: string): Json | undefined =>
  useComputed(() => valueAt(pointer)).value;

export const useFindings = (pointer: string): Finding[] =>
  useComputed(() => findingsAt(pointer)).value;

export const useAzureDefault = (pointer: string): string | undefined =>
  useComputed(() => azureDefault(pointer)).value;

const last = new Map<string, Counts | undefined>();

export function useCounts(pointer: string): Counts | undefined {
  return useComputed(() => {
    const counts = countsIn(pointer);
    const before = last.get(pointer);
    if (same(counts as unknown as Json, before as unknown as Json)) return before;
    last.set(pointer, counts);
    return counts;
  }).value;
}
