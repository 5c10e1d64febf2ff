// Microsoft.Network: networks, subnets, peerings, route tables, NAT gateways, public IP addresses and
// security groups, and how they hold on to each other.

import { isIP } from 'node:net';
import { aligned, holds, overlap, range } from '../addresses.mjs';
import { badRequest, conflict } from '../errors.mjs';
import { guid, nameOf, parentOf, same, short } from '../ids.mjs';
import { page, resourceNotFound } from '../resources.mjs';

const network = 'Microsoft.Network';

/** Ranges of a subnet or a network, however they were written. */
export const prefixes = (
  { addressPrefix, addressPrefixes, addressSpace } = /** @type {any} */ ({}),
) =>
  addressPrefixes?.length
    ? addressPrefixes
    : (addressSpace?.addressPrefixes ?? (addressPrefix ? [addressPrefix] : []));

/** Another operation on a network holds up all of it. */
function busy({ base, apiVersion }, operation) {
  const { subscription, location, name } = operation;
  return conflict(
    'AnotherOperationInProgress',
    `Another operation on this or dependent resource is in progress. To retrieve status of the operation use uri: ${base}/subscriptions/${subscription}/providers/${network}/locations/${location}/operations/${name}?api-version=${apiVersion}.`,
  );
}

/** A range that is one, and that starts where it says. */
function checkRange(text, id) {
  const found = range(text);
  if (!found) {
    throw badRequest(
      'InvalidAddressPrefixFormat',
      `Address prefix ${text} of resource ${id} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`,
    );
  }
  const right = aligned(found);
  if (right !== found.text) {
    throw badRequest(
      'InvalidCIDRNotation',
      `The address prefix ${text} in resource ${id} has an invalid CIDR notation. For the given prefix length, the address prefix should be ${right}.`,
    );
  }
  return found;
}

/** Resources that another one names must be there, in the same region. */
function checkReference({ arm, id }, reference) {
  if (reference?.id === undefined) return;
  const there = arm.store.get(reference.id);
  const own = arm.store.get(parentOf(id) ?? id)?.location ?? arm.store.get(id)?.location;
  if (!there || (own && there.location && !same(own, there.location))) {
    throw badRequest(
      'InvalidResourceReference',
      `Resource ${reference.id} referenced by resource ${id} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
    );
  }
}

const references = ['networkSecurityGroup', 'routeTable', 'natGateway'];

/** Subnets that a resource names, in any of the ways that there are. */
const subnetsOf = (properties) =>
  [
    properties.vnetSubnetID,
    properties.podSubnetID,
    properties.apiServerAccessProfile?.subnetId,
    properties.subnet?.id,
    ...(properties.ipConfigurations ?? []).map((it) => it.properties?.subnet?.id),
  ].filter(Boolean);

const known = new WeakMap();

/** What uses a subnet, as ids: nodes of clusters, and whatever a test seeded with one. */
export function usersOf({ store }, subnet) {
  // Looked for once after each change, so that long lists of networks stay quick.
  let last = known.get(store);
  if (last?.changes !== store.changes) {
    last = { changes: store.changes, users: new Map() };
    for (const { id, properties } of store.all()) {
      for (const named of new Set(subnetsOf(properties ?? {}).map((it) => it.toLowerCase()))) {
        last.users.set(named, [...(last.users.get(named) ?? []), id]);
      }
    }
    known.set(store, last);
  }
  return last.users.get(subnet.toLowerCase()) ?? [];
}

function checkSubnetFree(arm, subnet) {
  const [user] = usersOf(arm, subnet);
  if (!user) return;
  throw badRequest(
    'InUseSubnetCannotBeDeleted',
    `Subnet ${nameOf(subnet)} is in use by ${user} and cannot be deleted. In order to delete the subnet, delete all the resources within the subnet. See aka.ms/deletesubnet.`,
  );
}

/** A subnet's ranges lie in the network's, apart from those of its neighbours. */
function checkSubnet(context, { id, properties }, space, neighbours) {
  const networkName = nameOf(parentOf(id));
  const own = prefixes(properties).map((it) => checkRange(it, id));
  if (own.length === 0) {
    throw badRequest(
      'NoAddressPrefixOrPoolProvided',
      `No address prefix or prefix pool provided for resource ${id}.`,
    );
  }
  if (own.some((it) => !space.some((outer) => holds(outer, it)))) {
    throw badRequest(
      'NetcfgInvalidSubnet',
      `Subnet '${nameOf(id)}' is not valid in virtual network '${networkName}'.`,
    );
  }
  // Azure keeps five addresses of each subnet, and takes none that is smaller than /29.
  if (own.some(({ family, prefix }) => family === 'ipv4' && prefix > 29)) {
    throw badRequest(
      'NetcfgInvalidSubnet',
      `Subnet '${nameOf(id)}' is not valid in virtual network '${networkName}'.`,
    );
  }
  for (const other of neighbours) {
    const theirs = prefixes(other.properties).map(range).filter(Boolean);
    if (own.some((it) => theirs.some((its) => overlap(it, its)))) {
      throw badRequest(
        'NetcfgSubnetRangesOverlap',
        `Subnet '${nameOf(id)}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '${networkName}'.`,
      );
    }
  }
  for (const name of references) checkReference({ ...context, id }, properties[name]);
}

