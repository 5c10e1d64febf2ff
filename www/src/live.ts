// What Azure said of the plan, once it was asked. It holds for the plan as it was then.

import { computed, signal } from '@preact/signals';
import type { Finding } from 'aksplan';
import type { ComponentType } from 'preact';
import type { Json } from './json.ts';
import { plan } from './plan.ts';

export interface Live {
  /** The plan that Azure was asked about, and the day that it was judged on. */
  plan: Json;
  asOf: string;
  /** What the rules find with what Azure says. */
  findings: Finding[];
  /** Those of them that only Azure's facts bring. */
  own: ReadonlySet<Finding>;
  /** What stands over the findings. */
  Note: ComponentType;
}

export const live = signal<Live | undefined>(undefined);

/** Whether the plan is still the one that Azure was asked about. */
export const isLive = computed(() => live.value?.plan === plan.value);

const order = { error: 0, warning: 1, info: 2 };

const keyOf = (it: Finding) => `${it.rule} ${it.path} ${it.message}`;

/**
 * What the rules find with what Azure says, and what an estate brings beside it: `found` is what they
 * find with the estate, `alone` without either.
 */
export function withLive(found: Finding[], said: Live, alone: Finding[]): Finding[] {
  const known = new Set([...said.findings, ...alone].map(keyOf));
  const beside = found.filter((it) => !known.has(keyOf(it)));
  if (beside.length === 0) return said.findings;
  return [...said.findings, ...beside].sort((a, b) => order[a.severity] - order[b.severity]);
}

/** Those of a pre-flight's findings that a check does not have. */
export function ownOf(findings: Finding[], check: Finding[]): Set<Finding> {
  const known = new Set(check.map(keyOf));
  return new Set(findings.filter((it) => !known.has(keyOf(it))));
}
