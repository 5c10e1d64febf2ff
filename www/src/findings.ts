// Which field a finding belongs to, and how many findings are inside each part of the form.

import { computed } from '@preact/signals';
import type { Finding } from 'aksplan';
import { report } from './engine.ts';
import { holdsRecords, propertiesOf } from './form/table.ts';
import { at, child, isObject, type Json, memberOf, prefixes, same, tokens } from './json.ts';
import { t, tn } from './lang.ts';
import { plan } from './plan.ts';

export type Severity = Finding['severity'];

export interface Counts {
  error: number;
  warning: number;
  info: number;
}

/** The nearest place of the form to a place of the plan. */
export function homeOf(pointer: string, value: Json): string {
  let type = 'Plan';
  let home = '';
  let now: Json | undefined = value;
  const path = tokens(pointer);
  for (let place = 0; place < path.length; place++) {
    const name = path[place] as string;
    const property = propertiesOf(type).find((it) => it.name === name);
    if (!property) return home;
    home = child(home, name);
    now = memberOf(now, name);
    if (!holdsRecords(property.kind) || !property.of) return home;
    if (property.kind === 'records') {
      const token = path[++place];
      const item = token === undefined ? undefined : memberOf(now, token);
      if (token === undefined || !isObject(item)) return home;
      home = child(home, token);
      now = item;
    } else if (!isObject(now) && property.kind === 'maybeRecord') {
      return home;
    }
    type = property.of;
  }
  return home;
}

const none: Finding[] = [];
let former = new Map<string, Finding[]>();

/** Findings by their place in the form; what has not changed is the same array as before. */
const byHome = computed(() => {
  const next = new Map<string, Finding[]>();
  for (const finding of report.value.findings) {
    const home = homeOf(finding.path, plan.peek());
    const found = next.get(home);
    if (found) found.push(finding);
    else next.set(home, [finding]);
  }
  for (const [home, found] of next) {
    const before = former.get(home);
    if (before && same(before as unknown as Json, found as unknown as Json)) next.set(home, before);
  }
  former = next;
  return next;
});

export const counted = computed(() => {
  const all = new Map<string, Counts>();
  for (const [home, found] of byHome.value) {
    for (const prefix of prefixes(home)) {
      const counts = all.get(prefix) ?? { error: 0, warning: 0, info: 0 };
      for (const { severity } of found) counts[severity]++;
      all.set(prefix, counts);
    }
  }
  return all;
});

export const findingsAt = (pointer: string): Finding[] => byHome.value.get(pointer) ?? none;

export const countsIn = (pointer: string): Counts | undefined => counted.value.get(pointer);

const azure = computed(
  () => new Map(report.value.layout.defaults.map((it) => [it.path, it.value as Json])),
);

/** What Azure takes at a place where the plan says nothing, as text. */
export function azureDefault(pointer: string): string | undefined {
  const value = azure.value.get(pointer);
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return value.join(', ') || t('none');
  return typeof value === 'boolean' ? (value ? t('on') : t('off')) : String(value);
}

/** A pointer as people read it: `clusters › prod › agentPools › system › count`. */
export function placeText(pointer: string): string {
  if (pointer === '') return t('the plan');
  const parts = prefixes(pointer).slice(1);
  const path = tokens(pointer);
  const names = parts.map((prefix, place) => {
    const token = path[place] as string;
    const value = at(plan.value, prefix);
    const name = isObject(value) && /^\d+$/.test(token) ? value.name : undefined;
    return typeof name === 'string' && name ? name : /^\d+$/.test(token) ? `${+token + 1}` : token;
  });
  return names.join(' › ');
}

export const severityWord: Record<Severity, string> = {
  error: t('Error'),
  warning: t('Warning'),
  info: t('Info'),
};

export function countText(counts: Counts): string {
  const { error, warning, info } = counts;
  const said = [
    error > 0 && tn(error, '{count} error', '{count} errors'),
    warning > 0 && tn(warning, '{count} warning', '{count} warnings'),
    info > 0 && tn(info, '{count} info', '{count} info'),
  ].filter(Boolean);
  return said.join(', ') || t('nothing found');
}
