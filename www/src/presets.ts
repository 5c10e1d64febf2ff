// Example plans.

import type { Json } from './json.ts';
import { open } from './plan.ts';
import first from './presets/overlay-cilium.json';
import { announce } from './status.ts';

type Load = () => Promise<{ default: Json }>;

/** The plan of someone who has none yet. */
export const example: Json = first;

export const presets: { title: string; load: Load }[] = [
  { title: 'Overlay with Cilium', load: async () => ({ default: first }) },
  {
    title: 'Private cluster, UDR to a firewall',
    load: () => import('./presets/private-firewall.json'),
  },
  { title: 'Outbound through a NAT gateway', load: () => import('./presets/nat-gateway.json') },
  { title: 'Pods in the node subnet', load: () => import('./presets/node-subnet.json') },
  { title: 'Pods in a subnet of their own', load: () => import('./presets/pod-subnet.json') },
  { title: 'Dual stack, IPv4 and IPv6', load: () => import('./presets/dual-stack.json') },
  { title: 'kubenet (legacy)', load: () => import('./presets/kubenet.json') },
  { title: 'Crowded, with much to find', load: () => import('./presets/crowded.json') },
];

export async function choose(title: string): Promise<void> {
  const preset = presets.find((it) => it.title === title);
  if (!preset) return;
  try {
    const { default: plan } = await preset.load();
    open(plan, undefined, `example "${title}"`);
    announce(`Example "${title}" is open; undo brings back what was there`);
  } catch {
    announce(`The example "${title}" could not be loaded`);
  }
}

export function empty(): void {
  open({}, undefined, 'new plan');
  announce('New plan; undo brings back what was there');
}
