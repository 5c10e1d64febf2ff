// Files of what exists already, read as they come.

import { Estate } from 'aksplan';
import { lengthOf, readPieces, shownName, Unreadable } from './input.js';
import { terminal, visible } from './terminal.js';
import { count, grouped } from './words.js';

/**
 * @typedef {object} Known
 * @property {Estate} estate
 * @property {string[]} files
 * @property {{ file: string, message: string, help: string }[]} unreadable files that could not be opened
 * @property {boolean} failed a file could not be read to its end
 */

/** Problems that are printed; the rest is counted. */
const SHOWN = 10;

/**
 * @param {string[]} files paths; `-` is standard input
 * @param {string} [format]
 * @returns {Promise<Known>}
 */
export async function readEstate(files, format) {
  const estate = new Estate();
  const options = /** @type {import('aksplan').EstateAddOptions} */ (format ? { format } : {});
  const unreadable = [];
  for (const file of files) {
    const progress = progressOf(file);
    try {
      for await (const piece of readPieces(file)) {
        add(estate, piece, options);
        progress.add(piece.length, estate);
      }
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      unreadable.push({ file, message: error.message, help: error.help });
    } finally {
      progress.end();
    }
    estate.end();
  }
  const failed = unreadable.length > 0 || estate.problems.list.some((it) => it.fatal);
  return { estate, files, unreadable, failed };
}

/**
 * @param {Estate} estate
 * @param {Uint8Array} piece
 * @param {import('aksplan').EstateAddOptions} options
 */
function add(estate, piece, options) {
  try {
    estate.add(piece, options);
  } catch (error) {
    throw new Unreadable('it has too much', error.message);
  }
}

/**
 * Says what could not be read.
 *
 * @param {Known} known
 */
export function reportEstate({ estate, files, unreadable }) {
  const { bold, red, yellow, cyan, wrap } = terminal(process.stderr);
  const { total, list } = estate.problems;
  const say = (
    /** @type {boolean} */ isFatal,
    /** @type {string} */ where,
    /** @type {string} */ what,
    /** @type {string} */ help,
  ) => {
    const word = isFatal ? red('error') : yellow('warning');
    const text = `${where}: ${visible(what)}`;
    process.stderr.write(`${word}${bold(`: ${wrap(text, isFatal ? 7 : 9, 2)}`)}\n`);
    process.stderr.write(`  ${cyan('=')} ${bold('help')}: ${wrap(visible(help), 10)}\n`);
  };
  for (const { file, message, help } of unreadable) {
    say(true, visible(shownName(file)), message, help);
  }
  // What ends the reading of a file is told first, however much is wrong before it.
  const fatal = list.filter((it) => it.fatal);
  const shown = [...fatal, ...list.filter((it) => !it.fatal)].slice(0, SHOWN);
  for (const it of shown) {
    const name = visible(shownName(files[it.source] ?? ''));
    const record = it.record ? `${name}, resource ${grouped(it.record)}` : name;
    say(it.fatal, it.line ? `${name}:${it.line}` : record, it.message, it.help);
  }
  if (total > shown.length) {
    process.stderr.write(`and ${count(total - shown.length, 'more problem')} of that kind\n`);
  }
}

/** What is said on a terminal while a long file is read. @param {string} file */
function progressOf(file) {
  const { stderr } = process;
  const whole = lengthOf(file);
  const began = Date.now();
  let read = 0;
  let said = 0;
  return {
    add: (/** @type {number} */ length, /** @type {Estate} */ estate) => {
      read += length;
      const now = Date.now();
      if (!stderr.isTTY || now - began < 500 || now - said < 100) return;
      said = now;
      const part = whole ? `${Math.floor((100 * read) / whole)} %` : `${grouped(read >> 20)} MiB`;
      stderr.write(
        `\r\x1b[Kreading ${visible(shownName(file))}: ${part}, ${grouped(estate.size)} ranges`,
      );
    },
    end: () => {
      if (said) stderr.write('\r\x1b[K');
    },
  };
}
