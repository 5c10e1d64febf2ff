// `aksplan azure import` and `aksplan azure estate`, as a person runs them who is signed in with az.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { startArm } from '../arm/server.mjs';
import { azure, signedInWithAz } from './azure.mjs';
import { aksplan, folder } from './run.mjs';

const arm = await startArm({ tls: false, lro: { polls: 0 } });
after(() => arm.close());
const { subscription } = arm.options;
const inGroup = (group, rest) =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/${rest}`;
const networkId = inGroup('rg-prod', 'Microsoft.Network/virtualNetworks/vnet');
const clusterId = (group, name) =>
  inGroup(group, `Microsoft.ContainerService/managedClusters/${name}`);

before(() => {
  const location = 'westeurope';
  arm.seed(networkId, {
    location,
    properties: {
      addressSpace: { addressPrefixes: ['10.240.0.0/16'] },
      subnets: [{ name: 'nodes', properties: { addressPrefix: '10.240.0.0/22' } }],
    },
  });
  arm.seed(inGroup('rg-hub', 'Microsoft.Network/virtualNetworks/hub'), {
    location,
    properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16', '10.240.128.0/20'] } },
  });
  for (const [group, name] of [
    ['rg-prod', 'prod'],
    ['rg-prod', 'shop'],
    ['rg-test', 'shop'],
  ]) {
    arm.seed(clusterId(group, name), {
      location,
      identity: { type: 'SystemAssigned' },
      properties: {
        dnsPrefix: name,
        networkProfile: {
          networkPlugin: 'azure',
          networkPluginMode: 'overlay',
          podCidr: '10.244.0.0/16',
          serviceCidr: '10.100.0.0/16',
          dnsServiceIP: '10.100.0.10',
        },
        agentPoolProfiles: [
          {
            name: 'system',
            mode: 'System',
            vmSize: 'Standard_D4s_v5',
            count: 3,
            maxPods: 110,
            type: 'VirtualMachineScaleSets',
            vnetSubnetID: `${networkId}/subnets/nodes`,
          },
        ],
      },
    });
  }
});
afterEach(() => arm.faults.clear());

/** @param {import('node:test').TestContext} t */
function person(t) {
  const cwd = folder(t, {});
  const { env, token, asked } = signedInWithAz(cwd, arm);
  const run = (...args) => azure(args, { env, cwd, secrets: [token] }).done;
  return { cwd, env, run, asked };
}

describe('azure import', () => {
  test('writes a cluster as a plan, which check and layout take', async (t) => {
    const { cwd, run, asked } = person(t);
    const { code, out, err } = await run('import', 'PROD', '--out', 'plan.json');
    assert.equal(code, 0, err);
    assert.equal(out, '');
    assert.match(err, /^wrote plan\.json: 1 cluster\n/);
    assert.deepEqual(asked().slice(0, 1), ['account list --output json --only-show-errors']);
    assert.match(
      asked()[1],
      /^account get-access-token --output json --resource https:\/\/management\.azure\.com/,
    );
    assert.ok(asked()[1].includes(`--tenant ${arm.tenant}`));
    const plan = JSON.parse(readFileSync(join(cwd, 'plan.json'), 'utf8'));
    assert.deepEqual(
      plan.clusters.map((it) => [it.name, it.existing]),
      [['prod', true]],
    );
    assert.deepEqual(
      plan.virtualNetworks.map((it) => it.name),
      ['vnet'],
    );
    const checked = await aksplan(['check', 'plan.json'], { cwd });
    assert.equal(checked.code, 0, checked.out);
    assert.match((await aksplan(['layout', 'plan.json'], { cwd })).out, /nodes/);
  });

  test('writes several, by `group/name` and id, to standard output, in every format', async (t) => {
    const { run } = person(t);
    const both = await run('import', 'rg-test/shop', clusterId('rg-prod', 'prod'));
    assert.equal(both.code, 0, both.err);
    const names = JSON.parse(both.out).clusters.map((it) => it.name);
    assert.deepEqual(names.sort(), ['prod', 'shop']);
    const script = await run('import', 'prod', '--to', 'az');
    assert.equal(script.code, 0, script.err);
    assert.match(script.out, /^#!\/usr\/bin\/env bash/);
  });

  test('--all takes all of a group; --format json says all in one answer', async (t) => {
    const { run } = person(t);
    const { code, out } = await run('import', '--all', '-g', 'rg-prod', '--format', 'json');
    const { version, plan, unread, findings } = JSON.parse(out);
    assert.deepEqual([code, version, unread], [0, 1, []]);
    assert.deepEqual(plan.clusters.map((it) => it.name).sort(), ['prod', 'shop']);
    assert.ok(findings.every((it) => it.rule));
  });

  test('says which clusters there are, and what was meant', async (t) => {
    const { run } = person(t);
    for (const [args, err] of /** @type {[string[], RegExp][]} */ ([
      [[], /name clusters, or take `--all`\n.*rg-prod\/prod, rg-prod\/shop and rg-test\/shop/],
      [['prd'], /there is no cluster `prd` .*\n.*did you mean `prod`\?/],
      [['shop'], /`shop` is the name of 2 clusters\n.*rg-prod\/shop or rg-test\/shop/],
      [['/subscriptions/x'], /`\/subscriptions\/x` is not the id of a cluster/],
      [['prod', '--all'], /`--all` takes all clusters/],
      [['prod', '--format', 'json', '--to', 'az'], /`--format json` prints an answer/],
      [['prod', '-g', 'rg-nothing'], /rg-nothing.*ResourceGroupNotFound.*\n(?!.*= azure).*= help:/],
    ])) {
      const answer = await run('import', ...args);
      assert.equal(answer.code, 2);
      assert.match(answer.err, err);
      assert.equal(answer.out, '');
    }
  });

  test('says what it could not read, and refers to it by its id', async (t) => {
    const { run } = person(t);
    arm.fault({ match: { method: 'GET', path: /virtualNetworks/ }, status: 403 });
    const { code, out, err } = await run('import', 'prod');
    assert.equal(code, 0, err);
    assert.match(err, /warning: not read: .*virtualNetworks\/vnet\n {2}= azure: /);
    assert.ok(out.includes(`${networkId}/subnets/nodes`));
  });
});

describe('azure estate', () => {
  test('says how much there is', async (t) => {
    const { run } = person(t);
    const { code, out, err } = await run('estate');
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^\d+ ranges\n1 group of 2 overlap/);
    const json = JSON.parse((await run('estate', '--format', 'json')).out);
    assert.deepEqual([json.version, json.overlapping], [1, { groups: 1, ranges: 2 }]);
  });

  test('answers the questions of `aksplan estate`, with their exit codes', async (t) => {
    const { run } = person(t);
    const overlaps = await run('estate', 'overlaps', '--format', 'json');
    assert.deepEqual([overlaps.code, JSON.parse(overlaps.out).total], [1, 1]);
    const free = await run('estate', 'free', '--within', '10.0.0.0/14', '--prefix', '16');
    assert.equal(free.code, 0);
    assert.match(free.out, /^10\.1\.0\.0\/16\n10\.2\.0\.0\/16\n10\.3\.0\.0\/16\n3 blocks of \/16/);
    const owner = await run('estate', 'owner', '--address', '10.0.3.4');
    assert.deepEqual([owner.code, owner.out.includes('virtual network rg-hub/hub')], [0, true]);
    const hit = await run('estate', 'collisions', '--with', '10.0.0.0/8', '--limit', '1');
    assert.equal(hit.code, 1);
    assert.match(hit.out, /more ranges/);
    const wrong = await run('estate', 'fre', '--within', '10.0.0.0/8');
    assert.match(wrong.err, /no question to an estate\n.*did you mean `free`\?/);
    assert.match((await run('estate', 'owner')).err, /`azure estate owner` needs `--address`/);
  });

  test('keeps what it read in a file that `estate` and `check` take', async (t) => {
    const { cwd, run } = person(t);
    const json = await run('estate', '--out', 'e.json', '--subscription', subscription);
    assert.deepEqual([json.code, json.err], [0, 'wrote e.json\n']);
    const csv = await run('estate', 'overlaps', '--out', 'e.csv');
    assert.equal(csv.code, 1);
    for (const file of ['e.json', 'e.csv']) {
      const again = await aksplan(['estate', 'overlaps', file, '--format', 'json'], { cwd });
      const { total, groups } = JSON.parse(again.out);
      assert.deepEqual([again.code, total, groups[0].size, again.err], [1, 1, 2, ''], file);
    }
    assert.match(readFileSync(join(cwd, 'e.csv'), 'utf8'), /^cidr,name,kind,id\n10\./);
    const { err } = await run('estate', '--out', 'e.txt');
    assert.match(err, /ends neither with \.json nor with \.csv/);
  });

  test('writes nothing where a page is missing', async (t) => {
    const { cwd, run } = person(t);
    arm.fault({ match: { path: /ResourceGraph/ }, status: 403 });
    const { code, out, err } = await run('estate', '--out', 'e.json', '--format', 'json');
    assert.equal(code, 2);
    assert.match(err, /error: POST .*ResourceGraph/);
    assert.equal(JSON.parse(out).error.status, 403);
    assert.ok(!existsSync(join(cwd, 'e.json')));
  });
});
