// What was deployed and is read again is a plan that changes nothing: every fixture is made in a local
// Azure, its clusters and networks are imported, and the requests of that plan only read.

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { check, layout } from '../../pkg/node.js';
import { startArm } from '../arm/server.mjs';
import { plans } from '../az/plans.mjs';
import { azureFor, changing, memory, requestsOf, scene } from './deploying.mjs';

const arm = await startArm({ tls: false, lro: { polls: 1, retryAfterMs: 1 } });
after(() => arm.close());

/**
 * Deploys a plan beside what `outside` says is there already, and answers what is there then, and what
 * changes when another plan is deployed.
 */
async function deployed(plan, outside = plan) {
  const options = { ...scene(arm, outside), confirm: async () => true, journal: memory() };
  const azure = azureFor(arm, plan);
  const made = await azure.deploy(requestsOf(plan), options);
  assert.equal(made.state, 'done', JSON.stringify(made, null, 1));
  const changes = async (plan) => {
    const begin = arm.requests.length;
    const journal = memory();
    const came = await azure.deploy(requestsOf(plan), { ...options, journal, confirm: undefined });
    assert.equal(came.state, 'done', JSON.stringify(came, null, 1));
    assert.ok(arm.requests.length > begin);
    return changing(arm.requests.slice(begin));
  };
  return { azure, changes, there: arm.resources() };
}

const ofType = (there, type) =>
  Object.values(there)
    .filter((it) => it.type?.toLowerCase() === type.toLowerCase())
    // What Azure makes beside the nodes is no part of a plan.
    .filter((it) => !/\/resourcegroups\/mc_/i.test(it.id))
    .map((it) => it.id);

const errorsOf = (plan) =>
  check(plan)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule);

/** What of an address plan both plans know. */
function addresses(plan) {
  const { subnets, podCidrs } = layout(plan);
  /** @type {Map<string, object>} */
  const bySubnet = new Map();
  for (const it of subnets) {
    const { addressPrefix, required, requiredWithUpgrade, usable, free } = it;
    const sums = { addressPrefix, required, requiredWithUpgrade, usable, free };
    bySubnet.set(`${it.virtualNetwork}/${it.name}`, sums);
  }
  return { podCidrs, bySubnet };
}

/**
 * The plan without what is only counted with: load balancers that Kubernetes makes, and private endpoints
 * that somebody else makes.
 */
function known(plan) {
  const copy = structuredClone(plan);
  for (const it of copy.clusters ?? []) delete it.internalLoadBalancers;
  for (const { subnets } of copy.virtualNetworks ?? []) {
    for (const it of subnets ?? []) delete it.privateEndpoints;
  }
  return copy;
}

/** What the service gives anew each time. */
const fresh = new Set(
  `etag eTag resourceGuid resourceUID principalId clientId objectId tenantId ipAddress fqdn privateFQDN
   azurePortalFQDN issuerURL`.split(/\s+/),
);

/** Words in whichever case, and without what says as much as nothing. */
function said(value) {
  if (typeof value === 'string') return value.toLowerCase();
  if (Array.isArray(value)) return value.map(said);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value)
    .filter(([name]) => !fresh.has(name))
    .map(([name, it]) => [name.toLowerCase(), said(it)])
    .filter(
      ([name, it]) =>
        !(Array.isArray(it) && it.length === 0) &&
        it !== undefined &&
        !(name === 'networkpolicy' && it === 'none'),
    );
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Clusters with pools and windows, and networks with all that hangs on them. */
const planned =
  /\/providers\/(microsoft\.containerservice|microsoft\.network\/(virtualnetworks|routetables|natgateways|networksecuritygroups))\//;
const parts = (there) =>
  Object.fromEntries(
    Object.entries(there)
      .filter(([id]) => planned.test(id) && !/\/roleassignments\/|\/resourcegroups\/mc_/.test(id))
      .map(([id, it]) => [id, said(it)]),
  );

/** The plan as if nothing of it were there. */
function anew(value) {
  if (Array.isArray(value)) return value.map(anew);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).filter(([name]) => name !== 'existing');
  return Object.fromEntries(members.map(([name, it]) => [name, anew(it)]));
}

describe('an imported plan', () => {
  for (const { name, plan } of plans()) {
    test(`of ${name}`, async () => {
      const { azure, changes, there } = await deployed(plan);
      const clusters = ofType(there, 'Microsoft.ContainerService/managedClusters');
      const networks = ofType(there, 'Microsoft.Network/virtualNetworks');
      assert.equal(clusters.length, plan.clusters?.length ?? 0);
      const imported = await azure.importPlan([...clusters, ...networks]);
      assert.deepEqual(imported.unread, []);

      // It reads, and sends nothing else.
      assert.deepEqual(await changes(imported.plan), []);
      assert.deepEqual(arm.resources(), there);

      // It is judged as the plan that it was made of, and has its addresses.
      const had = errorsOf(plan);
      assert.deepEqual(
        errorsOf(imported.plan).filter((rule) => !had.includes(rule)),
        [],
      );
      const [before, now] = [addresses(known(plan)), addresses(imported.plan)];
      for (const [place, expected] of before.bySubnet) {
        assert.deepEqual(now.bySubnet.get(place), expected, place);
      }
      assert.deepEqual(now.podCidrs, before.podCidrs);
      assert.deepEqual(arm.problems, []);

      // Made anew in an empty Azure, it is the same once more.
      const again = await deployed(anew(imported.plan), anew(plan));
      assert.notDeepEqual(parts(there), {});
      assert.deepEqual(parts(again.there), parts(there));
    });
  }
});