const space = (resource) => prefixes(resource.properties).map(range).filter(Boolean);

function fillSubnet({ arm, wanted, id }) {
  const given = wanted.properties ?? {};
  return {
    properties: {
      ...given,
      provisioningState: 'Succeeded',
      delegations: (given.delegations ?? []).map((it) => ({
        ...it,
        id: `${id}/delegations/${it.name}`,
        etag: arm.store.etag(id),
        properties: {
          ...it.properties,
          provisioningState: 'Succeeded',
          actions: ['Microsoft.Network/virtualNetworks/subnets/join/action'],
        },
        type: `${network}/virtualNetworks/subnets/delegations`,
      })),
      privateEndpointNetworkPolicies: given.privateEndpointNetworkPolicies ?? 'Disabled',
      privateLinkServiceNetworkPolicies: given.privateLinkServiceNetworkPolicies ?? 'Enabled',
    },
  };
}

/** What uses it, as a subnet shows it. */
function showSubnet(subnet, arm) {
  const users = [
    ...(subnet.properties.ipConfigurations ?? []),
    ...usersOf(arm, subnet.id).map((id) => ({ id: `${id}/ipConfigurations/ipconfig1` })),
  ];
  const { id, name, etag, type, properties } = subnet;
  return {
    id,
    name,
    etag,
    type,
    properties: { ...properties, ...(users.length ? { ipConfigurations: users } : {}) },
  };
}

const subnets = {
  type: `${network}/virtualNetworks/subnets`,
  etag: 'etag',
  slow: true,
  deletes: 'slow',
  busy,
  check(context) {
    const { arm, id, wanted, old } = context;
    const parent = arm.store.get(parentOf(id));
    const neighbours = arm.store.children(parent.id, 'subnets').filter((it) => !same(it.id, id));
    checkSubnet(context, { id, properties: wanted.properties ?? {} }, space(parent), neighbours);
    const before = prefixes(old?.properties).join();
    if (old && before !== prefixes(wanted.properties).join() && usersOf(arm, id).length) {
      const [user] = usersOf(arm, id);
      throw badRequest(
        'InUsePrefixCannotBeDeleted',
        `IpPrefix ${before} on Subnet ${nameOf(id)} has active allocations and cannot be deleted. It is in use by ${user}.`,
      );
    }
  },
  fill: fillSubnet,
  show: showSubnet,
  checkDelete: ({ arm, id }) => checkSubnetFree(arm, id),
};

/** Subnets that come with their network. */
function subnetsWithin({ id, wanted }) {
  return (wanted.properties?.subnets ?? []).map((it) => ({
    ...it,
    id: `${id}/subnets/${it.name}`,
    properties: it.properties ?? {},
  }));
}

