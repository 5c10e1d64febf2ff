// Plans deployed over fetch: they end as they say, a second time nothing is sent, and a teardown leaves
// what was there before.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startArm } from '../arm/server.mjs';
import { plans } from '../az/plans.mjs';
import { azureFor, changing, memory, requestsOf, scene, secrets } from './deploying.mjs';

const lro = { polls: 2, retryAfterMs: 1 };
const arm = await startArm({ tls: false, lro, roleDelay: 1, featureDelay: 2, principalDelay: 2 });
after(() => arm.close());

const ids = () => Object.keys(arm.resources()).sort();

for (const { name, plan } of plans()) {
  test(`deployment of ${name}`, async () => {
    const options = { ...scene(arm, plan), journal: memory(), confirm: async () => true };
    const before = arm.resources();
    const azure = azureFor(arm, plan);
    const requests = requestsOf(plan);

    const dry = await azure.dryRun(requests, options);
    assert.deepEqual(changing(arm.requests), []);
    assert.equal(options.journal.saves, 0);
    const wanted = dry.requests.filter(({ does }) => !['skip', 'refused'].includes(does));
    assert.ok(wanted.length > 0, 'it does nothing');

    const first = await azure.deploy(requests, options);
    assert.equal(first.state, 'done', JSON.stringify(first, null, 1));
    assert.deepEqual(
      first.requests.filter(({ sent }) => sent).map(({ id }) => id),
      wanted.map(({ id }) => id),
    );
    const made = arm.resources();
    for (const { method, path, id } of dry.requests) {
      if (method === 'PUT') assert.ok(made[decodeURIComponent(path).toLowerCase()], id);
    }
    assert.ok(!options.journal.text?.includes(secrets.AKSPLAN_CLIENT_SECRET));
    assert.ok(!options.journal.text?.includes(arm.token()));

    const sent = arm.requests.length;
    const second = await azure.deploy(requests, { ...options, confirm: undefined });
    assert.equal(second.state, 'done', JSON.stringify(second, null, 1));
    assert.deepEqual(changing(arm.requests.slice(sent)), []);
    assert.deepEqual(arm.resources(), made);

    const gone = await azure.deploy(requestsOf(plan, true), { ...options, confirm: undefined });
    assert.equal(gone.state, 'done', JSON.stringify(gone, null, 1));
    // Clusters that were there keep the pools and windows that they got, and others their roles.
    const kept =
      /\/resourcegroups\/mc_|\/managedclusters\/[^/]+\/(agentpools|maintenanceconfigurations)\//;
    const others = Object.values(before).map(({ properties }) => properties?.principalId);
    const left = arm.resources();
    const isOthers = (id) => others.filter(Boolean).includes(left[id]?.properties.principalId);
    assert.deepEqual(
      ids().filter((id) => !kept.test(id) && (before[id] || !isOthers(id))),
      Object.keys(before)
        .filter((id) => !kept.test(id))
        .sort(),
    );
    assert.deepEqual(arm.problems, []);
  });
}
