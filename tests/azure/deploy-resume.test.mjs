// Deployments that are cut off at every step, and gone on with: they end as if nothing had been, nothing
// is made twice, and what is taken away instead leaves what was there before.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startArm } from '../arm/server.mjs';
import { azureFor, changing, memory, requestsOf, scene, ten, there } from './deploying.mjs';

const arm = await startArm({ tls: false, lro: { polls: 1, retryAfterMs: 1 }, schemas: false });
after(() => arm.close());

const never = new Promise(() => {});

/**
 * A client and a journal that are cut off: `at` counts down on what `when` says, and then nothing comes
 * through any more.
 *
 * @param {'before' | 'after' | 'saved'} when a request that changes something arrives; its answer does;
 *   the journal is saved
 */
function mortal(plan, options, when, at, { teardown = false, journal = memory() } = {}) {
  const ending = new AbortController();
  let left = at;
  let dead = false;
  /** @type {(value?: unknown) => void} */
  let died = () => {};
  const death = new Promise((resolve) => {
    died = resolve;
  });
  const falls = (now) => {
    if (dead || now !== when) return dead;
    left -= 1;
    dead = left < 0;
    if (dead) died();
    return dead;
  };
  const azure = azureFor(arm, plan, {
    signal: ending.signal,
    fetch: async (url, init) => {
      const changes = init.method !== 'GET';
      if (dead || (changes && falls('before'))) return never;
      const answer = await fetch(url, init);
      return dead || (changes && falls('after')) ? never : answer;
    },
  });
  const run = azure.deploy(requestsOf(plan, teardown), {
    ...options,
    journal: {
      load: () => (dead ? never : journal.load()),
      save: async (text) => {
        if (dead) return never;
        await journal.save(text);
        return falls('saved') ? never : undefined;
      },
    },
  });
  return Promise.race([run, death.then(() => undefined)]).then((ended) => {
    // Nothing of it is left: no timer, no request.
    dead = true;
    ending.abort();
    return { ended, journal };
  });
}

const posts = (it) => it.startsWith('POST ');

for (const { name, plan } of ten) {
  test(`${name}, cut off at every step`, async () => {
    const confirm = async () => true;
    let options = { ...scene(arm, plan), confirm };
    const requests = requestsOf(plan);
    const whole = await azureFor(arm, plan).deploy(requests, { ...options, journal: memory() });
    assert.equal(whole.state, 'done', JSON.stringify(whole, null, 1));
    const wanted = there(arm);
    const steps = changing(arm.requests).length;
    assert.ok(steps > 0);

    /** @type {('before' | 'after' | 'saved')[]} */
    const kinds = name.startsWith('07') ? ['before', 'after', 'saved'] : ['before', 'after'];
    for (const when of kinds) {
      for (let at = 0; ; at += 1) {
        options = { ...scene(arm, plan), confirm };
        const { ended, journal } = await mortal(plan, options, when, at);
        if (ended) {
          assert.equal(ended.state, 'done');
          assert.ok(when === 'saved' || at === steps, `${at} of ${steps}`);
          break;
        }
        const where = `${when} ${at}`;
        const again = await azureFor(arm, plan).deploy(requests, { ...options, journal });
        assert.equal(again.state, 'done', `${where} ${JSON.stringify(again, null, 1)}`);
        assert.deepEqual(there(arm), wanted, where);
        const sent = changing(arm.requests).filter((it) => !posts(it));
        assert.deepEqual(sent, [...new Set(sent)], where);
        const registered = changing(arm.requests).filter(posts);
        assert.ok(registered.length <= new Set(registered).size + 1, where);
        assert.deepEqual(arm.problems, [], where);
      }
    }
  });

  test(`${name}, taken away from halfway`, async () => {
    const confirm = async () => true;
    const steps = requestsOf(plan).requests.length;
    for (const when of /** @type {const} */ (['before', 'after'])) {
      for (let at = 0; at < steps; at += 2) {
        const options = { ...scene(arm, plan), confirm };
        const before = there(arm);
        const { ended, journal } = await mortal(plan, options, when, at);
        if (ended) break;
        const sent = arm.requests.length;
        const gone = await azureFor(arm, plan).deploy(requestsOf(plan, true), {
          ...options,
          journal,
        });
        const where = `${when} ${at}`;
        assert.equal(gone.state, 'done', `${where} ${JSON.stringify(gone, null, 1)}`);
        leaves(before, where);
        // What is under way is waited for, so that nothing is refused.
        const refused = arm.requests.slice(sent).filter(({ status }) => status === 409);
        assert.deepEqual(changing(refused), [], where);
        assert.deepEqual(arm.problems, [], where);
      }
    }
  });

  test(`${name}, taken away with a cut at every step`, async () => {
    const confirm = async () => true;
    for (const when of /** @type {const} */ (['before', 'after'])) {
      for (let at = 0; ; at += 1) {
        const options = { ...scene(arm, plan), confirm, journal: memory() };
        const { journal } = options;
        const before = there(arm);
        const whole = await azureFor(arm, plan).deploy(requestsOf(plan), options);
        assert.equal(whole.state, 'done');
        const made = there(arm);
        arm.requests.length = 0;
        const { ended } = await mortal(plan, options, when, at, { teardown: true, journal });
        const where = `${when} ${at}`;
        if (ended) {
          assert.equal(ended.state, 'done', JSON.stringify(ended, null, 1));
          assert.equal(at, changing(arm.requests).length, where);
          break;
        }
        // Every other time it is made again instead, as if it had stayed.
        const again = at % 2 === 1;
        const next = await azureFor(arm, plan).deploy(requestsOf(plan, !again), options);
        assert.equal(next.state, 'done', `${where} ${JSON.stringify(next, null, 1)}`);
        if (again) assert.deepEqual(unnamed(there(arm)), unnamed(made), where);
        else leaves(before, where);
        const sent = changing(arm.requests).filter((it) => !posts(it));
        assert.deepEqual(sent, [...new Set(sent)], where);
        assert.deepEqual(arm.problems, [], where);
        if (!again) continue;
        const gone = await azureFor(arm, plan).deploy(requestsOf(plan, true), options);
        assert.equal(gone.state, 'done', `${where} ${JSON.stringify(gone, null, 1)}`);
        leaves(before, where);
      }
    }
  });
}

