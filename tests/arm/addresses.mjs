// Ranges of addresses, with Node's own arithmetic.

import { BlockList, isIP } from 'node:net';

/** `{ address, prefix, family }`, or nothing when the text is no range. */
export function range(text) {
  const [address, prefix, more] = String(text).split('/');
  const kind = isIP(address);
  const bits = kind === 4 ? 32 : 128;
  if (!kind || more !== undefined || !/^\d{1,3}$/.test(prefix ?? '') || Number(prefix) > bits) {
    return undefined;
  }
  return {
    text: String(text),
    address,
    prefix: Number(prefix),
    family: /** @type {'ipv4' | 'ipv6'} */ (`ipv${kind}`),
  };
}

/** Whether `outer` holds the whole of `inner`. */
export function holds(outer, inner) {
  if (outer.family !== inner.family || outer.prefix > inner.prefix) return false;
  const list = new BlockList();
  list.addSubnet(outer.address, outer.prefix, outer.family);
  return list.check(inner.address, inner.family);
}

export const overlap = (a, b) => holds(a, b) || holds(b, a);

const value = (address) => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

/** The range that an IPv4 range written with host bits means; itself when it has none. */
export function aligned({ address, prefix, family }) {
  if (family !== 'ipv4') return `${address}/${prefix}`;
  const size = 2 ** (32 - prefix);
  const start = Math.floor(value(address) / size) * size;
  const parts = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256);
  return `${parts.join('.')}/${prefix}`;
}

/** How many addresses of an IPv4 range Azure leaves to its users: it keeps five. */
export const usable = ({ prefix, family }) => 2 ** ((family === 'ipv4' ? 32 : 64) - prefix) - 5;
