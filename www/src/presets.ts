// Example plans.

import type { Json } from './json.ts';
import { t } from './lang.ts';
import { open } from './plan.ts';
import first from './presets/overlay-cilium.json';
import { announce } from './status.ts';

type Load = () => Promise<{ default: Json }>;

/** The plan of someone who has none yet. */
export const example: Json = first;

export const presets: { title: string; load: Load }[] = [
  { title: t('Overlay with Cilium'), load: async () => ({ default: first }) },
  {
    title: t('Private cluster, UDR to a firewall'),
    load: () => import('./presets/private-firewall.json'),
  },
  { title: t('Outbound through a NAT gateway'), load: () => import('./presets/nat-gateway.json') },
  { title: t('Pods in the node subnet'), load: () => import('./presets/node-subnet.json') },
  { title: t('Pods in a subnet of their own'), load: () => import('./presets/pod-subnet.json') },
  { title: t('Dual stack, IPv4 and IPv6'), load: () => import('./presets/dual-stack.json') },
  { title: t('kubenet (legacy)'), load: () => import('./presets/kubenet.json') },
  { title: t('Crowded, with much to find'), load: () => import('./presets/crowded.json') },
];

export async function choose(title: string): Promise<void> {
  const preset = presets.find((it) => it.title === title);
  if (!preset) return;
  try {
    const { default: plan } = await preset.load();
    open(plan, undefined, t('example "{title}"', { title }));
    announce(t('Example "{title}" is open; undo brings back what was there', { title }));
  } catch {
    announce(t('The example "{title}" could not be loaded', { title }));
  }
}

export function empty(): void {
  open({}, undefined, t('new plan'));
  announce(t('New plan; undo brings back what was there'));
}