describe('what lies beside a cluster', () => {
  const plan = {
    location: 'westeurope',
    resourceGroups: [{ name: 'rg' }, { name: 'rg-hub' }],
    virtualNetworks: [
      {
        name: 'vnet',
        addressPrefixes: ['10.240.0.0/16'],
        peerings: ['hub'],
        subnets: [
          { name: 'nodes', addressPrefix: '10.240.0.0/22' },
          { name: 'other', addressPrefix: '10.240.8.0/24', networkSecurityGroup: 'nsg' },
        ],
      },
      {
        name: 'hub',
        resourceGroup: 'rg-hub',
        addressPrefixes: ['10.0.0.0/16', '10.1.0.0/16'],
      },
    ],
    networkSecurityGroups: [{ name: 'nsg' }],
    clusters: [
      {
        name: 'aks',
        networkProfile: { networkPlugin: 'azure', networkPluginMode: 'overlay' },
        agentPools: [
          {
            name: 'system',
            mode: 'System',
            vmSize: 'Standard_D4s_v5',
            count: 3,
            vnetSubnet: 'nodes',
          },
        ],
      },
    ],
  };

  test('ranges of peered networks are in the address book, unless the network is read too', async () => {
    const { azure, changes, there } = await deployed(plan);
    const [cluster] = ofType(there, 'Microsoft.ContainerService/managedClusters');
    const networks = ofType(there, 'Microsoft.Network/virtualNetworks');
    const hub = networks.find((it) => it.endsWith('/hub'));
    const alone = await azure.importPlan([cluster]);
    assert.deepEqual(alone.plan.addressBook, [
      { name: 'hub', cidr: '10.0.0.0/16', kind: 'peered' },
      { name: 'hub', cidr: '10.1.0.0/16', kind: 'peered' },
    ]);
    assert.deepEqual(alone.plan.virtualNetworks?.[0].peerings, [hub]);
    assert.deepEqual(await changes(alone.plan), []);
    // Beside the cluster's own subnets nothing is looked at, and of a network that is named all is.
    assert.equal(alone.plan.networkSecurityGroups, undefined);

    const both = await azure.importPlan([cluster, ...networks]);
    assert.equal(both.plan.addressBook, undefined);
    assert.deepEqual(both.plan.virtualNetworks?.map(({ name }) => name).sort(), ['hub', 'vnet']);
    assert.deepEqual(
      both.plan.networkSecurityGroups?.map(({ name }) => name),
      ['nsg'],
    );
    assert.deepEqual(await changes(both.plan), []);
  });

  test('networks are peered under any name', async () => {
    const { azure, changes, there } = await deployed(plan);
    const [cluster] = ofType(there, 'Microsoft.ContainerService/managedClusters');
    const networks = ofType(there, 'Microsoft.Network/virtualNetworks');
    // Azure has one peering between two networks, and this one was made by hand.
    for (const { id, properties } of Object.values(there)) {
      if (!id.includes('/virtualNetworkPeerings/')) continue;
      const { remoteVirtualNetwork } = properties;
      const apiVersion = '2025-07-01';
      await azure.send({ method: 'DELETE', path: id, apiVersion });
      const path = id.replace(/[^/]+$/, 'by-hand');
      const body = { properties: { remoteVirtualNetwork } };
      await azure.send({ method: 'PUT', path, apiVersion, body });
    }
    const { plan: imported } = await azure.importPlan([cluster, ...networks]);
    assert.deepEqual(
      imported.virtualNetworks?.map(({ peerings }) => peerings),
      [['hub'], ['vnet']],
    );
    assert.deepEqual(await changes(imported), []);
  });

  test('a cluster that exists keeps the roles that it has, wherever they are', async () => {
    const { azure, changes, there } = await deployed(
      plans().find(({ name }) => name === '05-kubenet-routing')?.plan,
    );
    // Somebody gave it one role on the whole group instead.
    const [cluster] = ofType(there, 'Microsoft.ContainerService/managedClusters');
    const roles = ofType(there, 'Microsoft.Authorization/roleAssignments');
    assert.ok(roles.length > 0);
    for (const path of roles) {
      await azure.send({ method: 'DELETE', path, apiVersion: '2022-04-01' });
    }
    const { plan } = await azure.importPlan([cluster]);
    assert.deepEqual(await changes(plan), []);
  });
});
