// The requests of every fixture, sent to a local Azure: they make what they say, a second time change
// nothing, and their reverse leaves nothing.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { render } from '../../pkg/node.js';
import { startArm } from '../arm/server.mjs';
import { seed } from '../az/existing.mjs';
import { plans } from '../az/plans.mjs';
import { send, uuid } from './send.mjs';

/** @type {Awaited<ReturnType<typeof startArm>>} */
let arm;
before(async () => {
  const lro = { polls: 2, retryAfterMs: 1 };
  arm = await startArm({ tls: false, lro, roleDelay: 1, featureDelay: 2 });
});
after(() => arm.close());

for (const { name, plan } of plans()) {
  test(`requests of ${name}`, async () => {
    arm.reset();
    const named = plan.subscription ?? arm.options.subscription;
    const isId = /^[0-9a-f-]{36}$/.test(named);
    const subscription = isId ? named : arm.options.subscription;
    if (isId) arm.subscriptions.set(subscription, 'the subscription of the plan');
    seed(arm, plan);
    const there = Object.keys(arm.resources());
    const to = {
      url: arm.httpUrl,
      token: arm.token(),
      subscription,
      secrets: { AKSPLAN_CLIENT_SECRET: 'a secret' },
    };

    const requests = written(plan, false);
    const sent = await send(requests, to);
    const missing = requests.requests.filter(({ method, when, path }) => {
      const isThere = there.some((id) => id === path.toLowerCase());
      return method === 'PUT' && when === 'missing' && !isThere;
    });
    assert.ok(missing.length > 0 || sent.length > 0, 'it makes nothing');
    assert.deepEqual(
      missing.filter(({ id }) => !sent.includes(id)).map(({ id }) => id),
      [],
    );
    const made = arm.resources();

    assert.deepEqual(await send(requests, to), []);
    assert.deepEqual(arm.resources(), made);

    await send(written(plan, true), to);
    // Clusters that were there keep the pools and windows that they got, and others their roles.
    const kept =
      /\/resourcegroups\/mc_|\/managedclusters\/[^/]+\/(agentpools|maintenanceconfigurations)\//;
    const after = arm.resources();
    const others = there.map((id) => after[id]?.properties?.principalId).filter(Boolean);
    const left = Object.keys(after).filter((id) => !there.includes(id) && !kept.test(id));
    assert.deepEqual(
      left.filter((id) => !others.includes(after[id].properties.principalId)),
      [],
    );
    assert.deepEqual(arm.problems, []);
  });
}

/** @returns {import('aksplan').Requests} */
function written(plan, teardown) {
  return JSON.parse(render(plan, { to: 'requests', teardown, force: true }).text ?? '');
}

// The example of RFC 9562, appendix A.4.
test('names are UUIDs of version 5', () => {
  const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
  assert.equal(uuid(dns, 'www.example.com'), '2ed6657d-e927-568b-95e1-2665a8aea6a2');
});
