// Names of the plan's own things, offered where a property names one.

import { useComputed } from '@preact/signals';
import { isObject, type Json, memberOf } from '../json.ts';
import { plan } from '../plan.ts';
import type { Reference } from './table.ts';

export const listId = (reference: Reference): string => `names-of-${reference}`;

const list = (value: Json | undefined, name: string): Json[] => {
  const found = isObject(value) ? memberOf(value, name) : undefined;
  return Array.isArray(found) ? found : [];
};

const nameOf = (value: Json): string[] =>
  isObject(value) && typeof value.name === 'string' && value.name ? [value.name] : [];

function subnets(value: Json): string[] {
  const all = list(value, 'virtualNetworks').flatMap((network) =>
    list(network, 'subnets')
      .flatMap(nameOf)
      .map((name) => ({ name, full: `${nameOf(network)[0] ?? ''}/${name}` })),
  );
  return all.map(({ name, full }) =>
    all.filter((it) => it.name === name).length > 1 ? full : name,
  );
}

function names(reference: Reference, value: Json): string[] {
  if (reference === 'subnets') return subnets(value);
  if (reference === 'versions') return list(value, 'kubernetesVersions').map(String);
  return list(value, reference).flatMap(nameOf);
}

const all: Reference[] = [
  'resourceGroups',
  'subnets',
  'virtualNetworks',
  'routeTables',
  'natGateways',
  'networkSecurityGroups',
  'identities',
  'versions',
];

export function References() {
  return all.map((reference) => <Names key={reference} reference={reference} />);
}

/** Nobody picks from a longer list. */
const OFFERED = 300;

function Names({ reference }: { reference: Reference }) {
  // As one text, so that an edit elsewhere draws nothing here.
  const text = useComputed(() => names(reference, plan.value).join('\n')).value;
  return (
    <datalist id={listId(reference)}>
      {text
        .split('\n')
        .filter(Boolean)
        .slice(0, OFFERED)
        .map((name) => (
          <option key={name} value={name} />
        ))}
    </datalist>
  );
}
