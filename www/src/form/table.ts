// What the form is made of: the model's properties (generated, see form-table.js) and, by hand,
// what only a form needs to know: which belong together, what refers to what, one-line summaries.

import generated from 'virtual:form-table';
import { english, t } from '../lang.ts';
import type { Kind, Property, RecordTable } from './property.ts';

export type { Kind, Property, RecordTable } from './property.ts';

export const table: Record<string, RecordTable> = english ? translated(generated) : generated;

/** The comments of the model in the page's language. */
function translated(from: Record<string, RecordTable>): Record<string, RecordTable> {
  const property = (it: Property): Property => ({
    ...it,
    help: t(it.help),
    ...(it.absent && { absent: t(it.absent.replaceAll('`', '')) }),
    ...(it.words && { words: it.words.map(([word, help]): [string, string] => [word, t(help)]) }),
  });
  const records = Object.entries(from).map(
    ([type, it]) => [type, { ...it, properties: it.properties.map(property) }] as const,
  );
  return Object.fromEntries(records);
}

export const propertiesOf = (type: string): Property[] => table[type]?.properties ?? [];

export const holdsRecords = (kind: Kind): boolean =>
  kind === 'record' || kind === 'maybeRecord' || kind === 'records';

/** Things of the plan that a property can name. */
export type Reference =
  | 'resourceGroups'
  | 'subnets'
  | 'virtualNetworks'
  | 'routeTables'
  | 'natGateways'
  | 'networkSecurityGroups'
  | 'identities'
  | 'versions';

const references: Record<string, Reference> = {
  resourceGroup: 'resourceGroups',
  routeTable: 'routeTables',
  natGateway: 'natGateways',
  networkSecurityGroup: 'networkSecurityGroups',
  vnetSubnet: 'subnets',
  podSubnet: 'subnets',
  subnet: 'subnets',
  userAssignedIdentity: 'identities',
  kubeletIdentity: 'identities',
  kubernetesVersion: 'versions',
  orchestratorVersion: 'versions',
};

export const referenceOf = (property: Property): Reference | undefined =>
  property.kind === 'text' ? references[property.name] : undefined;

/** Lists at the top of a plan: each has a section of its own. */
export const planLists = propertiesOf('Plan').filter((it) => it.kind === 'records');

/** A record's properties under headings; what no heading names comes last, under `More`. */
export interface Group {
  title: string;
  open: boolean;
  properties: Property[];
}

interface Heading {
  title: string;
  names: string[];
}

const headings: Record<string, Heading[]> = {
  Plan: [
    { title: '', names: ['name', 'subscription', 'location'] },
    // Each of its lists has a section of its own.
    { title: 'lists', names: planLists.map((it) => it.name) },
  ],
  VirtualNetwork: [{ title: '', names: ['name', 'addressPrefixes', 'existing', 'subnets'] }],
  Subnet: [
    {
      title: '',
      names: [
        'name',
        'addressPrefix',
        'routeTable',
        'natGateway',
        'networkSecurityGroup',
        'existing',
      ],
    },
  ],
  Cluster: [
    { title: '', names: ['name', 'kubernetesVersion', 'sku', 'existing'] },
    { title: t('Network'), names: ['networkProfile'] },
    { title: '', names: ['agentPools'] },
    {
      title: t('API server, identity and access'),
      names: [
        'apiServerAccessProfile',
        'identity',
        'kubeletIdentity',
        'servicePrincipalProfile',
        'aadProfile',
        'enableRBAC',
        'disableLocalAccounts',
        'oidcIssuerProfile',
      ],
    },
    {
      title: t('Add-ons, ingress, mesh, security and monitoring'),
      names: [
        'addonProfiles',
        'ingressProfile',
        'serviceMeshProfile',
        'workloadAutoScalerProfile',
        'securityProfile',
        'azureMonitorProfile',
        'metricsProfile',
      ],
    },
    {
      title: t('Upgrades and maintenance'),
      names: ['autoUpgradeProfile', 'supportPlan', 'maintenanceConfigurations'],
    },
  ],
  NetworkProfile: [
    {
      title: '',
      names: [
        'networkPlugin',
        'networkPluginMode',
        'networkDataplane',
        'networkPolicy',
        'podCidr',
        'serviceCidr',
        'dnsServiceIP',
        'outboundType',
      ],
    },
  ],
  AgentPool: [
    {
      title: '',
      names: [
        'name',
        'mode',
        'vmSize',
        'count',
        'enableAutoScaling',
        'minCount',
        'maxCount',
        'maxPods',
        'vnetSubnet',
        'podSubnet',
        'availabilityZones',
        'nodeTaints',
      ],
    },
  ],
};

const grouped = new Map<string, Group[]>();

export function groupsOf(type: string): Group[] {
  const known = grouped.get(type);
  if (known) return known;
  const properties = propertiesOf(type);
  const named = headings[type];
  const groups = named ? byHeading(properties, named) : [{ title: '', open: true, properties }];
  grouped.set(type, groups);
  return groups;
}

function byHeading(properties: Property[], named: Heading[]): Group[] {
  const groups = named.map(({ title, names }) => ({
    title,
    open: true,
    properties: names.flatMap((name) => properties.filter((it) => it.name === name)),
  }));
  const taken = new Set(named.flatMap((it) => it.names));
  const rest = properties.filter((it) => !taken.has(it.name));
  return rest.length > 0
    ? [...groups, { title: t('More'), open: false, properties: rest }]
    : groups;
}

const words: Record<string, [string, string]> = {
  resourceGroups: [t('Resource groups'), t('resource group')],
  virtualNetworks: [t('Virtual networks'), t('virtual network')],
  subnets: [t('Subnets'), t('subnet')],
  routeTables: [t('Route tables'), t('route table')],
  routes: [t('Routes'), t('route')],
  natGateways: [t('NAT gateways'), t('NAT gateway')],
  networkSecurityGroups: [t('Network security groups'), t('network security group')],
  securityRules: [t('Security rules'), t('security rule')],
  identities: [t('Managed identities'), t('identity')],
  addressBook: [t('Address book'), t('range')],
  clusters: [t('Clusters'), t('cluster')],
  agentPools: [t('Agent pools'), t('agent pool')],
  maintenanceConfigurations: [t('Maintenance windows'), t('maintenance window')],
  notAllowedDates: [t('Days without maintenance'), t('span of days')],
  suppress: [t('Accepted findings'), t('accepted finding')],
};

/** A list's title. */
export const titleOf = (name: string): string => words[name]?.[0] ?? name;

/** A list's help, unless it says no more than the title. */
export function helpOf(list: Property): string {
  const said = list.help.toLowerCase().replace(/^the |[.]$/g, '');
  return said === titleOf(list.name).toLowerCase() ? '' : list.help;
}

/** What one of a list's items is called. */
export const itemWord = (name: string): string => words[name]?.[1] ?? t('item of {name}', { name });

/** The start of a new item's name. */
export function newName(list: string): string {
  const starts: Record<string, string> = {
    resourceGroups: 'rg',
    virtualNetworks: 'vnet',
    subnets: 'subnet',
    routeTables: 'routes',
    routes: 'route',
    natGateways: 'nat',
    networkSecurityGroups: 'nsg',
    securityRules: 'rule',
    identities: 'identity',
    addressBook: 'range',
    clusters: 'cluster',
    agentPools: 'pool',
  };
  return starts[list] ?? '';
}
