// Plans in the browser's quick storage, which is written at once, also while the page is being
// closed. `archive.ts` keeps them for good.

import { isObject, type Json } from '../json.ts';

const PREFIX = 'aksplan.plan.';
const LAST = 'aksplan.last';
const HERE = 'aksplan.open';
const FRAGMENT = 'aksplan.fragment';
/** Where a page of before kept its only plan. */
const FORMER = 'aksplan.draft';

export interface Slot {
  /** Which tab wrote it. */
  tab: string;
  plan: Json;
  /** Text that is no plan, as it was left. */
  typed?: string;
  /** The link's fragment at that time. */
  fragment: string;
  /** When, in milliseconds since 1970. */
  changed: number;
}

export const keyOf = (id: string): string => PREFIX + id;

export const idOfKey = (key: string | null): string | undefined =>
  key?.startsWith(PREFIX) ? key.slice(PREFIX.length) : undefined;

function got(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(key);
  } catch {
    return null;
  }
}

const local = () => localStorage;
const session = () => sessionStorage;

export const stored = (id: string): string | null => got(local, keyOf(id));

export function slotOf(text: string | null): Slot | undefined {
  if (text === null) return undefined;
  try {
    const slot = JSON.parse(text) as unknown;
    if (!isObject(slot) || slot.plan === undefined) return undefined;
    return {
      tab: String(slot.tab),
      plan: slot.plan,
      fragment: String(slot.fragment ?? ''),
      changed: Number(slot.changed ?? 0),
      ...(typeof slot.typed === 'string' ? { typed: slot.typed } : {}),
    };
  } catch {
    return undefined;
  }
}

/** Writes a plan; throws when there is no room or no leave. */
export function put(id: string, text: string): void {
  localStorage.setItem(keyOf(id), text);
}

/** Takes a plan out, if it is still what it was. */
export function drop(id: string, text: string | null = stored(id)): void {
  if (stored(id) !== text) return;
  try {
    localStorage.removeItem(keyOf(id));
  } catch {
    // Nothing is kept here, then.
  }
}

/** Everything that is here. */
export function all(): string[] {
  try {
    return Object.keys(localStorage).flatMap((key) => idOfKey(key) ?? []);
  } catch {
    return [];
  }
}

/** The plan that this tab shows; in a new tab the one that was worked on last. */
export const latest = (): string | undefined => got(session, HERE) ?? got(local, LAST) ?? undefined;

export function isLatest(id: string | undefined): void {
  if (id === undefined) return;
  try {
    if (got(local, LAST) !== id) localStorage.setItem(LAST, id);
    if (got(session, HERE) !== id) sessionStorage.setItem(HERE, id);
  } catch {
    // The list of plans has it.
  }
}

/** The fragment that this tab has put into its address itself. */
export const lastFragment = (): string | null => got(session, FRAGMENT);

export function isOwn(fragment: string): void {
  try {
    sessionStorage.setItem(FRAGMENT, fragment);
  } catch {
    // The link is taken for a foreign one then, which does no harm.
  }
}

/** Takes over what a page of before has kept; answers under which name. */
export function moveFormer(): string | undefined {
  const text = got(local, FORMER);
  const slot = slotOf(text);
  if (!slot) return undefined;
  const id = `draft${Date.now().toString(36)}`;
  try {
    put(id, JSON.stringify({ ...slot, changed: Date.now() }));
    localStorage.removeItem(FORMER);
    return id;
  } catch {
    return undefined;
  }
}
