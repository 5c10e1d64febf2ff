// Microsoft.ContainerService: clusters, their agent pools and maintenance windows.

import { range } from '../addresses.mjs';
import { tenant } from '../cloud.mjs';
import { ServiceError } from '../errors.mjs';
import { guid, nameOf, parentOf, parse, same, short } from '../ids.mjs';
import { mark, resourceNotFound } from '../resources.mjs';
import { checkCluster, checkPool, checkPools } from './containerservice-checks.mjs';
import { kubernetesVersions, meshRevisions, newest, offered } from './kubernetes.mjs';

const service = 'Microsoft.ContainerService';

/** One operation at a time on a cluster and its pools. */
function busy(_, { id, verb }) {
  const pool = same(parse(id).types.at(-1), 'agentPools');
  const what = pool ? `agentpool operation (${nameOf(id)} - ${verb})` : `operation (${verb})`;
  return new ServiceError(
    409,
    'OperationNotAllowed',
    `Operation is not allowed: Another ${what} is in progress, please wait for it to finish before starting a new operation. See https://aka.ms/aks-pending-operation for more details`,
  );
}

const pool = {
  type: `${service}/managedClusters/agentPools`,
  innerEtag: 'eTag',
  slow: true,
  deletes: 'slow',
  busy,
  check(context) {
    const { arm, id, wanted, old } = context;
    const cluster = arm.store.get(parentOf(id));
    checkPool(context, cluster, { name: nameOf(id), ...wanted.properties }, old?.properties);
    const others = arm.store.children(cluster.id, 'agentPools').filter((it) => !same(it.id, id));
    const all = [...others.map((it) => it.properties), wanted.properties ?? {}];
    checkPools(context, cluster.properties.networkProfile, all);
  },
  fill({ arm, id, wanted, old }) {
    return { properties: fillPool(arm.store.get(parentOf(id)), wanted.properties ?? {}, old) };
  },
  checkDelete(context) {
    const { arm, id } = context;
    const { networkProfile } = arm.store.get(parentOf(id)).properties;
    const others = arm.store
      .children(parentOf(id), 'agentPools')
      .filter((it) => !same(it.id, id))
      .map((it) => it.properties);
    checkPools(context, networkProfile, others);
  },
};

/** Nodes' pods where a pool does not say how many. */
function maxPods({ networkPlugin, networkPluginMode }) {
  if (networkPluginMode === 'overlay') return 250;
  return networkPlugin === 'azure' ? 30 : networkPlugin === 'none' ? 250 : 110;
}

function fillPool(cluster, given, old) {
  const version = offered(given.orchestratorVersion) ?? cluster.properties.currentKubernetesVersion;
  const windows = given.osType === 'Windows';
  const { vmSize, ...rest } = given;
  return {
    osDiskSizeGB: 128,
    osDiskType: 'Managed',
    kubeletDiskType: 'OS',
    maxPods: maxPods(cluster.properties.networkProfile ?? {}),
    type: 'VirtualMachineScaleSets',
    enableAutoScaling: false,
    scaleDownMode: 'Delete',
    enableNodePublicIP: false,
    enableEncryptionAtHost: false,
    enableUltraSSD: false,
    osType: 'Linux',
    osSKU: windows ? 'Windows2022' : 'Ubuntu',
    enableFIPS: false,
    mode: 'User',
    ...old?.properties,
    ...withoutEmpty(rest),
    count: given.count ?? old?.properties.count ?? (given.enableAutoScaling ? given.minCount : 1),
    vmSize: vmSize || old?.properties.vmSize || 'Standard_D4ds_v5',
    // Spot nodes are replaced without surge.
    upgradeSettings: {
      ...(given.scaleSetPriority === 'Spot' ? {} : { maxSurge: '10%', maxUnavailable: '0' }),
      ...given.upgradeSettings,
    },
    networkProfile: given.networkProfile ?? {},
    securityProfile: { enableVTPM: false, enableSecureBoot: false, ...given.securityProfile },
    powerState: { code: 'Running' },
    orchestratorVersion: given.orchestratorVersion || cluster.properties.kubernetesVersion,
    currentOrchestratorVersion: version,
    nodeImageVersion: windows
      ? 'AKSWindows-2022-containerd-20348.4405.261110'
      : 'AKSUbuntu-2404gen2containerd-202611.10.0',
    provisioningState: 'Succeeded',
  };
}

const withoutEmpty = (given) =>
  Object.fromEntries(Object.entries(given).filter(([, it]) => it !== null && it !== undefined));

