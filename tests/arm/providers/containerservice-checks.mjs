// What the container service refuses, as far as it is cheap to tell.

import { holds, overlap, range } from '../addresses.mjs';
import { ServiceError } from '../errors.mjs';
import { nameOf, parse, same } from '../ids.mjs';
import { offered } from './kubernetes.mjs';
import { prefixes } from './network.mjs';

const refused = (code, message, target) => new ServiceError(400, code, message, target);

/** What can not be changed once it is there (published: "Cannot be changed" of the API's reference). */
const fixed = [
  'dnsPrefix',
  'nodeResourceGroup',
  'networkProfile.networkPlugin',
  'networkProfile.serviceCidr',
  'networkProfile.dnsServiceIP',
  'apiServerAccessProfile.enablePrivateCluster',
];
const fixedOfPools = [
  'vmSize',
  'osType',
  'osDiskSizeGB',
  'osDiskType',
  'maxPods',
  'vnetSubnetID',
  'podSubnetID',
  'availabilityZones',
  'scaleSetPriority',
  'type',
];

const at = (value, path) => path.split('.').reduce((it, part) => it?.[part], value);

function checkUnchanged(wanted, old, paths, place) {
  for (const path of paths) {
    const [now, before] = [at(wanted, path), at(old, path)];
    if (now === undefined || now === null || now === '' || before === undefined) continue;
    const equal =
      typeof now === 'string' ? same(now, before) : JSON.stringify(now) === JSON.stringify(before);
    if (!equal) {
      const target = `${place}${path}`;
      throw refused(
        'PropertyChangeNotAllowed',
        `Changing property '${target}' is not allowed.`,
        target,
      );
    }
  }
}

function checkExists({ arm }, id, target) {
  if (!id || arm.store.has(id)) return;
  const { group, names } = parse(id);
  throw refused(
    'LinkedAuthorizationFailed',
    `The resource '${arm.typeName(id)}/${names.join('/')}' under resource group '${group}' was not found.`,
    target,
  );
}

/** One pool by itself. */
export function checkPool(context, cluster, wanted, old) {
  const { name, osType = old?.osType ?? 'Linux' } = wanted;
  const longest = osType === 'Windows' ? 6 : 12;
  if (!new RegExp(`^[a-z][a-z0-9]{0,${longest - 1}}$`).test(name)) {
    throw refused(
      'InvalidParameter',
      `The value of parameter agentPoolProfile.name is invalid. Error details: ${name} is not a valid name: it must start with a lowercase letter and have at most ${longest} lowercase letters and digits.`,
      'agentPoolProfile.name',
    );
  }
  if (old) checkUnchanged(wanted, old, fixedOfPools, 'properties.');
  const { enableAutoScaling, count, minCount, maxCount } = wanted;
  if (enableAutoScaling && !(minCount <= maxCount)) {
    throw refused(
      'InvalidParameter',
      'The value of parameter agentPoolProfile.minCount is invalid. Error details: minCount must not be greater than maxCount.',
      'agentPoolProfile.minCount',
    );
  }
  if (!enableAutoScaling && (minCount || maxCount)) {
    throw refused(
      'InvalidParameter',
      'The value of parameter agentPoolProfile.minCount is invalid. Error details: minCount and maxCount are for pools with the cluster autoscaler only.',
      'agentPoolProfile.minCount',
    );
  }
  if (enableAutoScaling && count !== undefined && (count < minCount || count > maxCount)) {
    throw refused(
      'InvalidParameter',
      `The value of parameter agentPoolProfile.count is invalid. Error details: count ${count} is not between minCount ${minCount} and maxCount ${maxCount}.`,
      'agentPoolProfile.count',
    );
  }
  checkExists(context, wanted.vnetSubnetID, 'agentPoolProfile.vnetSubnetID');
  checkExists(context, wanted.podSubnetID, 'agentPoolProfile.podSubnetID');
  if (wanted.vnetSubnetID) checkNetwork(context, cluster, wanted);
  if (osType === 'Windows' && cluster.properties?.networkProfile?.networkPlugin === 'kubenet') {
    throw refused(
      'AzureCNIOnlyForWindows',
      'Windows agent pools can only be added to AKS clusters using Azure-CNI.',
    );
  }
}

/** Ranges inside the cluster stay clear of the network that nodes are in. */
function checkNetwork({ arm }, { properties }, { vnetSubnetID, name }) {
  const network = arm.store.get(vnetSubnetID.split('/').slice(0, -2).join('/'));
  const spaces = prefixes(network.properties).map(range);
  const services = range(properties.networkProfile?.serviceCidr ?? '10.0.0.0/16');
  const subnet = prefixes(arm.store.get(vnetSubnetID).properties).map(range);
  if (services && subnet.some((it) => overlap(it, services))) {
    throw refused(
      'ServiceCidrOverlapExistingSubnetsCidr',
      `The specified service CIDR ${services.text} is conflicted with an existing subnet CIDR ${subnet[0].text}`,
      'networkProfile.serviceCidr',
    );
  }
  const pods = range(properties.networkProfile?.podCidr);
  if (pods && spaces.some((it) => overlap(it, pods))) {
    throw refused(
      'NetworkProfileCIDROverlapVNET',
      `The pod CIDR ${pods.text} of agent pool ${name} overlaps the address space of virtual network ${network.id}.`,
      'networkProfile.podCidr',
    );
  }
}

