// Plans and their requests, a local Azure that has what the plans say is there, and journals.

import { Azure, render } from '../../pkg/node.js';
import { seed } from '../az/existing.mjs';
import { soon } from './azure.mjs';

/** @typedef {import('../az/cloud.mjs').Arm} Arm */

export const secrets = { AKSPLAN_CLIENT_SECRET: 'a secret' };

/**
 * The requests of a plan.
 *
 * @returns {import('../../pkg/index.js').Requests}
 */
export function requestsOf(plan, teardown = false) {
  return JSON.parse(render(plan, { to: 'requests', teardown, force: true }).text ?? '');
}

/** A local Azure as if new, with what a plan says is there, and what it gives `deploy`. */
export function scene(/** @type {Arm} */ arm, plan) {
  arm.reset();
  const { subscription } = arm.options;
  const named = plan.subscription;
  const isId = /^[0-9a-f-]{36}$/.test(named ?? '');
  arm.subscriptions.set(isId ? named : subscription, isId ? 'of the plan' : (named ?? 'Tests'));
  seed(arm, plan);
  return { secrets, ...(isId || named ? {} : { subscriptionId: subscription }) };
}

/** A client that is signed in to the cloud of a plan. */
export function azureFor(arm, plan = {}, options = {}) {
  return new Azure({
    cloud: plan.connection?.cloud,
    baseUrl: arm.httpUrl,
    graphBaseUrl: arm.httpUrl,
    token: () => arm.token(),
    ...options,
    limits: { ...soon, ...options.limits },
  });
}

/** A journal in memory: its text, and how often it was saved. */
export function memory() {
  return {
    text: /** @type {string | undefined} */ (undefined),
    saves: 0,
    async load() {
      return this.text;
    },
    async save(text) {
      this.text = text;
      this.saves += 1;
    },
  };
}

/** What was sent that may change something. */
export function changing(requests) {
  const sent = requests.filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method));
  return sent.map(({ method, path }) => `${method} ${path}`);
}