/** Who the cluster is, at the cluster itself and at its nodes. */
function fillIdentity(arm, id, given, old) {
  if (!given || given.type === 'None') return given;
  if (given.type === 'SystemAssigned') {
    const principalId =
      old?.identity?.type === 'SystemAssigned'
        ? old.identity.principalId
        : arm.fresh('principal', id);
    arm.principals.add({ principalId, appId: guid('client', id), name: nameOf(id), of: id });
    return { type: given.type, principalId, tenantId: tenant };
  }
  const its = Object.keys(given.userAssignedIdentities ?? {}).map((it) => {
    const { principalId, clientId } = arm.store.get(it)?.properties ?? {};
    return [it, { clientId, principalId }];
  });
  return { type: given.type, userAssignedIdentities: Object.fromEntries(its) };
}

/** Addresses of pods and services, and how traffic leaves, where the body leaves them out. */
function fillNetwork(id, nodeGroup, given = /** @type {any} */ ({})) {
  const plugin = given.networkPlugin || 'azure';
  const ownPods = plugin === 'kubenet' || given.networkPluginMode === 'overlay';
  // Of several ranges the first is the one range, too.
  const podCidr = given.podCidr ?? given.podCidrs?.[0] ?? (ownPods ? '10.244.0.0/16' : undefined);
  const serviceCidr = given.serviceCidr ?? given.serviceCidrs?.[0] ?? '10.0.0.0/16';
  const dual = given.ipFamilies?.length > 1 || (given.podCidrs?.length ?? 0) > 1;
  const outboundType = given.outboundType ?? 'loadBalancer';
  const { subscription } = parse(id);
  const balancer =
    outboundType === 'loadBalancer' && (given.loadBalancerSku ?? 'standard') !== 'basic';
  const own = given.loadBalancerProfile?.outboundIPs?.publicIPs;
  const made = `/subscriptions/${subscription}/resourceGroups/${nodeGroup}/providers/Microsoft.Network/publicIPAddresses/${guid('outbound', id)}`;
  const inOneFamily = podCidr === undefined ? {} : { podCidrs: given.podCidrs ?? [podCidr] };
  return {
    networkPlugin: plugin,
    networkDataplane: plugin === 'azure' ? 'azure' : undefined,
    loadBalancerSku: 'standard',
    outboundType,
    ...(podCidr === undefined ? {} : { podCidr }),
    dnsServiceIP: range(serviceCidr)?.address.replace(/\d+$/, '10'),
    ...withoutEmpty(given),
    serviceCidr,
    ...inOneFamily,
    serviceCidrs: given.serviceCidrs ?? [serviceCidr],
    ipFamilies: given.ipFamilies ?? (dual ? ['IPv4', 'IPv6'] : ['IPv4']),
    ...(balancer
      ? {
          loadBalancerProfile: {
            ...(own ? {} : { managedOutboundIPs: { count: 1 } }),
            backendPoolType: 'nodeIPConfiguration',
            ...given.loadBalancerProfile,
            effectiveOutboundIPs: own ?? [{ id: made }],
          },
        }
      : {}),
    ...(outboundType === 'managedNATGateway'
      ? {
          natGatewayProfile: {
            managedOutboundIPProfile: { count: 1 },
            idleTimeoutInMinutes: 4,
            ...given.natGatewayProfile,
            effectiveOutboundIPs: [{ id: made }],
          },
        }
      : {}),
  };
}

