// What happens to people: subnets that are there already, scripts that are stopped, an Azure that is
// slow or says that it is asked too much.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withAz } from './cloud.mjs';
import { scripts } from './plans.mjs';

const group = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg';
const network = `${group}/providers/Microsoft.Network/virtualNetworks/vnet`;
const table = `${group}/providers/Microsoft.Network/routeTables/routes`;

const plan = {
  subscription: '00000000-0000-0000-0000-000000000000',
  location: 'westeurope',
  resourceGroups: [{ name: 'rg' }],
  routeTables: [{ name: 'routes' }],
  virtualNetworks: [
    {
      name: 'vnet',
      addressPrefixes: ['10.224.0.0/16'],
      subnets: [{ name: 'nodes', addressPrefix: '10.224.0.0/22', routeTable: 'routes' }],
    },
  ],
};
const { deploy, teardown } = scripts(plan);

const changes = ({ requests }) => requests.filter(({ method }) => method !== 'GET');
const subnet = (arm) => arm.resources()[`${network}/subnets/nodes`.toLowerCase()];

/** A network with the planned subnet in it, and what that has. */
function seed(arm, properties) {
  arm.seed(network, {
    location: 'westeurope',
    properties: { addressSpace: { addressPrefixes: ['10.224.0.0/16'] } },
  });
  arm.seed(table, { location: 'westeurope' });
  arm.seed(`${network}/subnets/nodes`, {
    properties: { addressPrefix: '10.224.0.0/22', ...properties },
  });
}

test('subnets that are there already', () =>
  withAz(async (az, arm) => {
    seed(arm, {});
    const first = await az.script(deploy);
    assert.equal(first.code, 0, first.err);
    assert.match(first.out, /^giving subnet nodes its route table$/m);
    assert.equal(subnet(arm).properties.routeTable.id.toLowerCase(), table.toLowerCase());
    assert.deepEqual(changes(await az.script(deploy)), []);

    // Another one is not replaced.
    arm.reset();
    const other = `${table}-of-others`;
    arm.seed(other, { location: 'westeurope' });
    seed(arm, { routeTable: { id: other } });
    const refused = await az.script(deploy);
    assert.notEqual(refused.code, 0);
    assert.match(refused.err, /^error: the route table of subnet nodes is not as planned/m);
    assert.equal(subnet(arm).properties.routeTable.id, other);

    // A script that is stopped while az works goes on when it is run again.
    arm.reset();
    const stopped = az.startScript(deploy);
    while (!arm.requests.some(({ method, path }) => method === 'PUT' && path === network)) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    stopped.kill();
    assert.equal((await stopped.ended).code, null);
    const again = await az.script(deploy);
    assert.equal(again.code, 0, again.err);
    assert.equal(subnet(arm).properties.routeTable.id.toLowerCase(), table.toLowerCase());

    // Too many requests: az waits as it is told, and asks again.
    arm.reset();
    arm.fault({
      match: { method: 'PUT', path: '/virtualNetworks/' },
      status: 429,
      headers: { 'retry-after': '1' },
      times: 1,
    });
    const busy = await az.script(deploy);
    assert.equal(busy.code, 0, busy.err);
    assert.ok(busy.requests.some(({ status }) => status === 429));
    assert.equal((await az.script(teardown)).code, 0);
    assert.deepEqual(Object.keys(arm.resources()), []);
  }));

test('operations that take their time', () =>
  withAz(
    async (az, arm) => {
      const first = await az.script(deploy);
      assert.equal(first.code, 0, first.err);
      assert.ok(
        first.requests.some(({ path }) => /\/operations\//i.test(path)),
        'az asks again',
      );
      assert.deepEqual(changes(await az.script(deploy)), []);
      assert.equal((await az.script(teardown)).code, 0);
      assert.deepEqual(Object.keys(arm.resources()), []);
    },
    { lro: { polls: 1, retryAfter: 1 } },
  ));
