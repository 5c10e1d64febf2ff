// Two changes of the same plan, made at the same time.

import { isObject, type Json, memberOf, same, sharing } from '../json.ts';

/** `mine` with what `theirs` changed since `base`; where both changed one value, it is `theirs`. */
export function merged(base: Json | undefined, mine: Json, theirs: Json): Json {
  return sharing(mine, join(base, mine, theirs) ?? theirs);
}

function join(
  base: Json | undefined,
  mine: Json | undefined,
  theirs: Json | undefined,
): Json | undefined {
  if (same(mine, base)) return theirs;
  if (same(theirs, base)) return mine;
  if (isObject(mine) && isObject(theirs)) {
    const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
    const members = [...names].map((name) => [
      name,
      join(memberOf(base, name), memberOf(mine, name), memberOf(theirs, name)),
    ]);
    return Object.fromEntries(members.filter(([, value]) => value !== undefined));
  }
  // Items have no names of their own: only a list of one length has the same items.
  if (
    Array.isArray(base) &&
    Array.isArray(mine) &&
    Array.isArray(theirs) &&
    base.length === mine.length &&
    base.length === theirs.length
  ) {
    return theirs.map((it, at) => join(base[at], mine[at], it) ?? null);
  }
  return theirs;
}
