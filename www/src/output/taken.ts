// What was last copied or downloaded, of each plan and file: kept in the browser's database, so that
// what has changed since can be shown. Nothing of it leaves the browser.

import { signal } from '@preact/signals';
import { createStore, delMany, entries, get, set, type UseStore } from 'idb-keyval';
import { isObject, type Json } from '../json.ts';

export interface Taken {
  text: string;
  /** When, in milliseconds. */
  when: number;
}

/** More are no help, and storage is not without end: the oldest go. */
const KEPT = 200;

/** What is known in this tab, by key. `null`: nothing was taken. */
const known = signal<Record<string, Taken | null>>({});

/** A plan is known again by its name, or by those of its clusters. */
export function keyOf(plan: Json, fileName: string): string {
  return JSON.stringify([fileName, nameOf(plan)]);
}

function nameOf(plan: Json): string {
  if (!isObject(plan)) return '';
  if (typeof plan.name === 'string' && plan.name !== '') return plan.name;
  const clusters = Array.isArray(plan.clusters) ? plan.clusters : [];
  return clusters.map((it) => (isObject(it) ? String(it.name ?? '') : '')).join(' ');
}

/** What was taken under a key; asks the database the first time, and says so when it has answered. */
export function takenOf(key: string): Taken | undefined {
  const found = known.value[key];
  if (found === undefined) void remember(key);
  return found ?? undefined;
}

export function take(key: string, text: string): void {
  const taken: Taken = { text, when: Date.now() };
  known.value = { ...known.value, [key]: taken };
  void store(key, taken);
}

async function remember(key: string): Promise<void> {
  const found = await get<Taken>(key, texts()).catch(() => undefined);
  if (known.peek()[key] === undefined) known.value = { ...known.peek(), [key]: found ?? null };
}

/** Where the browser keeps nothing, what was taken is known until the page is left. */
async function store(key: string, taken: Taken): Promise<void> {
  try {
    await set(key, taken, texts());
    const all = await entries<string, Taken>(texts());
    const newest = all.sort(([, one], [, other]) => other.when - one.when);
    await delMany(
      newest.slice(KEPT).map(([old]) => old),
      texts(),
    );
  } catch {}
}

let opened: UseStore | undefined;

function texts(): UseStore {
  opened ??= createStore('aksplan.taken', 'texts');
  return opened;
}
