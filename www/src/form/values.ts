// Typed text to values of the plan, and back. What does not fit its field stays the text it is: the
// planner says what is wrong with it, and nothing typed is lost.

import { isObject, type Json } from '../json.ts';
import type { Kind } from './table.ts';

export function parse(kind: Kind, text: string): Json | undefined {
  switch (kind) {
    case 'integer':
    case 'number':
      return number(text);
    case 'texts':
      return items(text).length > 0 ? items(text) : undefined;
    case 'maybeTexts':
      return items(text);
    case 'map':
      return map(text);
    default:
      return text === '' ? undefined : text;
  }
}

function number(text: string): Json | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const value = Number(trimmed);
  return /^-?\d+(\.\d+)?$/.test(trimmed) && Number.isFinite(value) ? value : text;
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((it) => it.trim())
    .filter(Boolean);

const items = (text: string) => lines(text.replaceAll(',', '\n')).filter((it) => it !== '');

function map(text: string): Json | undefined {
  const members = lines(text).map((line): [string, string] => {
    const at = line.indexOf('=');
    return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  });
  return members.length > 0 ? Object.fromEntries(members) : undefined;
}

/** The text of a value in a field of its kind; `undefined`: the field can't show it. */
export function format(kind: Kind, value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return '';
  switch (kind) {
    case 'texts':
    case 'maybeTexts':
      return Array.isArray(value) && value.every(isPlain) ? value.join('\n') : undefined;
    case 'map':
      return isObject(value) && Object.values(value).every(isPlain)
        ? Object.entries(value)
            .map(([name, it]) => `${name}=${it}`)
            .join('\n')
        : undefined;
    case 'integer':
    case 'number':
    case 'text':
    case 'choice':
      return isPlain(value) ? String(value) : undefined;
    default:
      return undefined;
  }
}

const isPlain = (value: Json) => typeof value === 'string' || typeof value === 'number';

/** Any value as text, and back: for a value that is of another type than its field. */
export const formatAny = (value: Json | undefined): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);

export function parseAny(text: string): Json | undefined {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
