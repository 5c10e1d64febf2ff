// Bodies and answers against the published models of the API versions.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import {
  aks,
  client,
  cluster,
  group,
  identity,
  network,
  pool,
  subnet,
  subscription,
  vnet,
} from './client.mjs';
import { roles } from './providers/authorization.mjs';
import { Schemas } from './schemas.mjs';
import { startArm } from './server.mjs';

const arm = await startArm({ tls: false });
const send = client(arm);
const schemas = await Schemas.load();
after(() => arm.close());
beforeEach(async () => {
  arm.reset();
  await send('PUT', group, { location: 'westeurope' });
});

const location = 'westeurope';
const net = network('virtualNetworks/net');
const noted = () => arm.problems.map(({ path, message }) => `${path} ${message}`);

test('a body with nothing wrong is not objected to', async () => {
  await send('PUT', net, vnet('10.1.0.0/16', [{ name: 'a', ...subnet('10.1.0.0/24') }]));
  await send(
    'PUT',
    cluster,
    aks({ networkProfile: { networkPlugin: 'azure', loadBalancerSku: 'Standard' } }),
  );
  await send('PATCH', net, { tags: { a: 'b' } });
  assert.deepEqual(noted(), []);
});

test('properties that there are none of, other types, other words', async () => {
  const wrong = aks({ networkProfile: { podCIDR: '10.244.0.0/16', networkPolicy: 'weave' } }, [
    pool({ count: '3' }),
  ]);
  await send('PUT', cluster, wrong);
  assert.deepEqual(noted().sort(), [
    '/properties/agentPoolProfiles/0/count must be integer',
    '/properties/networkProfile/networkPolicy must be one of none, calico, azure, cilium',
    '/properties/networkProfile/podCIDR is no property here',
  ]);
  assert.equal(arm.problems[0].request.path, cluster);
  arm.reset();
  await send('PUT', group, {});
  assert.deepEqual(noted(), [" must have required property 'location'"]);
});

test('what only the service says may be sent back as it was read, and not otherwise', async () => {
  await send('PUT', cluster, aks({ fqdn: 'mine.example' }));
  assert.deepEqual(noted(), ['/properties/fqdn is only read']);
  arm.problems.length = 0;
  const { body } = await send('GET', cluster);
  assert.equal((await send('PUT', cluster, body)).status, 200);
  assert.deepEqual(noted(), []);
  const now = (await send('GET', cluster)).body;
  now.properties.fqdn = 'mine.example';
  await send('PUT', cluster, now);
  assert.deepEqual(noted(), ['/properties/fqdn is only read']);
});

test('what a type has not may not be patched', async () => {
  await send('PUT', net, vnet());
  await send('PATCH', net, { properties: {} });
  assert.deepEqual(noted(), ['/properties is no property here']);
});

test('without strictness what Azure refuses is noted, and goes on', async () => {
  const lax = await startArm({ tls: false, schemas: false, strict: false });
  try {
    const put = client(lax);
    await put('PUT', group, { location });
    const user = aks({}, [pool({ mode: 'User' })]);
    assert.equal((await put('PUT', cluster, user)).status, 201);
    assert.match(lax.problems[0].message, /system pool/);
  } finally {
    await lax.close();
  }
});

test('the schemas are of the API versions that are written', () => {
  const versions = {
    'Microsoft.ContainerService/managedClusters': '2026-06-01',
    'Microsoft.Network/virtualNetworks/subnets': '2025-07-01',
    'Microsoft.ManagedIdentity/userAssignedIdentities': '2024-11-30',
    'Microsoft.Authorization/roleAssignments': '2022-04-01',
    'Microsoft.Resources/resourceGroups': '2024-11-01',
  };
  for (const [type, version] of Object.entries(versions)) {
    assert.equal(schemas.versionOf(type), version);
  }
});

