// Clusters, pools and maintenance windows.

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
import { startArm } from './server.mjs';

const arm = await startArm({ tls: false, schemas: false });
const send = client(arm);
after(() => arm.close());
const nodes = network('virtualNetworks/net/subnets/nodes');
beforeEach(async () => {
  arm.reset();
  await send('PUT', group, { location: 'westeurope' });
  const subnets = [{ name: 'nodes', properties: { addressPrefix: '10.1.0.0/24' } }];
  await send('PUT', network('virtualNetworks/net'), vnet('10.1.0.0/16', subnets));
});

/** Refused with this code, and without the `error` around it, as the container service does. */
async function refused(code, path, body) {
  const answer = await send('PUT', path, body);
  assert.deepEqual([answer.status, answer.body.code], [400, code], answer.body.message);
}

test('a cluster is filled in as the service does it', async () => {
  const { status, body } = await send(
    'PUT',
    cluster,
    aks({ oidcIssuerProfile: { enabled: true } }),
  );
  assert.equal(status, 201);
  const { properties, identity: own } = body;
  assert.equal(properties.provisioningState, 'Succeeded');
  assert.match(properties.fqdn, /^aks-[0-9a-f]{8}\.hcp\.westeurope\.azmk8s\.io$/);
  assert.equal(properties.nodeResourceGroup, 'MC_rg_aks_westeurope');
  assert.match(properties.currentKubernetesVersion, /^1\.\d+\.\d+$/);
  assert.match(properties.oidcIssuerProfile.issuerURL, /^https:\/\/westeurope\./);
  assert.equal(properties.networkProfile.serviceCidr, '10.0.0.0/16');
  assert.equal(properties.networkProfile.dnsServiceIP, '10.0.0.10');
  assert.equal(properties.networkProfile.loadBalancerProfile.effectiveOutboundIPs.length, 1);
  assert.equal(own.tenantId, arm.tenant);
  assert.ok(own.principalId && body.eTag);
  const [first] = properties.agentPoolProfiles;
  assert.deepEqual(
    [first.name, first.maxPods, first.osType, first.upgradeSettings.maxSurge, first.type],
    ['system', 30, 'Linux', '10%', 'VirtualMachineScaleSets'],
  );
  const again = await send('PUT', cluster, aks({ oidcIssuerProfile: { enabled: true } }));
  assert.equal(again.status, 200);
  assert.equal(again.body.identity.principalId, own.principalId);
  assert.equal(again.body.properties.resourceUID, properties.resourceUID);
});

test('pods on a node where nothing is said', async () => {
  const cases = [
    [{ networkPlugin: 'kubenet' }, 110],
    [{ networkPlugin: 'azure', networkPluginMode: 'overlay' }, 250],
    [{ networkPlugin: 'azure' }, 30],
  ];
  for (const [networkProfile, wanted] of cases) {
    const { body } = await send('PUT', cluster, aks({ networkProfile }));
    assert.equal(body.properties.agentPoolProfiles[0].maxPods, wanted);
    await send('DELETE', cluster);
  }
});

test('the group of the nodes comes and goes with the cluster', async () => {
  const { body } = await send('PUT', cluster, aks({ nodeResourceGroup: 'rg-nodes' }));
  const place = `${subscription}/resourceGroups/rg-nodes`;
  const made = await send('GET', place);
  assert.equal(made.body.managedBy, cluster);
  const { resourceId, objectId } = body.properties.identityProfile.kubeletidentity;
  assert.equal((await send('GET', resourceId)).body.properties.principalId, objectId);
  assert.equal((await send('DELETE', cluster)).status, 202);
  assert.equal((await send('GET', place)).status, 404);
  assert.equal((await send('GET', `${cluster}/agentPools/system`)).status, 404);

  await send('PUT', cluster, aks({ nodeResourceGroup: 'rg-nodes' }));
  assert.equal((await send('DELETE', group)).status, 202);
  assert.deepEqual(arm.resources(), {});
});

