// What can be asked about a subscription as a whole.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { aks, client, cluster, group, network, subscription, vnet } from './client.mjs';
import { sku } from './providers/compute.mjs';
import { startArm } from './server.mjs';

const arm = await startArm({ tls: false, schemas: false });
const send = client(arm);
after(() => arm.close());
beforeEach(() => arm.reset());

const query = (text, options = {}, more = {}) =>
  send('POST', '/providers/Microsoft.ResourceGraph/resources', { query: text, options, ...more });
const networks = "Resources | where type =~ 'microsoft.network/virtualNetworks'";

/** So many networks, in this subscription and another one. */
function seed(count) {
  const other = subscription.replace('00000000', '11111111');
  for (let index = 0; index < count; index++) {
    arm.seed(network(`virtualNetworks/v${index}`), vnet(`10.${index}.0.0/16`));
    arm.seed(network('virtualNetworks/other').replace(subscription, other), vnet());
  }
}

test('Resource Graph: rows over all subscriptions, or those that are named', async () => {
  seed(2);
  const { body } = await query(
    `${networks} | project id, name, range = properties.addressSpace.addressPrefixes`,
  );
  assert.deepEqual([body.totalRecords, body.count, body.resultTruncated], [3, 3, 'false']);
  assert.deepEqual(Object.keys(body.data[0]), ['id', 'name', 'range']);
  assert.deepEqual(body.data[0].range, ['10.0.0.0/16']);
  const own = await query(networks, {}, { subscriptions: [arm.options.subscription] });
  assert.equal(own.body.count, 2);
  assert.equal(own.body.data[0].type, 'microsoft.network/virtualnetworks');
  const groups = await query(
    "ResourceContainers | where type == 'microsoft.resources/subscriptions/resourcegroups'",
  );
  assert.equal(groups.body.count, 2);
});

test('Resource Graph: pages, which need the id of each row', async () => {
  seed(4);
  const first = (await query(`${networks} | order by id asc`, { $top: 3 })).body;
  assert.deepEqual([first.count, first.totalRecords], [3, 5]);
  const rest = await query(networks, { $top: 3, $skipToken: first.$skipToken });
  assert.deepEqual([rest.body.count, rest.body.$skipToken], [2, undefined]);
  const blind = (await query(`${networks} | project name`, { $top: 3 })).body;
  assert.deepEqual([blind.$skipToken, blind.resultTruncated], [undefined, 'true']);
});

test('Resource Graph: a question that is not understood is refused', async () => {
  const cases = /** @type {[string | undefined, RegExp][]} */ ([
    ['Nothing', /table 'Nothing'/],
    ['Resources | summarize count()', /operator 'summarize count\(\)'/],
    ["Resources | where name has 'a'", /condition 'name has/],
    ['Resources | project a + b', /column 'a \+ b'/],
    ['Resources | order by name', /order 'name'/],
    [undefined, /query is missing/],
  ]);
  for (const [text, reason] of cases) {
    const { status, body } = await query(text);
    assert.equal(status, 400);
    assert.match(body.error.message, reason);
  }
  assert.equal((await query(networks, { $top: 1001 })).status, 400);
  assert.equal((await query(networks, { $skipToken: 'other' })).status, 400);
});

test('Resource Graph: a test may answer itself', async () => {
  const rows = Array.from({ length: 1500 }, (_, index) => ({ id: String(index) }));
  arm.options.graph = (text) => (text === 'mine' ? rows : undefined);
  const { body } = await query('mine');
  assert.deepEqual([body.count, body.totalRecords], [1000, 1500]);
  assert.equal((await query('mine', { $skipToken: body.$skipToken })).body.count, 500);
  arm.options.graph = undefined;
});

test('sizes of machines in a region, with what a test adds', async () => {
  const path = `${subscription}/providers/Microsoft.Compute/skus?$filter=${encodeURIComponent("location eq 'westeurope'")}`;
  const restrictions = [
    {
      type: 'Zone',
      values: ['westeurope'],
      restrictionInfo: { locations: ['westeurope'], zones: ['3'] },
      reasonCode: 'NotAvailableForSubscription',
    },
  ];
  const more = { name: 'Standard_NC4', family: 'standardNCFamily', vCPUs: 4, memory: 28 };
  arm.skus.push(sku({ ...more, location: 'westeurope', restrictions }));
  const { body } = await send('GET', path);
  assert.ok(body.value.every((it) => it.locations[0] === 'westeurope'));
  assert.deepEqual(body.value.at(-1).restrictions, restrictions);
  const cpus = body.value.find(({ name }) => name === 'Standard_D4s_v5').capabilities;
  assert.equal(cpus.find(({ name }) => name === 'vCPUs').value, '4');
});

test('quotas count what is there', async () => {
  await send('PUT', group, { location: 'westeurope' });
  await send('PUT', cluster, aks());
  arm.limits.set('westeurope/standardDSv5Family', 20);
  const of = async (namespace, region = 'westeurope') => {
    const path = `${subscription}/providers/${namespace}/locations/${region}/usages`;
    const version = namespace === 'Microsoft.Compute' ? '2024-11-01' : '2023-09-01';
    const { body } = await send('GET', `${path}?api-version=${version}`);
    return new Map(body.value.map((it) => [it.name.value, [it.currentValue, it.limit]]));
  };
  const compute = await of('Microsoft.Compute');
  assert.deepEqual(compute.get('standardDSv5Family'), [12, 20]);
  assert.deepEqual(compute.get('cores'), [12, 100]);
  assert.deepEqual((await of('Microsoft.Compute', 'eastus')).get('cores'), [0, 100]);
  const nowhere = `${subscription}/providers/Microsoft.Compute/locations/mars/usages?api-version=2024-11-01`;
  assert.equal((await send('GET', nowhere)).code, 'NoRegisteredProviderFound');
  await send('PUT', network('virtualNetworks/net'), vnet());
  assert.deepEqual((await of('Microsoft.Network')).get('VirtualNetworks'), [1, 1000]);
});

test('subscriptions, tenants, locations, groups and resources', async () => {
  arm.seed(network('virtualNetworks/net'), vnet());
  const { body: all } = await send('GET', '/subscriptions');
  assert.equal(all.value[0].tenantId, (await send('GET', '/tenants')).body.value[0].tenantId);
  assert.equal((await send('GET', subscription)).body.state, 'Enabled');
  assert.ok((await send('GET', `${subscription}/locations`)).body.value.length > 10);
  assert.equal((await send('GET', `${subscription}/resourcegroups`)).body.value[0].name, 'rg');
  const filter = encodeURIComponent(
    "resourceType eq 'Microsoft.Network/virtualNetworks' and name eq 'net'",
  );
  const found = await send('GET', `${subscription}/resources?$filter=${filter}`);
  assert.deepEqual(Object.keys(found.body.value[0]), ['id', 'name', 'type', 'location']);
  assert.equal((await send('GET', `${group}/resources`)).body.value.length, 1);
  const moved = await send('PUT', group, { location: 'eastus' });
  assert.deepEqual([moved.status, moved.code], [409, 'InvalidResourceGroupLocation']);
  const strange = await send('PUT', `${subscription}/resourceGroups/rg.`, { location: 'eastus' });
  assert.equal(strange.status, 400);
});
