// Networks and what hangs together with them.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { aks, client, cluster, group, network, pool, subnet, vnet } from './client.mjs';
import { startArm } from './server.mjs';

const arm = await startArm({ tls: false, schemas: false });
const send = client(arm);
after(() => arm.close());
beforeEach(async () => {
  arm.reset();
  await send('PUT', group, { location: 'westeurope' });
});

const location = 'westeurope';
const net = network('virtualNetworks/net');
const nodes = `${net}/subnets/nodes`;

/** Sends, and expects this status and error code. */
async function expect(status, code, method, path, body = /** @type {any} */ (undefined)) {
  const answer = await send(method, path, body);
  assert.deepEqual([answer.status, answer.code], [status, code], answer.body?.error?.message);
  return answer.body;
}

test('a place that is not there', async () => {
  const elsewhere = net.replace('/rg/', '/other/');
  await expect(404, 'ResourceGroupNotFound', 'PUT', elsewhere, vnet());
  await expect(404, 'ResourceGroupNotFound', 'GET', elsewhere);
  await expect(404, 'ResourceGroupNotFound', 'DELETE', elsewhere);
  await expect(404, 'ParentResourceNotFound', 'PUT', nodes, subnet('10.1.0.0/24'));
  await expect(404, 'ResourceNotFound', 'GET', net);
  await expect(404, 'ResourceNotFound', 'PATCH', net, { tags: {} });
  await expect(204, undefined, 'DELETE', net);
  const other = net.replace(arm.options.subscription, 'ffffffff-0000-4000-8000-000000000000');
  await expect(404, 'SubscriptionNotFound', 'GET', other);
});

test('a network shows its subnets, whichever way they came', async () => {
  const one = { name: 'one', ...subnet('10.1.0.0/24') };
  await expect(201, undefined, 'PUT', net, vnet('10.1.0.0/16', [one]));
  await expect(201, undefined, 'PUT', nodes, subnet('10.1.1.0/24'));
  await expect(200, undefined, 'PUT', nodes, subnet('10.1.2.0/24'));
  const names = async () => {
    const { body } = await send('GET', net);
    return body.properties.subnets.map(
      ({ name, properties }) => `${name} ${properties.addressPrefix}`,
    );
  };
  assert.deepEqual(await names(), ['one 10.1.0.0/24', 'nodes 10.1.2.0/24']);
  // Without the property subnets stay, with it those go that are not named.
  await expect(200, undefined, 'PUT', net, vnet());
  assert.equal((await names()).length, 2);
  await expect(200, undefined, 'PUT', net, vnet('10.1.0.0/16', [one]));
  assert.deepEqual(await names(), ['one 10.1.0.0/24']);
});

test('ranges that Azure refuses', async () => {
  const refused = (prefix, code) => expect(400, code, 'PUT', net, vnet(prefix));
  await refused('10.1.0.0', 'InvalidAddressPrefixFormat');
  await refused('10.1.0.1/16', 'InvalidCIDRNotation');
  const two = vnet();
  two.properties.addressSpace.addressPrefixes.push('10.1.4.0/24');
  await expect(400, 'NetcfgInvalidVirtualNetworkSite', 'PUT', net, two);
  await expect(400, 'NoAddressPrefixOrPoolProvided', 'PUT', net, {
    location,
    properties: { addressSpace: { addressPrefixes: [] } },
  });
  await send('PUT', net, vnet());
  await expect(400, 'NoAddressPrefixOrPoolProvided', 'PUT', nodes, { properties: {} });
  await expect(400, 'NetcfgInvalidSubnet', 'PUT', nodes, subnet('10.2.0.0/24'));
  await expect(400, 'NetcfgInvalidSubnet', 'PUT', nodes, subnet('10.1.0.0/30'));
  await expect(201, undefined, 'PUT', nodes, subnet('10.1.0.0/24'));
  const other = `${net}/subnets/other`;
  await expect(400, 'NetcfgSubnetRangesOverlap', 'PUT', other, subnet('10.1.0.128/25'));
  await expect(400, 'NetcfgInvalidSubnet', 'PUT', net, vnet('10.9.0.0/16'));
});

