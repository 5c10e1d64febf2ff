// What can go wrong in the middle of a deployment: it goes on after all, or says what failed, does the
// rest, and goes on from there when it is run again. In each, nothing is made twice.

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
/** What was made, or changed. */
const puts = () =>
  changing(arm.requests.filter(({ status }) => status < 300)).filter((it) => it.startsWith('PUT '));
const cluster = { method: 'PUT', path: /\/managedClusters\/[^/]+$/ };
const network = { method: 'PUT', path: /\/virtualNetworks\/[^/]+$/ };
const ended = (it) => JSON.stringify(it, null, 1);

/** @type {[string, any[]][]} */
const survived = [
  ['a storm of 429', [{ status: 429, times: 7, skip: 3, headers: { 'x-ms-retry-after-ms': '2' } }]],
  ['429 at what makes the cluster', [{ match: cluster, status: 429, times: 3 }].map(soonAgain)],
  [
    '429 by a clock that is an hour ahead',
    [{ match: cluster, status: 429, times: 1, headers: ahead() }],
  ],
  [
    '500, 502, 503 and 504',
    [500, 502, 503, 504].map((status) => ({ match: network, status, times: 1 })),
  ],
  [
    'an answer that is lost after it was done',
    [{ match: cluster, status: 503, after: true, times: 1 }],
  ],
  ['a connection that is reset', [{ match: cluster, reset: 'before', times: 2 }]],
  ['a reset in the middle of a body', [{ match: network, reset: 'middle', times: 1 }]],
  ['a reset in the middle of any answer', [{ reset: 'middle', times: 3, skip: 5 }]],
  ['a token that expires in the middle', [{ match: cluster, expired: true, times: 1 }]],
  ['a claims challenge', [{ match: cluster, claims: '{"access_token":{}}', times: 1 }]],
  ['an operation that vanishes', [{ match: cluster, operation: { vanishes: true }, times: 1 }]],
];

function soonAgain(fault) {
  return { ...fault, headers: { 'x-ms-retry-after-ms': '2' } };
}

/** The header of a wait that is over, said by a clock that is an hour ahead. */
function ahead() {
  const date = new Date(Date.now() + 3_600_000).toUTCString();
  return { date, 'retry-after': date };
}

describe('what passes', () => {
  for (const [title, faults] of survived) {
    test(title, async () => {
      const options = { ...scene(arm, plan), journal: memory() };
      for (const fault of faults) arm.fault(fault);
      const first = await azureFor(arm, plan).deploy(requests, options);
      assert.equal(first.state, 'done', ended(first));
      const well = arm.requests.filter(({ method, status }) => method === 'PUT' && status < 300);
      const made = well.map(({ path }) => path);
      // Twice only where the answer to the first was lost.
      assert.ok(made.length <= new Set(made).size + 3, made.join('\n'));
      const sent = arm.requests.length;
      assert.equal((await azureFor(arm, plan).deploy(requests, options)).state, 'done');
      assert.deepEqual(changing(arm.requests.slice(sent)), []);
      assert.deepEqual(arm.problems, []);
    });
  }

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
    assert.deepEqual(puts(), [...new Set(puts())]);
  });
});

const code = { code: 'SkuNotAvailable', message: 'The size is not there.' };
/** @type {[string, any, any, { kind: string, says: RegExp }][]} */
const failed = [
  [
    'an operation that fails',
    { match: cluster, operation: { fails: code } },
    {},
    { kind: 'operationFailed', says: /SkuNotAvailable: The size is not there/ },
  ],
  [
    'an operation that hangs',
    { match: cluster, operation: { hangs: true } },
    { operationSeconds: 0.1 },
    { kind: 'operationTimedOut', says: /not done after/ },
  ],
  [
    'a cluster that is refused',
    { match: cluster, status: 400, body: { error: code } },
    {},
    { kind: 'refused', says: /400, SkuNotAvailable/ },
  ],
  [
    'a role that is not there',
    {
      match: cluster,
      status: 403,
      body: { error: { code: 'AuthorizationFailed', message: 'May not.' } },
    },
    {},
    { kind: 'refused', says: /403, AuthorizationFailed/ },
  ],
  [
    'no way to Azure from the cluster on',
    { match: cluster, reset: 'before' },
    { attempts: 2 },
    { kind: 'network', says: /no answer/ },
  ],
];

describe('what does not pass', () => {
  for (const [title, fault, limits, { kind, says }] of failed) {
    test(title, async () => {
      const options = { ...scene(arm, plan), journal: memory(), confirm: async () => true };
      const before = Object.keys(arm.resources());
      const mend = arm.fault(fault);
      const first = await azureFor(arm, plan, { limits }).deploy(requests, options);
      assert.equal(first.state, 'failed', ended(first));
      const wrong = first.requests.filter(({ state }) => state === 'failed');
      assert.deepEqual(
        wrong.map(({ error }) => error?.kind),
        [kind],
      );
      assert.match(wrong[0].why ?? '', says);
      assert.match(first.help ?? '', /^mend what failed, then run it again/);
      for (const it of first.requests.filter(({ state }) => state === 'waiting')) {
        assert.match(it.why ?? '', /^it needs /);
      }
      if (title.includes('hangs')) {
        // It is under way for ever: nothing more is sent when it is gone on with.
        const sent = arm.requests.length;
        await azureFor(arm, plan, { limits }).deploy(requests, options);
        assert.deepEqual(changing(arm.requests.slice(sent)), []);
        return;
      }
      mend();
      const again = await azureFor(arm, plan).deploy(requests, options);
      assert.equal(again.state, 'done', ended(again));
      const gone = await azureFor(arm, plan).deploy(teardown, options);
      assert.equal(gone.state, 'done', ended(gone));
      assert.deepEqual(Object.keys(arm.resources()), before);
      assert.deepEqual(arm.problems, []);
    });
  }

  test('offline: nothing is begun', async () => {
    const options = { ...scene(arm, plan), journal: memory() };
    const offline = azureFor(arm, plan, {
      fetch: () => Promise.reject(new TypeError('offline')),
      limits: { attempts: 2 },
    });
    const first = await offline.deploy(requests, options);
    assert.equal(first.state, 'failed');
    assert.equal(first.error?.kind, 'network');
    assert.ok(first.requests.every(({ state, sent }) => state === 'waiting' && !sent));
    assert.deepEqual(arm.requests, []);
  });

  test('a journal that can not be saved: nothing is sent', async () => {
    const options = scene(arm, plan);
    const journal = { load: () => undefined, save: () => Promise.reject(new Error('disk full')) };
    const first = await azureFor(arm, plan).deploy(requests, { ...options, journal });
    assert.equal(first.error?.kind, 'journal');
    assert.match(first.error?.message ?? '', /disk full/);
    assert.deepEqual(changing(arm.requests), []);
  });
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