const virtualNetworks = {
  type: `${network}/virtualNetworks`,
  tracked: true,
  etag: 'etag',
  slow: true,
  deletes: 'slow',
  busy,
  check(context) {
    const { arm, id, wanted } = context;
    const ranges = prefixes(wanted.properties).map((it) => checkRange(it, id));
    if (ranges.length === 0) {
      throw badRequest(
        'NoAddressPrefixOrPoolProvided',
        `No address prefix or prefix pool provided for resource ${id}.`,
      );
    }
    for (const [index, one] of ranges.entries()) {
      const other = ranges.slice(index + 1).find((it) => overlap(one, it));
      if (other) {
        throw badRequest(
          'NetcfgInvalidVirtualNetworkSite',
          `Address prefixes ${one.text} and ${other.text} of virtual network ${nameOf(id)} overlap.`,
        );
      }
    }
    const there = arm.store.children(id, 'subnets');
    // Where a network is put without the property, its subnets stay as they are.
    const named = wanted.properties?.subnets !== undefined;
    const all = named ? subnetsWithin(context) : there;
    for (const [index, one] of all.entries()) {
      checkSubnet(context, one, ranges, all.slice(0, index));
    }
    if (named) {
      const lost = there.filter((it) => !all.some(({ id: other }) => same(it.id, other)));
      for (const it of lost) checkSubnetFree(arm, it.id);
    }
  },
  fill({ id, wanted }) {
    const { subnets: _, virtualNetworkPeerings: __, ...own } = wanted.properties;
    return {
      ...wanted,
      properties: {
        ...own,
        provisioningState: 'Succeeded',
        resourceGuid: guid('network', id),
        enableDdosProtection: own.enableDdosProtection ?? false,
      },
    };
  },
  kept({ arm, id, wanted }) {
    if (wanted.properties.subnets === undefined) return;
    const all = subnetsWithin({ id, wanted });
    for (const { id: it } of arm.store.children(id, 'subnets')) {
      if (!all.some((other) => same(other.id, it))) arm.store.delete(it);
    }
    for (const it of all) {
      arm.store.put(it.id, {
        ...fillSubnet({ arm, wanted: it, id: it.id }),
        name: it.name,
        type: subnets.type,
        etag: arm.store.etag(it.id),
      });
    }
  },
  show: (resource, arm) => ({
    ...resource,
    properties: {
      ...resource.properties,
      subnets: arm.store.children(resource.id, 'subnets').map((it) => showSubnet(it, arm)),
      virtualNetworkPeerings: arm.store.children(resource.id, 'virtualNetworkPeerings'),
    },
  }),
  checkDelete({ arm, id }) {
    for (const it of arm.store.children(id, 'subnets')) checkSubnetFree(arm, it.id);
  },
};

