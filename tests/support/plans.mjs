// Plans for tests.

/**
 * Nothing is wrong with it but what `change` makes.
 *
 * @param {(plan: any) => void} change
 * @returns {any}
 */
export function small(change = () => {}) {
  const plan = {
    location: 'westeurope',
    resourceGroups: [{ name: 'rg' }],
    identities: [{ name: 'identity' }],
    virtualNetworks: [
      {
        name: 'vnet',
        addressPrefixes: ['10.240.0.0/16'],
        subnets: [{ name: 'nodes', addressPrefix: '10.240.0.0/22' }],
      },
    ],
    clusters: [
      {
        name: 'prod',
        identity: { type: 'UserAssigned', userAssignedIdentity: 'identity' },
        networkProfile: { networkPlugin: 'azure', networkPluginMode: 'overlay' },
        agentPools: [
          {
            name: 'system',
            mode: 'System',
            vmSize: 'Standard_D4s_v5',
            count: 3,
            vnetSubnet: 'nodes',
            nodeTaints: ['CriticalAddonsOnly=true:NoSchedule'],
          },
          { name: 'user', mode: 'User', vmSize: 'Standard_D4s_v5', count: 3, vnetSubnet: 'nodes' },
        ],
      },
    ],
  };
  change(plan);
  return plan;
}
