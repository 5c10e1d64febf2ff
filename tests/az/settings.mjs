// Plans that differ from a plain one in a single setting each: every switch on and off, every choice,
// every number and text that the plan's schema has.

import { readFileSync } from 'node:fs';

const schema = JSON.parse(
  readFileSync(new URL('../../pkg/plan.schema.json', import.meta.url), 'utf8'),
);

const id = (kind, name) =>
  `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/${kind}/${name}`;

/** Something of everything, so that every setting has a place. */
export const plain = {
  location: 'westeurope',
  connection: {},
  resourceGroups: [{ name: 'rg' }],
  identities: [{ name: 'identity' }],
  networkSecurityGroups: [
    { name: 'nsg', securityRules: [{ name: 'rule', priority: 100, destinationPortRange: '443' }] },
  ],
  routeTables: [
    {
      name: 'routes',
      routes: [{ name: 'on', addressPrefix: '10.9.0.0/16', nextHopType: 'VirtualNetworkGateway' }],
    },
  ],
  natGateways: [{ name: 'nat' }],
  virtualNetworks: [
    {
      name: 'vnet',
      addressPrefixes: ['10.224.0.0/16'],
      subnets: [
        { name: 'nodes', addressPrefix: '10.224.0.0/22' },
        { name: 'more', addressPrefix: '10.224.4.0/22' },
      ],
    },
    { name: 'hub', addressPrefixes: ['172.16.0.0/16'], peerings: ['vnet'] },
  ],
  clusters: [
    {
      name: 'prod',
      networkProfile: { networkPlugin: 'azure', networkPluginMode: 'overlay' },
      agentPools: [
        { name: 'system', mode: 'System', vnetSubnet: 'nodes' },
        { name: 'user', mode: 'User', vnetSubnet: 'nodes' },
      ],
      maintenanceConfigurations: [
        {
          name: 'aksManagedAutoUpgradeSchedule',
          startTime: '01:00',
          durationHours: 4,
          schedule: { weekly: { intervalWeeks: 1, dayOfWeek: 'Friday' } },
        },
      ],
    },
  ],
};

const workspace = id('Microsoft.OperationalInsights/workspaces', 'logs');

/** Texts that are more than a name, by the name of the setting. */
const texts = {
  logAnalyticsWorkspaceResourceID: workspace,
  logAnalyticsWorkspaceResourceId: workspace,
  containerRegistryId: id('Microsoft.ContainerRegistry/registries', 'registry'),
  userAssignedIdentity: 'identity',
  kubeletIdentity: 'identity',
  vnetSubnet: 'more',
  podSubnet: 'more',
  subnet: 'more',
  routeTable: 'routes',
  natGateway: 'nat',
  networkSecurityGroup: 'nsg',
  kubernetesVersion: '1.35',
  orchestratorVersion: '1.35',
  podCidr: '192.168.0.0/16',
  podCidrs: '192.168.0.0/16',
  serviceCidr: '172.20.0.0/16',
  serviceCidrs: '172.20.0.0/16',
  authorizedIPRanges: '20.1.2.0/24',
  outboundIPs: id('Microsoft.Network/publicIPAddresses', 'out'),
  outboundIPPrefixes: id('Microsoft.Network/publicIPPrefixes', 'out'),
  nodePublicIPPrefix: id('Microsoft.Network/publicIPPrefixes', 'nodes'),
  applicationSecurityGroups: id('Microsoft.Network/applicationSecurityGroups', 'nodes'),
  dnsZoneResourceIds: id('Microsoft.Network/dnszones', 'example.com'),
  allowedHostPorts: '8080/TCP',
  adminGroupObjectIDs: '00000000-0000-0000-0000-000000000001',
  tenantID: '00000000-0000-0000-0000-000000000002',
  maxSurge: '33%',
  maxUnavailable: '1',
  nodeTaints: 'team=shop:NoSchedule',
  availabilityZones: '1',
  zones: '1',
  startTime: '02:30',
  startDate: '2027-01-01',
  utcOffset: '+05:30',
  privateDnsZone: 'system',
};

/**
 * @typedef {{ place: string, value: unknown, plan: any }} Variant
 * @returns {Generator<Variant>}
 */
export function* settings() {
  yield* within(schema, plain, []);
}

function* within(type, place, path) {
  const it = resolved(type);
  if (it.properties && !it.oneOf) {
    for (const [name, property] of Object.entries(it.properties)) {
      // Arguments that the plan carries for az are the user's own.
      if (name.startsWith('$') || name === 'azArguments') continue;
      yield* within(property, place?.[name], [...path, name]);
    }
    return;
  }
  const item = it.items && resolved(it.items);
  if (item?.properties) {
    // Lists that the plain plan has something in; the rest of their kind is alike.
    for (const index of Object.keys(place ?? {})) {
      yield* within(item, place[index], [...path, index]);
    }
    return;
  }
  for (const value of values(it, path.at(-1)))
    yield { place: `/${path.join('/')}`, value, plan: set(path, value) };
}

function* values(it, name) {
  const choices = it.enum ?? it.oneOf?.map((one) => one.const ?? one.enum?.[0]);
  const types = [it.type].flat();
  if (choices) yield* choices.filter((one) => one !== null && one !== undefined);
  else if (types.includes('boolean')) yield* [true, false];
  else if (types.includes('integer') || types.includes('number'))
    yield Math.max(it.minimum ?? 0, 3);
  else if (types.includes('string')) yield texts[name] ?? 'text';
  else if (it.items) for (const one of values(resolved(it.items), name)) yield [one];
}

/** A type without the words around it. */
function resolved(type) {
  if (type.$ref) return resolved(schema.$defs[type.$ref.split('/').at(-1)]);
  const one = type.anyOf?.filter((it) => it.type !== 'null');
  return one?.length === 1 ? resolved(one[0]) : type;
}

/** The plain plan with one more setting, and what it is a setting of switched on. */
function set(path, value) {
  const plan = structuredClone(plain);
  let place = /** @type {any} */ (plan);
  let type = resolved(schema);
  for (const part of path.slice(0, -1)) {
    type = resolved(type.properties?.[part] ?? type.items);
    place[part] ??= type.properties?.enabled ? { enabled: true } : {};
    place = place[part];
  }
  place[path.at(-1)] = value;
  return plan;
}
