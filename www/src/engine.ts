// The planner: one call of the WebAssembly for each change of the plan.

import { computed, signal } from '@preact/signals';
import type { Check, Finding, Plan } from 'aksplan';
import { estate } from './estate.ts';
import { type Json, sharing } from './json.ts';
import { t } from './lang.ts';
import { isLive, live, withLive } from './live.ts';
import { change, plan } from './plan.ts';
import * as planner from './planner.ts';
import { announce, dismiss, notify } from './status.ts';

/** The day that the plan is judged on; empty: today. */
export const asOf = signal('');

let last: Check = {
  findings: [],
  layout: {
    subnets: [],
    podCidrs: [],
    snat: [],
    headroom: [],
    ranges: [],
    freeSpace: [],
    conflicts: [],
    defaults: [],
    upgrades: [],
  },
};

const day = () => (asOf.value ? { asOf: asOf.value } : {});

/** Findings and layout of any plan, as the page judges now. Throws when the planner fails. */
export function judge(of: Json): Check {
  const known = estate.value;
  return known
    ? known.planner.check(of as Plan, { ...day(), estate: known.estate })
    : planner.check(of as Plan, day());
}

/** Findings and layout of the plan. */
export const report = computed<Check>(() => {
  try {
    last = judge(plan.value);
    const said = isLive.value ? live.value : undefined;
    if (said && said.asOf === asOf.value) {
      const alone = () => planner.check(plan.value as Plan, day()).findings;
      const findings = estate.value ? withLive(last.findings, said, alone()) : said.findings;
      last = { ...last, findings };
    }
    queueMicrotask(() => dismiss('planner'));
  } catch (error) {
    queueMicrotask(() =>
      notify(
        'planner',
        t('The planner failed, so findings and map are of before: {error}', {
          error: String(error),
        }),
      ),
    );
  }
  return last;
});

export function applyFix(finding: Finding): void {
  if (!finding.fix) return;
  try {
    const next = planner.applyFix(plan.value as Plan, finding.fix.patch) as Json;
    change(sharing(plan.value, next), t('fix: {title}', { title: finding.fix.title }));
    announce(t('Done: {title}', { title: finding.fix.title }));
  } catch (error) {
    announce(t('This fix does not fit the plan any more: {error}', { error: String(error) }));
  }
}
