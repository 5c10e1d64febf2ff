// Every plan that is kept, in the quick storage and in the archive, as one list; and what can be
// done with them.

import { save } from '../draft.ts';
import { type Json, same, withAt } from '../json.ts';
import { t } from '../lang.ts';
import { change, newId, open, openKept, plan, planId } from '../plan.ts';
import * as archive from './archive.ts';
import { nameOf } from './names.ts';
import { close } from './recorder.ts';
import * as slots from './slots.ts';

export type { Kept } from './archive.ts';

/** All of them, the one that was changed last first; those in the bin too. */
export async function all(): Promise<archive.Kept[]> {
  save();
  const kept = new Map((await archive.all()).map((it) => [it.id, it]));
  for (const id of slots.all()) {
    const slot = slots.slotOf(slots.stored(id));
    const before = kept.get(id);
    if (!slot || (before && before.changed >= slot.changed)) continue;
    const { plan, typed, changed } = slot;
    kept.set(id, { id, plan, changed, ...(typed === undefined ? {} : { typed }) });
  }
  return [...kept.values()].sort((a, b) => b.changed - a.changed);
}

/** Opens a kept plan; the one on screen stays kept. */
export function show(it: archive.Kept): void {
  if (it.id === planId.peek()) return;
  if (slots.stored(it.id) === null) toSlot(it);
  open(it.plan, it.id, t('opening of {name}', { name: nameOf(it.plan) }));
}

/** The quick storage is where tabs look. */
function toSlot({ id, plan, typed, changed }: archive.Kept): void {
  const slot: slots.Slot = { tab: '', fragment: '', plan, changed };
  if (typed !== undefined) slot.typed = typed;
  try {
    slots.put(id, JSON.stringify(slot));
  } catch {
    // The archive has it.
  }
}

export async function rename(it: archive.Kept, name: string): Promise<void> {
  const what = t('name {name}', { name });
  if (it.id === planId.peek()) {
    change(withAt(plan.peek(), '/name', name), what);
    await close();
    return;
  }
  const { deleted: _, ...kept } = it;
  const next = { ...kept, plan: withAt(it.plan, '/name', name), changed: Date.now() };
  await archive.keep(next);
  await archive.note({ id: it.id, at: next.changed, what, plan: next.plan });
  if (slots.stored(it.id) !== null) toSlot(next);
}

/** Opens a copy. */
export function duplicate(it: archive.Kept): void {
  const name = t('{name} (copy)', { name: nameOf(it.plan) });
  openKept(withAt(it.plan, '/name', name), t('copy of {name}', { name: nameOf(it.plan) }));
}

export async function remove(it: archive.Kept): Promise<void> {
  await close();
  await archive.keep(it);
  await archive.bin(it.id, Date.now());
  if (it.id === planId.peek()) {
    const [next] = (await all()).filter((other) => other.id !== it.id && !other.deleted);
    if (next) show(next);
    else open({}, undefined, t('deletion of {name}', { name: nameOf(it.plan) }));
    save();
  }
  slots.drop(it.id);
}

export const bringBack = (it: archive.Kept): Promise<void> => archive.bin(it.id, undefined);

/** Adds plans that are not here yet; answers how many those were. */
export async function add(plans: Json[], now = Date.now()): Promise<number> {
  const have = (await all()).filter((it) => !it.deleted).map((it) => it.plan);
  let added = 0;
  for (const plan of plans) {
    if (have.some((it) => same(it, plan))) continue;
    have.push(plan);
    added++;
    const id = newId();
    await archive.keep({ id, plan, changed: now });
    await archive.note({ id, at: now, what: t('import'), plan });
  }
  return added;
}
