// What exists into the plan on screen.

import type { AzureImport, AzureSubnet, AzureVirtualNetwork } from 'aksplan';
import { openFirst } from '../form/open.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { t } from '../lang.ts';
import { change, plan } from '../plan.ts';
import { read } from '../reading/read.ts';
import { keepRemarks } from '../reading/remarks.tsx';
import { announce } from '../status.ts';
import { dropText } from '../text.ts';
import type { Planner } from '../whole.tsx';

const last = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

/** Puts clusters that exist on screen as a plan; the former one is an undo away. */
export function openClusters(planner: Planner, imported: AzureImport): void {
  const next = imported.plan as Json;
  const answer = read(planner, { name: '', text: imported.text, from: 'arm' });
  const remarks = 'remarks' in answer ? answer.remarks : [];
  const former = plan.peek();
  const names = listOf(next, 'clusters').map((it) => (isObject(it) ? String(it.name) : ''));
  const name = names.join(', ');
  dropText();
  change(next, t('import of {name}', { name }));
  openFirst(next);
  keepRemarks({
    name,
    former,
    remarks: [
      ...imported.unread.map((it) => ({
        rule: 'not-read-from-azure',
        severity: 'warning' as const,
        line: '',
        message: t('`{last}` could not be read: {message}', {
          last: last(it.id),
          message: it.message,
        }),
        help: t('nothing is known of it but its id'),
        path: '',
      })),
      ...remarks.map((it) => ({
        rule: it.rule,
        severity: it.severity,
        line: '',
        message: it.message,
        help: it.help ?? '',
        path: it.path,
      })),
    ],
  });
  announce(t('{name} is open as a plan; undo brings back what was there', { name }));
}

function listOf(value: Json | undefined, name: string): Json[] {
  const list = isObject(value) ? value[name] : undefined;
  return Array.isArray(list) ? list : [];
}

const isNamed = (it: Json, name: string) =>
  isObject(it) && String(it.name).toLowerCase() === name.toLowerCase();

/** Takes a network that exists into the plan, as one that is used and never changed. */
export function takeNetwork(network: AzureVirtualNetwork, subscriptionId: string): void {
  const now = isObject(plan.peek()) ? (plan.peek() as JsonObject) : {};
  const own = now.subscription;
  if (typeof own === 'string' && own !== '' && own.toLowerCase() !== subscriptionId.toLowerCase()) {
    announce(
      t(
        '{name} is not taken: it is of another subscription than the plan, {own}. Its ranges fit into the address book',
        { name: network.name, own },
      ),
    );
    return;
  }
  const networks = listOf(now, 'virtualNetworks');
  const groups = listOf(now, 'resourceGroups');
  const entry: JsonObject = {
    name: network.name,
    resourceGroup: network.resourceGroup,
    existing: true,
    addressPrefixes: network.addressPrefixes,
    subnets: network.subnets.map(subnetOf),
    ...(network.location === now.location ? {} : { location: network.location }),
    ...(network.peerings.length > 0
      ? { peerings: network.peerings.map((it) => it.remoteVirtualNetworkId) }
      : {}),
  };
  const group: Json = { name: network.resourceGroup, existing: true };
  const next: JsonObject = {
    ...now,
    subscription: subscriptionId,
    resourceGroups: groups.some((it) => isNamed(it, network.resourceGroup))
      ? groups
      : [...groups, group],
    virtualNetworks: [...networks.filter((it) => !isNamed(it, network.name)), entry],
  };
  change(next, t('network {name}', { name: network.name }));
  announce(
    t('{name} is in the plan, as one that exists; undo takes it out', { name: network.name }),
  );
}

function subnetOf(subnet: AzureSubnet): JsonObject {
  const [first = '', ...more] = subnet.addressPrefixes;
  return {
    name: subnet.name,
    existing: true,
    ...(more.length > 0 ? { addressPrefixes: subnet.addressPrefixes } : { addressPrefix: first }),
    ...(subnet.delegations[0] ? { delegation: subnet.delegations[0] } : {}),
    ...(subnet.routeTableId ? { routeTable: subnet.routeTableId } : {}),
    ...(subnet.natGatewayId ? { natGateway: subnet.natGatewayId } : {}),
    ...(subnet.networkSecurityGroupId
      ? { networkSecurityGroup: subnet.networkSecurityGroupId }
      : {}),
    // Network cards and load balancers have an address each.
    ...(subnet.ipConfigurations > 0 ? { otherAddresses: subnet.ipConfigurations } : {}),
  };
}
