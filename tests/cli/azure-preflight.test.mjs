// `aksplan azure preflight`: check, by what Azure says.

import assert from 'node:assert/strict';
import { after, afterEach, describe, test } from 'node:test';
import { startArm } from '../arm/server.mjs';
import { azure, signedInWithAz } from './azure.mjs';
import { folder } from './run.mjs';

const arm = await startArm({ tls: false });
after(() => arm.close());
afterEach(() => {
  arm.faults.clear();
  arm.reset();
});

const plan = (vmSize = 'Standard_D4s_v5') => ({
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
      agentPools: [{ name: 'system', mode: 'System', vmSize, count: 3, vnetSubnet: 'nodes' }],
    },
  ],
});

/** @param {import('node:test').TestContext} t @param {Record<string, any>} files */
function person(t, files) {
  const cwd = folder(t, files);
  const { env, token } = signedInWithAz(cwd, arm);
  const run = (...args) => azure(args, { env, cwd, secrets: [token] }).done;
  return { run };
}

describe('azure preflight', () => {
  test('says what was looked at, and what is not known, and changes nothing', async (t) => {
    const { run } = person(t, { 'plan.json': plan() });
    const { code, out, err } = await run('preflight', 'plan.json');
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /\nLooked at\n {2}✓ /);
    assert.match(out, /size Standard_D4s_v5 in westeurope: offered/);
    assert.match(out, /\nNot known\n {2}\? /);
    assert.match(out, / in plan\.json, with what Azure says; \d+ not known\n$/);
    assert.ok(arm.requests.every((it) => it.method === 'GET' || /ResourceGraph/.test(it.path)));
  });

  test('shows what Azure would refuse at its line, with exit code 1', async (t) => {
    const { run } = person(t, { 'plan.json': plan('Standard_D4s_v99') });
    const { code, out } = await run('preflight', 'plan.json');
    assert.equal(code, 1, out);
    assert.match(out, /error\[[\w-]+\]: .*Standard_D4s_v99/);
    assert.match(out, / --> plan\.json(:\d+:\d+|#\/clusters\/0)/);
    const deploy = await run('deploy', 'plan.json', '--yes');
    assert.equal(deploy.code, 1);
    assert.match(deploy.err, /in plan\.json: nothing was sent \(`--force` does it anyway\)/);
    assert.ok(arm.requests.every((it) => it.method === 'GET' || /ResourceGraph/.test(it.path)));
  });

  test('takes several files; json is one answer as that of check', async (t) => {
    const { run } = person(t, { 'a.json': plan(), 'b.json': plan('Standard_D4s_v99') });
    const { code, out } = await run('preflight', 'a.json', 'b.json', 'c.json', '--format', 'json');
    assert.equal(code, 2);
    const { version, files, summary } = JSON.parse(out);
    assert.equal(version, 1);
    assert.deepEqual(
      files.map((it) => it.file),
      ['a.json', 'b.json', 'c.json'],
    );
    assert.ok(files[0].checked.length > 0 && files[0].unknown.length > 0);
    assert.equal(files[0].subscriptionId, arm.options.subscription);
    assert.ok(summary.errors > 0);
    assert.match(files[2].error.message, /there is no such file/);
  });

  test('ends with 2 where Azure can’t be asked', async (t) => {
    const { run } = person(t, { 'plan.json': plan() });
    arm.fault({ status: 401 });
    const { code, out } = await run('preflight', 'plan.json', '--format', 'json');
    assert.equal(code, 2);
    assert.ok(JSON.parse(out).files[0].error.message);
  });
});
