// Which items of the form are open, and the way to a field.

import { effect, signal } from '@preact/signals';
import { homeOf } from '../findings.ts';
import { at, child, type Json, prefixes, tokens } from '../json.ts';
import { plan } from '../plan.ts';
import { view } from '../screen.ts';
import { leave } from '../trail.ts';
import { raise } from './limits.ts';
import { type Group, groupsOf, type Property } from './table.ts';

/** Pointers of open items; `POINTER#TITLE` for the groups of a record that start closed. */
export const open = signal<ReadonlySet<string>>(new Set());

export const isOpen = (key: string): boolean => open.value.has(key);

export function setOpen(key: string, yes: boolean): void {
  if (open.value.has(key) === yes) return;
  const next = new Set(open.value);
  if (yes) next.add(key);
  else next.delete(key);
  open.value = next;
}

/** Keeps items open that got another place in their list; those without a place are closed. */
export function moved(list: string, placeOf: (place: number) => number | undefined): void {
  const next = new Set<string>();
  for (const key of open.value) {
    if (!key.startsWith(`${list}/`)) {
      next.add(key);
      continue;
    }
    const [place, ...rest] = key.slice(list.length + 1).split(/(?=[/#])/);
    const to = placeOf(Number(place));
    if (to !== undefined) next.add(`${list}/${to}${rest.join('')}`);
  }
  open.value = next;
}

export const idOf = (pointer: string): string => `at${pointer.replaceAll(/\s/g, '_')}`;

/** The pointer that a jump goes to, until it is there. */
const target = signal<{ pointer: string; takesFocus: boolean } | undefined>(undefined);

/** Goes to a place of the plan, or only shows it; the way back from where one goes is remembered. */
export function jump(pointer: string, takesFocus = true): void {
  if (takesFocus) leave();
  go(pointer, takesFocus);
}

/** Opens what holds a place of the plan, and goes to its field; or only shows it. */
export function go(pointer: string, takesFocus = true): void {
  const home = homeOf(pointer, plan.peek());
  open.value = new Set([...open.value, ...prefixes(home), ...groupsAround(home)]);
  target.value = { pointer: home, takesFocus };
  if (takesFocus) view.value = 'form';
}

/** The groups that start closed and hold a place. */
function groupsAround(home: string): string[] {
  const keys: string[] = [];
  let type: string | undefined = 'Plan';
  let pointer = '';
  const path = tokens(home);
  for (let place = 0; place < path.length && type; place++) {
    const name = path[place] as string;
    const group: Group | undefined = groupsOf(type).find((it) =>
      it.properties.some((one) => one.name === name),
    );
    const property: Property | undefined = group?.properties.find((it) => it.name === name);
    if (group && !group.open) keys.push(`${pointer}#${group.title}`);
    pointer = child(pointer, name);
    if (property?.kind === 'records') {
      const item = path[++place] ?? '';
      raise(pointer, Number(item) + 1);
      pointer = child(pointer, item);
    }
    type = property?.of;
  }
  return keys;
}

effect(() => {
  if (target.value === undefined) return;
  const { pointer, takesFocus } = target.value;
  // After the view has drawn what was just opened.
  requestAnimationFrame(() => {
    const keys = prefixes(pointer).reverse();
    const element = keys.map((it) => document.getElementById(idOf(it))).find((it) => it !== null);
    element?.scrollIntoView({ block: 'center' });
    if (takesFocus) element?.focus({ preventScroll: true });
    target.value = undefined;
  });
});

/** Opens the first network and the first cluster of a plan, so that there is something to see. */
export function openFirst(value: Json): void {
  const first = ['/virtualNetworks/0', '/clusters/0'];
  open.value = new Set(first.filter((pointer) => at(value, pointer) !== undefined));
}
