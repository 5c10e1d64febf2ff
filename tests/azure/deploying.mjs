// Plans and their requests, a local Azure that has what the plans say is there, and journals.

import { Azure, render } from '../../pkg/node.js';
import { seed } from '../az/existing.mjs';
import { plans } from '../az/plans.mjs';
import { soon } from './azure.mjs';

/** @typedef {import('../az/cloud.mjs').Arm} Arm */

export const secrets = { AKSPLAN_CLIENT_SECRET: 'a secret' };

/** Of the plans that az is run with, those that are deployed from end to end wherever that is tried. */
const chosen = [
  '01-open-service-mesh',
  '02-subscription-and-groups',
  '03-identity-kubelet',
  '04-zones-all',
  '05-kubenet-routing',
  '07-network-creation',
  '08-kubenet-service-principal',
  '15-user-defined-routing',
  '16-everything-existing',
  '16-private-outbound-none',
];
export const ten = plans().filter(({ name }) => chosen.includes(name));

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

/** What is there, but for what is different in each life. */
export function there(/** @type {Arm} */ arm) {
  const fleeting =
    /^(etag|eTag|createdOn|updatedOn|createdAt|lastModifiedAt|resourceGuid|resourceGUID|resourceUID)$/;
  const all = Object.entries(arm.resources());
  // Identities are numbered as they are made, and those that need nothing of each other are made in any
  // order.
  const numbers = new Map(
    all.flatMap(([id, { properties }]) =>
      ['clientId', 'principalId']
        .filter((it) => /\/userassignedidentities\/[^/]+$/.test(id) && properties[it])
        .map((it) => [properties[it], `${it} of ${id}`]),
    ),
  );
  const text = JSON.stringify(Object.fromEntries(all), (key, value) =>
    fleeting.test(key) ? undefined : (numbers.get(value) ?? value),
  );
  return JSON.parse(text);
}
