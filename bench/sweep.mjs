// What one would write in JavaScript, tuned: prefixes as numbers in typed arrays, one sort, one pass.

/** `10.0.0.0/16` as its first address and its length. */
function parse(text) {
  let address = 0;
  let part = 0;
  let at = 0;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 46 || code === 47) {
      address = address * 256 + part;
      part = 0;
    } else {
      part = part * 10 + code - 48;
    }
  }
  return [address, part];
}

/** Keys in the order of first address and larger first: address, then length, then place. */
function sorted(texts) {
  const keys = new Float64Array(texts.length);
  for (let at = 0; at < texts.length; at += 1) {
    const text = texts[at];
    let address = 0;
    let part = 0;
    for (let nth = 0; nth < text.length; nth += 1) {
      const code = text.charCodeAt(nth);
      if (code < 48) {
        address = address * 256 + part;
        part = 0;
      } else {
        part = part * 10 + code - 48;
      }
    }
    // 32 bits of address, 6 of length; the place does not fit and is found again by the key.
    keys[at] = address * 64 + part;
  }
  return keys.sort();
}

const startOf = (key) => Math.floor(key / 64);
const lastOf = (key) => startOf(key) + 2 ** (32 - (key % 64)) - 1;

/**
 * Groups of texts that overlap: how many there are, and the first hundred with their members.
 *
 * @param {string[]} texts
 */
export function overlaps(texts, limit = 100) {
  const keys = sorted(texts);
  const groups = [];
  let total = 0;
  let prefixes = 0;
  let begin = 0;
  let end = -1;
  const close = (at) => {
    if (at - begin < 2) return;
    total += 1;
    prefixes += at - begin;
    if (groups.length < limit) groups.push([begin, at]);
  };
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at];
    if (startOf(key) > end) {
      close(at);
      begin = at;
      end = lastOf(key);
    }
  }
  close(keys.length);
  const text = (key) => cidr(startOf(key), key % 64);
  const told = groups.map(([from, to]) => ({
    cidr: text(keys[from]),
    size: to - from,
    members: Array.from(keys.subarray(from, Math.min(to, from + 100)), text),
  }));
  return { total, prefixes, groups: told };
}

export const cidr = (start, length) =>
  `${(start / 2 ** 24) | 0}.${(start >>> 16) & 255}.${(start >>> 8) & 255}.${start & 255}/${length}`;

/** The free blocks of a range among texts, as few as possible. */
export function freeBlocks(within, texts) {
  const [first, length] = parse(within);
  const last = first + 2 ** (32 - length) - 1;
  const blocks = [];
  const gap = (from, to) => {
    let start = from;
    while (start <= to) {
      let size = start === 0 ? 2 ** 32 : (start & -start) >>> 0;
      while (size > to - start + 1) size /= 2;
      blocks.push(cidr(start, 32 - Math.log2(size)));
      start += size;
    }
  };
  let next = first;
  for (const key of sorted(texts)) {
    const start = startOf(key);
    const end = lastOf(key);
    if (end < first || start > last) continue;
    if (start > next) gap(next, start - 1);
    next = Math.max(next, end + 1);
  }
  if (next <= last) gap(next, last);
  return blocks;
}

/** The address spaces in what `az network vnet list` prints. */
export const prefixesOf = (networks) => networks.flatMap((it) => it.addressSpace.addressPrefixes);