test('the cluster and its pools say the same', async () => {
  await send('PUT', cluster, aks());
  const user = `${cluster}/agentPools/user`;
  const { mode, count, vmSize } = pool({ mode: 'User', count: 2 });
  assert.equal((await send('PUT', user, { properties: { mode, count, vmSize } })).status, 201);
  const names = async () => {
    const { body } = await send('GET', cluster);
    return body.properties.agentPoolProfiles.map((it) => `${it.name} ${it.count}`);
  };
  assert.deepEqual(await names(), ['system 3', 'user 2']);
  await send('PUT', cluster, aks({}, [pool({ count: 5 }), { name: 'user', mode, count, vmSize }]));
  assert.deepEqual(await names(), ['system 5', 'user 2']);
  await send('PUT', cluster, aks({}, [pool({ count: 4 })]));
  assert.deepEqual(await names(), ['system 4', 'user 2']);
  await send('PUT', cluster, aks({}, [pool({ count: 5 })]));
  assert.equal((await send('DELETE', user)).status, 202);
  assert.deepEqual(await names(), ['system 5']);
  assert.equal((await send('GET', `${cluster}/agentPools`)).body.value.length, 1);
});

test('pools that are refused', async () => {
  const one = (more) => aks({}, [pool(more)]);
  await refused('MustDefineAtLeastOneSystemPool', cluster, one({ mode: 'User' }));
  await refused('InvalidParameter', cluster, one({ name: 'System' }));
  await refused('InvalidParameter', cluster, one({ name: 'systemsystem1' }));
  await refused('InvalidParameter', cluster, one({ minCount: 1, maxCount: 3 }));
  await refused(
    'InvalidParameter',
    cluster,
    one({ enableAutoScaling: true, count: undefined, minCount: 4, maxCount: 3 }),
  );
  await refused(
    'InvalidParameter',
    cluster,
    one({ enableAutoScaling: true, minCount: 4, maxCount: 9 }),
  );
  await refused('InvalidParameter', cluster, aks({}, []));
  await refused('SubnetNotFound', cluster, one({ vnetSubnetID: `${nodes}-other` }));
  await refused('SubnetNotFound', cluster, one({ podSubnetID: `${nodes}-other` }));
  await send('PUT', cluster, aks({ networkProfile: { networkPlugin: 'kubenet' } }));
  const windows = { osType: 'Windows', mode: 'User', count: 1 };
  await refused('AzureCNIOnlyForWindows', `${cluster}/agentPools/win`, { properties: windows });
  await refused('WindowsAgentPoolNameTooLong', `${cluster}/agentPools/windows`, {
    properties: windows,
  });
  const last = await send('DELETE', `${cluster}/agentPools/system`);
  assert.deepEqual([last.status, last.code], [400, 'MustDefineAtLeastOneSystemPool']);
  await refused('BadRequest', cluster, aks({}, [pool(), pool({ name: 'second' })]));
});

test('machines, numbers of pods and places that are refused', async () => {
  const one = (more) => aks({}, [pool(more)]);
  await refused('SystemPoolMustBeLinux', cluster, one({ name: 'win', osType: 'Windows' }));
  await refused('SystemPoolMustBeRegular', cluster, one({ scaleSetPriority: 'Spot' }));
  await refused('InsufficientMaxPods', cluster, one({ maxPods: 9 }));
  await refused('MaxPodsLimitExceeded', cluster, one({ maxPods: 251 }));
  const other = network('virtualNetworks/other');
  const delegations = [{ name: 'd', properties: { serviceName: 'Microsoft.Web/serverFarms' } }];
  const free = { name: 'a', ...subnet('10.2.0.0/24') };
  const taken = { name: 'b', ...subnet('10.2.1.0/24', { delegations }) };
  await send('PUT', other, vnet('10.2.0.0/16', [free, taken]));
  await refused('SubnetIsDelegated', cluster, one({ vnetSubnetID: `${other}/subnets/b` }));
  const user = pool({ name: 'user', mode: 'User', vnetSubnetID: `${other}/subnets/a` });
  await refused('SubnetsNotInSameVnet', cluster, aks({}, [pool({ vnetSubnetID: nodes }), user]));
});

