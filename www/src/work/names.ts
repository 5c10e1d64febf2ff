// What a plan is called, and what is in it.

import { isObject, type Json, memberOf } from '../json.ts';
import { t, tn } from '../lang.ts';

const listOf = (plan: Json, name: string): Json[] => {
  const list = memberOf(plan, name);
  return Array.isArray(list) ? list : [];
};

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value.trim() : '');

export function nameOf(plan: Json): string {
  const clusters = listOf(plan, 'clusters').map((it) => textOf(memberOf(it, 'name')));
  const [first = '', ...more] = clusters.filter((it) => it !== '');
  const name = textOf(memberOf(plan, 'name'));
  if (name) return name;
  if (!first) return t('Unnamed plan');
  return more.length > 0
    ? t('Plan of {name} and {count} more', { name: first, count: more.length })
    : t('Plan of {name}', { name: first });
}

/** As `1 cluster, 2 networks`. */
export function contentsOf(plan: Json): string {
  const count = (name: string) => listOf(plan, name).filter(isObject).length;
  const clusters = count('clusters');
  const networks = count('virtualNetworks');
  const parts = [
    clusters > 0 && tn(clusters, '{count} cluster', '{count} clusters'),
    networks > 0 && tn(networks, '{count} network', '{count} networks'),
  ];
  return parts.filter(Boolean).join(', ') || t('empty');
}

/** A file's name from a plan's. */
export const fileNameOf = (plan: Json): string =>
  `${
    nameOf(plan)
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 60) || 'plan'
  }.json`;
