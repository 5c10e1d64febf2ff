// All plans and their history, in the browser's database.

import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Json } from '../json.ts';
import { thinned } from './thin.ts';

export interface Kept {
  id: string;
  plan: Json;
  /** Text that is no plan, as it was left. */
  typed?: string;
  /** When it was changed last, in milliseconds since 1970. */
  changed: number;
  /** When it was put into the bin. */
  deleted?: number;
}

export interface Entry {
  /** Its number; the newest has the greatest. */
  key?: number;
  /** Which plan it is of. */
  id: string;
  at: number;
  /** What was done since the entry before. */
  what: string;
  plan: Json;
}

interface Tables extends DBSchema {
  plans: { key: string; value: Kept };
  history: { key: number; value: Entry; indexes: { id: string } };
}

/** Deleted plans are within reach for so long. */
export const BIN_DAYS = 30;
const DAY = 86_400_000;

let opening: Promise<IDBPDatabase<Tables>> | undefined;

function database(): Promise<IDBPDatabase<Tables>> {
  opening ??= openDB<Tables>('aksplan', 1, {
    upgrade(db) {
      db.createObjectStore('plans', { keyPath: 'id' });
      const history = db.createObjectStore('history', { keyPath: 'key', autoIncrement: true });
      history.createIndex('id', 'id');
    },
    // A newer page in another tab may go on; this one opens it again when it asks next.
    blocking(_from, _to, event) {
      (event.target as IDBDatabase).close();
      opening = undefined;
    },
    terminated() {
      opening = undefined;
    },
  }).catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

export const get = async (id: string): Promise<Kept | undefined> =>
  (await database()).get('plans', id);

export const all = async (): Promise<Kept[]> => (await database()).getAll('plans');

/** Keeps a plan, unless what is kept is newer. */
export async function keep(plan: Kept): Promise<void> {
  const work = (await database()).transaction('plans', 'readwrite');
  const before = await work.store.get(plan.id);
  if (!before || before.changed <= plan.changed) await work.store.put(plan);
  await work.done;
}

/** Puts a plan into the bin, or takes it out. */
export async function bin(id: string, deleted: number | undefined): Promise<void> {
  const work = (await database()).transaction('plans', 'readwrite');
  const plan = await work.store.get(id);
  if (plan) {
    const { deleted: _, ...rest } = plan;
    await work.store.put(deleted === undefined ? rest : { ...rest, deleted });
  }
  await work.done;
}

/** Newest first. */
export async function historyOf(id: string): Promise<Entry[]> {
  return (await (await database()).getAllFromIndex('history', 'id', id)).reverse();
}

/** Adds to the history of a plan, and takes out what is old and close to another entry. */
export async function note(entry: Entry): Promise<void> {
  const work = (await database()).transaction('history', 'readwrite');
  const all = await work.store.index('id').getAll(entry.id);
  if (all.at(-1) && JSON.stringify(all.at(-1)?.plan) === JSON.stringify(entry.plan)) return;
  work.store.add(entry);
  for (const old of thinned(all, entry.at)) if (old.key !== undefined) work.store.delete(old.key);
  await work.done;
}

/** Forgets what has been in the bin for long. */
export async function sweep(now: number): Promise<void> {
  const work = (await database()).transaction(['plans', 'history'], 'readwrite');
  const plans = work.objectStore('plans');
  const history = work.objectStore('history');
  for (const plan of await plans.getAll()) {
    if (plan.deleted === undefined || now - plan.deleted < BIN_DAYS * DAY) continue;
    plans.delete(plan.id);
    for (const key of await history.index('id').getAllKeys(plan.id)) history.delete(key);
  }
  await work.done;
}
