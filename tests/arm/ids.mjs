// The ids of resources, and values that look random but are the same in every run.

import { createHash } from 'node:crypto';

/** A GUID made from words. */
export function guid(...words) {
  const hex = createHash('sha256').update(words.join('\n').toLowerCase()).digest('hex');
  const variant = ((Number.parseInt(hex[16], 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Short lower-case text made from words, as in the names that services make up. */
export const short = (length, ...words) =>
  createHash('sha256').update(words.join('\n').toLowerCase()).digest('hex').slice(0, length);

/**
 * The parts of an id or of a request's path. `segments` are the pairs after the provider's
 * namespace; a last one without a name is a list, or an action.
 *
 * `/subscriptions/S/resourceGroups/G/providers/N/types/name/subtypes/name`; what stands before the
 * last `/providers/` is the scope.
 */
export function parse(path) {
  const parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  const at = parts.map((part) => part.toLowerCase()).lastIndexOf('providers');
  const scope = at < 0 ? parts : parts.slice(0, at);
  const [subscription, group] = ['subscriptions', 'resourcegroups'].map((word, index) =>
    scope[2 * index]?.toLowerCase() === word ? scope[2 * index + 1] : undefined,
  );
  const rest = at < 0 ? [] : parts.slice(at + 2);
  return {
    subscription,
    group,
    scope: `/${scope.join('/')}`,
    namespace: at < 0 ? undefined : parts[at + 1],
    types: rest.filter((_, index) => index % 2 === 0),
    names: rest.filter((_, index) => index % 2 === 1),
  };
}

/** `Microsoft.Network/virtualNetworks/subnets` of a resource's id. */
export function typeOf(id) {
  const { namespace, types } = parse(id);
  return namespace ? [namespace, ...types].join('/') : 'Microsoft.Resources/resourceGroups';
}

/** The id of the resource that this one is part of, when it is part of one. */
export function parentOf(id) {
  return parse(id).names.length > 1 ? id.split('/').slice(0, -2).join('/') : undefined;
}

export const nameOf = (id) => id.slice(id.lastIndexOf('/') + 1);
export const same = (a, b) => a?.toLowerCase() === b?.toLowerCase();
