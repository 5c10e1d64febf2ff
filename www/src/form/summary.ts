// One line for each item of a list, for when it is closed.

import { report } from '../engine.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

const text = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const joined = (...parts: (string | false | undefined)[]): string =>
  parts.filter(Boolean).join(' · ');

const count = (value: Json | undefined, word: string): string =>
  Array.isArray(value) && value.length > 0
    ? `${value.length} ${word}${value.length > 1 ? 's' : ''}`
    : '';

const list = (value: Json | undefined): string => (Array.isArray(value) ? value.join(', ') : '');

const summaries: Record<string, (item: JsonObject, pointer: string) => string> = {
  VirtualNetwork: (it) =>
    joined(
      list(it.addressPrefixes),
      count(it.subnets, 'subnet'),
      it.existing === true && 'existing',
    ),
  Subnet: (it, pointer) => {
    const room = report.value.layout.subnets.find((subnet) => subnet.path === pointer);
    const used = room && room.required > 0 ? `${room.required} of ${room.usable} used` : '';
    return joined(text(it.addressPrefix) || list(it.addressPrefixes), used);
  },
  Cluster: (it) => {
    const network = isObject(it.networkProfile) ? it.networkProfile : {};
    const plugin = text(network.networkPlugin) || "azure, overlay (Azure's default)";
    return joined(
      text(it.kubernetesVersion),
      joined(plugin, text(network.networkPluginMode), text(network.networkDataplane)),
      count(it.agentPools, 'pool'),
    );
  },
  AgentPool: (it) => {
    const range =
      it.enableAutoScaling === true
        ? `${text(it.minCount) || '?'} to ${text(it.maxCount) || '?'} nodes`
        : `${text(it.count) || 3} nodes`;
    return joined(text(it.mode), range, text(it.vmSize), text(it.osType), text(it.vnetSubnet));
  },
  ForeignRange: (it) => joined(text(it.cidr), text(it.kind)),
  Route: (it) => joined(text(it.addressPrefix), text(it.nextHopType), text(it.nextHopIpAddress)),
  RouteTable: (it) => count(it.routes, 'route'),
  NetworkSecurityGroup: (it) => count(it.securityRules, 'rule'),
  SecurityRule: (it) =>
    joined(text(it.priority), text(it.direction), text(it.access), text(it.destinationPortRange)),
  DateSpan: (it) => joined(text(it.start), text(it.end)),
  MaintenanceConfiguration: (it) =>
    joined(
      isObject(it.schedule) && Object.keys(it.schedule)[0],
      text(it.startTime),
      Boolean(it.durationHours) && `${text(it.durationHours)} hours`,
    ),
};

export function summaryOf(type: string, item: Json | undefined, pointer: string): string {
  if (!isObject(item)) return 'no object';
  const known = summaries[type];
  if (known) return known(item, pointer);
  const rest = Object.entries(item).filter(([name]) => name !== 'name');
  return joined(...rest.slice(0, 3).map(([, value]) => text(value)));
}
