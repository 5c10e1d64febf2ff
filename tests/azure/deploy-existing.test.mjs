// Deployments where something exists already, tokens end, or nothing can be written down.

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { startArm } from '../arm/server.mjs';
import { plans } from '../az/plans.mjs';
import { azureFor, changing, memory, requestsOf, scene } from './deploying.mjs';

const arm = await startArm({ tls: false, lro: { polls: 2, retryAfterMs: 1 } });
after(() => arm.close());

const { plan } = plans().find(({ name }) => name === '05-kubenet-routing') ?? plans()[0];
const requests = requestsOf(plan);
const teardown = requestsOf(plan, true);
const ended = (it) => JSON.stringify(it, null, 1);

test('every token expires in the middle', async () => {
  const options = { ...scene(arm, plan), journal: memory() };
  let seen = 0;
  const first = await azureFor(arm, plan).deploy(requests, {
    ...options,
    onProgress: ({ type }) => {
      seen += 1;
      if (type === 'request' && seen % 7 === 0) arm.tokens.expire();
    },
  });
  assert.equal(first.state, 'done', ended(first));
  const made = arm.requests.filter(({ method, status }) => method === 'PUT' && status < 300);
  assert.equal(new Set(made.map(({ path }) => path)).size, made.length);
});

test('a journal that can not be saved: nothing is sent', async () => {
  const options = scene(arm, plan);
  const journal = { load: () => undefined, save: () => Promise.reject(new Error('disk full')) };
  const first = await azureFor(arm, plan).deploy(requests, { ...options, journal });
  assert.equal(first.error?.kind, 'journal');
  assert.match(first.error?.message ?? '', /disk full/);
  assert.deepEqual(changing(arm.requests), []);
});

describe('what exists', () => {
  const group = plan.resourceGroups?.[0]?.name;
  const groupId = `/subscriptions/${plan.subscription}/resourceGroups/${group}`;

  test('a group that was there before stays when the rest is taken away', async () => {
    const options = { ...scene(arm, plan), journal: memory() };
    arm.seed(groupId, { location: plan.location });
    const before = arm.resources();
    assert.ok(before[groupId.toLowerCase()]);
    assert.equal((await azureFor(arm, plan).deploy(requests, options)).state, 'done');
    const gone = await azureFor(arm, plan).deploy(teardown, options);
    assert.equal(gone.state, 'done', ended(gone));
    assert.deepEqual(arm.resources(), before);
    const kept = gone.requests.find(({ id }) => id === `resource-group/${group}`);
    assert.equal(kept?.state, 'skipped');
    assert.match(kept?.why ?? '', /it was not made here/);
  });

  test('without a journal nothing is taken away that nobody confirms', async () => {
    const options = scene(arm, plan);
    assert.equal((await azureFor(arm, plan).deploy(requests, options)).state, 'done');
    const made = arm.resources();
    const sent = arm.requests.length;
    await assert.rejects(azureFor(arm, plan).deploy(teardown, options), { kind: 'notConfirmed' });
    await assert.rejects(
      azureFor(arm, plan).deploy(teardown, { ...options, confirm: async () => false }),
      { kind: 'notConfirmed' },
    );
    assert.deepEqual(changing(arm.requests.slice(sent)), []);
    assert.deepEqual(arm.resources(), made);
  });

  test('what was confirmed is what is sent', async () => {
    const { plan: there } = plans().find(({ name }) => name === '16-everything-existing') ?? {};
    const options = { ...scene(arm, there), journal: memory() };
    const changes = requestsOf(there);
    const dry = await azureFor(arm, there).dryRun(changes, options);
    const wanted = dry.requests.flatMap((it) => it.changes);
    assert.ok(wanted.length > 0);
    assert.ok(wanted.every(({ path, to }) => path.startsWith('/') && to !== undefined));
    await assert.rejects(azureFor(arm, there).deploy(changes, options), { kind: 'notConfirmed' });
    assert.deepEqual(changing(arm.requests), []);
    /** @type {any[][]} */
    const asked = [];
    const done = await azureFor(arm, there).deploy(changes, {
      ...options,
      confirm: async (all) => {
        asked.push(all);
        return true;
      },
    });
    assert.equal(done.state, 'done', ended(done));
    assert.deepEqual(asked, [wanted]);
  });
});