function fillCluster(context) {
  const { arm, id, wanted, old } = context;
  const given = structuredClone(wanted.properties ?? {});
  const { agentPoolProfiles: _, ...own } = given;
  const { group } = parse(id);
  const location = wanted.location;
  const nodeResourceGroup =
    own.nodeResourceGroup ||
    old?.properties.nodeResourceGroup ||
    `MC_${group}_${nameOf(id)}_${location}`.slice(0, 80);
  // A cluster with a label in a private zone has no other name.
  const { fqdnSubdomain } = own;
  const dnsPrefix = own.dnsPrefix || old?.properties.dnsPrefix || `${nameOf(id)}-dns`;
  const host = fqdnSubdomain ?? `${dnsPrefix}-${short(8, 'host', id)}`;
  const closed = own.apiServerAccessProfile?.enablePrivateCluster === true;
  const version = offered(own.kubernetesVersion) ?? newest();
  const kept = old?.properties ?? {};
  if (own.windowsProfile) delete own.windowsProfile.adminPassword;
  if (own.servicePrincipalProfile) delete own.servicePrincipalProfile.secret;
  return {
    sku: { name: 'Base', tier: 'Free' },
    kind: 'Base',
    ...wanted,
    ...(wanted.identity ? { identity: fillIdentity(arm, id, wanted.identity, old) } : {}),
    properties: {
      enableRBAC: true,
      disableLocalAccounts: false,
      supportPlan: 'KubernetesOfficial',
      maxAgentPools: 100,
      servicePrincipalProfile: { clientId: 'msi' },
      autoUpgradeProfile: { nodeOSUpgradeChannel: 'NodeImage' },
      securityProfile: {},
      storageProfile: {
        diskCSIDriver: { enabled: true },
        fileCSIDriver: { enabled: true },
        snapshotController: { enabled: true },
      },
      workloadAutoScalerProfile: {},
      metricsProfile: { costAnalysis: { enabled: false } },
      nodeProvisioningProfile: { mode: 'Manual', defaultNodePools: 'Auto' },
      bootstrapProfile: { artifactSource: 'Direct' },
      ...withoutEmpty(own),
      kubernetesVersion: own.kubernetesVersion || kept.kubernetesVersion || version,
      currentKubernetesVersion: version,
      ...(fqdnSubdomain ? {} : { dnsPrefix }),
      nodeResourceGroup,
      ...(closed
        ? { privateFQDN: `${host}.${guid('zone', id)}.privatelink.${location}.azmk8s.io` }
        : {}),
      fqdn: `${host}.hcp.${location}.azmk8s.io`,
      azurePortalFQDN: `${host}.portal.hcp.${location}.azmk8s.io`,
      networkProfile: fillNetwork(id, nodeResourceGroup, own.networkProfile),
      ...(own.oidcIssuerProfile?.enabled
        ? {
            oidcIssuerProfile: {
              enabled: true,
              issuerURL: `https://${location}.oic.prod-aks.azure.com/${tenant}/${guid('issuer', id)}/`,
            },
          }
        : { oidcIssuerProfile: { enabled: false } }),
      ...kubeletIdentity(arm, id, own, nodeResourceGroup),
      ...partsWithIdentities(id, /** @type {any} */ (withoutEmpty(own)), nodeResourceGroup),
      powerState: kept.powerState ?? { code: 'Running' },
      resourceUID: kept.resourceUID ?? short(24, 'uid', arm.fresh('uid', id)),
      provisioningState: 'Succeeded',
    },
  };
}

/** The nodes' own identity: the one that is named, or one that the service makes. */
function kubeletIdentity(arm, id, own, nodeGroup) {
  if (own.servicePrincipalProfile && !same(own.servicePrincipalProfile.clientId, 'msi')) return {};
  const named = own.identityProfile?.kubeletidentity?.resourceId;
  const { subscription } = parse(id);
  const made = `/subscriptions/${subscription}/resourcegroups/${nodeGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${nameOf(id)}-agentpool`;
  const { principalId, clientId } = arm.store.get(named ?? made)?.properties ?? {
    principalId: guid('principal', made),
    clientId: guid('client', made),
  };
  return {
    identityProfile: {
      kubeletidentity: { resourceId: named ?? made, clientId, objectId: principalId },
    },
  };
}

/** An identity that the service makes beside the nodes. */
function ownIdentity(id, nodeGroup, part) {
  const { subscription } = parse(id);
  const resourceId = `/subscriptions/${subscription}/resourcegroups/${nodeGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${part.toLowerCase()}-${nameOf(id)}`;
  return {
    resourceId,
    clientId: guid('client', resourceId),
    objectId: guid('principal', resourceId),
  };
}

/** Add-ons and application routing, with the identity that each gets when it is on. */
function partsWithIdentities(id, { addonProfiles, ingressProfile }, nodeGroup) {
  const parts = /** @type {any} */ ({});
  const withIdentity = (name, part) =>
    part?.enabled ? { ...part, identity: ownIdentity(id, nodeGroup, name) } : part;
  if (addonProfiles) {
    const all = Object.entries(addonProfiles).map(([name, it]) => [name, withIdentity(name, it)]);
    parts.addonProfiles = Object.fromEntries(all);
  }
  if (ingressProfile?.webAppRouting) {
    const webAppRouting = withIdentity('webapprouting', ingressProfile.webAppRouting);
    parts.ingressProfile = { ...ingressProfile, webAppRouting };
  }
  return parts;
}

