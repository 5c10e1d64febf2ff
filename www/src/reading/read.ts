// A text as a plan, with what there is to say of it.

import type { Finding, Format, Plan, ReadError } from 'aksplan';
import { asOf } from '../engine.ts';
import type { Severity } from '../findings.ts';
import { itemWord, titleOf } from '../form/table.ts';
import { isObject, type Json } from '../json.ts';
import type { Planner } from '../whole.tsx';
import type { Source } from './sources.ts';

export interface Answer {
  source: Source;
  format: Format;
  plan: Json;
  /** What was not understood or not kept: most of it is gone with the text. */
  remarks: Finding[];
  /** What the plan itself is judged to be. */
  findings: Finding[];
}

export interface Refusal {
  source: Source;
  error: ReadError;
}

export function read(planner: Planner, source: Source): Answer | Refusal {
  const day = asOf.peek() ? { asOf: asOf.peek() } : {};
  const from = source.from ? { from: source.from } : {};
  const checked = planner.checkText(source.text, { ...day, ...from });
  if ('error' in checked) return { source, error: checked.error };
  const { format, plan } = checked;
  const own = new Set(planner.check(plan as Plan, day).findings.map(keyOf));
  const isRemark = (it: Finding) => it.rule === 'unknown-argument' || !own.has(keyOf(it));
  return {
    source,
    format,
    plan: plan as Json,
    remarks: checked.findings.filter(isRemark),
    findings: checked.findings.filter((it) => !isRemark(it)),
  };
}

const keyOf = (it: Finding) => `${it.rule} ${it.path} ${it.message}`;

/** The worst on each line. */
export function marksOf(answer: Answer | Refusal): Map<number, Severity> {
  const marks = new Map<number, Severity>();
  if ('error' in answer) return marks.set(answer.error.source.line, 'error');
  const all = [...answer.remarks, ...answer.findings];
  for (const severity of ['error', 'warning', 'info'] as const) {
    for (const { source } of all.filter((it) => it.severity === severity)) {
      if (source && !marks.has(source.line)) marks.set(source.line, severity);
    }
  }
  return marks;
}

/** What was found, as `2 clusters`. */
export function found(plan: Json): string[] {
  const items = (list: string): Json[] => listOf(plan, list);
  const inner = (list: string, name: string) => items(list).flatMap((it) => listOf(it, name));
  return [
    counted('clusters', items('clusters')),
    counted('agentPools', inner('clusters', 'agentPools')),
    counted('virtualNetworks', items('virtualNetworks')),
    counted('subnets', inner('virtualNetworks', 'subnets')),
    ...['routeTables', 'natGateways', 'networkSecurityGroups', 'identities', 'resourceGroups'].map(
      (list) => counted(list, items(list)),
    ),
  ].filter((it) => it !== '');
}

function listOf(value: Json, name: string): Json[] {
  const list = isObject(value) ? value[name] : undefined;
  return Array.isArray(list) ? list : [];
}

function counted(list: string, items: Json[]): string {
  if (items.length === 0) return '';
  const words = items.length === 1 ? itemWord(list) : titleOf(list);
  const isName = /^[A-Z]{2}/.test(words);
  return `${items.length} ${isName ? words : words.charAt(0).toLowerCase() + words.slice(1)}`;
}