test('answers have the shape that the published models give them', async () => {
  const reference = (id) => ({ id });
  const [address, gateway, table, rules, hub] = [
    'publicIPAddresses/ip',
    'natGateways/ng',
    'routeTables/rt',
    'networkSecurityGroups/nsg',
    'virtualNetworks/hub',
  ].map(network);
  const nodes = `${net}/subnets/nodes`;
  const own = identity('own');
  const peering = `${net}/virtualNetworkPeerings/to-hub`;
  const window = `${cluster}/maintenanceConfigurations/default`;
  const bodies = [
    [
      address,
      { location, sku: { name: 'Standard' }, properties: { publicIPAllocationMethod: 'Static' } },
    ],
    [
      gateway,
      {
        location,
        sku: { name: 'Standard' },
        properties: { publicIpAddresses: [reference(address)] },
      },
    ],
    [
      table,
      {
        location,
        properties: {
          routes: [
            { name: 'r', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'Internet' } },
          ],
        },
      },
    ],
    [rules, { location, properties: {} }],
    [net, vnet()],
    [hub, vnet('10.2.0.0/16')],
    [peering, { properties: { remoteVirtualNetwork: reference(hub) } }],
    [
      nodes,
      subnet('10.1.0.0/24', {
        natGateway: reference(gateway),
        routeTable: reference(table),
        networkSecurityGroup: reference(rules),
      }),
    ],
    [
      `${net}/subnets/delegated`,
      subnet('10.1.1.0/24', {
        delegations: [
          { name: 'd', properties: { serviceName: 'Microsoft.ContainerService/managedClusters' } },
        ],
      }),
    ],
    [own, { location }],
    [
      cluster,
      {
        ...aks({ oidcIssuerProfile: { enabled: true } }, [pool({ vnetSubnetID: nodes })]),
        identity: { type: 'UserAssigned', userAssignedIdentities: { [own]: {} } },
      },
    ],
    [
      `${cluster}/agentPools/user`,
      { properties: { count: 1, vmSize: 'Standard_D4s_v5', mode: 'User' } },
    ],
    [window, { properties: { timeInWeek: [{ day: 'Monday', hourSlots: [1] }] } }],
  ];
  for (const [path, body] of bodies) {
    assert.equal((await send('PUT', path, body)).status, 201, String(path));
  }
  assert.deepEqual(noted(), []);
  for (const [path] of [...bodies, [group]]) {
    const { body } = await send('GET', path);
    const type =
      body.type === 'Microsoft.Resources/resourceGroups' ? body.type : arm.typeName(String(path));
    assert.ok(schemas.versionOf(type), type);
    assert.deepEqual(schemas.answerProblems(type, body), [], type);
  }
  const role = `${net}/providers/Microsoft.Authorization/roleAssignments/${'1'.repeat(8)}-aaaa-4bbb-8ccc-dddddddddddd`;
  const { principalId } = (await send('GET', own)).body.properties;
  const properties = {
    roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roles.Reader}`,
    principalId,
  };
  assert.equal((await send('PUT', role, { properties: { ...properties, foo: 1 } })).status, 201);
  assert.deepEqual(noted(), ['/properties/foo is no property here']);
});

test('what is in use, roles and permissions are told in the shape of the published models', async () => {
  await send('PUT', net, vnet('10.1.0.0/16', [{ name: 'a', ...subnet('10.1.0.0/24') }]));
  const role = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roles.Reader}`;
  const lists = [
    ['Microsoft.Network/virtualNetworks/usages', `${net}/usages`],
    [
      'Microsoft.Network/locations/usages',
      `${subscription}/providers/Microsoft.Network/locations/${location}/usages`,
    ],
    [
      'Microsoft.Authorization/permissions',
      `${group}/providers/Microsoft.Authorization/permissions`,
    ],
  ];
  for (const [type, path] of lists) {
    const { status, body } = await send('GET', path);
    assert.equal(status, 200, path);
    assert.ok(body.value.length > 0, path);
    for (const it of body.value) assert.deepEqual(schemas.answerProblems(type, it), [], type);
  }
  const { body } = await send('GET', role);
  assert.deepEqual(schemas.answerProblems('Microsoft.Authorization/roleDefinitions', body), []);
  const [usage] = (await send('GET', `${net}/usages`)).body.value;
  assert.deepEqual([usage.currentValue, usage.limit], [0, 251]);
});
