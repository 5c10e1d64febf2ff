// What a plan is called, and what is in it.

import { isObject, type Json, memberOf } from '../json.ts';

const listOf = (plan: Json, name: string): Json[] => {
  const list = memberOf(plan, name);
  return Array.isArray(list) ? list : [];
};

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value.trim() : '');

export function nameOf(plan: Json): string {
  const clusters = listOf(plan, 'clusters').map((it) => textOf(memberOf(it, 'name')));
  const [first = '', ...more] = clusters.filter((it) => it !== '');
  const rest = more.length > 0 ? ` and ${more.length} more` : '';
  return textOf(memberOf(plan, 'name')) || (first && `Plan of ${first}${rest}`) || 'Unnamed plan';
}

/** As `1 cluster, 2 networks`. */
export function contentsOf(plan: Json): string {
  const counted = (name: string, word: string) => {
    const { length } = listOf(plan, name).filter(isObject);
    return length > 0 ? `${length} ${word}${length > 1 ? 's' : ''}` : '';
  };
  const parts = [counted('clusters', 'cluster'), counted('virtualNetworks', 'network')];
  return parts.filter(Boolean).join(', ') || 'empty';
}

/** A file's name from a plan's. */
export const fileNameOf = (plan: Json): string =>
  `${
    nameOf(plan)
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 60) || 'plan'
  }.json`;
