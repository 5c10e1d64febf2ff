// What the container service refuses, as far as it is cheap to tell.

import { holds, overlap, range } from '../addresses.mjs';
import { badRequest, ServiceError } from '../errors.mjs';
import { nameOf, parse, same } from '../ids.mjs';
import { checkApart, checkPlace, checkRoom, checkWayOut } from './containerservice-addresses.mjs';
import { offered } from './kubernetes.mjs';

const refused = (code, message, target) => new ServiceError(400, code, message, target);

/** What can not be changed once it is there (published: "Cannot be changed" of the API's reference). */
const fixed = [
  'dnsPrefix',
  'nodeResourceGroup',
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

const changed = (target) =>
  refused('PropertyChangeNotAllowed', `Changing property '${target}' is not allowed.`, target);

/** A cluster goes from kubenet or plain Azure CNI to overlay, with other pods' ranges, and no other way. */
function checkNetworkUnchanged(now = /** @type {any} */ ({}), before) {
  const plugin = now.networkPlugin ?? before.networkPlugin;
  const mode = now.networkPluginMode ?? before.networkPluginMode;
  const toOverlay = mode === 'overlay' && plugin === 'azure' && before.networkPluginMode !== mode;
  if (toOverlay && ['kubenet', 'azure'].includes(before.networkPlugin)) return;
  const paths = ['networkPlugin', 'networkPluginMode', 'podCidr'];
  checkUnchanged(now, before, paths, 'networkProfile.');
}

function checkUnchanged(wanted, old, paths, place) {
  for (const path of paths) {
    const [now, before] = [at(wanted, path), at(old, path)];
    if (now === undefined || now === null || now === '') continue;
    // What was not there is what it is where nothing is said.
    if (before === undefined && (now === false || now === 'Regular' || now.length === 0)) continue;
    const equal =
      typeof now === 'string' ? same(now, before) : JSON.stringify(now) === JSON.stringify(before);
    if (!equal) throw changed(`${place}${path}`);
  }
}

function checkSubnetExists({ arm }, id, target) {
  if (!id || arm.store.has(id)) return;
  throw refused('SubnetNotFound', `The subnet ${id} could not be found.`, target);
}

/** ARM itself looks after identities, before the service sees the request. */
function checkIdentityExists({ arm, id }, identity) {
  if (!identity || arm.store.has(identity)) return;
  throw badRequest(
    'FailedIdentityOperation',
    `Identity operation for resource '${id}' failed with error 'Failed to perform resource identity operation. Status: 'BadRequest'. Response: '{"error":{"code":"BadRequest","message":"Resource '${identity}' was not found."}}'.'.`,
  );
}

/** Machines that a system pool can not be of, and numbers of pods that no pool can have. */
function checkMachines({ mode, osType, scaleSetPriority, maxPods }) {
  if (mode === 'System' && osType === 'Windows') {
    throw refused(
      'SystemPoolMustBeLinux',
      'System pools must be Linux.',
      'agentPoolProfile.osType',
    );
  }
  if (mode === 'System' && scaleSetPriority === 'Spot') {
    throw refused(
      'SystemPoolMustBeRegular',
      'System pools must be of regular priority.',
      'agentPoolProfile.scaleSetPriority',
    );
  }
  if (maxPods !== undefined && !(maxPods >= 10 && maxPods <= 250)) {
    throw refused(
      maxPods > 250 ? 'MaxPodsLimitExceeded' : 'InsufficientMaxPods',
      `maxPods ${maxPods} is not between 10 and 250.`,
      'agentPoolProfile.maxPods',
    );
  }
}

/** One pool by itself. */
export function checkPool(context, cluster, wanted, old) {
  const { name, osType = old?.osType ?? 'Linux' } = wanted;
  if (osType === 'Windows' && name.length > 6) {
    throw refused(
      'WindowsAgentPoolNameTooLong',
      `Windows agent pool name can not be longer than 6 characters.`,
      'agentPoolProfile.name',
    );
  }
  if (!/^[a-z][a-z0-9]{0,11}$/.test(name)) {
    throw refused(
      'InvalidParameter',
      `The value of parameter agentPoolProfile.name is invalid. Error details: ${name} is not a valid name: it must start with a lowercase letter and have at most 12 lowercase letters and digits.`,
      'agentPoolProfile.name',
    );
  }
  checkMachines(wanted);
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
  checkSubnetExists(context, wanted.vnetSubnetID, 'agentPoolProfile.vnetSubnetID');
  checkSubnetExists(context, wanted.podSubnetID, 'agentPoolProfile.podSubnetID');
  if (wanted.vnetSubnetID) {
    const profile = cluster.properties?.networkProfile ?? {};
    checkApart(context, profile, wanted.vnetSubnetID);
    if (!old) checkWayOut(context, profile, wanted.vnetSubnetID);
  }
  if (osType === 'Windows' && cluster.properties?.networkProfile?.networkPlugin === 'kubenet') {
    throw refused(
      'AzureCNIOnlyForWindows',
      'Windows agent pools can only be added to AKS clusters using Azure-CNI.',
    );
  }
}

/** All pools together: there is room for them, and one of them is for the system. */
export function checkPools(context, networkProfile, pools) {
  if (!pools.some(({ mode }) => mode === 'System')) {
    throw refused(
      'MustDefineAtLeastOneSystemPool',
      'Must define at least one system pool.',
      'agentPoolProfiles',
    );
  }
  checkPlace(context, pools);
  checkRoom(context, networkProfile ?? {}, pools);
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
  const policies = { azure: ['azure'], calico: ['azure', 'kubenet'], cilium: ['azure'] };
  const fitting = policies[networkPolicy?.toLowerCase()];
  if (fitting && !fitting.includes(networkPlugin ?? 'azure')) {
    throw refused(
      networkPlugin === 'none'
        ? 'NetworkPolicyNotSupportedForNone'
        : 'NetworkPolicyAzureNotSupportedForKubenet',
      `Network policy ${networkPolicy} is not supported with network plugin ${networkPlugin}.`,
      'networkProfile.networkPolicy',
    );
  }
  const services = range(profile.serviceCidrs?.[0] ?? profile.serviceCidr ?? '10.0.0.0/16');
  if (profile.dnsServiceIP) {
    const dns = range(`${profile.dnsServiceIP}/32`);
    if (!dns || !services || !holds(services, dns)) {
      throw refused(
        'DnsServiceIpOutOfServiceCidr',
        `DNS service IP ${profile.dnsServiceIP} is out of service CIDR ${services?.text}.`,
        'networkProfile.dnsServiceIP',
      );
    }
  }
  const pods = range(profile.podCidrs?.[0] ?? profile.podCidr);
  if (pods && services && overlap(pods, services)) {
    throw refused(
      'PodCidrOverlapServiceCidr',
      `Pod CIDR ${pods.text} overlaps service CIDR ${services.text}.`,
      'networkProfile.podCIDR',
    );
  }
}

/** The group of the nodes is the service's own: none that is there, nor the cluster's. */
function checkNodeGroup({ arm, id }, name) {
  const { subscription, group } = parse(id);
  if (!name) return;
  if (same(name, group)) {
    throw refused(
      'NodeResourceGroupSameAsResourceGroup',
      `The node resource group ${name} is the resource group of the cluster.`,
      'nodeResourceGroup',
    );
  }
  if (arm.store.has(`/subscriptions/${subscription}/resourceGroups/${name}`)) {
    throw refused(
      'NodeResourceGroupAlreadyExists',
      `The node resource group ${name} already exists.`,
      'nodeResourceGroup',
    );
  }
}

/** A whole cluster, with the pools in its body. */
export function checkCluster(context) {
  const { arm, id, wanted, old } = context;
  const properties = wanted.properties ?? {};
  const { agentPoolProfiles: pools } = properties;
  checkName(nameOf(id));
  if (old) {
    checkUnchanged(properties, old.properties, fixed, '');
    checkNetworkUnchanged(properties.networkProfile, old.properties.networkProfile);
  }
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
    checkIdentityExists(context, it);
  }
  checkIdentityExists(context, properties.identityProfile?.kubeletidentity?.resourceId);
  if (!old) checkNodeGroup(context, properties.nodeResourceGroup);
  const { subnetId } = properties.apiServerAccessProfile ?? {};
  checkSubnetExists(context, subnetId, 'apiServerAccessProfile.subnetId');
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
  const others = there.filter((it) => !pools?.some(({ name }) => same(name, it.name)));
  const all = [...(pools ?? []), ...others.map((it) => it.properties)];
  checkPools(context, properties.networkProfile, all);
}
