// The plans of tests/fixtures and their scripts.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { render } from '../../pkg/node.js';

const folder = new URL('../fixtures/', import.meta.url);

/**
 * Every fixture: its name without `.json`, its plan, and what makes and what takes away.
 *
 * @returns {{ name: string, plan: any, deploy: string, teardown: string }[]}
 */
export function plans() {
  const files = readdirSync(fileURLToPath(folder)).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => {
    const plan = today(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    return { name: file.slice(0, -'.json'.length), plan, ...scripts(plan) };
  });
}

/** A plan of a time when a version was new that nobody can make a cluster of any more. */
function today(plan) {
  for (const cluster of plan.clusters ?? []) {
    if (cluster.kubernetesVersion === '1.17.7') cluster.kubernetesVersion = '1.36';
  }
  return plan;
}

/**
 * The scripts of a plan.
 *
 * @param {any} plan
 */
export function scripts(plan) {
  return { deploy: script(plan, false), teardown: script(plan, true) };
}

function script(plan, teardown) {
  // A few plans name what Azure has retired: az and its script are the same.
  const { text } = render(plan, { to: 'az', teardown, force: true });
  if (text === undefined) throw new Error('the plan has no script');
  return text;
}
