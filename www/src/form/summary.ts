// One line for each item of a list, for when it is closed.

import { report } from '../engine.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { t, tn } from '../lang.ts';

const text = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const joined = (...parts: (string | false | undefined)[]): string =>
  parts.filter(Boolean).join(' · ');

const count = (value: Json | undefined, words: (count: number) => string): string =>
  Array.isArray(value) && value.length > 0 ? words(value.length) : '';

const list = (value: Json | undefined): string => (Array.isArray(value) ? value.join(', ') : '');

const summaries: Record<string, (item: JsonObject, pointer: string) => string> = {
  VirtualNetwork: (it) =>
    joined(
      list(it.addressPrefixes),
      count(it.subnets, (at) => tn(at, '{count} subnet', '{count} subnets')),
      it.existing === true && t('existing'),
    ),
  Subnet: (it, pointer) => {
    const room = report.value.layout.subnets.find((subnet) => subnet.path === pointer);
    const used =
      room && room.required > 0
        ? t('{required} of {usable} used', { required: room.required, usable: room.usable })
        : '';
    return joined(text(it.addressPrefix) || list(it.addressPrefixes), used);
  },
  Cluster: (it) => {
    const network = isObject(it.networkProfile) ? it.networkProfile : {};
    const plugin = text(network.networkPlugin) || t("azure, overlay (Azure's default)");
    return joined(
      text(it.kubernetesVersion),
      joined(plugin, text(network.networkPluginMode), text(network.networkDataplane)),
      count(it.agentPools, (at) => tn(at, '{count} pool', '{count} pools')),
    );
  },
  AgentPool: (it) => {
    const range =
      it.enableAutoScaling === true
        ? t('{least} to {most} nodes', {
            least: text(it.minCount) || '?',
            most: text(it.maxCount) || '?',
          })
        : t('{count} nodes', { count: text(it.count) || 3 });
    return joined(text(it.mode), range, text(it.vmSize), text(it.osType), text(it.vnetSubnet));
  },
  ForeignRange: (it) => joined(text(it.cidr), text(it.kind)),
  Route: (it) => joined(text(it.addressPrefix), text(it.nextHopType), text(it.nextHopIpAddress)),
  RouteTable: (it) => count(it.routes, (at) => tn(at, '{count} route', '{count} routes')),
  NetworkSecurityGroup: (it) =>
    count(it.securityRules, (at) => tn(at, '{count} rule', '{count} rules')),
  SecurityRule: (it) =>
    joined(text(it.priority), text(it.direction), text(it.access), text(it.destinationPortRange)),
  DateSpan: (it) => joined(text(it.start), text(it.end)),
  MaintenanceConfiguration: (it) =>
    joined(
      isObject(it.schedule) && Object.keys(it.schedule)[0],
      text(it.startTime),
      Boolean(it.durationHours) && t('{count} hours', { count: text(it.durationHours) }),
    ),
};

export function summaryOf(type: string, item: Json | undefined, pointer: string): string {
  if (!isObject(item)) return t('no object');
  const known = summaries[type];
  if (known) return known(item, pointer);
  const rest = Object.entries(item).filter(([name]) => name !== 'name');
  return joined(...rest.slice(0, 3).map(([, value]) => text(value)));
}
