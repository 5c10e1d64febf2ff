// Where az may say other than `render --to requests`: what az says by itself, each with its reason.
// Everything else that differs is a mistake of the one or the other, and so is what stands here and
// differs no more.

/**
 * @typedef {{ reason: string, places: Record<string, unknown>, ours?: unknown }} Allowed
 *   by place, what az says there, and requests do not or as `ours`; a RegExp holds for texts
 */

/** @type {Allowed[]} */
export const allowed = [
  {
    reason: 'a switch that is off, which no switch of these need be said to be',
    places: {
      'managedclusters#/properties/disableLocalAccounts': false,
      'managedclusters/agentpools#/properties/enableAutoScaling': false,
      'managedclusters/agentpools#/properties/enableEncryptionAtHost': false,
      'managedclusters/agentpools#/properties/enableFIPS': false,
      'managedclusters/agentpools#/properties/enableNodePublicIP': false,
      'managedclusters/agentpools#/properties/enableUltraSSD': false,
      'virtualnetworks#/properties/enableDdosProtection': false,
      'virtualnetworks#/properties/enableVmProtection': false,
      'virtualnetworks/virtualnetworkpeerings#/properties/allowForwardedTraffic': false,
      'virtualnetworks/virtualnetworkpeerings#/properties/allowGatewayTransit': false,
      'virtualnetworks/virtualnetworkpeerings#/properties/useRemoteGateways': false,
    },
  },
  {
    reason: 'defaults of the network that az names',
    places: {
      'publicipaddresses#/properties/idleTimeoutInMinutes': 4,
      'virtualnetworks/subnets#/properties/privateEndpointNetworkPolicies': 'Disabled',
      'virtualnetworks/subnets#/properties/privateLinkServiceNetworkPolicies': 'Enabled',
      'virtualnetworks/virtualnetworkpeerings#/properties/peerCompleteVnets': true,
    },
  },
  {
    reason: 'defaults of a cluster that az names',
    places: {
      'managedclusters#/properties/bootstrapProfile/artifactSource': 'Direct',
      'managedclusters#/properties/networkProfile/loadBalancerSku': 'standard',
      'managedclusters#/sku/name': 'Base',
      'managedclusters#/sku/tier': 'Free',
    },
  },
  {
    reason: 'defaults of add-ons that az names where it switches them on afterwards',
    places: {
      'managedclusters#/properties/addonProfiles/azureKeyvaultSecretsProvider/config/rotationPollInterval':
        '2m',
      'managedclusters#/properties/securityProfile/imageCleaner/intervalHours': 168,
    },
  },
  {
    reason: 'defaults of a pool that az names',
    places: {
      'managedclusters/agentpools#/properties/scaleDownMode': 'Delete',
      'managedclusters/agentpools#/properties/scaleSetPriority': 'Regular',
      'managedclusters/agentpools#/properties/type': 'VirtualMachineScaleSets',
      'managedclusters/agentpools#/properties/upgradeSettings/undrainableNodeBehavior': 'Schedule',
    },
  },
  {
    reason: "the cluster's version, which az gives its first pool and the service any pool",
    places: { 'managedclusters/agentpools#/properties/orchestratorVersion': /^1\.\d+/ },
  },
  {
    reason: 'az looks the identity of the nodes up, and so does the service where it is not told',
    places: {
      'managedclusters#/properties/identityProfile/kubeletidentity/clientId': /^[0-9a-f-]{36}$/,
      'managedclusters#/properties/identityProfile/kubeletidentity/objectId': /^[0-9a-f-]{36}$/,
    },
  },
  {
    reason: 'what az spells in another way, and means the same',
    places: {
      'managedclusters#/properties/networkProfile/loadBalancerProfile/backendPoolType':
        'nodeIPConfiguration',
      'managedclusters/maintenanceconfigurations#/properties/maintenanceWindow/schedule/absoluteMonthly/dayOfMonth':
        '15',
    },
    ours: /^(NodeIPConfiguration|15)$/,
  },
  {
    reason: 'parts of the whole that az leaves to the service, where they are on with the whole',
    places: {
      'managedclusters#/properties/networkProfile/advancedNetworking/observability/enabled':
        undefined,
      'managedclusters#/properties/networkProfile/advancedNetworking/security/enabled': undefined,
    },
    ours: true,
  },
  {
    reason: 'monitoring signs in with an identity, for the rules that az makes beside the cluster',
    places: { 'managedclusters#/properties/addonProfiles/omsagent/config/useAADAuth': 'true' },
  },
];

/** What az makes beside a plan's resources for add-ons; `leftOut` of the requests names it. */
const besides = [
  {
    reason: 'where monitoring sends to',
    resources: [
      /^(accounts|datacollection(endpoints|rules|ruleassociations))#/,
      /^resource group#.*\/resourcegroups\/defaultresourcegroup-[a-z0-9]+$/,
    ],
  },
  {
    reason: 'the roles of identities that add-ons bring: on DNS zones, on the subnet of a gateway',
    resources: [
      /^role assignment#.*\/dnszones\/[^/]+ role befefa01-2a29-4197-83a8-272ff33ce314 /,
      /^role assignment#.*\/subnets\/gateway role 4d97b98b-1d4f-4787-a291-c67834d212e7 /,
    ],
  },
].flatMap((it) => it.resources);

/** The places that may differ, each of which must somewhere. */
const places = [...besides.map(String), ...allowed.flatMap((it) => Object.keys(it.places))];

/** Takes away what may differ, and keeps account of it. */
export class Sieve {
  #used = new Set();

  /** @param {ReturnType<typeof import('./bodies.mjs').differences>} differences */
  wrong(differences) {
    return differences.filter((it) => !this.#mayDiffer(it));
  }

  #mayDiffer({ place, az, ours, id }) {
    const extra = besides.find((it) => it.test(`${place}${id}`));
    if (extra && ours === undefined) {
      this.#used.add(String(extra));
      return true;
    }
    const entry = allowed.find((it) => Object.hasOwn(it.places, place));
    const wanted = entry?.places[place];
    const fits = (it, wanted) =>
      wanted instanceof RegExp ? wanted.test(String(it)) : wanted === it;
    if (!entry || !fits(az, wanted) || !fits(ours, entry.ours)) return false;
    this.#used.add(place);
    return true;
  }

  /** What may differ and never did. */
  needless() {
    return places.filter((it) => !this.#used.has(it));
  }
}
