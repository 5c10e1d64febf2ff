// Whether ranges are apart, and whether the addresses of a subnet or a pod CIDR last for the nodes.

import { overlap, range, usable } from '../addresses.mjs';
import { ServiceError } from '../errors.mjs';
import { nameOf, same } from '../ids.mjs';
import { prefixes } from './network.mjs';

const refused = (code, message, target) => new ServiceError(400, code, message, target);

const rangesOf = (resource) => prefixes(resource?.properties).map(range).filter(Boolean);

/** The first range of a family, whichever way it was written. */
const first = (profile, name, otherwise) => profile[`${name}s`]?.[0] ?? profile[name] ?? otherwise;

/** Ranges inside the cluster stay clear of the network that nodes are in. */
export function checkApart({ arm }, networkProfile, subnetId) {
  const networkId = subnetId.split('/').slice(0, -2).join('/');
  const { networkPlugin, networkPluginMode } = networkProfile;
  const serviceCidr = first(networkProfile, 'serviceCidr', '10.0.0.0/16');
  const subnets = arm.store.children(networkId, 'subnets').flatMap(rangesOf);
  const services = range(serviceCidr);
  const hit = services && subnets.find((it) => overlap(it, services));
  if (hit) {
    throw refused(
      'ServiceCidrOverlapExistingSubnetsCidr',
      `The specified service CIDR ${serviceCidr} is conflicted with an existing subnet CIDR ${hit.text}`,
      'networkProfile.serviceCIDR',
    );
  }
  const overlay = networkPluginMode === 'overlay';
  if (!overlay && networkPlugin !== 'kubenet') return;
  const pods = range(first(networkProfile, 'podCidr', '10.244.0.0/16'));
  // Of kubenet only subnets count, of overlay the whole network.
  const others = overlay ? rangesOf(arm.store.get(networkId)) : subnets;
  const taken = pods && others.find((it) => overlap(it, pods));
  if (taken) {
    throw refused(
      overlay ? 'NetworkProfileCIDROverlapVNET' : 'PodCidrOverlapExistingSubnetsCidr',
      `The specified pod CIDR ${pods.text} is conflicted with ${overlay ? 'the virtual network' : 'an existing subnet CIDR'} ${taken.text}`,
      'networkProfile.podCIDR',
    );
  }
}

/** Nodes that a pool may come to have. */
const nodesOf = ({ enableAutoScaling, maxCount, count = 1 }) =>
  enableAutoScaling ? maxCount : count;

/** Nodes that an upgrade adds; spot pools have none. */
function surgeOf(pool) {
  if (pool.scaleSetPriority === 'Spot') return 0;
  const wanted = String(pool.upgradeSettings?.maxSurge ?? '10%');
  const nodes = nodesOf(pool);
  return wanted.endsWith('%')
    ? Math.ceil((nodes * Number.parseInt(wanted, 10)) / 100)
    : Number(wanted);
}

const tooSmall = (needed, { text }, available, name, target) =>
  refused(
    'InsufficientSubnetSize',
    `Pre-allocated IPs ${needed} exceeds IPs available ${available} in Subnet Cidr ${text}, Subnet Name ${name}. If Autoscaler is enabled, the max-count from each nodepool is counted towards this total (which means that pre-allocated IPs count represents a theoretical max value, not the actual number of IPs requested). http://aka.ms/aks/insufficientsubnetsize`,
    target,
  );

const sum = (all) => all.reduce((a, b) => a + b, 0);

/** Nodes stand in one network, and in no subnet that another service has. */
export function checkPlace({ arm }, pools) {
  const subnets = pools.map(({ vnetSubnetID }) => vnetSubnetID).filter(Boolean);
  const networks = new Set(subnets.map((it) => it.toLowerCase().split('/').slice(0, -2).join('/')));
  if (networks.size > 1) {
    throw refused(
      'SubnetsNotInSameVnet',
      'All subnets of agent pools must be in the same virtual network.',
      'agentPoolProfile.vnetSubnetID',
    );
  }
  const taken = subnets.find((it) => arm.store.get(it)?.properties.delegations?.length);
  if (taken) {
    throw refused(
      'SubnetIsDelegated',
      `Subnet ${taken} is delegated and can not be used for agent pools.`,
      'agentPoolProfile.vnetSubnetID',
    );
  }
}

/** All pools have room: in their subnets, and where pods have a range of their own, in that. */
export function checkRoom({ arm }, networkProfile, pools) {
  const { networkPlugin = 'azure', networkPluginMode } = networkProfile;
  const ownPods = networkPlugin === 'kubenet' || networkPluginMode === 'overlay';
  const podsAtNodes = networkPlugin === 'azure' && !ownPods;
  const needs = (pool) =>
    nodesOf(pool) * (podsAtNodes && !pool.podSubnetID ? 1 + (pool.maxPods ?? 30) : 1);
  const subnets = new Set(pools.map(({ vnetSubnetID }) => vnetSubnetID).filter(Boolean));
  for (const id of subnets) {
    const [own] = rangesOf(arm.store.get(id));
    const needed = sum(pools.filter((it) => same(it.vnetSubnetID, id)).map(needs));
    if (own && needed > usable(own)) {
      throw tooSmall(needed, own, usable(own), nameOf(id), 'agentPoolProfile.count');
    }
  }
  const pods = range(first(networkProfile, 'podCidr', '10.244.0.0/16'));
  if (!ownPods || pods?.family !== 'ipv4') return;
  // Each node has a range of 256 addresses, nodes of an upgrade too.
  const needed = 256 * sum(pools.map((it) => nodesOf(it) + surgeOf(it)));
  const available = 2 ** (32 - pods.prefix);
  if (needed > available) {
    const name = 'networkProfile.podCIDR';
    throw tooSmall(needed, pods, available, name, name);
  }
}

/** What traffic leaves through must stand at the subnet already. */
export function checkWayOut({ arm }, { outboundType }, subnetId) {
  const { natGateway, routeTable } = arm.store.get(subnetId).properties;
  if (outboundType === 'userAssignedNATGateway' && !natGateway) {
    throw refused(
      'SubnetNotAssociatedWithNATGateway',
      `Subnet ${subnetId} must be associated with a NAT gateway for outbound type userAssignedNATGateway.`,
      'networkProfile.outboundType',
    );
  }
  if (outboundType !== 'userDefinedRouting') return;
  if (!routeTable) {
    throw refused(
      'ExistingRouteTableNotAssociatedWithSubnet',
      `An existing route table has not been associated with subnet ${subnetId}. Please update the route table association`,
      'networkProfile.outboundType',
    );
  }
  const way = arm.store
    .children(routeTable.id, 'routes')
    .find(({ properties }) => properties.addressPrefix === '0.0.0.0/0');
  if (!way) {
    throw refused(
      'RouteTableMissingDefaultRouteError',
      `Route table ${routeTable.id} has no default route.`,
      'networkProfile.outboundType',
    );
  }
  if (!['VirtualAppliance', 'VirtualNetworkGateway'].includes(way.properties.nextHopType)) {
    throw refused(
      'RouteTableInvalidNextHop',
      `Next hop type ${way.properties.nextHopType} of route ${way.id} is not allowed.`,
      'networkProfile.outboundType',
    );
  }
}
