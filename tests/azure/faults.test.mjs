// The table of faults, in Node and in Chromium.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, beforeEach, describe, test } from 'node:test';
import { startArm } from '../arm/server.mjs';
import { changing, requestsOf, scene, ten, there } from './deploying.mjs';
import { engines } from './engines.mjs';
import { deployed, notDeployed, notRead, read } from './fault-table.mjs';

const arm = await startArm({ tls: false, pageSize: 2, lro: { polls: 2, retryAfterMs: 1 } });
const { subscription } = arm.options;

/** Somebody who would like to have a token. */
const taken = [];
const thief = createServer((request, response) => {
  taken.push(request.headers);
  response.end('{"value":[]}');
});
await new Promise((ready) => thief.listen(0, '127.0.0.1', () => ready(undefined)));
const elsewhere = `http://127.0.0.1:${/** @type {any} */ (thief.address()).port}/`;

const all = await engines(arm);
after(async () => {
  await Promise.all(all.map((it) => it.close()));
  await arm.close();
  await new Promise((closed) => thief.close(closed).closeAllConnections());
});

const { plan } = ten.find(({ name }) => name === '05-kubenet-routing') ?? ten[0];
const requests = requestsOf(plan);
const teardown = requestsOf(plan, true);
const said = (it) => JSON.stringify(it, null, 1);

/** What was carried out twice and may only be done once. */
function twice() {
  const made = changing(arm.requests.filter(({ status }) => status > 0 && status < 300));
  return made.filter((it, at) => !it.startsWith('POST ') && made.indexOf(it) !== at);
}

/** Waits until Azure has something. */
async function until(isSo) {
  while (!isSo()) await new Promise((next) => setTimeout(next, 2));
}

