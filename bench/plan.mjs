// The plan that is measured: two clusters of six pools in one network, 5 KB as JSON, with one
// error (the first cluster's service CIDR lies in the network).

/** @returns {import('aksplan').AgentPool[]} */
const pools = (cluster) =>
  ['system', 'web', 'api', 'jobs', 'data', 'gpu'].map((name, at) => ({
    name,
    mode: at === 0 ? 'System' : 'User',
    vmSize: 'Standard_D8s_v5',
    count: 3,
    enableAutoScaling: true,
    minCount: 3,
    maxCount: 12,
    maxPods: 60,
    upgradeSettings: { maxSurge: '33%' },
    availabilityZones: ['1', '2', '3'],
    vnetSubnet: `${cluster}-${name}`,
    nodeTaints: at === 0 ? ['CriticalAddonsOnly=true:NoSchedule'] : [],
    nodeLabels: { team: `team-${name}` },
  }));

/** @returns {import('aksplan').Cluster} */
const cluster = (name, serviceCidr, dnsServiceIP) => ({
  name,
  kubernetesVersion: '1.36',
  sku: { name: 'Base', tier: 'Standard' },
  identity: { type: 'UserAssigned', userAssignedIdentity: `${name}-identity` },
  networkProfile: {
    networkPlugin: 'azure',
    networkPluginMode: 'overlay',
    networkDataplane: 'cilium',
    networkPolicy: 'cilium',
    podCidr: '100.64.0.0/13',
    serviceCidr,
    dnsServiceIP,
  },
  autoUpgradeProfile: { upgradeChannel: 'stable', nodeOSUpgradeChannel: 'NodeImage' },
  agentPools: pools(name),
});

/** @type {import('aksplan').Plan} */
export const plan = {
  name: 'Two clusters',
  location: 'westeurope',
  resourceGroups: [{ name: 'platform' }],
  identities: [{ name: 'east-identity' }, { name: 'west-identity' }],
  virtualNetworks: [
    {
      name: 'hub',
      addressPrefixes: ['10.0.0.0/12'],
      subnets: ['east', 'west'].flatMap((name, at) =>
        pools(name).map((pool, nth) => ({
          name: pool.vnetSubnet,
          addressPrefix: `10.${at}.${nth * 4}.0/22`,
        })),
      ),
    },
  ],
  clusters: [
    cluster('east', '10.1.0.0/16', '10.1.0.10'),
    cluster('west', '172.16.0.0/16', '172.16.0.10'),
  ],
};

/** The day that it is judged on. */
export const asOf = '2026-11-23';