const virtualNetworkPeerings = {
  type: `${network}/virtualNetworks/virtualNetworkPeerings`,
  etag: 'etag',
  slow: true,
  deletes: 'slow',
  busy,
  check({ arm, id, wanted }) {
    const remote = wanted.properties?.remoteVirtualNetwork?.id;
    const there = remote && arm.store.get(remote);
    if (!there) {
      throw badRequest(
        'InvalidResourceReference',
        `Resource ${remote} referenced by resource ${id} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
      );
    }
    const own = arm.store.get(parentOf(id));
    const other = arm.store
      .children(own.id, 'virtualNetworkPeerings')
      .find((it) => !same(it.id, id) && same(it.properties.remoteVirtualNetwork.id, remote));
    if (other) {
      throw badRequest(
        'AnotherPeeringAlreadyReferencesRemoteVnet',
        `Peering ${other.id} already references remote virtual network Id: ${remote}. Cannot add another peering ${id} referencing the same remote virtual network.`,
      );
    }
    if (space(own).some((it) => space(there).some((its) => overlap(it, its)))) {
      throw badRequest(
        'VnetAddressSpacesOverlap',
        `Cannot create or update peering ${id}. Virtual networks ${own.id} and ${there.id} cannot be peered because their address spaces overlap.`,
      );
    }
  },
  fill({ arm, id, wanted }) {
    const remote = arm.store.get(wanted.properties.remoteVirtualNetwork.id);
    const own = parentOf(id);
    const back = arm.store
      .children(remote.id, 'virtualNetworkPeerings')
      .find((it) => same(it.properties.remoteVirtualNetwork.id, own));
    if (back) back.properties.peeringState = 'Connected';
    return {
      properties: {
        allowVirtualNetworkAccess: true,
        allowForwardedTraffic: false,
        allowGatewayTransit: false,
        useRemoteGateways: false,
        ...wanted.properties,
        remoteAddressSpace: remote.properties.addressSpace,
        remoteVirtualNetworkAddressSpace: remote.properties.addressSpace,
        peeringState: back ? 'Connected' : 'Initiated',
        peeringSyncLevel: 'FullyInSync',
        provisioningState: 'Succeeded',
        resourceGuid: guid('peering', id),
      },
    };
  },
};

/** Subnets that name this resource in a property. */
const subnetsNaming = (arm, property, id) =>
  arm.store.ofType(subnets.type).filter((it) => same(it.properties[property]?.id, id));

const idsOf = (all) => all.map(({ id }) => ({ id }));

/** Types that hold others in a list: route tables their routes, security groups their rules. */
function holder({
  type,
  segment,
  child,
  property,
  inUse,
  extra = (_properties) => ({}),
  checkPart,
}) {
  const children = {
    type: child,
    etag: 'etag',
    slow: true,
    deletes: 'slow',
    busy,
    check({ arm, id, wanted }) {
      const all = arm.store.children(parentOf(id), segment);
      checkPart(
        { id, ...wanted },
        all.filter((it) => !same(it.id, id)),
      );
    },
    fill: ({ wanted }) => ({
      properties: { ...wanted.properties, provisioningState: 'Succeeded' },
    }),
  };
  const own = {
    type,
    tracked: true,
    etag: 'etag',
    slow: true,
    deletes: 'slow',
    busy,
    check({ id, wanted }) {
      const all = (wanted.properties?.[segment] ?? []).map((it) => ({
        ...it,
        id: `${id}/${segment}/${it.name}`,
      }));
      for (const [index, it] of all.entries()) checkPart(it, all.slice(0, index));
    },
    fill({ id, wanted }) {
      const { [segment]: _, ...properties } = wanted.properties ?? {};
      return {
        ...wanted,
        properties: {
          ...properties,
          provisioningState: 'Succeeded',
          resourceGuid: guid(type, id),
          ...extra(properties),
        },
      };
    },
    kept({ arm, id, wanted }) {
      const all = wanted.properties?.[segment] ?? [];
      for (const { id: it } of arm.store.children(id, segment)) {
        if (!all.some(({ name }) => same(name, nameOf(it)))) arm.store.delete(it);
      }
      for (const it of all) {
        const path = `${id}/${segment}/${it.name}`;
        arm.store.put(path, {
          ...children.fill({ wanted: it }),
          name: it.name,
          type: child,
          etag: arm.store.etag(path),
        });
      }
    },
    show(resource, arm) {
      const users = idsOf(subnetsNaming(arm, property, resource.id));
      return {
        ...resource,
        properties: {
          ...resource.properties,
          [segment]: arm.store.children(resource.id, segment),
          ...(users.length ? { subnets: users } : {}),
        },
      };
    },
    checkDelete({ arm, id }) {
      const users = subnetsNaming(arm, property, id);
      if (users.length) throw inUse(id, users);
    },
  };
  return [own, children];
}

/** An appliance has an address, and nothing else has. */
function checkRoute({ id, properties = /** @type {any} */ ({}) }) {
  const { addressPrefix, nextHopType, nextHopIpAddress } = properties;
  // A tag of a service stands for its ranges.
  if (addressPrefix?.includes('/')) checkRange(addressPrefix, id);
  const given = nextHopIpAddress !== undefined && nextHopIpAddress !== '';
  if ((nextHopType === 'VirtualAppliance') === given && (!given || isIP(nextHopIpAddress))) return;
  throw badRequest(
    'InvalidNextHopIpAddress',
    `Next hop IP address '${nextHopIpAddress ?? ''}' of route ${id} is not valid for next hop type ${nextHopType}.`,
  );
}

/** Priorities of one direction differ. */
function checkRule({ id, properties = /** @type {any} */ ({}) }, others) {
  const { priority, direction } = properties;
  if (!(priority >= 100 && priority <= 4096)) {
    throw badRequest(
      'SecurityRuleInvalidPriority',
      `Security rule ${id} has invalid priority ${priority}. It must be between 100 and 4096.`,
    );
  }
  const twin = others.find(
    (it) => it.properties.priority === priority && same(it.properties.direction, direction),
  );
  if (!twin) return;
  throw badRequest(
    'SecurityRuleConflict',
    `Security rule ${nameOf(id)} conflicts with rule ${nameOf(twin.id)}. Rules cannot have the same Priority and Direction.`,
  );
}

const routeTables = holder({
  type: `${network}/routeTables`,
  segment: 'routes',
  child: `${network}/routeTables/routes`,
  property: 'routeTable',
  checkPart: checkRoute,
  inUse: (id, users) =>
    badRequest(
      'InUseRouteTableCannotBeDeleted',
      `Route table ${nameOf(id)} is in use and cannot be deleted. It is used by: ${users.map((it) => it.id).join(', ')}.`,
    ),
  extra: ({ disableBgpRoutePropagation = false }) => ({ disableBgpRoutePropagation }),
});

const networkSecurityGroups = holder({
  type: `${network}/networkSecurityGroups`,
  segment: 'securityRules',
  child: `${network}/networkSecurityGroups/securityRules`,
  property: 'networkSecurityGroup',
  checkPart: checkRule,
  inUse: (id, users) =>
    badRequest(
      'InUseNetworkSecurityGroupCannotBeDeleted',
      `Network security group ${id} cannot be deleted because it is in use by the following resources: ${users.map((it) => it.id).join(', ')}. In order to delete the Network security group, remove the association with the resource(s). To learn how to do this, see aka.ms/deletensg.`,
    ),
});

const natGateways = {
  type: `${network}/natGateways`,
  tracked: true,
  etag: 'etag',
  slow: true,
  deletes: 'slow',
  busy,
  check(context) {
    const { publicIpAddresses = [], publicIpPrefixes = [] } = context.wanted.properties ?? {};
    for (const it of [...publicIpAddresses, ...publicIpPrefixes]) checkReference(context, it);
  },
  fill: ({ id, wanted }) => ({
    ...wanted,
    properties: {
      idleTimeoutInMinutes: 4,
      ...wanted.properties,
      provisioningState: 'Succeeded',
      resourceGuid: guid('nat', id),
    },
  }),
  show(resource, arm) {
    const users = idsOf(subnetsNaming(arm, 'natGateway', resource.id));
    const properties = { ...resource.properties, ...(users.length ? { subnets: users } : {}) };
    return { ...resource, properties };
  },
  checkDelete({ arm, id }) {
    const users = subnetsNaming(arm, 'natGateway', id);
    if (users.length === 0) return;
    throw badRequest(
      'CannotDeleteNatGatewayAssociatedToSubnet',
      `NAT Gateway ${id} is still configured on ${users.length} subnets. Remove NAT Gateway from all referenced subnets and then delete NAT Gateway.`,
    );
  },
};

/** What holds a public address: a NAT gateway, or a cluster that leaves through it. */
function holderOf(arm, address) {
  return arm.store.all().find(({ properties }) => {
    const outbound = properties?.networkProfile?.loadBalancerProfile?.outboundIPs?.publicIPs ?? [];
    return [...(properties?.publicIpAddresses ?? []), ...outbound].some((it) =>
      same(it.id, address),
    );
  });
}

const publicIPAddresses = {
  type: `${network}/publicIPAddresses`,
  tracked: true,
  etag: 'etag',
  slow: true,
  deletes: 'slow',
  busy,
  check({ wanted }) {
    const { publicIPAllocationMethod: method } = wanted.properties ?? {};
    if (wanted.sku?.name === 'Standard' && method !== undefined && method !== 'Static') {
      throw badRequest(
        'StandardSkuPublicIPAddressesMustBeStatic',
        'Standard sku publicIp must have AllocationMethod set to Static.',
      );
    }
  },
  fill({ id, wanted }) {
    const last = Number.parseInt(short(2, 'address', id), 16);
    return {
      sku: { name: 'Basic', tier: 'Regional' },
      ...wanted,
      ...(wanted.sku ? { sku: { tier: 'Regional', ...wanted.sku } } : {}),
      properties: {
        publicIPAddressVersion: 'IPv4',
        publicIPAllocationMethod: 'Dynamic',
        idleTimeoutInMinutes: 4,
        ipTags: [],
        ...wanted.properties,
        // A range for documentation: no such address is anybody's.
        ipAddress: `203.0.113.${last}`,
        provisioningState: 'Succeeded',
        resourceGuid: guid('address', id),
      },
    };
  },
  show(resource, arm) {
    const holds = holderOf(arm, resource.id);
    const nat = holds && same(holds.type, natGateways.type) ? { natGateway: { id: holds.id } } : {};
    return { ...resource, properties: { ...resource.properties, ...nat } };
  },
  checkDelete({ arm, id }) {
    const holds = holderOf(arm, id);
    if (!holds) return;
    throw badRequest(
      'PublicIPAddressCannotBeDeleted',
      `Public IP address ${id} can not be deleted since it is still allocated to resource ${holds.id}. In order to delete the public IP, disassociate/detach the Public IP address from the resource.  To learn how to do this, see aka.ms/deletepublicip.`,
    );
  },
};

/** Types that other resources name, kept without knowing what they mean. */
const plain = [
  'applicationSecurityGroups',
  'dnsZones',
  'privateDnsZones',
  'publicIPPrefixes',
  'azureFirewalls',
  'networkInterfaces',
].map((name) => ({
  type: `${network}/${name}`,
  tracked: true,
  etag: 'etag',
  deletes: /** @type {const} */ ('slow'),
  fill: ({ wanted }) => ({
    ...wanted,
    properties: { ...wanted.properties, provisioningState: 'Succeeded' },
  }),
}));

export const types = [
  virtualNetworks,
  subnets,
  virtualNetworkPeerings,
  ...routeTables,
  ...networkSecurityGroups,
  natGateways,
  publicIPAddresses,
  ...plain,
];

/** How full the subnets of a network are: what has an address there, of all but Azure's five. */
function listUsages(context) {
  const { arm, parameters } = context;
  const { subscription, group, name } = parameters;
  const id = `/subscriptions/${subscription}/resourceGroups/${group}/providers/${network}/virtualNetworks/${name}`;
  const resource = arm.store.get(id);
  if (!resource) throw resourceNotFound(arm, id);
  return page(
    context,
    arm.store.children(resource.id, 'subnets').map((it) => {
      const first = prefixes(it.properties)
        .map(range)
        .find(({ family }) => family === 'ipv4');
      return {
        id: it.id,
        name: { value: 'SubnetSpace', localizedValue: 'Subnet size and usage' },
        unit: 'Count',
        currentValue: showSubnet(it, arm).properties.ipConfigurations?.length ?? 0,
        limit: first ? 2 ** (32 - first.prefix) - 5 : 0,
      };
    }),
  );
}

export const routes = [
  {
    method: 'GET',
    path: `/subscriptions/:subscription/resourceGroups/:group/providers/${network}/virtualNetworks/:name/usages`,
    run: listUsages,
  },
];