/** All pools together: one of them is for the system. */
export function checkPools(pools) {
  if (pools.some(({ mode }) => mode === 'System')) return;
  throw refused(
    'MinimumOneSystemPool',
    'There has to be at least one system agent pool.',
    'agentPoolProfiles',
  );
}

function checkName(name) {
  if (/^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$/.test(name)) return;
  throw refused(
    'InvalidParameter',
    `The value of parameter name is invalid. Error details: The length must be in the range of 1 to 63. The name may contain only letters, numbers, underscores, and hyphens, and must start and end with a letter or number. Please see https://aka.ms/aks-naming-rules for more details.`,
    'name',
  );
}

function checkProfile(profile = /** @type {any} */ ({})) {
  const { networkPlugin, networkPluginMode, networkPolicy, networkDataplane } = profile;
  if (networkPluginMode === 'overlay' && networkPlugin !== 'azure') {
    throw refused(
      'InvalidParameter',
      'The value of parameter networkProfile.networkPluginMode is invalid. Error details: overlay is only available with networkPlugin azure.',
      'networkProfile.networkPluginMode',
    );
  }
  if (networkPolicy === 'cilium' && networkDataplane !== 'cilium') {
    throw refused(
      'InvalidParameter',
      'The value of parameter networkProfile.networkPolicy is invalid. Error details: cilium is only available with networkDataplane cilium.',
      'networkProfile.networkPolicy',
    );
  }
  const services = range(profile.serviceCidr ?? '10.0.0.0/16');
  if (profile.dnsServiceIP) {
    const dns = range(`${profile.dnsServiceIP}/32`);
    if (!dns || !services || !holds(services, dns)) {
      throw refused(
        'DNSServiceIPNotInServiceCIDR',
        `DNS service IP ${profile.dnsServiceIP} is not in service CIDR ${services?.text}.`,
        'networkProfile.dnsServiceIP',
      );
    }
  }
  const pods = range(profile.podCidr);
  if (pods && services && overlap(pods, services)) {
    throw refused(
      'InvalidParameter',
      `The value of parameter networkProfile.podCidr is invalid. Error details: pod CIDR ${pods.text} overlaps service CIDR ${services.text}.`,
      'networkProfile.podCidr',
    );
  }
}

/** A whole cluster, with the pools in its body. */
export function checkCluster(context) {
  const { arm, id, wanted, old } = context;
  const properties = wanted.properties ?? {};
  const { agentPoolProfiles: pools } = properties;
  checkName(nameOf(id));
  if (old) checkUnchanged(properties, old.properties, fixed, '');
  if (!old && !wanted.identity && !properties.servicePrincipalProfile?.secret) {
    throw refused(
      'InvalidParameter',
      'The value of parameter identity is invalid. Error details: a managed identity or a service principal is required.',
      'identity',
    );
  }
  const version = properties.kubernetesVersion;
  if (version && version !== old?.properties.kubernetesVersion && !offered(version)) {
    throw refused(
      'K8sVersionNotSupported',
      `Managed cluster ${nameOf(id)} is on version ${version}, which is not supported in this region. Please use [az aks get-versions] command to get the supported version list in this region.`,
      'kubernetesVersion',
    );
  }
  for (const it of Object.keys(wanted.identity?.userAssignedIdentities ?? {})) {
    checkExists(context, it, 'identity.userAssignedIdentities');
  }
  checkExists(context, properties.identityProfile?.kubeletidentity?.resourceId, 'identityProfile');
  checkExists(
    context,
    properties.apiServerAccessProfile?.subnetId,
    'apiServerAccessProfile.subnetId',
  );
  checkProfile(properties.networkProfile);
  const there = old ? arm.store.children(id, 'agentPools') : [];
  const its = (name) => there.find((it) => same(it.name, name));
  if (!pools?.length && !old) {
    throw refused(
      'InvalidParameter',
      'The value of parameter agentPoolProfiles is invalid. Error details: at least one agent pool is required.',
      'agentPoolProfiles',
    );
  }
  if (old && pools?.some(({ name }) => !its(name))) {
    throw refused(
      'BadRequest',
      'A new agent pool was introduced. Adding agent pools to an existing cluster is not allowed through managed cluster operations. For agent pool specific change, please use per agent pool operations: https://aka.ms/agent-pool-rest-api',
      'agentPoolProfiles',
    );
  }
  for (const it of pools ?? []) checkPool(context, wanted, it, its(it.name)?.properties);
  if (pools) checkPools(pools);
}
