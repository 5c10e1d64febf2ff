// Whether a plan will work: what Azure says, held against the plan.

import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { check } from '../../pkg/node.js';
import { startArm } from '../arm/server.mjs';
import { seed } from '../az/existing.mjs';
import { plans } from '../az/plans.mjs';
import { signedIn, thrown } from './azure.mjs';

const arm = await startArm({ tls: false, pageSize: 3 });
after(() => arm.close());
beforeEach(() => arm.reset());
const { subscription } = arm.options;
const { azure } = signedIn(arm);
const asOf = '2026-11-23';
const location = 'westeurope';
const group = (name = 'rg') => `/subscriptions/${subscription}/resourceGroups/${name}`;
const id = (type, name, its = group()) => `${its}/providers/${type}/${name}`;
const vnet = (name = 'vnet') => id('Microsoft.Network/virtualNetworks', name);

/**
 * A plan that nothing is wrong with.
 *
 * @returns {any}
 */
const plan = (over = {}) => ({
  location,
  resourceGroups: [{ name: 'rg' }],
  identities: [{ name: 'own' }],
  virtualNetworks: [
    {
      name: 'vnet',
      addressPrefixes: ['10.240.0.0/16'],
      subnets: [{ name: 'nodes', addressPrefix: '10.240.0.0/24' }],
    },
  ],
  clusters: [cluster()],
  ...over,
});

const pool = (over = {}) => ({
  name: 'system',
  mode: 'System',
  vmSize: 'Standard_D4s_v5',
  count: 3,
  vnetSubnet: 'nodes',
  ...over,
});

const cluster = (over = {}) => ({
  name: 'aks',
  identity: { type: 'UserAssigned', userAssignedIdentity: 'own' },
  networkProfile: { networkPlugin: 'azure', networkPluginMode: 'overlay' },
  agentPools: [pool()],
  ...over,
});

/** The network that exists, with one subnet. */
const existing = (subnet = {}, over = {}) => [
  {
    name: 'vnet',
    existing: true,
    subnets: [{ name: 'nodes', existing: true, ...subnet }],
    ...over,
  },
];

function seedNetwork(subnet = {}, over = {}) {
  arm.seed(vnet(), {
    location,
    properties: { addressSpace: { addressPrefixes: ['10.240.0.0/16'] }, ...over },
  });
  arm.seed(`${vnet()}/subnets/nodes`, {
    properties: { addressPrefix: '10.240.0.0/24', ...subnet },
  });
}

