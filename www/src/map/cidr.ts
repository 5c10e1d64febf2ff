// Ranges as numbers, for drawing alone. What is right and wrong about a range, the planner says.

export interface Span {
  isIpv6: boolean;
  /** First address. */
  start: bigint;
  /** The address after the last. */
  end: bigint;
}

/** A range that the planner wrote, so it is one. */
export function spanOf(cidr: string): Span {
  const [address = '', length = ''] = cidr.split('/');
  const isIpv6 = address.includes(':');
  const bits = isIpv6 ? 128 : 32;
  const start = isIpv6 ? ipv6(address) : parts(address.split('.'), 8n, 10);
  return { isIpv6, start, end: start + (1n << BigInt(bits - Number(length))) };
}

function parts(words: string[], bits: bigint, radix: number): bigint {
  return words.reduce((sum, word) => (sum << bits) + BigInt(Number.parseInt(word, radix) || 0), 0n);
}

function ipv6(address: string): bigint {
  const [head = '', tail] = address.split('::');
  const words = (text: string) => (text === '' ? [] : text.split(':'));
  const first = words(head);
  const last = words(tail ?? '');
  const zeros = Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0');
  return parts([...first, ...(tail === undefined ? [] : zeros), ...last], 16n, 16);
}

export function addressText(value: bigint, isIpv6: boolean): string {
  const bits = isIpv6 ? 16n : 8n;
  const count = isIpv6 ? 8 : 4;
  const words = Array.from({ length: count }, (_, at) =>
    ((value >> (bits * BigInt(count - 1 - at))) & ((1n << bits) - 1n)).toString(isIpv6 ? 16 : 10),
  );
  if (!isIpv6) return words.join('.');
  return words.join(':').replace(/(^|:)0(:0)+(:|$)/, '::');
}

/** The smallest range with a prefix that holds all spans. */
export function supernet(spans: Span[]): Span {
  const isIpv6 = spans.some((it) => it.isIpv6);
  let bits = 0n;
  const start = spans.reduce(
    (least, it) => (it.start < least ? it.start : least),
    spans[0]?.start ?? 0n,
  );
  const end = spans.reduce((most, it) => (it.end > most ? it.end : most), 0n);
  while ((start >> bits) << bits !== ((end - 1n) >> bits) << bits) bits++;
  const first = (start >> bits) << bits;
  return { isIpv6, start: first, end: first + (1n << bits) };
}

export function cidrText({ start, end, isIpv6 }: Span): string {
  const bits = (end - start).toString(2).length - 1;
  return `${addressText(start, isIpv6)}/${(isIpv6 ? 128 : 32) - bits}`;
}