for (const engine of all) {
  describe(`${engine.name}, reading`, () => {
    beforeEach(() => {
      arm.reset();
      for (const name of ['rg', 'rg-2', 'rg-3']) {
        const id = `/subscriptions/${subscription}/resourceGroups/${name}`;
        arm.seed(id, { location: 'westeurope' });
      }
    });

    /** As many as the table says; a browser may ask by itself once more. */
    const count = (wanted, fault) => {
      const mayBeMore = engine.asksAgain && 'reset' in fault;
      const got = arm.requests.length;
      assert.ok(got === wanted || (mayBeMore && got > wanted), `${got} requests, not ${wanted}`);
    };

    for (const { title, faults, requests: wanted, claims } of read) {
      test(title, async () => {
        for (const fault of faults) arm.fault(fault);
        const { answer, error, asked } = await engine.run({});
        assert.equal(error, undefined, said(error));
        const names = answer.map(({ name }) => name).sort();
        assert.deepEqual(names, ['rg', 'rg-2', 'rg-3']);
        count(wanted, faults[0]);
        if (claims) assert.deepEqual(asked?.map((it) => it.claims).filter(Boolean), claims);
      });
    }

    test('pages without anything on them', async () => {
      const path = `${arm.httpUrl}/subscriptions/${subscription}/resourcegroups`;
      for (const to of [1, 2, 3]) {
        const nextLink = `${path}?api-version=2024-11-01&$skiptoken=0&n=${to}`;
        arm.fault({ status: 200, body: { value: [], nextLink }, times: 1 });
      }
      const { answer } = await engine.run({});
      assert.equal(answer.length, 3);
    });

    for (const { title, fault, limits, kind, attempts, says, code } of notRead(elsewhere)) {
      test(`${title}: it says so`, async () => {
        arm.fault(fault);
        const { error } = await engine.run({ limits: { attempts: 3, ...limits } });
        assert.equal(error?.name, 'AzureError');
        assert.equal(error.kind, kind, error.message);
        assert.match(error.message, says);
        const path = `/subscriptions/${subscription}/resourcegroups`;
        assert.ok(error.message.startsWith(`GET ${path}: `));
        assert.deepEqual(error.request, { method: 'GET', path });
        assert.equal(error.azure?.code, code ?? error.azure?.code);
        if (attempts) count(attempts, fault);
        assert.ok(error.help.length > 10);
        assert.deepEqual(taken, []);
      });
    }

    test('offline: it says so', async () => {
      await engine.offline(true);
      const { error } = await engine.run({ limits: { attempts: 3 } });
      await engine.offline(false);
      assert.equal(error.kind, 'network');
      assert.equal(error.attempts, 3);
      assert.match(error.help, /^check the network/);
      assert.deepEqual(arm.requests, []);
    });
  });

  describe(`${engine.name}, deploying`, () => {
    let options;
    beforeEach(async () => {
      options = scene(arm, plan);
      await engine.clear();
    });
    const deploy = (limits) => engine.run({ requests, options, limits });

    /** It is at its end, and a second time there is nothing to do. */
    async function isDone(/** @type {import('./engines.mjs').Outcome} */ { answer, error }) {
      assert.equal(answer?.state, 'done', said(answer ?? error));
      const sent = arm.requests.length;
      assert.equal((await deploy()).answer?.state, 'done');
      assert.deepEqual(changing(arm.requests.slice(sent)), []);
      assert.deepEqual(arm.problems, []);
    }

    for (const { title, faults } of deployed) {
      test(title, async () => {
        for (const fault of faults) arm.fault(fault);
        await isDone(await deploy());
        // Only what was done and never heard of is sent again, and changes nothing.
        const lost = faults.some((it) => it.reset === 'middle' || it.after || it.operation);
        assert.ok(twice().length <= (lost ? 3 : 0), twice().join('\n'));
      });
    }

    for (const { title, fault, limits, kind, says, hangs } of notDeployed) {
      test(`${title}: it says so, and goes on when that is mended`, async () => {
        const before = Object.keys(arm.resources());
        const mend = arm.fault(fault);
        const { answer: first } = await deploy(limits);
        assert.equal(first?.state, 'failed', said(first));
        const wrong = first.requests.filter(({ state }) => state === 'failed');
        assert.deepEqual(
          wrong.map(({ error }) => error?.kind),
          [kind],
        );
        assert.match(wrong[0].why, says);
        assert.match(first.help, /^mend what failed, then run it again/);
        for (const it of first.requests.filter(({ state }) => state === 'waiting')) {
          assert.match(it.why, /^it needs /);
        }
        if (hangs) {
          // It is under way for ever: nothing more is sent when it is gone on with.
          const sent = arm.requests.length;
          await deploy(limits);
          assert.deepEqual(changing(arm.requests.slice(sent)), []);
          return;
        }
        mend();
        await isDone(await deploy());
        const gone = await engine.run({ requests: teardown, options });
        assert.equal(gone.answer?.state, 'done', said(gone));
        assert.deepEqual(Object.keys(arm.resources()), before);
      });
    }

    test('offline: nothing is begun, and it goes on when the network is back', async () => {
      await engine.offline(true);
      const { answer } = await deploy({ attempts: 2 });
      await engine.offline(false);
      assert.equal(answer.state, 'failed');
      assert.equal(answer.error.kind, 'network');
      assert.ok(answer.requests.every(({ state, sent }) => state === 'waiting' && !sent));
      assert.deepEqual(arm.requests, []);
      await isDone(await deploy());
      assert.deepEqual(twice(), []);
    });

    test('offline in the middle, and back after a while', async () => {
      let isOff = false;
      arm.fault({
        match: ({ method, path }) => {
          if (isOff || method !== 'PUT' || !/\/routeTables\/[^/]+$/.test(path)) return false;
          isOff = true;
          void engine.offline(true);
          setTimeout(() => void engine.offline(false), 200);
          return true;
        },
        times: 1,
        reset: 'middle',
      });
      await isDone(await deploy({ attempts: 100 }));
      assert.ok(isOff);
    });

    test('closed in the middle, and opened again', async () => {
      const whole = await deploy();
      assert.equal(whole.answer?.state, 'done', said(whole));
      const wanted = there(arm);
      scene(arm, plan);
      await engine.clear();
      const operation = { hangs: true };
      arm.fault({ match: { method: 'PUT', path: '/managedClusters/' }, times: 1, operation });
      const { kill } = engine.begin({ requests, options });
      await until(() =>
        arm.requests.some(({ path }) => /\/operations?(results|statuses)?\//i.test(path)),
      );
      await kill();
      operation.hangs = false;
      await isDone(await deploy());
      assert.deepEqual(there(arm), wanted);
      assert.deepEqual(twice(), []);
    });

    test('two at once: one does it, the other stops', async () => {
      const both = await Promise.all([deploy(), deploy()]);
      const states = both.map(({ answer }) => answer?.state).sort();
      assert.deepEqual(states, ['done', 'stopped'], said(both));
      const stopped = both.find(({ answer }) => answer?.state === 'stopped');
      assert.equal(stopped?.answer.error?.kind, 'journal');
      assert.match(stopped?.answer.error?.message, /another run goes on with this journal/);
      await isDone(await deploy());
    });
  });
}
