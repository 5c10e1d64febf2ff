// `aksplan azure deploy`, as a process that is stopped, ended by force, and run again.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, describe, test } from 'node:test';
import { startArm } from '../arm/server.mjs';
import { azure, signedInWithAz } from './azure.mjs';
import { folder } from './run.mjs';

const arm = await startArm({ tls: false, lro: { polls: 2, retryAfterMs: 20 } });
after(() => arm.close());
afterEach(() => {
  arm.faults.clear();
  arm.reset();
});

/** A cluster in a network of its own; `more` goes into it. */
const shop = (more = {}) => ({
  location: 'westeurope',
  resourceGroups: [{ name: 'rg-shop' }],
  virtualNetworks: [
    {
      name: 'vnet',
      addressPrefixes: ['10.240.0.0/16'],
      subnets: [{ name: 'nodes', addressPrefix: '10.240.0.0/22' }],
    },
  ],
  clusters: [
    {
      name: 'shop',
      networkProfile: { networkPlugin: 'azure', networkPluginMode: 'overlay' },
      agentPools: [
        {
          name: 'system',
          mode: 'System',
          vmSize: 'Standard_D4s_v5',
          count: 3,
          vnetSubnet: 'nodes',
        },
        { name: 'work', mode: 'User', vmSize: 'Standard_D4s_v5', count: 2, vnetSubnet: 'nodes' },
      ],
    },
  ],
  ...more,
});

/** @param {import('node:test').TestContext} t */
function person(t, plan = shop()) {
  const cwd = folder(t, { 'plan.json': plan });
  const { env, token } = signedInWithAz(cwd, arm);
  const secrets = [token];
  const all = { ...env, AKSPLAN_GRAPH_BASE_URL: arm.httpUrl };
  const begin = (...args) =>
    azure(['deploy', 'plan.json', '--skip-preflight', ...args], { env: all, cwd, secrets });
  const run = (...args) => begin(...args).done;
  const journal = join(cwd, 'plan.json.aksplan-journal.json');
  return { cwd, env: all, token, begin, run, journal };
}

/** What was sent that may change something. */
const changing = (from = 0) =>
  arm.requests
    .slice(from)
    .filter((it) => !['GET', 'HEAD', 'OPTIONS'].includes(it.method))
    .map(({ method, path }) => `${method} ${path}`);
const made = () => Object.keys(arm.resources()).sort();
const until = async (/** @type {() => boolean} */ is) => {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 5));
};
const hasSent = (part) => () => changing().some((it) => it.includes(part));

/** What a run without any trouble makes, and sends. */
let whole;
async function ofWhole(t) {
  if (!whole) {
    const { run } = person(t);
    const { code, err } = await run('--yes');
    assert.equal(code, 0, err);
    whole = { made: made(), sent: changing() };
    assert.equal(new Set(whole.sent).size, whole.sent.length);
    arm.reset();
  }
  return whole;
}

describe('azure deploy', () => {
  test('makes what the plan says, and says what it does', async (t) => {
    const { run, journal, token } = person(t);
    const { code, out, err } = await run('--yes');
    assert.equal(code, 0, err);
    assert.equal(out, '');
    assert.match(err, /\n {2}\+ .*rg-shop/);
    assert.match(err, /\d+ requests: \d+ to make/);
    assert.match(err, /✓ .*shop.* \d+ s\n/);
    assert.match(err, /everything is as planned: \d+ requests? sent, in \d+ s\n$/);
    assert.ok(made().some((it) => it.endsWith('/managedclusters/shop')));
    assert.ok(!readFileSync(journal, 'utf8').includes(token));
    assert.ok(!existsSync(`${journal}.lock`));

    const from = arm.requests.length;
    const second = await run('--yes');
    assert.equal(second.code, 0, second.err);
    assert.match(second.err, /as they are to be/);
    assert.deepEqual(changing(from), []);
  });

  test('--dry-run shows every request with its body, and sends none', async (t) => {
    const { run, journal } = person(t);
    const { code, out, err } = await run('--dry-run');
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /\n {6}PUT \/subscriptions\/.*\/virtualNetworks\/vnet\?api-version=/);
    assert.match(out, /"10\.240\.0\.0\/16"/);
    assert.deepEqual(changing(), []);
    assert.ok(!existsSync(journal));
  });

  test('--format json is a line for each thing that happens', async (t) => {
    const { run } = person(t);
    const { code, out, err } = await run('--yes', '--format', 'json');
    assert.equal(code, 0, err);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.ok(lines.every((it) => it.version === 1));
    assert.equal(lines[0].type, 'dryRun');
    assert.ok(lines[0].requests.every((it) => it.does && it.path));
    const last = lines.at(-1);
    assert.deepEqual([last.type, last.state], ['deployment', 'done']);
    const done = lines.filter((it) => it.type === 'request' && it.state === 'done');
    assert.ok(done.some((it) => /shop/.test(it.title)));
  });

  test('asks, and where nobody can be asked says what to say', async (t) => {
    const { run } = person(t);
    const { code, err } = await run();
    assert.equal(code, 2);
    assert.match(err, /nobody can be asked here\n.*`--yes`.*`--accept-changes`.*`--dry-run`/);
    assert.deepEqual(arm.requests, []);
  });

  test('--yes alone takes nothing away that it did not make; --accept-changes does', async (t) => {
    const { run, journal } = person(t);
    const before = made();
    assert.equal((await run('--yes')).code, 0);
    // Without its journal it knows nothing of what it made.
    rmSync(journal);
    const from = arm.requests.length;
    const refused = await run('--teardown', '--yes');
    assert.equal(refused.code, 1, refused.err);
    assert.match(refused.err, /\n {6}all of it: is deleted\n/);
    assert.match(refused.err, /\d+ changes? of what exists: nothing was sent\n.*--accept-changes/);
    assert.deepEqual(changing(from), []);
    const accepted = await run('--teardown', '--yes', '--accept-changes');
    assert.equal(accepted.code, 0, accepted.err);
    assert.deepEqual(made(), before);
  });

  test('refuses a plan with errors', async (t) => {
    const plan = shop();
    plan.virtualNetworks[0].subnets[0].addressPrefix = '10.99.0.0/22';
    const { run } = person(t, plan);
    const { code, err } = await run('--yes');
    assert.equal(code, 1);
    assert.match(err, /error\[/);
    assert.match(err, /1 error.* in plan\.json: nothing was sent.*--force/);
    assert.deepEqual(arm.requests, []);
  });

  test('says what failed, in Azure’s words, and how to go on', async (t) => {
    const { run } = person(t);
    const message = 'The requested VM size is not available in westeurope.';
    arm.fault({
      match: { method: 'PUT', path: /managedClusters\/shop$/ },
      operation: { fails: { code: 'SkuNotAvailable', message } },
    });
    const { code, err } = await run('--yes');
    assert.equal(code, 1);
    assert.match(err, /✗ .*shop/);
    assert.ok(err.includes(message.replace(/\.$/, '')));
    assert.match(err, /failed: \d+ of \d+ are as planned/);
    assert.match(err, /mend what failed, then run the same command again, and it goes on from/);
  });

  test('--teardown takes away what it made, and nothing else', async (t) => {
    const { run } = person(t);
    const before = made();
    assert.equal((await run('--yes')).code, 0);
    arm.seed(
      `/subscriptions/${arm.options.subscription}/resourceGroups/rg-other/providers/Microsoft.Network/virtualNetworks/other`,
      {
        location: 'westeurope',
        properties: { addressSpace: { addressPrefixes: ['10.9.0.0/16'] } },
      },
    );
    const { code, err } = await run('--teardown', '--yes', '--accept-changes');
    assert.equal(code, 0, err);
    assert.match(err, /\n {2}- /);
    const left = made().filter((it) => !before.includes(it));
    assert.ok(
      left.every((it) => it.includes('rg-other')),
      left.join('\n'),
    );
    assert.ok(left.some((it) => it.endsWith('/other')));
  });
});