/** The identities beside the nodes. */
function identitiesOf({ properties }) {
  const { identityProfile, addonProfiles, ingressProfile } = properties;
  const parts = [...Object.values(addonProfiles ?? {}), ingressProfile?.webAppRouting];
  return [identityProfile?.kubeletidentity, ...parts.map((it) => it?.identity)].filter(Boolean);
}

/** The group that holds the nodes comes with the cluster, with identities in it. */
function makeNodeGroup(arm, cluster) {
  const { subscription } = parse(cluster.id);
  const { nodeResourceGroup } = cluster.properties;
  const id = `/subscriptions/${subscription}/resourceGroups/${nodeResourceGroup}`;
  if (!arm.store.has(id)) {
    arm.store.put(id, {
      name: nodeResourceGroup,
      type: 'Microsoft.Resources/resourceGroups',
      location: cluster.location,
      managedBy: cluster.id,
      tags: {
        'aks-managed-cluster-name': cluster.name,
        'aks-managed-cluster-rg': parse(cluster.id).group,
      },
      properties: { provisioningState: 'Succeeded' },
    });
  }
  for (const { resourceId, objectId, clientId } of identitiesOf(cluster)) {
    if (arm.store.has(resourceId)) continue;
    arm.store.put(resourceId, {
      name: nameOf(resourceId),
      type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
      location: cluster.location,
      tags: {},
      properties: { tenantId: tenant, principalId: objectId, clientId },
    });
    arm.principals.add({
      principalId: objectId,
      appId: clientId,
      name: nameOf(resourceId),
      of: resourceId,
    });
  }
}

function show(cluster, arm) {
  const pools = arm.store
    .children(cluster.id, 'agentPools')
    .map(({ name, properties }) => ({ name, ...properties }));
  return { ...cluster, properties: { ...cluster.properties, agentPoolProfiles: pools } };
}

const kubeconfig = (cluster, user) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': cluster.name,
    clusters: [
      { name: cluster.name, cluster: { server: `https://${cluster.properties.fqdn}:443` } },
    ],
    contexts: [{ name: cluster.name, context: { cluster: cluster.name, user } }],
    users: [{ name: user, user: { token: 'none' } }],
  });

function credentials({ old }, user) {
  if (user === 'clusterAdmin' && old.properties.disableLocalAccounts) {
    throw new ServiceError(
      400,
      'BadRequest',
      'Getting static credential is not allowed because this cluster is set to disable local accounts.',
    );
  }
  const text = kubeconfig(old, `${user}_${parse(old.id).group}_${old.name}`);
  const value = Buffer.from(text).toString('base64');
  return { status: 200, body: { kubeconfigs: [{ name: user, value }] } };
}

/** Starting and stopping: an operation that ends with another power state. */
function power(context, code) {
  const { arm, id, old, base, apiVersion } = context;
  const running = arm.operations.on(id);
  if (running) throw busy(context, running);
  old.properties.provisioningState = code === 'Stopped' ? 'Stopping' : 'Starting';
  const operation = arm.operations.start({
    id,
    verb: old.properties.provisioningState,
    location: old.location,
    done() {
      old.properties.provisioningState = 'Succeeded';
      for (const it of [old, ...arm.store.children(id, 'agentPools')]) {
        it.properties.powerState = { code };
      }
    },
  });
  return { status: 202, headers: arm.operations.headers(operation, base, apiVersion) };
}

const cluster = {
  type: `${service}/managedClusters`,
  tracked: true,
  etag: 'eTag',
  slow: true,
  deletes: 'slow',
  busy,
  missing: ({ arm, id }) => resourceNotFound(arm, id),
  check(context) {
    checkCluster(context);
  },
  fill: fillCluster,
  kept(context, resource) {
    const { arm, id, wanted } = context;
    makeNodeGroup(arm, resource);
    const profiles = wanted.properties.agentPoolProfiles ?? [];
    // Pools that a cluster's body leaves out stay: they go by themselves only.
    for (const { name, eTag: _, ...given } of profiles) {
      const path = `${id}/agentPools/${name}`;
      const before = arm.store.get(path);
      const properties = fillPool(resource, given, before);
      const made = { name, type: pool.type, properties };
      mark(arm, pool, made, path);
      arm.store.put(path, made);
    }
  },
  show,
  gone(resource, arm) {
    const { subscription } = parse(resource.id);
    const group = `/subscriptions/${subscription}/resourceGroups/${resource.properties.nodeResourceGroup}`;
    arm.deleteGroup(group);
    arm.principals.removeOf(resource.id);
  },
  actions: {
    listclusterusercredential: (context) => credentials(context, 'clusterUser'),
    listclusteradmincredential: (context) => credentials(context, 'clusterAdmin'),
    start: (context) => power(context, 'Running'),
    stop: (context) => power(context, 'Stopped'),
  },
};

