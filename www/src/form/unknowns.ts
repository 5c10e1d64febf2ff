// Values that are not known: `${name}` in a text of the plan.

import { child, isObject, type Json } from '../json.ts';
import { propertiesOf } from './table.ts';
import { parse } from './values.ts';

// The planner's own idea of a name.
const named = /\$\{([\p{L}\p{N}_.\-/[\]"' ]+)\}/gu;

export const isUnknown = (value: Json | undefined): boolean =>
  typeof value === 'string' && value.search(named) >= 0;

/** The places of each unknown, by its name. */
export function unknownsOf(plan: Json): Map<string, string[]> {
  const places = new Map<string, string[]>();
  const visit = (value: Json, pointer: string) => {
    if (typeof value === 'string') {
      if (!value.includes('${')) return;
      for (const [, name = ''] of value.matchAll(named)) {
        const known = places.get(name);
        if (known) known.push(pointer);
        else places.set(name, [pointer]);
      }
    } else if (Array.isArray(value)) {
      value.forEach((item, at) => {
        visit(item, child(pointer, at));
      });
    } else if (isObject(value)) {
      for (const [name, it] of Object.entries(value)) visit(it, child(pointer, name));
    }
  };
  visit(plan, '');
  return places;
}

/** The plan with a value in all places of an unknown. */
export function filledIn(plan: Json, name: string, text: string): Json {
  const written = `\${${name}}`;
  const visit = (value: Json, type: string, property: string): Json => {
    if (typeof value === 'string') {
      if (!value.includes(written)) return value;
      return typed(
        type,
        property,
        value.replaceAll(written, () => text),
      );
    }
    if (Array.isArray(value)) return value.map((item) => visit(item, type, property));
    if (!isObject(value)) return value;
    const inner = property === '' ? type : (propertyOf(type, property)?.of ?? '');
    const members = Object.entries(value).map(([key, it]) => [key, visit(it, inner, key)] as const);
    return Object.fromEntries(members);
  };
  return visit(plan, 'Plan', '');
}

const propertyOf = (type: string, name: string) =>
  propertiesOf(type).find((it) => it.name === name);

/** A number where the property is one, and so on. */
function typed(type: string, name: string, text: string): Json {
  const kind = propertyOf(type, name)?.kind;
  if (kind === 'switch' || kind === 'maybe') {
    return text === 'true' ? true : text === 'false' ? false : text;
  }
  return kind === 'integer' || kind === 'number' ? (parse(kind, text) ?? text) : text;
}