test('a default route that leads out', async () => {
  const table = network('routeTables/rt');
  const put = (routes) => send('PUT', table, { location: 'westeurope', properties: { routes } });
  const to = (nextHopType, nextHopIpAddress = /** @type {string | undefined} */ (undefined)) => ({
    name: 'default',
    properties: { addressPrefix: '0.0.0.0/0', nextHopType, nextHopIpAddress },
  });
  await put([]);
  await send('PUT', nodes, subnet('10.1.0.0/24', { routeTable: { id: table } }));
  const body = aks({ networkProfile: { outboundType: 'userDefinedRouting' } }, [
    pool({ vnetSubnetID: nodes }),
  ]);
  await refused('RouteTableMissingDefaultRouteError', cluster, body);
  await put([to('Internet')]);
  await refused('RouteTableInvalidNextHop', cluster, body);
  await put([to('VirtualAppliance', '10.9.0.4')]);
  assert.equal((await send('PUT', cluster, body)).status, 201);
});

test('clusters that are refused', async () => {
  const profile = (networkProfile) => aks({ networkProfile });
  const services = { serviceCidr: '10.0.0.0/16' };
  await refused('InvalidParameter', cluster, { ...aks(), identity: undefined });
  await refused('K8sVersionNotSupported', cluster, aks({ kubernetesVersion: '1.20.1' }));
  await refused('InvalidParameter', cluster.replace(/aks$/, '-aks'), aks());
  const nobody = await send('PUT', cluster, {
    ...aks(),
    identity: { type: 'UserAssigned', userAssignedIdentities: { [identity('none')]: {} } },
  });
  assert.deepEqual([nobody.status, nobody.body.error.code], [400, 'FailedIdentityOperation']);
  await refused('NodeResourceGroupSameAsResourceGroup', cluster, aks({ nodeResourceGroup: 'RG' }));
  await send('PUT', `${subscription}/resourceGroups/taken`, { location: 'westeurope' });
  await refused('NodeResourceGroupAlreadyExists', cluster, aks({ nodeResourceGroup: 'taken' }));
  await refused(
    'InvalidParameter',
    cluster,
    profile({ networkPlugin: 'kubenet', networkPluginMode: 'overlay' }),
  );
  await refused('InvalidParameter', cluster, profile({ networkPolicy: 'cilium' }));
  await refused(
    'NetworkPolicyAzureNotSupportedForKubenet',
    cluster,
    profile({ networkPlugin: 'kubenet', networkPolicy: 'azure' }),
  );
  await refused(
    'NetworkPolicyNotSupportedForNone',
    cluster,
    profile({ networkPlugin: 'none', networkPolicy: 'calico' }),
  );
  await refused(
    'DnsServiceIpOutOfServiceCidr',
    cluster,
    profile({ ...services, dnsServiceIP: '10.9.0.10' }),
  );
  await refused(
    'PodCidrOverlapServiceCidr',
    cluster,
    profile({ ...services, podCidr: '10.0.128.0/17' }),
  );
  const inSubnet = (networkProfile) => aks({ networkProfile }, [pool({ vnetSubnetID: nodes })]);
  // Any subnet of the network counts, not only the nodes' own.
  await send('PUT', network('virtualNetworks/net/subnets/other'), subnet('10.1.64.0/18'));
  await refused(
    'ServiceCidrOverlapExistingSubnetsCidr',
    cluster,
    inSubnet({ serviceCidr: '10.1.64.0/24', dnsServiceIP: '10.1.64.10' }),
  );
  const overlay = { networkPlugin: 'azure', networkPluginMode: 'overlay' };
  const unused = { podCidr: '10.1.128.0/17' };
  await refused('NetworkProfileCIDROverlapVNET', cluster, inSubnet({ ...overlay, ...unused }));
  const kubenet = { networkPlugin: 'kubenet' };
  await refused(
    'PodCidrOverlapExistingSubnetsCidr',
    cluster,
    inSubnet({ ...kubenet, podCidr: '10.1.64.0/18' }),
  );
  const out = (outboundType) => inSubnet({ outboundType });
  await refused('SubnetNotAssociatedWithNATGateway', cluster, out('userAssignedNATGateway'));
  await refused('ExistingRouteTableNotAssociatedWithSubnet', cluster, out('userDefinedRouting'));
  assert.equal((await send('PUT', cluster, inSubnet({ ...kubenet, ...unused }))).status, 201);
});