const maintenanceConfigurations = {
  type: `${service}/managedClusters/maintenanceConfigurations`,
  looseName: true,
  fill: ({ wanted }) => ({ properties: wanted.properties ?? {} }),
};

/** A cluster's or a pool's versions to go to. */
function upgradeProfile(id, properties, extra) {
  const current = properties.currentKubernetesVersion ?? properties.currentOrchestratorVersion;
  const minor = Number(current.split('.')[1]);
  const upgrades = kubernetesVersions
    .flatMap(({ version, isPreview, patches }) =>
      patches.map((kubernetesVersion) => ({ version, isPreview, kubernetesVersion })),
    )
    .filter(({ version, kubernetesVersion }) => {
      const its = Number(version.split('.')[1]);
      return its === minor + 1 || (its === minor && kubernetesVersion > current);
    })
    .map(({ kubernetesVersion, isPreview }) =>
      isPreview ? { kubernetesVersion, isPreview } : { kubernetesVersion },
    );
  const profile = {
    kubernetesVersion: current,
    osType: properties.osType ?? 'Linux',
    ...(upgrades.length ? { upgrades } : {}),
  };
  return { id: `${id}/upgradeProfiles/default`, name: 'default', ...extra(profile) };
}

const cp =
  '/subscriptions/:subscription/resourceGroups/:group/providers/Microsoft.ContainerService/managedClusters/:cluster';

function existing(arm, path) {
  const resource = arm.store.get(path.split('/').slice(0, -2).join('/'));
  if (!resource) throw resourceNotFound(arm, path.split('/').slice(0, -2).join('/'));
  return resource;
}

export const types = [cluster, pool, maintenanceConfigurations];

export const routes = [
  {
    method: 'GET',
    path: `${cp}/upgradeProfiles/default`,
    run({ arm, path }) {
      const it = existing(arm, path);
      const pools = arm.store.children(it.id, 'agentPools');
      const body = upgradeProfile(it.id, it.properties, (controlPlaneProfile) => ({
        type: `${service}/managedClusters/upgradeProfiles`,
        properties: {
          controlPlaneProfile,
          agentPoolProfiles: pools.map(({ name, properties }) => ({
            kubernetesVersion: properties.currentOrchestratorVersion,
            name,
            osType: properties.osType,
          })),
        },
      }));
      return { status: 200, body };
    },
  },
  {
    method: 'GET',
    path: `${cp}/agentPools/:pool/upgradeProfiles/default`,
    run({ arm, path }) {
      const it = existing(arm, path);
      const body = upgradeProfile(it.id, it.properties, (profile) => ({
        type: `${service}/managedClusters/agentPools/upgradeProfiles`,
        properties: { ...profile, latestNodeImageVersion: it.properties.nodeImageVersion },
      }));
      return { status: 200, body };
    },
  },
  {
    method: 'GET',
    path: '/subscriptions/:subscription/providers/Microsoft.ContainerService/locations/:location/meshRevisionProfiles',
    run: ({ parameters: { subscription, location } }) => ({
      status: 200,
      body: {
        value: [
          {
            id: `/subscriptions/${subscription}/providers/${service}/locations/${location}/meshRevisionProfiles/istio`,
            name: 'istio',
            type: `${service}/locations/meshRevisionProfiles`,
            properties: {
              meshRevisions: meshRevisions.map((revision, at) => ({
                revision,
                upgrades: meshRevisions.slice(at + 1),
                compatibleWith: [
                  { name: 'kubernetes', versions: kubernetesVersions.map((it) => it.version) },
                ],
              })),
            },
          },
        ],
      },
    }),
  },
  {
    method: 'GET',
    path: '/subscriptions/:subscription/providers/Microsoft.ContainerService/locations/:location/kubernetesVersions',
    run: () => ({
      status: 200,
      body: {
        values: kubernetesVersions.map(({ version, isDefault, isPreview, support, patches }) => ({
          version,
          ...(isDefault ? { isDefault } : {}),
          isPreview: isPreview ?? null,
          capabilities: { supportPlan: support },
          patchVersions: Object.fromEntries(
            patches.map((it, index) => [it, { upgrades: patches.slice(index + 1) }]),
          ),
        })),
      },
    }),
  },
];
