// The whole plan in the link's fragment, which browsers never send to a server:
// `#p=` + version + base64url(deflate(JSON)).

import type { Json } from './json.ts';
import { t } from './lang.ts';

const VERSION = '1';

/** No plan of people comes near; a link that unpacks to more is no plan but an attack. */
const UNPACKED_LIMIT = 4_000_000;

export async function fragmentOf(plan: Json): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(plan));
  const packed = await bytesOf(through(bytes, new CompressionStream('deflate-raw')));
  return `#p=${VERSION}${base64url(packed)}`;
}

/** The text in a fragment; `undefined` when it carries none. Throws with the reason. */
export async function textOf(fragment: string): Promise<string | undefined> {
  const found = /^#p=(.)(.*)$/.exec(fragment);
  if (!found) return undefined;
  const [, version, data = ''] = found;
  if (version !== VERSION) throw new Error(t('it was made by a newer version of this page'));
  let bytes: Uint8Array;
  try {
    bytes = await bytesOf(through(fromBase64url(data), new DecompressionStream('deflate-raw')));
  } catch (error) {
    if (error instanceof RangeError) throw error;
    throw new Error(t('it is damaged, perhaps cut off on its way'));
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error(t('what it holds is no text'));
  }
}

const through = (bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream) =>
  new Blob([bytes]).stream().pipeThrough(stream as ReadableWritablePair<Uint8Array, BufferSource>);

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > UNPACKED_LIMIT) {
      await reader.cancel();
      throw new RangeError(t('it holds more than any plan'));
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function base64url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const decoded = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(decoded, (char) => char.charCodeAt(0));
}