test('room for nodes and pods, with the numbers that the service names', async () => {
  const message = async (networkProfile, pools) => {
    const { body } = await send('PUT', cluster, aks({ networkProfile }, pools));
    assert.equal(body.code, 'InsufficientSubnetSize');
    return body.message.split('. ')[0];
  };
  const inNodes = { vnetSubnetID: nodes, count: 10 };
  assert.equal(
    await message({ networkPlugin: 'azure' }, [pool(inNodes)]),
    'Pre-allocated IPs 310 exceeds IPs available 251 in Subnet Cidr 10.1.0.0/24, Subnet Name nodes',
  );
  const scaling = { enableAutoScaling: true, count: 1, minCount: 1, maxCount: 3 };
  // As of AKS-Construction's issue 701: three nodes and those of the surges of two pools.
  const two = [
    pool(scaling),
    pool({ name: 'user', mode: 'User', count: 0, upgradeSettings: { maxSurge: '1' } }),
    pool({
      name: 'spot',
      mode: 'User',
      count: 0,
      scaleSetPriority: 'Spot',
      upgradeSettings: { maxSurge: '1' },
    }),
  ];
  assert.equal(
    await message({ networkPlugin: 'kubenet', podCidr: '10.240.100.0/22' }, two),
    'Pre-allocated IPs 1280 exceeds IPs available 1024 in Subnet Cidr 10.240.100.0/22, Subnet Name networkProfile.podCIDR',
  );
  const fits = [pool({ ...inNodes, count: 8 })];
  assert.equal((await send('PUT', cluster, aks({}, fits))).status, 201);
  const { status } = await send('PUT', `${cluster}/agentPools/user`, {
    properties: { mode: 'User', count: 1, vnetSubnetID: nodes },
  });
  assert.equal(status, 400);
});

test('what can not be changed', async () => {
  const code = 'PropertyChangeNotAllowed';
  await send('PUT', cluster, aks({}, [pool({ vnetSubnetID: nodes })]));
  const other = `${network('virtualNetworks/net')}/subnets/other`;
  await send('PUT', other, subnet('10.1.4.0/24'));
  const profiles = [
    { serviceCidr: '10.9.0.0/16', dnsServiceIP: '10.9.0.10' },
    { dnsServiceIP: '10.0.0.11' },
    { networkPlugin: 'none' },
  ];
  const changes = [
    { dnsPrefix: 'other' },
    { nodeResourceGroup: 'other' },
    { apiServerAccessProfile: { enablePrivateCluster: true } },
    ...profiles.map((networkProfile) => ({ networkProfile })),
  ];
  const same = [pool({ vnetSubnetID: nodes })];
  for (const it of changes) await refused(code, cluster, aks(it, same));
  const machines = [
    { vmSize: 'Standard_D8s_v5' },
    { osType: 'Windows', name: 'system', mode: 'User' },
    { osDiskSizeGB: 64 },
    { osDiskType: 'Ephemeral' },
    { maxPods: 40 },
    { vnetSubnetID: other },
    { podSubnetID: other },
    { availabilityZones: ['1'] },
    { scaleSetPriority: 'Spot', mode: 'User' },
    { type: 'VirtualMachines' },
  ];
  for (const it of machines) {
    await refused(code, cluster, aks({}, [pool({ vnetSubnetID: nodes, ...it })]));
  }
  const now = { apiServerAccessProfile: { enablePrivateCluster: false } };
  const regular = pool({ vnetSubnetID: nodes, scaleSetPriority: 'Regular', availabilityZones: [] });
  assert.equal((await send('PUT', cluster, aks(now, [regular]))).status, 200);
  const moved = await send('PUT', cluster, { ...aks(), location: 'eastus' });
  assert.deepEqual([moved.status, moved.code], [409, 'InvalidResourceLocation']);
});

