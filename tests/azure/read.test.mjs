// What the class `Azure` reads of what exists, and the plan that it makes of it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { check, checkText } from '../../pkg/node.js';
import { startArm } from '../arm/server.mjs';
import { signedIn, thrown } from './azure.mjs';

const arm = await startArm({ tls: false, pageSize: 2, lro: { polls: 1, retryAfterMs: 1 } });
after(() => arm.close());
const { subscription } = arm.options;
const group = `/subscriptions/${subscription}/resourceGroups/rg`;
const network = `${group}/providers/Microsoft.Network/virtualNetworks/vnet`;
const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/own`;
const routes = `${group}/providers/Microsoft.Network/routeTables/routes`;
const cluster = `${group}/providers/Microsoft.ContainerService/managedClusters/aks`;
const { azure } = signedIn(arm);

const put = (path, apiVersion, body) => azure.send({ method: 'PUT', path, apiVersion, body });
const location = 'westeurope';

before(async () => {
  await put(group, '2024-11-01', { location });
  await put(`${group}-2`, '2024-11-01', { location });
  await put(`${group}-3`, '2024-11-01', { location });
  await put(identity, '2024-11-30', { location });
  await put(routes, '2025-07-01', {
    location,
    properties: {
      routes: [
        {
          name: 'on-premises',
          properties: { addressPrefix: '192.168.0.0/16', nextHopType: 'VirtualNetworkGateway' },
        },
      ],
    },
  });
  await put(network, '2025-07-01', {
    location,
    properties: {
      addressSpace: { addressPrefixes: ['10.240.0.0/16'] },
      subnets: [
        {
          name: 'nodes',
          properties: { addressPrefix: '10.240.0.0/22', routeTable: { id: routes } },
        },
      ],
    },
  });
  await put(`${group}-2/providers/Microsoft.Network/virtualNetworks/hub`, '2025-07-01', {
    location,
    properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } },
  });
  await put(cluster, '2026-06-01', {
    location,
    sku: { name: 'Base', tier: 'Standard' },
    identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } },
    properties: {
      dnsPrefix: 'aks',
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
          osType: 'Linux',
          type: 'VirtualMachineScaleSets',
          vnetSubnetID: `${network}/subnets/nodes`,
        },
      ],
    },
  });
});

describe('what exists', () => {
  test('subscriptions and tenants', async () => {
    const [first] = await azure.subscriptions();
    assert.equal(first.subscriptionId, subscription);
    assert.equal(first.tenantId, arm.tenant);
    assert.equal(first.state, 'Enabled');
    const [tenant] = await azure.tenants();
    assert.equal(tenant.tenantId, arm.tenant);
  });

  test('resource groups, over more than one page', async () => {
    const groups = await azure.resourceGroups(subscription);
    const names = groups.map(({ name }) => name).filter((name) => name.startsWith('rg'));
    assert.deepEqual(names.sort(), ['rg', 'rg-2', 'rg-3']);
  });

  test('networks, of a subscription and of a group', async () => {
    const all = await azure.virtualNetworks(subscription);
    assert.deepEqual(all.map(({ name }) => name).sort(), ['hub', 'vnet']);
    const [vnet, ...others] = await azure.virtualNetworks(subscription, { resourceGroup: 'rg' });
    assert.deepEqual(others, []);
    assert.deepEqual(vnet.addressPrefixes, ['10.240.0.0/16']);
    const [nodes] = vnet.subnets;
    assert.deepEqual([nodes.name, nodes.addressPrefixes], ['nodes', ['10.240.0.0/22']]);
    assert.equal(nodes.routeTableId, routes);
  });

  test('route tables', async () => {
    const [{ name, routes }] = await azure.routeTables(subscription);
    assert.equal(name, 'routes');
    assert.deepEqual(routes, [
      {
        name: 'on-premises',
        addressPrefix: '192.168.0.0/16',
        nextHopType: 'VirtualNetworkGateway',
      },
    ]);
  });

  test('clusters with their pools', async () => {
    const [found] = await azure.clusters(subscription);
    assert.deepEqual([found.id, found.resourceGroup], [cluster, 'rg']);
    assert.deepEqual([found.networkPlugin, found.networkPluginMode], ['azure', 'overlay']);
    assert.deepEqual(found.podCidrs, ['10.244.0.0/16']);
    const [pool] = found.pools;
    assert.deepEqual([pool.name, pool.count, pool.maxPods], ['system', 3, 110]);
    assert.equal(pool.vnetSubnetId, `${network}/subnets/nodes`);
  });

  test('versions of Kubernetes with their support plans', async () => {
    const versions = await azure.kubernetesVersions(subscription, location);
    assert.ok(versions.length > 0);
    for (const { version, supportPlans, patchVersions } of versions) {
      assert.match(version, /^1\.\d+$/);
      assert.ok(supportPlans.includes('KubernetesOfficial') || supportPlans.length > 0);
      assert.ok(patchVersions.every((it) => it.version.startsWith(`${version}.`)));
    }
  });

  test('features and providers', async () => {
    const features = await azure.features(subscription);
    assert.ok(features.every(({ name, state }) => !name.includes('/') && state !== ''));
    const providers = await azure.providers(subscription);
    const aks = providers.find(({ namespace }) => namespace === 'Microsoft.ContainerService');
    assert.match(aks?.state ?? '', /Registered$/);
  });

  test('sizes of virtual machines with processors, zones and restrictions', async () => {
    const sizes = await azure.vmSizes(subscription, location);
    const found = sizes.find(({ name }) => name === 'Standard_D4s_v5');
    assert.equal(found?.vCpus, 4);
    assert.deepEqual(found?.zones, ['1', '2', '3']);
    assert.deepEqual(found?.restrictions, []);
    assert.equal(arm.requests.at(-1).query.$filter, "location eq 'westeurope'");

    const size = {
      resourceType: 'virtualMachines',
      name: 'Standard_D2s_v5',
      restrictions: [
        {
          type: 'Zone',
          reasonCode: 'NotAvailableForSubscription',
          restrictionInfo: { locations: [location], zones: ['3', '2'] },
        },
      ],
    };
    const body = { value: [size, { ...size, resourceType: 'disks' }] };
    arm.fault({ match: { path: 'Microsoft.Compute/skus' }, status: 200, body, times: 1 });
    const [restricted, ...others] = await azure.vmSizes(subscription, location);
    assert.deepEqual(restricted.restrictions, [
      { reason: 'NotAvailableForSubscription', zones: ['2', '3'] },
    ]);
    assert.deepEqual(others, []);
  });

  test('quotas of processors and of networks', async () => {
    const usages = await azure.usages(subscription, location);
    const cores = usages.find(({ name }) => name === 'cores');
    assert.deepEqual([cores?.provider, cores?.limit], ['Microsoft.Compute', 100]);
    const networks = usages.find(({ name }) => name === 'VirtualNetworks');
    assert.deepEqual([networks?.provider, networks?.current], ['Microsoft.Network', 2]);
  });

  test('the service finds nothing wrong with what was asked', () => {
    assert.deepEqual(arm.problems, []);
  });
});

describe('Resource Graph', () => {
  const path = 'Microsoft.ResourceGraph/resources';
  const page = (from, more) => ({
    match: { method: 'POST', path },
    status: 200,
    times: 1,
    body: {
      totalRecords: 3,
      count: from.length,
      resultTruncated: 'false',
      data: from.map((id) => ({ id })),
      ...(more ? { $skipToken: more } : {}),
    },
  });
  const read = async (pages) => {
    const ids = [];
    for await (const bytes of pages) {
      assert.ok(bytes instanceof Uint8Array);
      ids.push(...JSON.parse(new TextDecoder().decode(bytes)).data.map(({ id }) => id));
    }
    return ids;
  };

  test('of what is there', async () => {
    const networks = "resources | where type =~ 'microsoft.network/virtualnetworks' | project id";
    assert.deepEqual((await read(azure.resourceGraph(networks))).length, 2);
  });

  test('page by page, as bytes, with what is to come', async () => {
    arm.fault({ match: { path }, status: 503, times: 1 });
    arm.fault(page(['a', 'b'], 'more'));
    arm.fault(page([], 'still more'));
    arm.fault(page(['c']));
    const told = [];
    const pages = azure.resourceGraph('resources | project id', {
      subscriptions: [subscription],
      onProgress: (it) => {
        if (it.type === 'page') told.push([it.pages, it.items, it.total]);
      },
    });
    assert.deepEqual(await read(pages), ['a', 'b', 'c']);
    assert.deepEqual(told, [
      [1, 2, 3],
      [2, 2, 3],
      [3, 3, 3],
    ]);
    const { body } = arm.requests.at(-1);
    assert.deepEqual(body, {
      query: 'resources | project id',
      subscriptions: [subscription],
      options: { resultFormat: 'objectArray', $top: 1000, $skipToken: 'still more' },
    });
  });

  test('no further than is wanted', async () => {
    const remove = arm.fault(page(['a'], 'more'));
    const before = arm.requests.length;
    for await (const bytes of azure.resourceGraph('resources')) {
      assert.ok(bytes.length > 0);
      break;
    }
    assert.equal(arm.requests.length, before + 1);
    if (typeof remove === 'function') remove();
  });

  test('a token that leads in a circle, and one that is missing', async () => {
    for (const [body, kind] of [
      [{ count: 1, data: [1], $skipToken: 'same' }, 'pagingLoop'],
      [{ count: 1, data: [1], resultTruncated: 'true' }, 'incomplete'],
      [{ count: 1 }, 'malformed'],
    ]) {
      arm.fault({ match: { path }, status: 200, body, times: 2 });
      const error = await thrown(read(azure.resourceGraph('resources')));
      assert.equal(error.kind, kind);
      arm.faults.clear();
    }
  });

  test('stops in the middle', async () => {
    arm.fault(page(['a'], 'more'));
    arm.fault({ match: { path }, silent: true });
    const controller = new AbortController();
    const reason = new Error('enough');
    const pages = azure.resourceGraph('resources', { signal: controller.signal });
    assert.equal((await pages.next()).done, false);
    const next = pages.next();
    controller.abort(reason);
    assert.equal(await thrown(next), reason);
    assert.equal((await pages.next()).done, true);
    arm.faults.clear();
  });
});

describe('a plan of what exists', () => {
  test('has the cluster with its network, routes and identity', async () => {
    const { plan, text, unread } = await azure.importPlan([cluster]);
    assert.deepEqual(unread, []);
    const [aks] = plan.clusters ?? [];
    assert.deepEqual([aks.name, aks.existing], ['aks', true]);
    assert.equal(aks.agentPools?.[0].vnetSubnet, 'nodes');
    const [vnet] = plan.virtualNetworks ?? [];
    assert.deepEqual([vnet.name, vnet.existing], ['vnet', true]);
    assert.deepEqual(
      plan.identities?.map(({ name }) => name),
      ['own'],
    );
    const errors = (findings) => findings.filter(({ severity }) => severity === 'error');
    assert.deepEqual(errors(check(plan).findings), []);
    const checked = checkText(text, { from: 'arm' });
    assert.ok('findings' in checked);
    assert.deepEqual(errors(checked.findings), []);
    assert.deepEqual(checked.plan, plan);
  });

  test('says what may not be seen', async () => {
    const code = 'AuthorizationFailed';
    arm.fault({
      match: { path: 'userAssignedIdentities' },
      status: 403,
      body: { error: { code, message: 'no' } },
      times: 1,
    });
    const { plan, unread } = await azure.importPlan([cluster]);
    assert.equal(plan.clusters?.length, 1);
    assert.deepEqual(
      unread.map(({ id }) => id.toLowerCase()),
      [identity.toLowerCase()],
    );
    assert.match(unread[0].message, /403, AuthorizationFailed: no$/);
  });

  test('is none of a cluster that is not there', async () => {
    assert.equal((await thrown(azure.importPlan([`${cluster}-2`]))).status, 404);
    assert.equal((await thrown(azure.importPlan([`${network}-2`]))).status, 404);
    const error = await thrown(azure.importPlan([identity]));
    assert.equal(error.kind, 'argument');
    assert.match(error.message, /is not the id of a cluster or virtual network$/);
  });
});
