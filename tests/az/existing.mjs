// What a plan says is there already, put into a local Azure.

/**
 * @param {import('./cloud.mjs').Arm} arm
 * @param {any} plan
 */
export function seed(arm, plan) {
  const subscription = `/subscriptions/${arm.options.subscription}`;
  const group = (it) => it.resourceGroup ?? plan.resourceGroups?.[0]?.name ?? 'rg';
  const place = (it, type) =>
    `${subscription}/resourceGroups/${group(it)}/providers/${type}/${it.name}`;
  const location = plan.location;
  const existing = (list) => (list ?? []).filter((it) => it.existing);

  const subnetId = (name) => {
    const network = plan.virtualNetworks?.find((it) =>
      it.subnets?.some((its) => its.name === name),
    );
    return network && `${place(network, 'Microsoft.Network/virtualNetworks')}/subnets/${name}`;
  };

  for (const id of ids(plan)) arm.seed(id, { location });
  for (const { servicePrincipalProfile } of plan.clusters ?? []) {
    const appId = servicePrincipalProfile?.clientId;
    if (appId) arm.principals.add({ principalId: appId.replace(/^.{8}/, '11111111'), appId });
  }
  for (const { name } of existing(plan.resourceGroups)) {
    arm.seed(`${subscription}/resourceGroups/${name}`, { location });
  }
  for (const it of existing(plan.identities)) {
    arm.seed(place(it, 'Microsoft.ManagedIdentity/userAssignedIdentities'), { location });
  }
  for (const it of plan.virtualNetworks ?? []) {
    const id = place(it, 'Microsoft.Network/virtualNetworks');
    const { addressPrefixes } = it;
    if (it.existing) arm.seed(id, { location, properties: { addressSpace: { addressPrefixes } } });
    for (const { name, addressPrefix } of existing(it.subnets)) {
      arm.seed(`${id}/subnets/${name}`, { properties: { addressPrefix } });
    }
  }
  for (const it of existing(plan.clusters)) {
    // What it was made with, and its first pool; what else the plan says is for the script to add.
    const [{ vnetSubnet, ...first }] = it.agentPools;
    arm.seed(place(it, 'Microsoft.ContainerService/managedClusters'), {
      location,
      sku: { name: 'Base', tier: 'Standard' },
      identity: { type: 'SystemAssigned' },
      properties: {
        dnsPrefix: it.name,
        networkProfile: it.networkProfile,
        agentPoolProfiles: [
          { ...first, vnetSubnetID: subnetId(vnetSubnet), type: 'VirtualMachineScaleSets' },
        ],
      },
    });
  }
}

/** The resource ids that a plan refers to. */
function ids(value) {
  if (typeof value === 'string') return value.startsWith('/subscriptions/') ? [value] : [];
  return value && typeof value === 'object' ? Object.values(value).flatMap(ids) : [];
}
