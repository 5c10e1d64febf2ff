// Where two plans differ. Items of lists that have names are matched by them.

import { child, isObject, type Json, same } from '../json.ts';

export interface Difference {
  /** Where, with the names of items: `clusters › prod › networkProfile`. */
  place: string[];
  /** Where it stands in the second plan, or would. */
  pointer: string;
  from: Json | undefined;
  to: Json | undefined;
}

export function differences(
  from: Json | undefined,
  to: Json | undefined,
  place: string[] = [],
  pointer = '',
): Difference[] {
  if (same(from, to)) return [];
  const names = isNamed(from) && isNamed(to);
  if (!names && !(isObject(from) && isObject(to))) return [{ place, pointer, from, to }];
  const before = members(from);
  const after = members(to);
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all].flatMap((name) => {
    const one = before.get(name);
    const other = after.get(name);
    const next = other ?? one;
    const inner = next ? child(pointer, next.token) : pointer;
    return differences(one?.value, other?.value, [...place, name], inner);
  });
}

const nameOf = (it: Json): string =>
  isObject(it) && typeof it.name === 'string' ? it.name.toLowerCase() : '';

/** A list whose items each have a name of their own. */
function isNamed(value: Json | undefined): value is Json[] {
  if (!Array.isArray(value)) return false;
  const names = value.map(nameOf);
  return names.every((it) => it !== '') && new Set(names).size === names.length;
}

interface Member {
  token: string | number;
  value: Json;
}

function members(value: Json | undefined): Map<string, Member> {
  if (Array.isArray(value)) {
    return new Map(value.map((it, at) => [nameOf(it), { token: at, value: it }]));
  }
  const entries = isObject(value) ? Object.entries(value) : [];
  return new Map(entries.map(([name, it]) => [name, { token: name, value: it }]));
}
