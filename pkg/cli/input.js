// Files and standard input as text.

import { createReadStream, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { closest, count } from './words.js';

/** No plan is longer; what is would only exhaust the memory. */
const LONGEST = 64 * 1024 * 1024;

/** A file that can't be read as text. */
export class Unreadable extends Error {
  /**
   * @param {string} message
   * @param {string} help
   */
  constructor(message, help) {
    super(message);
    this.help = help;
  }
}

/** A file's name as people know it. */
export const shownName = (/** @type {string} */ file) => (file === '-' ? '<stdin>' : file);

/**
 * @typedef {object} Input
 * @property {string} text with its byte order mark, where it has one
 * @property {'utf8' | 'utf16le'} encoding
 */

/**
 * @param {string} file a path, or `-` for standard input
 * @returns {Promise<Input>}
 */
export async function readText(file) {
  if (file === '-' && process.stdin.isTTY) {
    process.stderr.write('aksplan: type or paste a plan, then press Ctrl+D\n');
  }
  const bytes = await readBytes(file).catch((error) => {
    throw error instanceof Unreadable ? error : notRead(file, error);
  });
  return decoded(bytes);
}

/**
 * The bytes of a file as they come, in UTF-8: UTF-16 with its mark becomes that. It may be of any
 * length.
 *
 * @param {string} file a path, or `-` for standard input
 * @returns {AsyncGenerator<Uint8Array>}
 */
export async function* readPieces(file) {
  const stream = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 });
  /** @type {TextDecoder | undefined} */
  let decoder;
  let isFirst = true;
  try {
    for await (const chunk of stream) {
      if (isFirst && chunk[0] === 0xff && chunk[1] === 0xfe) decoder = new TextDecoder('utf-16le');
      isFirst = false;
      yield decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
    }
  } catch (error) {
    throw notRead(file, error);
  }
}

/**
 * Bytes of a file; nothing where it can't be told before it is read.
 *
 * @param {string} file
 * @returns {number | undefined}
 */
export function lengthOf(file) {
  try {
    const stats = file === '-' ? undefined : statSync(file);
    return stats?.isFile() ? stats.size : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes a text back to the file it was read from.
 *
 * @param {string} file
 * @param {Input} input
 */
export function writeText(file, { text, encoding }) {
  try {
    writeFileSync(file, text, encoding);
  } catch (error) {
    throw new Unreadable(`it could not be written: ${error.message}`, 'nothing was changed in it');
  }
}

/** @param {string} file */
async function readBytes(file) {
  const stream = file === '-' ? process.stdin : createReadStream(file);
  const chunks = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > LONGEST) {
      throw new Unreadable('it is longer than 64 MiB', 'give the file that holds the plan');
    }
  }
  return Buffer.concat(chunks);
}

/**
 * UTF-8, or UTF-16 with its mark, as Windows PowerShell writes files.
 *
 * @param {Buffer} bytes
 * @returns {Input}
 */
function decoded(bytes) {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8';
  try {
    const decoder = new TextDecoder(encoding === 'utf8' ? 'utf-8' : 'utf-16le', {
      fatal: true,
      ignoreBOM: true,
    });
    return { text: decoder.decode(bytes), encoding };
  } catch {
    throw new Unreadable('it is not text', 'give it in UTF-8; a binary file can hold no plan');
  }
}

/**
 * @param {string} file
 * @param {NodeJS.ErrnoException} error
 */
function notRead(file, error) {
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR': {
      const near = closest(basename(file), plansIn(dirname(file)));
      const path = near && join(dirname(file), near);
      return new Unreadable(
        'there is no such file',
        path ? `did you mean \`${path}\`?` : 'look at the name and the folder',
      );
    }
    case 'EISDIR': {
      const plans = plansIn(file);
      return new Unreadable(
        'it is a folder',
        plans.length > 0
          ? `name the files in it: ${plans
              .slice(0, 3)
              .map((it) => join(file, it))
              .join(' ')}${plans.length > 3 ? ` and ${count(plans.length - 3, 'other')}` : ''}`
          : 'name a file; there is none in it that can be read',
      );
    }
    case 'EACCES':
    case 'EPERM':
      return new Unreadable('you may not read it', 'ask for the permission, or run as its owner');
    default:
      return new Unreadable(`it could not be read: ${error.message}`, 'try another file');
  }
}

/** How files are called that may be read. */
const endings = /\.(json|ya?ml|sh|bash|azcli|ps1|cmd|bat|tf)$/i;

/** Files of a folder that may be plans. */
function plansIn(/** @type {string} */ folder) {
  try {
    return readdirSync(folder).filter(
      (name) => endings.test(name) && statSync(join(folder, name)).isFile(),
    );
  } catch {
    return [];
  }
}