test('a network goes to overlay, and no other way', async () => {
  const kubenet = { networkPlugin: 'kubenet' };
  const overlay = { networkPlugin: 'azure', networkPluginMode: 'overlay' };
  const put = (networkProfile) => send('PUT', cluster, aks({ networkProfile }));
  const code = async (networkProfile) => (await put(networkProfile)).code;
  await put(kubenet);
  assert.equal(await code({ networkPlugin: 'azure' }), 'PropertyChangeNotAllowed');
  assert.equal(await code({ ...kubenet, podCidr: '10.200.0.0/16' }), 'PropertyChangeNotAllowed');
  assert.equal((await put({ ...overlay, podCidr: '10.200.0.0/16' })).status, 200);
  assert.equal(await code(kubenet), 'PropertyChangeNotAllowed');
  assert.equal((await put({ ...overlay, networkDataplane: 'cilium' })).status, 200);
});

test('the kubelet identity is the one that is named', async () => {
  const id = identity('nodes');
  const { body: own } = await send('PUT', id, { location: 'westeurope' });
  const { body } = await send(
    'PUT',
    cluster,
    aks({ identityProfile: { kubeletidentity: { resourceId: id } } }),
  );
  const { kubeletidentity } = body.properties.identityProfile;
  assert.deepEqual(kubeletidentity, {
    resourceId: id,
    clientId: own.properties.clientId,
    objectId: own.properties.principalId,
  });
});

test('stopping, starting, credentials and upgrades', async () => {
  await send('PUT', cluster, aks());
  assert.equal((await send('POST', `${cluster}/stop`)).status, 202);
  assert.equal((await send('GET', cluster)).body.properties.powerState.code, 'Stopped');
  assert.equal((await send('POST', `${cluster}/start`)).status, 202);
  assert.equal((await send('GET', cluster)).body.properties.powerState.code, 'Running');
  const { body } = await send('POST', `${cluster}/listClusterUserCredential`);
  const config = JSON.parse(Buffer.from(body.kubeconfigs[0].value, 'base64').toString());
  assert.equal(config.kind, 'Config');
  const upgrades = await send('GET', `${cluster}/upgradeProfiles/default`);
  const { controlPlaneProfile } = upgrades.body.properties;
  assert.ok(controlPlaneProfile.upgrades.length > 0);
  const pools = await send('GET', `${cluster}/agentPools/system/upgradeProfiles/default`);
  assert.equal(pools.body.properties.osType, 'Linux');
  assert.equal((await send('POST', `${cluster}/dance`)).status, 404);
  assert.equal((await send('POST', `${cluster}-other/stop`)).code, 'ResourceNotFound');
  const none = await send('GET', `${cluster}-other/upgradeProfiles/default`);
  assert.equal(none.code, 'ResourceNotFound');
  await send('PUT', cluster, aks({ disableLocalAccounts: true }));
  const admin = await send('POST', `${cluster}/listClusterAdminCredential`);
  assert.equal(admin.status, 400);
});

test('maintenance windows', async () => {
  const name = 'aksManagedAutoUpgradeSchedule';
  const path = `${cluster}/maintenanceConfigurations/${name}`;
  const properties = {
    maintenanceWindow: {
      schedule: { weekly: { intervalWeeks: 1, dayOfWeek: 'Sunday' } },
      durationHours: 4,
      startTime: '01:00',
    },
  };
  assert.equal((await send('PUT', path, { properties })).code, 'ParentResourceNotFound');
  await send('PUT', cluster, aks());
  assert.equal((await send('PUT', path, { properties })).status, 201);
  assert.deepEqual((await send('GET', path)).body.properties, properties);
  assert.equal((await send('DELETE', path)).status, 200);
});

test('the versions that a region offers', async () => {
  const path = `${subscription}/providers/Microsoft.ContainerService/locations/westeurope/kubernetesVersions`;
  const { body } = await send('GET', path);
  assert.equal(body.values.filter(({ isDefault }) => isDefault).length, 1);
  for (const { version, patchVersions, capabilities } of body.values) {
    assert.ok(Object.keys(patchVersions).every((it) => it.startsWith(`${version}.`)));
    assert.ok(capabilities.supportPlan.length > 0);
  }
});