test('what a body names must be there, in the same region', async () => {
  await send('PUT', net, vnet());
  const table = network('routeTables/rt');
  const wanted = subnet('10.1.0.0/24', { routeTable: { id: table } });
  await expect(400, 'InvalidResourceReference', 'PUT', nodes, wanted);
  arm.seed(table, { location: 'eastus' });
  await expect(400, 'InvalidResourceReference', 'PUT', nodes, wanted);
  await send('DELETE', table);
  await expect(201, undefined, 'PUT', table, { location, properties: {} });
  await expect(201, undefined, 'PUT', nodes, wanted);
  const gateway = {
    location,
    properties: { publicIpAddresses: [{ id: network('publicIPAddresses/none') }] },
  };
  await expect(400, 'InvalidResourceReference', 'PUT', network('natGateways/ng'), gateway);
});

test('nothing goes that something else needs', async () => {
  const [address, gateway, table, rules] = [
    'publicIPAddresses/ip',
    'natGateways/ng',
    'routeTables/rt',
    'networkSecurityGroups/nsg',
  ].map(network);
  const properties = { publicIPAllocationMethod: 'Static' };
  await send('PUT', address, { location, sku: { name: 'Standard' }, properties });
  await send('PUT', gateway, {
    location,
    sku: { name: 'Standard' },
    properties: { publicIpAddresses: [{ id: address }] },
  });
  for (const it of [table, rules]) await send('PUT', it, { location, properties: {} });
  await send('PUT', net, vnet());
  await send(
    'PUT',
    nodes,
    subnet('10.1.0.0/24', {
      natGateway: { id: gateway },
      routeTable: { id: table },
      networkSecurityGroup: { id: rules },
    }),
  );
  await send('PUT', cluster, aks({}, [pool({ vnetSubnetID: nodes })]));

  assert.equal((await send('GET', gateway)).body.properties.subnets[0].id, nodes);
  assert.equal((await send('GET', address)).body.properties.natGateway.id, gateway);
  assert.equal((await send('GET', nodes)).body.properties.ipConfigurations.length, 1);

  await expect(400, 'InUseSubnetCannotBeDeleted', 'DELETE', nodes);
  await expect(400, 'InUseSubnetCannotBeDeleted', 'DELETE', net);
  await expect(400, 'InUseSubnetCannotBeDeleted', 'PUT', net, vnet('10.1.0.0/16', []));
  await expect(400, 'InUsePrefixCannotBeDeleted', 'PUT', nodes, subnet('10.1.1.0/24'));
  await expect(400, 'CannotDeleteNatGatewayAssociatedToSubnet', 'DELETE', gateway);
  await expect(400, 'PublicIPAddressCannotBeDeleted', 'DELETE', address);
  await expect(400, 'InUseRouteTableCannotBeDeleted', 'DELETE', table);
  await expect(400, 'InUseNetworkSecurityGroupCannotBeDeleted', 'DELETE', rules);

  for (const it of [cluster, nodes, net, gateway, address, table, rules]) {
    await expect(202, undefined, 'DELETE', it);
    await expect(404, 'ResourceNotFound', 'GET', it);
  }
});

test('peerings meet when both sides have one', async () => {
  const hub = network('virtualNetworks/hub');
  await send('PUT', net, vnet());
  const there = `${net}/virtualNetworkPeerings/to-hub`;
  const back = `${hub}/virtualNetworkPeerings/to-net`;
  const to = (id) => ({ properties: { remoteVirtualNetwork: { id } } });
  await expect(400, 'InvalidResourceReference', 'PUT', there, to(hub));
  await send('PUT', hub, vnet('10.1.0.0/20'));
  await expect(400, 'VnetAddressSpacesOverlap', 'PUT', there, to(hub));
  await send('PUT', hub, vnet('10.2.0.0/16'));
  const first = await expect(201, undefined, 'PUT', there, to(hub));
  assert.equal(first.properties.peeringState, 'Initiated');
  const second = await expect(201, undefined, 'PUT', back, to(net));
  assert.equal(second.properties.peeringState, 'Connected');
  assert.equal((await send('GET', there)).body.properties.peeringState, 'Connected');
});

test('routes and rules come with their holders, or by themselves', async () => {
  const table = network('routeTables/rt');
  const route = { properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'Internet' } };
  await send('PUT', table, { location, properties: { routes: [{ name: 'a', ...route }] } });
  await expect(201, undefined, 'PUT', `${table}/routes/b`, route);
  const { routes } = (await send('GET', table)).body.properties;
  assert.deepEqual(
    routes.map(({ name }) => name),
    ['a', 'b'],
  );
});