/** Resources with numbers for principals: an identity that is made again is another one. */
function unnamed(resources) {
  const known = new Map();
  const number = (id) => known.get(id) ?? known.set(id, known.size).get(id);
  const sorted = Object.entries(resources).sort(([one], [other]) => (one < other ? -1 : 1));
  const text = JSON.stringify(sorted, (key, value) =>
    /^(principalId|clientId|objectId)$/.test(key) ? number(value) : value,
  );
  return JSON.parse(text);
}

/** What was there before a deployment is what its teardown leaves. */
function leaves(before, where) {
  const left = there(arm);
  // Clusters that were there keep the pools and windows that they got, and others their roles.
  const kept = /\/resourcegroups\/mc_|\/managedclusters\/[^/]+\//;
  const others = Object.values(before).map(({ properties }) => properties?.principalId);
  const isOthers = (id) => others.filter(Boolean).includes(left[id]?.properties.principalId);
  assert.deepEqual(
    Object.keys(left).filter((id) => !before[id] && !kept.test(id) && !isOthers(id)),
    [],
    where,
  );
  for (const id of Object.keys(before)) assert.ok(left[id], `${where} ${id}`);
}

const { plan } = ten.find(({ name }) => name === '05-kubenet-routing') ?? ten[0];

test('a process that is killed, with a journal in a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aksplan-deploy-'));
  try {
    for (const path of ['/resourcegroups/', '/routetables/', '/managedclusters/']) {
      const options = scene(arm, plan);
      const file = join(folder, `${path.replaceAll('/', '')}.json`);
      const script = fileURLToPath(new URL('deploy-child.mjs', import.meta.url));
      const work = { url: arm.httpUrl, token: arm.token(), options, requests: requestsOf(plan) };
      writeFileSync(`${file}.work`, JSON.stringify(work));
      const child = spawn(process.execPath, [script, `${file}.work`, file], { stdio: 'inherit' });
      const ended = once(child, 'exit');
      const isThere = () =>
        arm.requests.some((it) => it.method === 'PUT' && it.path.toLowerCase().includes(path));
      while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 2));
      child.kill('SIGKILL');
      assert.deepEqual(await ended, [null, 'SIGKILL']);
      const journal = {
        load: async () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
        save: async (text) => writeFileSync(file, text),
      };
      assert.ok(await journal.load());
      const again = await azureFor(arm, plan).deploy(requestsOf(plan), { ...options, journal });
      assert.equal(again.state, 'done', JSON.stringify(again, null, 1));
      const sent = changing(arm.requests).filter((it) => !posts(it));
      assert.deepEqual(sent, [...new Set(sent)], path);
      assert.deepEqual(arm.problems, []);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a signal stops it, and it is gone on with', async () => {
  const options = { ...scene(arm, plan), journal: memory() };
  const stopping = new AbortController();
  const stopped = await azureFor(arm, plan).deploy(requestsOf(plan), {
    ...options,
    signal: stopping.signal,
    onProgress: (it) => {
      if (it.type === 'request' && it.state === 'operation') stopping.abort();
    },
  });
  assert.equal(stopped.state, 'stopped');
  assert.match(stopped.help ?? '', /same plan and journal/);
  const states = new Set(stopped.requests.map(({ state }) => state));
  assert.ok(states.has('stopped') && states.has('waiting'), [...states].join(' '));

  // Another plan is not for this journal.
  const other = requestsOf({ ...plan, location: 'northeurope' });
  await assert.rejects(azureFor(arm, plan).deploy(other, options), (error) => {
    const { kind, message } = /** @type {any} */ (error);
    assert.equal(kind, 'journal');
    assert.match(message, /another plan/);
    return true;
  });
  const again = await azureFor(arm, plan).deploy(requestsOf(plan), options);
  assert.equal(again.state, 'done', JSON.stringify(again, null, 1));
  const sent = changing(arm.requests).filter((it) => !posts(it));
  assert.deepEqual(sent, [...new Set(sent)]);
});

test('two runs with one journal: one goes on, the other stops', async () => {
  const options = { ...scene(arm, plan), journal: memory() };
  const requests = requestsOf(plan);
  const both = await Promise.all([
    azureFor(arm, plan).deploy(requests, options),
    azureFor(arm, plan).deploy(requests, options),
  ]);
  const states = both.map(({ state }) => state).sort();
  assert.deepEqual(states, ['done', 'stopped']);
  const stopped = both.find(({ state }) => state === 'stopped');
  assert.equal(stopped?.error?.kind, 'journal');
  assert.match(stopped?.error?.message ?? '', /another run goes on with this journal/);
  assert.deepEqual(arm.problems, []);
});
