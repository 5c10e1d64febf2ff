// JSON values and JSON Pointers. Values are never changed: a change answers a new value that shares
// with the old one whatever is the same, so that "has it changed" is a comparison of references.

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [name: string]: Json };

/** The names and positions along a JSON Pointer. */
export type Token = string | number;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function child(pointer: string, token: Token): string {
  return `${pointer}/${String(token).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

export function tokens(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((it) => it.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A pointer and those that hold it, outermost first: '', '/a', '/a/0'. */
export function prefixes(pointer: string): string[] {
  const all = [''];
  for (let at = pointer.indexOf('/', 1); at > 0; at = pointer.indexOf('/', at + 1)) {
    all.push(pointer.slice(0, at));
  }
  if (pointer !== '') all.push(pointer);
  return all;
}

export function memberOf(value: Json | undefined, token: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(token)];
  if (isObject(value) && Object.hasOwn(value, token)) return value[token];
  return undefined;
}

export function at(value: Json | undefined, pointer: string): Json | undefined {
  let now = value;
  for (const token of tokens(pointer)) now = memberOf(now, token);
  return now;
}

/** The value with another one at a pointer; `undefined` takes away. Missing objects are made. */
export function withAt(value: Json, pointer: string, next: Json | undefined): Json {
  return put(value, tokens(pointer), next) ?? {};
}

function put(value: Json | undefined, path: string[], next: Json | undefined): Json | undefined {
  const [token, ...rest] = path;
  if (token === undefined) return next;
  if (Array.isArray(value)) {
    const place = Number(token);
    const item = put(value[place], rest, next);
    return item === undefined
      ? value.filter((_, at) => at !== place)
      : Object.assign([...value], { [place]: item });
  }
  const members = isObject(value) ? value : {};
  const inner = put(memberOf(members, token), rest, next);
  if (inner !== undefined) return { ...members, [token]: inner };
  return Object.fromEntries(Object.entries(members).filter(([name]) => name !== token));
}

export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, place) => same(item, b[place]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && same(a[name], b[name]))
  );
}

/** `next`, sharing with `before` what is the same. */
export function sharing(before: Json | undefined, next: Json): Json {
  if (before !== undefined && same(before, next)) return before;
  if (Array.isArray(next)) {
    return next.map((item, place) => sharing(memberOf(before, String(place)), item));
  }
  if (!isObject(next)) return next;
  return Object.fromEntries(
    Object.entries(next).map(([name, value]) => [name, sharing(memberOf(before, name), value)]),
  );
}

export const write = (value: Json): string => JSON.stringify(value, null, 2);