const preflight = (it, options = {}) => azure.preflight(it, { asOf, ...options });
const of = ({ findings }, rule) => findings.filter((it) => it.rule === rule);
const errors = ({ findings }) =>
  findings
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`);
const found = ({ checked }, what) => checked.find((it) => it.what === what)?.found;

/** Network cards of others in a subnet. */
const cards = (count, its = group('others')) =>
  Array.from({ length: count }, (_, at) => ({
    id: `${id('Microsoft.Network/networkInterfaces', `card-${at}`, its)}/ipConfigurations/one`,
  }));

describe('a plan that nothing is wrong with', () => {
  test('has no errors, and all is said that was looked at', async () => {
    const told = [];
    const answer = await preflight(plan(), { onProgress: (it) => told.push(it) });
    assert.deepEqual(errors(answer), []);
    assert.equal(answer.subscriptionId, subscription);
    assert.equal(
      found(answer, 'size Standard_D4s_v5 in westeurope'),
      'offered in zones 1, 2 and 3, 4 vCPUs each',
    );
    assert.match(
      found(answer, 'quota standardDSv5Family in westeurope') ?? '',
      /^0 of 100 used, the plan needs 12, and up to 16 as it grows$/,
    );
    assert.equal(found(answer, 'cluster aks'), 'is not there yet, the name is free');
    assert.ok(answer.unknown.some(({ what }) => /machines left/.test(what)));
    const last = told.filter(({ type }) => type === 'preflight').at(-1);
    assert.ok(last.total > 10);
    assert.equal(last.done, last.total);
    assert.deepEqual(arm.problems, []);
    assert.ok(arm.requests.every(({ method }) => method === 'GET'));
  });

  test('has what `check` finds too', async () => {
    const bad = plan({
      clusters: [
        cluster({ networkProfile: { networkPlugin: 'azure', serviceCidr: '10.240.0.0/24' } }),
      ],
    });
    const rules = ({ findings }) => findings.map(({ rule }) => rule);
    const answer = await preflight(bad);
    for (const rule of rules(check(bad, { asOf }))) assert.ok(rules(answer).includes(rule), rule);
  });

  test('that is no plan is a finding, and nothing is asked', async () => {
    const answer = await preflight(/** @type {any} */ ('plan'));
    assert.deepEqual(
      answer.findings.map(({ rule }) => rule),
      ['not-a-plan'],
    );
    assert.equal(arm.requests.length, 0);
  });
});

describe('sizes', () => {
  const restrict = (restrictions) => {
    arm.skus = arm.skus.map((it) => ({
      ...it,
      restrictions: it.name === 'Standard_D4s_v5' ? restrictions : [],
    }));
  };

  test('that a region has not', async () => {
    const answer = await preflight(
      plan({ clusters: [cluster({ agentPools: [pool({ vmSize: 'Standard_D4s_v9' })] })] }),
    );
    const [{ severity, path, help }] = of(answer, 'vm-size-not-offered');
    assert.deepEqual([severity, path], ['error', '/clusters/0/agentPools/0/vmSize']);
    assert.match(help, /`standard_d4s_v5`/);
  });

  test('that the subscription can not have, in the region or in a zone', async () => {
    restrict([
      {
        type: 'Location',
        values: [location],
        restrictionInfo: { locations: [location] },
        reasonCode: 'NotAvailableForSubscription',
      },
    ]);
    const whole = await preflight(plan());
    assert.match(of(whole, 'vm-size-not-offered')[0].message, /`NotAvailableForSubscription`$/);
    assert.deepEqual(of(whole, 'vm-size-not-in-zone'), []);
    restrict([
      {
        type: 'Zone',
        values: [location],
        restrictionInfo: { locations: [location], zones: ['2'] },
        reasonCode: 'NotAvailableForSubscription',
      },
    ]);
    const zone = await preflight(plan());
    assert.deepEqual(of(zone, 'vm-size-not-offered'), []);
    const [{ fix, message }] = of(zone, 'vm-size-not-in-zone');
    assert.match(message, /zone 2 of `westeurope`/);
    assert.deepEqual(fix.patch[0].value, ['1', '3']);
    const chosen = plan({ clusters: [cluster({ availabilityZones: ['1', '3'] })] });
    assert.deepEqual(errors(await preflight(chosen)), []);
  });

  test('that can not do what the pool asks for', async () => {
    const with_ = (over) =>
      plan({ clusters: [cluster({ agentPools: [pool({ osDiskType: 'Ephemeral', ...over })] })] });
    assert.equal(of(await preflight(with_({})), 'vm-size-lacks-capability').length, 1);
    assert.deepEqual(
      of(await preflight(with_({ osDiskType: 'Managed' })), 'vm-size-lacks-capability'),
      [],
    );
  });
});

describe('quotas', () => {
  test('that do not hold the first nodes', async () => {
    arm.used.set(`${location}/standardDSv5Family`, 89);
    const [{ severity, message }] = of(await preflight(plan()), 'quota-exceeded');
    assert.equal(severity, 'error');
    assert.match(message, /has 11 of 100 vCPUs left, the plan starts with 12/);
  });

  test('that hold the first nodes alone', async () => {
    arm.used.set(`${location}/standardDSv5Family`, 88);
    const answer = await preflight(plan());
    assert.deepEqual(of(answer, 'quota-exceeded'), []);
    const [{ severity, message }] = of(answer, 'quota-too-small-for-growth');
    assert.equal(severity, 'warning');
    assert.match(message, /grows to 16: system 3 to 4 x 4/);
    arm.used.set(`${location}/standardDSv5Family`, 84);
    assert.deepEqual(of(await preflight(plan()), 'quota-too-small-for-growth'), []);
  });

  test('of the region, with the pools of all families', async () => {
    arm.limits.set(`${location}/cores`, 20);
    const pools = [pool(), pool({ name: 'user', mode: 'User', vmSize: 'Standard_D4ds_v5' })];
    const all = of(
      await preflight(plan({ clusters: [cluster({ agentPools: pools })] })),
      'quota-exceeded',
    );
    assert.equal(all.length, 1);
    assert.match(all[0].message, /`cores`.*starts with 24/);
  });

  test('of spot machines, which count against no other', async () => {
    const pools = [
      pool(),
      pool({ name: 'spot', mode: 'User', scaleSetPriority: 'Spot', count: 5 }),
    ];
    const it = plan({ clusters: [cluster({ agentPools: pools })] });
    arm.limits.set(`${location}/standardDSv5Family`, 16);
    arm.limits.set(`${location}/cores`, 16);
    assert.deepEqual(of(await preflight(it), 'quota-exceeded'), []);
    arm.limits.set(`${location}/lowPriorityCores`, 19);
    assert.match(
      of(await preflight(it), 'quota-exceeded')[0].message,
      /`lowPriorityCores`.*starts with 20/,
    );
  });

  test('of which the cluster itself uses what it has', async () => {
    const it = plan({
      identities: [],
      clusters: [cluster({ existing: true, identity: undefined })],
    });
    seedNetwork();
    arm.seed(id('Microsoft.ContainerService/managedClusters', 'aks'), {
      location,
      identity: { type: 'SystemAssigned' },
      properties: {
        dnsPrefix: 'aks',
        networkProfile: { networkPlugin: 'azure', networkPluginMode: 'overlay' },
        agentPoolProfiles: [
          {
            name: 'system',
            mode: 'System',
            vmSize: 'Standard_D4s_v5',
            count: 3,
            type: 'VirtualMachineScaleSets',
          },
        ],
      },
    });
    arm.limits.set(`${location}/standardDSv5Family`, 16);
    const answer = await preflight(it);
    assert.deepEqual(of(answer, 'quota-exceeded'), []);
    assert.deepEqual(of(answer, 'quota-too-small-for-growth'), []);
  });
});

describe('quotas of networks', () => {
  test('of public addresses: those of gateways, and those that AKS makes', async () => {
    const it = plan({ natGateways: [{ name: 'out', publicIPCount: 2 }] });
    arm.limits.set(`${location}/StandardSkuPublicIpAddresses`, 2);
    assert.match(
      of(await preflight(it), 'network-quota-exceeded')[0].message,
      /has 2 of 2 left, the plan makes 3 public addresses$/,
    );
    arm.limits.set(`${location}/StandardSkuPublicIpAddresses`, 3);
    assert.deepEqual(of(await preflight(it), 'network-quota-exceeded'), []);
  });

  test('of networks, where they are not there yet', async () => {
    arm.limits.set(`${location}/VirtualNetworks`, 1);
    arm.used.set(`${location}/VirtualNetworks`, 1);
    assert.equal(of(await preflight(plan()), 'network-quota-exceeded').length, 1);
    seedNetwork();
    assert.deepEqual(of(await preflight(plan()), 'network-quota-exceeded'), []);
  });
});

describe('versions of Kubernetes', () => {
  const at = async (kubernetesVersion, over = {}) =>
    await preflight(plan({ clusters: [cluster({ kubernetesVersion, ...over })] }));

  test('that the region offers, as major and minor or with a patch', async () => {
    const all = await azure.kubernetesVersions(subscription, location);
    const first = all.find(({ supportPlans }) => supportPlans.includes('KubernetesOfficial'));
    assert.ok(first);
    assert.deepEqual(errors(await at(first.version)), []);
    assert.deepEqual(errors(await at(first.patchVersions[0].version)), []);
  });

  test('that it does not, told once', async () => {
    for (const version of ['1.28', '1.36.99', '1.99']) {
      const answer = await at(version);
      const about = answer.findings.filter(({ path }) => path === '/clusters/0/kubernetesVersion');
      assert.deepEqual(
        about.map(({ rule }) => rule),
        ['kubernetes-version-not-offered'],
        version,
      );
    }
  });

  test('that are there for long-term support alone', async () => {
    const body = {
      values: [
        {
          version: '1.33',
          capabilities: { supportPlan: ['AKSLongTermSupport'] },
          patchVersions: { '1.33.9': { upgrades: [] } },
        },
        {
          version: '1.36',
          capabilities: { supportPlan: ['KubernetesOfficial', 'AKSLongTermSupport'] },
          patchVersions: { '1.36.1': { upgrades: [] } },
        },
      ],
    };
    arm.fault({ match: { path: 'kubernetesVersions' }, status: 200, body, times: 2 });
    assert.match(
      of(await at('1.33'), 'kubernetes-version-not-offered')[0].message,
      /long-term support alone/,
    );
    const longTerm = { supportPlan: 'AKSLongTermSupport', sku: { name: 'Base', tier: 'Premium' } };
    assert.deepEqual(errors(await at('1.33', longTerm)), []);
  });
});

describe('names and what exists', () => {
  test('what is to be there and is not', async () => {
    const answer = await preflight(plan({ virtualNetworks: existing() }));
    assert.deepEqual(
      of(answer, 'existing-resource-missing').map(({ path }) => path),
      ['/virtualNetworks/0'],
    );
    seedNetwork();
    assert.deepEqual(errors(await preflight(plan({ virtualNetworks: existing() }))), []);
    const other = existing({ name: 'nods' });
    const pools = [pool({ vnetSubnet: 'nods' })];
    const missing = plan({ virtualNetworks: other, clusters: [cluster({ agentPools: pools })] });
    assert.deepEqual(
      of(await preflight(missing), 'existing-resource-missing').map(({ path }) => path),
      ['/virtualNetworks/0/subnets/0'],
    );
  });

  test('what is referred to by an id', async () => {
    const zone = id(
      'Microsoft.ManagedIdentity/userAssignedIdentities',
      'elsewhere',
      group('other'),
    );
    const it = plan({
      identities: [],
      clusters: [cluster({ identity: { type: 'UserAssigned', userAssignedIdentity: zone } })],
    });
    assert.deepEqual(
      of(await preflight(it), 'existing-resource-missing').map(({ path }) => path),
      ['/clusters/0/identity/userAssignedIdentity'],
    );
    arm.seed(zone, { location });
    assert.deepEqual(errors(await preflight(it)), []);
  });

  test('what is there and is something else', async () => {
    arm.seed(vnet(), {
      location: 'northeurope',
      properties: { addressSpace: { addressPrefixes: ['10.240.0.0/16'] } },
    });
    arm.seed(`${vnet()}/subnets/nodes`, { properties: { addressPrefix: '10.240.1.0/24' } });
    const answer = await preflight(plan());
    assert.deepEqual(
      of(answer, 'name-taken').map(({ path, severity }) => [path, severity]),
      [
        ['/virtualNetworks/0', 'error'],
        ['/virtualNetworks/0/subnets/0', 'error'],
      ],
    );
  });

  test('a plan that was deployed may be deployed again', async () => {
    seedNetwork();
    arm.seed(id('Microsoft.ManagedIdentity/userAssignedIdentities', 'own'), { location });
    assert.deepEqual(errors(await preflight(plan())), []);
  });

  test('what is there and is not ready', async () => {
    seedNetwork();
    arm.store.get(vnet()).properties.provisioningState = 'Updating';
    arm.store.get(`${vnet()}/subnets/nodes`).properties.provisioningState = 'Failed';
    const answer = await preflight(plan({ virtualNetworks: existing() }));
    assert.deepEqual(
      of(answer, 'resource-not-ready').map(({ path, message }) => [path, message]),
      [
        ['/virtualNetworks/0', 'virtual network `vnet` is `Updating`'],
        ['/virtualNetworks/0/subnets/0', 'subnet `nodes` is `Failed`'],
      ],
    );
    assert.deepEqual(errors(answer), []);
  });

  test('a node resource group that is there without its cluster', async () => {
    arm.seed(group('nodes-of-aks'), { location });
    const it = plan({ clusters: [cluster({ nodeResourceGroup: 'nodes-of-aks' })] });
    assert.deepEqual(
      of(await preflight(it), 'name-taken').map(({ path }) => path),
      ['/clusters/0/nodeResourceGroup'],
    );
  });
});

describe('subnets as they are', () => {
  const nodes = (count) =>
    plan({
      virtualNetworks: existing(),
      clusters: [cluster({ agentPools: [pool({ count })] })],
    });

  test('addresses that others have', async () => {
    seedNetwork({ ipConfigurations: cards(245) });
    // 251 less 245, and one node more in an upgrade.
    assert.deepEqual(errors(await preflight(nodes(5))), []);
    const [{ message, path }] = of(await preflight(nodes(7)), 'node-subnet-too-small');
    assert.equal(path, '/clusters/0/agentPools/0/vnetSubnet');
    assert.match(message, /245/);
  });

  test('a range other than the plan says', async () => {
    seedNetwork({ addressPrefix: '10.240.0.0/28' });
    const it = plan({
      virtualNetworks: existing({ addressPrefix: '10.240.0.0/24' }),
      clusters: [cluster({ agentPools: [pool({ count: 20 })] })],
    });
    assert.equal(of(await preflight(it), 'node-subnet-too-small').length, 1);
  });

  test('a subnet that is named by its id', async () => {
    seedNetwork({ ipConfigurations: cards(250) });
    const it = plan({
      virtualNetworks: [],
      clusters: [cluster({ agentPools: [pool({ vnetSubnet: `${vnet()}/subnets/nodes` })] })],
    });
    const [{ path, related }] = of(await preflight(it), 'node-subnet-too-small');
    assert.equal(path, '/clusters/0/agentPools/0/vnetSubnet');
    assert.ok(related.every((it) => !it.path.startsWith('/virtualNetworks')));
  });

  test('delegations, and services that hold it', async () => {
    const service = { name: 'd', properties: { serviceName: 'Microsoft.Web/serverFarms' } };
    seedNetwork({ delegations: [service] });
    assert.equal(of(await preflight(nodes(3)), 'node-subnet-delegated').length, 1);
    arm.reset();
    const link = { name: 'l', properties: { linkedResourceType: 'Microsoft.Web/serverFarms' } };
    seedNetwork({ serviceAssociationLinks: [link] });
    assert.equal(of(await preflight(nodes(3)), 'subnet-held-by-service').length, 1);
  });

  test('a delegation for the API server that the plan does not know of', async () => {
    const delegations = [
      { name: 'd', properties: { serviceName: 'Microsoft.ContainerService/managedClusters' } },
    ];
    seedNetwork();
    const api = (delegation) => {
      arm.seed(`${vnet()}/subnets/api`, {
        properties: { addressPrefix: '10.240.1.0/28', delegations: delegation },
      });
      return plan({
        virtualNetworks: existing(
          {},
          {
            subnets: [
              { name: 'nodes', existing: true },
              { name: 'api', existing: true },
            ],
          },
        ),
        clusters: [
          cluster({ apiServerAccessProfile: { enableVnetIntegration: true, subnet: 'api' } }),
        ],
      });
    };
    assert.deepEqual(errors(await preflight(api(delegations))), []);
    assert.equal(of(await preflight(api([])), 'api-server-subnet-delegation').length, 1);
  });

  test('routes, where traffic leaves by them', async () => {
    const table = id('Microsoft.Network/routeTables', 'routes', group('hub'));
    const route = (addressPrefix) => ({
      name: 'out',
      properties: {
        addressPrefix,
        nextHopType: 'VirtualAppliance',
        nextHopIpAddress: '10.0.0.4',
      },
    });
    const it = plan({
      virtualNetworks: existing(),
      clusters: [
        cluster({
          networkProfile: {
            networkPlugin: 'azure',
            networkPluginMode: 'overlay',
            outboundType: 'userDefinedRouting',
          },
        }),
      ],
    });
    seedNetwork();
    const without = of(await preflight(it), 'default-route-missing');
    assert.deepEqual(
      without.map(({ severity }) => severity),
      ['error'],
    );
    arm.seed(table, { location, properties: { routes: [route('10.9.0.0/16')] } });
    seedNetwork({ routeTable: { id: table } });
    const [{ severity, path }] = of(await preflight(it), 'default-route-missing');
    assert.deepEqual([severity, path], ['error', '/virtualNetworks/0/subnets/0/routeTable']);
    arm.seed(table, { location, properties: { routes: [route('0.0.0.0/0')] } });
    const good = await preflight(it);
    assert.deepEqual(errors(good), []);
    assert.deepEqual(of(good, 'default-route-missing'), []);
    assert.ok(good.unknown.some(({ what }) => /firewall/.test(what)));
  });

  test('a NAT gateway, where traffic leaves by one', async () => {
    const gateway = id('Microsoft.Network/natGateways', 'out');
    const it = plan({
      virtualNetworks: existing(),
      clusters: [
        cluster({
          networkProfile: {
            networkPlugin: 'azure',
            networkPluginMode: 'overlay',
            outboundType: 'userAssignedNATGateway',
          },
        }),
      ],
    });
    seedNetwork();
    assert.deepEqual(
      of(await preflight(it), 'nat-gateway-missing').map(({ severity }) => severity),
      ['error'],
    );
    arm.seed(gateway, { location, sku: { name: 'Standard' } });
    seedNetwork({ natGateway: { id: gateway } });
    assert.deepEqual(of(await preflight(it), 'nat-gateway-missing'), []);
  });

  test('ranges of services on subnets that the plan does not name', async () => {
    seedNetwork();
    arm.seed(`${vnet()}/subnets/others`, { properties: { addressPrefix: '10.240.8.0/24' } });
    const it = plan({
      virtualNetworks: existing(),
      clusters: [
        cluster({
          networkProfile: {
            networkPlugin: 'azure',
            networkPluginMode: 'overlay',
            serviceCidr: '10.240.8.0/24',
            dnsServiceIP: '10.240.8.10',
          },
        }),
      ],
    });
    assert.match(
      of(await preflight(it), 'service-cidr-overlaps-subnet')[0].message,
      /`others` \(`10\.240\.8\.0\/24`\)/,
    );
    const more = existing(
      {},
      {
        subnets: [
          { name: 'nodes', existing: true },
          { name: 'more', addressPrefix: '10.240.8.0/23' },
        ],
      },
    );
    assert.equal(of(await preflight(plan({ virtualNetworks: more })), 'subnets-overlap').length, 1);
  });
});

describe('networks around', () => {
  const other = '00000000-0000-0000-0000-0000000000aa';
  const hub = `/subscriptions/${other}/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub`;
  const services = (serviceCidr, dnsServiceIP) =>
    plan({
      virtualNetworks: existing(),
      clusters: [
        cluster({
          networkProfile: {
            networkPlugin: 'azure',
            networkPluginMode: 'overlay',
            serviceCidr,
            dnsServiceIP,
          },
        }),
      ],
    });
  const peer = (state = 'Connected') => {
    arm.seed(hub, {
      location,
      properties: { addressSpace: { addressPrefixes: ['10.50.0.0/16'] } },
    });
    seedNetwork();
    arm.seed(`${vnet()}/virtualNetworkPeerings/to-hub`, {
      properties: { remoteVirtualNetwork: { id: hub } },
    });
    arm.store.get(`${vnet()}/virtualNetworkPeerings/to-hub`).properties.peeringState = state;
  };

  test('in another subscription', async () => {
    peer();
    const answer = await preflight(services('10.50.0.0/24', '10.50.0.10'), {
      subscriptionId: subscription,
    });
    assert.match(
      of(answer, 'service-cidr-overlaps-peer')[0].message,
      /overlaps `hub` \(`10\.50\.0\.0\/16`\)/,
    );
    const apart = await preflight(services('10.60.0.0/24', '10.60.0.10'), {
      subscriptionId: subscription,
    });
    assert.deepEqual(of(apart, 'service-cidr-overlaps-peer'), []);
    assert.deepEqual(errors(apart), []);
  });

  test('that may not be seen: what the peering says of it counts', async () => {
    for (const [status, code] of [
      [403, 'AuthorizationFailed'],
      [401, 'InvalidAuthenticationTokenTenant'],
    ]) {
      arm.reset();
      peer();
      arm.fault({
        match: { path: '/resourceGroups/hub/' },
        status,
        body: { error: { code, message: 'no' } },
        times: 9,
      });
      const answer = await preflight(services('10.50.0.0/24', '10.50.0.10'), {
        subscriptionId: subscription,
      });
      assert.equal(of(answer, 'service-cidr-overlaps-peer').length, 1, String(code));
      assert.ok(
        answer.unknown.some(({ what, why }) => /hub/.test(what) && why.includes(String(code))),
      );
    }
  });

  test('a peering that is not connected', async () => {
    peer('Disconnected');
    const it = plan({ virtualNetworks: existing() });
    const answer = await preflight(it, { subscriptionId: subscription });
    assert.equal(of(answer, 'peering-not-connected')[0].severity, 'warning');
  });

  test('a network that is to be peered by its id', async () => {
    arm.seed(hub, {
      location,
      properties: { addressSpace: { addressPrefixes: ['10.240.0.0/20'] } },
    });
    const it = plan();
    it.virtualNetworks[0].peerings = [hub];
    const answer = await preflight(it, { subscriptionId: subscription });
    assert.equal(of(answer, 'network-overlaps-peered-range').length, 1);
  });
});

describe('features, providers and the subscription', () => {
  test('are told with their states', async () => {
    arm.registrations.set('Microsoft.ContainerService', 'NotRegistered');
    arm.registrations.set('Microsoft.ContainerService/SomePreview', 'Pending');
    const answer = await preflight(plan({ features: ['SomePreview', 'OtherPreview'] }));
    assert.equal(of(answer, 'provider-not-registered')[0].severity, 'info');
    assert.deepEqual(
      of(answer, 'feature-not-registered').map(({ path, severity }) => [path, severity]),
      [
        ['/features/0', 'warning'],
        ['/features/1', 'info'],
      ],
    );
    arm.registrations.set('Microsoft.ContainerService', 'Registered');
    arm.registrations.set('Microsoft.ContainerService/SomePreview', 'Registered');
    const good = await preflight(plan({ features: ['SomePreview'] }));
    assert.deepEqual(of(good, 'provider-not-registered'), []);
    assert.deepEqual(of(good, 'feature-not-registered'), []);
  });

  test('a subscription by its name, by its id, and one that there is not', async () => {
    const one = await preflight(plan({ subscription: 'aksplan tests' }));
    assert.equal(one.subscriptionId, subscription);
    const error = await thrown(preflight(plan({ subscription: 'nobody' })));
    assert.equal(error.kind, 'argument');
    assert.match(error.message, /`nobody`/);
    arm.subscriptions.set('00000000-0000-0000-0000-0000000000bb', 'another');
    assert.equal((await thrown(preflight(plan()))).kind, 'argument');
    const chosen = await preflight(plan(), { subscriptionId: subscription });
    assert.equal(chosen.subscriptionId, subscription);
  });
});

describe('who may do what', () => {
  const reader = { actions: ['*/read'] };
  const contributor = { actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] };

  test('an account that may only read', async () => {
    arm.seed(group(), { location });
    arm.permissions = () => [reader];
    const all = of(await preflight(plan()), 'permission-missing');
    assert.ok(
      all.some(
        ({ path, message }) => path === '/clusters/0' && /managedClusters\/write/.test(message),
      ),
    );
    arm.permissions = undefined;
    assert.deepEqual(of(await preflight(plan()), 'permission-missing'), []);
  });

  test('an account that may make all and assign no roles', async () => {
    arm.permissions = () => [contributor];
    const answer = await preflight(plan());
    assert.deepEqual(of(answer, 'permission-missing'), []);
    const [{ severity, path }] = of(answer, 'role-not-assignable');
    assert.deepEqual([severity, path], ['error', '/clusters/0/identity']);
  });

  test('a role that is assigned already, there or above', async () => {
    arm.permissions = () => [contributor];
    seedNetwork();
    const own = id('Microsoft.ManagedIdentity/userAssignedIdentities', 'own');
    arm.seed(own, { location });
    const it = plan({
      virtualNetworks: existing(),
      identities: [{ name: 'own', existing: true }],
    });
    assert.equal(of(await preflight(it), 'role-not-assignable').length, 1);
    const { principalId } = arm.store.get(own).properties;
    const role = `${group()}/providers/Microsoft.Authorization/roleAssignments/11111111-aaaa-4bbb-8ccc-dddddddddddd`;
    const put = await azure.send({
      method: 'PUT',
      path: role,
      apiVersion: '2022-04-01',
      body: {
        properties: {
          roleDefinitionId: `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7`,
          principalId,
          principalType: 'ServicePrincipal',
        },
      },
    });
    assert.equal(put.status, 201);
    const answer = await preflight(it);
    assert.deepEqual(of(answer, 'role-not-assignable'), []);
    assert.deepEqual(errors(answer), []);
    assert.equal(found(answer, 'role Network Contributor of identity own on nodes'), 'assigned');
  });
});

describe('what can not be read', () => {
  const refuse = (path, status = 403) =>
    arm.fault({
      match: { path },
      status,
      body: { error: { code: 'AuthorizationFailed', message: 'no' } },
    });

  test('is named with the reason, and nothing is said of it', async () => {
    for (const [path, what] of /** @type {[string | RegExp, RegExp][]} */ ([
      ['Microsoft.Compute/skus', /sizes of virtual machines/],
      ['Microsoft.Compute/locations', /quotas of processors/],
      ['kubernetesVersions', /versions of Kubernetes/],
      ['Microsoft.Authorization/permissions', /what the account may do/],
      ['virtualNetworks/vnet', /virtual network vnet/],
      [/\/providers$/, /resource providers/],
    ])) {
      arm.reset();
      refuse(path);
      const answer = await preflight(plan());
      assert.deepEqual(errors(answer), [], String(path));
      const named = answer.unknown.find((it) => what.test(it.what));
      assert.match(named?.why ?? '', /403, AuthorizationFailed/, String(path));
    }
  });

  test('after trying again: servers that fail, answers that are none', async () => {
    arm.fault({ match: { path: 'Microsoft.Compute/skus' }, status: 503 });
    arm.fault({ match: { path: 'kubernetesVersions' }, malformed: 'html' });
    const answer = await preflight(plan());
    assert.deepEqual(errors(answer), []);
    for (const what of [/sizes/, /versions/]) {
      assert.ok(answer.unknown.some((it) => what.test(it.what)));
    }
    arm.reset();
    arm.fault({ match: { path: 'Microsoft.Compute/skus' }, status: 429, times: 3 });
    arm.fault({ match: { path: 'kubernetesVersions' }, reset: 'middle', times: 2 });
    const late = await preflight(plan());
    assert.ok(!late.unknown.some(({ what }) => /sizes|versions/.test(what)));
  });

  test('ends it where nobody is signed in or nothing can be reached', async () => {
    arm.fault({
      status: 401,
      body: { error: { code: 'InvalidAuthenticationToken', message: 'no' } },
    });
    assert.equal((await thrown(preflight(plan()))).kind, 'unauthorized');
    arm.reset();
    arm.fault({ match: { path: 'Microsoft.Compute' }, reset: 'before' });
    assert.equal((await thrown(preflight(plan()))).kind, 'network');
  });

  test('stops when it is asked to', async () => {
    arm.fault({ match: { path: 'Microsoft.Compute' }, silent: true });
    const controller = new AbortController();
    const reason = new Error('enough');
    const going = preflight(plan(), { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 50);
    assert.equal(await thrown(going), reason);
  });
});

describe('every plan of tests/fixtures, with what it says is there', () => {
  for (const { name, plan } of plans()) {
    test(name, async () => {
      seed(arm, plan);
      const before = new Set(errors(check(plan, { asOf })));
      const answer = await preflight(plan, { subscriptionId: subscription });
      assert.deepEqual(
        errors(answer).filter((it) => !before.has(it)),
        [],
      );
      assert.deepEqual(arm.problems, []);
    });
  }
});