describe('stopping and going on', () => {
  for (const at of ['/virtualNetworks/vnet', '/managedClusters/shop', '/agentPools/work']) {
    test(`ended by force at ${at}, the same command goes on`, async (t) => {
      const { made: all, sent } = await ofWhole(t);
      if (!sent.some((it) => it.endsWith(at)))
        return t.diagnostic(`${at} is no request of its own`);
      const { begin, run, journal } = person(t);
      const first = begin('--yes');
      await until(hasSent(at));
      first.child.kill('SIGKILL');
      assert.equal((await first.done).signal, 'SIGKILL');
      assert.ok(existsSync(`${journal}.lock`));
      const { code, err } = await run('--yes', '--accept-changes');
      assert.equal(code, 0, err);
      assert.deepEqual(made(), all);
      const twice = changing().filter((it, nth, list) => list.indexOf(it) !== nth);
      assert.deepEqual(twice, []);
    });
  }

  test('Ctrl-C stops, says how to go on, and the same command does', async (t) => {
    const { made: all } = await ofWhole(t);
    const { begin, run, journal } = person(t);
    const first = begin('--yes');
    await until(hasSent('/managedClusters/shop'));
    first.child.kill('SIGINT');
    const { code, err } = await first.done;
    assert.equal(code, 130, err);
    assert.match(err, /stopping; what Azure has begun goes on there/);
    assert.match(err, /run the same command again/);
    assert.ok(!existsSync(`${journal}.lock`));
    assert.equal((await run('--yes')).code, 0);
    assert.deepEqual(made(), all);
    assert.equal(changing().filter((it) => it.endsWith('/managedClusters/shop')).length, 1);
  });

  test('two at once: the second says who the first is, and sends nothing', async (t) => {
    const { begin, run, journal } = person(t);
    // Long enough for the second to come, which no other time depends on.
    arm.fault({ match: { method: 'GET', path: /managedClusters\/shop$/ }, slow: 8000, times: 1 });
    const first = begin('--yes');
    await until(() => existsSync(`${journal}.lock`));
    const second = await run('--yes');
    assert.equal(second.code, 2);
    assert.ok(second.err.includes(`process ${first.child.pid} on ${hostname()}`), second.err);
    assert.equal((await first.done).code, 0);
    assert.equal(new Set(changing()).size, changing().length);

    writeFileSync(`${journal}.lock`, JSON.stringify({ host: 'elsewhere', pid: 1, since: 'then' }));
    const far = await run('--yes');
    assert.equal(far.code, 2);
    assert.match(far.err, /process 1 on elsewhere, since then\n.*delete/);
  });

  test('a journal of another plan is not gone on with', async (t) => {
    const { cwd, begin, run } = person(t);
    const first = begin('--yes');
    await until(hasSent('/virtualNetworks/vnet'));
    first.child.kill('SIGKILL');
    await first.done;
    const other = shop({ resourceGroups: [{ name: 'rg-other' }] });
    writeFileSync(join(cwd, 'plan.json'), JSON.stringify(other));
    const { code, err } = await run('--yes');
    assert.equal(code, 2);
    assert.match(err, /journal is of the deployment of another plan/);
    assert.match(err, /begin with a new journal/);
  });
});
