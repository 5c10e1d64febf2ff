// Microsoft.Compute: which sizes of machines a region offers, and how many are left.

import { badRequest } from '../errors.mjs';
import { same } from '../ids.mjs';
import { page } from '../resources.mjs';

const capabilities = (all) => Object.entries(all).map(([name, value]) => ({ name, value }));

/** One size of machine as the service lists it; `restrictions` as a test wants them. */
export function sku({
  name,
  family,
  vCPUs,
  memory,
  location,
  zones = ['1', '2', '3'],
  restrictions = /** @type {any[]} */ ([]),
  more = {},
}) {
  return {
    resourceType: 'virtualMachines',
    name,
    tier: 'Standard',
    size: name.replace(/^Standard_/, ''),
    family,
    locations: [location],
    locationInfo: [{ location, zones, zoneDetails: [] }],
    capabilities: capabilities({
      MaxResourceVolumeMB: '0',
      OSVhdSizeMB: '1047552',
      vCPUs: String(vCPUs),
      MemoryPreservingMaintenanceSupported: 'True',
      HyperVGenerations: 'V1,V2',
      MemoryGB: String(memory),
      MaxDataDiskCount: String(2 * vCPUs),
      CpuArchitectureType: 'x64',
      LowPriorityCapable: 'True',
      PremiumIO: 'True',
      VMDeploymentTypes: 'IaaS',
      vCPUsAvailable: String(vCPUs),
      vCPUsPerCore: '2',
      EphemeralOSDiskSupported: 'False',
      EncryptionAtHostSupported: 'True',
      AcceleratedNetworkingEnabled: 'True',
      MaxNetworkInterfaces: '2',
      ...more,
    }),
    restrictions,
  };
}

/** The sizes that a new local service offers in every region. */
export const sizes = (locations) =>
  locations.flatMap(({ name: location }) => [
    ...[2, 4, 8, 16].map((vCPUs) =>
      sku({
        name: `Standard_D${vCPUs}s_v5`,
        family: 'standardDSv5Family',
        vCPUs,
        memory: 4 * vCPUs,
        location,
      }),
    ),
    ...[2, 4, 8].map((vCPUs) =>
      sku({
        name: `Standard_D${vCPUs}ds_v5`,
        family: 'standardDDSv5Family',
        vCPUs,
        memory: 4 * vCPUs,
        location,
      }),
    ),
  ]);

/** Machines of a family that clusters in the local service have, in vCPUs; spot machines apart. */
function used(arm, location, family, isSpot = false) {
  const of = new Map(
    arm.skus.map(({ name, family: its, capabilities: all }) => {
      const cpus = Number(all.find((it) => it.name === 'vCPUs').value);
      return [name.toLowerCase(), { its, cpus }];
    }),
  );
  return arm.store
    .ofType('Microsoft.ContainerService/managedClusters/agentPools')
    .filter(({ id }) =>
      same(arm.store.get(id.split('/').slice(0, -2).join('/')).location, location),
    )
    .filter(({ properties }) => same(properties.scaleSetPriority ?? 'Regular', 'Spot') === isSpot)
    .map(({ properties: { vmSize, count } }) => ({ ...of.get(vmSize.toLowerCase()), count }))
    .filter(({ its }) => its && (family === undefined || same(its, family)))
    .reduce((sum, { cpus, count }) => sum + cpus * count, 0);
}

function usages(context) {
  const { arm, parameters } = context;
  const location = arm.location(parameters.location)?.name;
  if (!location) {
    throw badRequest(
      'NoRegisteredProviderFound',
      `No registered resource provider found for location '${parameters.location}'.`,
    );
  }
  const families = [...new Set(arm.skus.map(({ family }) => family))];
  const row = (value, localizedValue, currentValue) => ({
    limit: arm.limits.get(`${location}/${value}`) ?? 100,
    unit: 'Count',
    currentValue: currentValue + (arm.used.get(`${location}/${value}`) ?? 0),
    name: { value, localizedValue },
  });
  return page(context, [
    row('cores', 'Total Regional vCPUs', used(arm, location)),
    row(
      'lowPriorityCores',
      'Total Regional Low-priority vCPUs',
      used(arm, location, undefined, true),
    ),
    ...families.map((it) => row(it, `${it} vCPUs`, used(arm, location, it))),
  ]);
}

function networkUsages(context) {
  const { arm, parameters } = context;
  const { subscription } = parameters;
  const location = arm.location(parameters.location)?.name;
  const kinds = {
    VirtualNetworks: ['Microsoft.Network/virtualNetworks', 'Virtual Networks'],
    PublicIPAddresses: ['Microsoft.Network/publicIPAddresses', 'Public IP Addresses'],
    StandardSkuPublicIpAddresses: [
      'Microsoft.Network/publicIPAddresses',
      'Public IPv4 Addresses - Standard',
    ],
    RouteTables: ['Microsoft.Network/routeTables', 'Route Tables'],
    NatGateways: ['Microsoft.Network/natGateways', 'NAT Gateways'],
  };
  return page(
    context,
    Object.entries(kinds).map(([value, [type, localizedValue]]) => ({
      id: `/subscriptions/${subscription}/providers/Microsoft.Network/locations/${location}/usages/${value}`,
      unit: 'Count',
      currentValue:
        arm.store
          .ofType(type, `/subscriptions/${subscription}`)
          .filter((it) => same(it.location, location)).length +
        (arm.used.get(`${location}/${value}`) ?? 0),
      limit: arm.limits.get(`${location}/${value}`) ?? 1000,
      name: { value, localizedValue },
    })),
  );
}

const root = '/subscriptions/:subscription/providers';

export const types = [];
export const routes = [
  {
    method: 'GET',
    path: `${root}/Microsoft.Compute/skus`,
    run(context) {
      const wanted = /location eq '([^']*)'/i.exec(context.query.get('$filter') ?? '')?.[1];
      return page(
        context,
        context.arm.skus.filter(({ locations: [its] }) => !wanted || same(its, wanted)),
      );
    },
  },
  { method: 'GET', path: `${root}/Microsoft.Compute/locations/:location/usages`, run: usages },
  {
    method: 'GET',
    path: `${root}/Microsoft.Network/locations/:location/usages`,
    run: networkUsages,
  },
];
