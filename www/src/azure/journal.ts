// Deployments that were begun here, in the browser's IndexedDB: what was to be sent, and what became of
// it. Whoever comes back goes on where it stopped. No token, key or secret is among it.

import { signal } from '@preact/signals';
import type { Cloud, Requests } from 'aksplan';
import { createStore, del, get, set, values } from 'idb-keyval';
import { t } from '../lang.ts';
import { UNFINISHED } from './door.tsx';

export interface Begun {
  key: string;
  /** What people call it: the plan's name, or its clusters'. */
  name: string;
  cloud: Cloud;
  subscriptionId: string;
  /** The token's tenant, where it is not that of the sign-in. */
  tenant: string;
  isTeardown: boolean;
  requests: Requests;
  /** What the planner has written down. */
  journal?: string;
  state: 'running' | 'stopped' | 'failed' | 'done';
  /** Milliseconds since 1970. */
  began: number;
  /** How many requests are done. */
  done: number;
}

let opened: ReturnType<typeof createStore> | undefined;
const store = () => {
  opened ??= createStore('aksplan.deployments', 'journals');
  return opened;
};

/** Those that are not at their end, the last one first. */
export const unfinished = signal<Begun[]>([]);

export const load = (key: string): Promise<Begun | undefined> => get<Begun>(key, store());

export async function save(it: Begun): Promise<void> {
  await set(it.key, it, store());
  await look();
}

export async function forget(key: string): Promise<void> {
  await del(key, store());
  await look();
}

/** Looks what there is. Another tab may have gone on in the meantime. */
export async function look(): Promise<void> {
  const all = await values<Begun>(store());
  const open = all.filter((it) => it.state === 'running' || it.state === 'stopped');
  open.sort((a, b) => b.began - a.began);
  unfinished.value = open;
  try {
    const [first] = open;
    if (first) localStorage.setItem(UNFINISHED, first.name);
    else localStorage.removeItem(UNFINISHED);
  } catch {
    // Then nothing is offered at the next visit; it is found in the dialog.
  }
}

const lockOf = (key: string) => `aksplan.deployment ${key}`;

/** Does something that one tab does at a time. Throws when another one does it. */
export function alone<T>(key: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(lockOf(key), { ifAvailable: true }, (lock) => {
    if (!lock) throw new Error(t('another tab is deploying this plan: look there'));
    return work();
  });
}

/** Whether a tab is at it. */
export async function isBusy(key: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some((it) => it.name === lockOf(key));
}