test('routes and rules that Azure refuses', async () => {
  const [table, rules] = ['routeTables/rt', 'networkSecurityGroups/nsg'].map(network);
  const route = (
    nextHopType,
    nextHopIpAddress = /** @type {string | undefined} */ (undefined),
  ) => ({
    name: 'r',
    properties: { addressPrefix: '0.0.0.0/0', nextHopType, nextHopIpAddress },
  });
  const code = 'InvalidNextHopIpAddress';
  const wrong = [
    route('VirtualAppliance'),
    route('VirtualAppliance', '10.0.0.4/32'),
    route('Internet', '10.0.0.4'),
  ];
  for (const it of wrong) {
    await expect(400, code, 'PUT', table, { location, properties: { routes: [it] } });
  }
  await send('PUT', table, { location, properties: {} });
  await expect(400, code, 'PUT', `${table}/routes/r`, wrong[0]);
  await expect(201, undefined, 'PUT', `${table}/routes/r`, route('VirtualAppliance', '10.0.0.4'));

  const rule = (priority, direction = 'Inbound') => ({ properties: { priority, direction } });
  await send('PUT', rules, { location, properties: {} });
  const place = (name) => `${rules}/securityRules/${name}`;
  await expect(400, 'SecurityRuleInvalidPriority', 'PUT', place('a'), rule(99));
  await expect(201, undefined, 'PUT', place('a'), rule(100));
  await expect(400, 'SecurityRuleConflict', 'PUT', place('b'), rule(100));
  await expect(201, undefined, 'PUT', place('b'), rule(100, 'Outbound'));
  await expect(200, undefined, 'PUT', place('a'), rule(100));
});

test('a standard address is static', async () => {
  const dynamic = { publicIPAllocationMethod: 'Dynamic' };
  const body = { location, sku: { name: 'Standard' }, properties: dynamic };
  const address = network('publicIPAddresses/ip');
  await expect(400, 'StandardSkuPublicIPAddressesMustBeStatic', 'PUT', address, body);
});

test('a resource stays in its region, and its tags can be patched', async () => {
  await send('PUT', net, vnet());
  await expect(409, 'InvalidResourceLocation', 'PUT', net, { ...vnet(), location: 'eastus' });
  await expect(400, 'LocationNotAvailableForResourceType', 'PUT', net, {
    ...vnet(),
    location: 'mars',
  });
  await expect(400, 'LocationRequired', 'PUT', net, { properties: vnet().properties });
  const { tags, etag } = await expect(200, undefined, 'PATCH', net, { tags: { a: 'b' } });
  assert.deepEqual(tags, { a: 'b' });
  assert.equal((await send('PUT', net, vnet(), { 'if-match': '"other"' })).status, 412);
  assert.equal((await send('PUT', net, vnet(), { 'if-match': etag })).status, 200);
  assert.equal((await send('PUT', net, vnet(), { 'if-none-match': '*' })).status, 412);
  assert.equal((await send('HEAD', net)).status, 204);
});

test('lists come in pages', async () => {
  const nowhere = network('virtualNetworks').replace('/rg/', '/other/');
  await expect(404, 'ResourceGroupNotFound', 'GET', nowhere);
  await expect(404, 'ResourceNotFound', 'GET', `${net}/subnets`);
  arm.options.pageSize = 2;
  for (const name of 'abcde') arm.seed(network(`virtualNetworks/${name}`), vnet());
  let path = network('virtualNetworks');
  const [names, pages] = [/** @type {string[]} */ ([]), /** @type {number[]} */ ([])];
  while (path) {
    const { body } = await send('GET', path);
    names.push(...body.value.map(({ name }) => name));
    pages.push(body.value.length);
    path = body.nextLink;
  }
  arm.options.pageSize = 1000;
  assert.deepEqual([names.join(''), pages], ['abcde', [2, 2, 1]]);
  const all = `/subscriptions/${arm.options.subscription}/providers/Microsoft.Network/virtualNetworks`;
  assert.equal((await send('GET', all)).body.value.length, 5);
});
