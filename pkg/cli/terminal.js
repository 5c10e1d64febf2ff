// What a terminal shows: colour where it has it, lines as wide as it is, nothing that steers it.

import { styleText } from 'node:util';

/** Whether colours are wanted: `FORCE_COLOR`, then `NO_COLOR`, then what the terminal can do. */
function hasColours(/** @type {NodeJS.WriteStream} */ stream, env = process.env) {
  if (env.FORCE_COLOR !== undefined) return !['0', 'false'].includes(env.FORCE_COLOR);
  if (env.NO_COLOR) return false;
  return Boolean(stream.isTTY) && env.TERM !== 'dumb';
}

/** @param {NodeJS.WriteStream} stream */
export function terminal(stream, env = process.env) {
  const colours = hasColours(stream, env);
  // A file or a pipe has no width, unless someone says so.
  const width = stream.columns || Number(env.COLUMNS) || Number.POSITIVE_INFINITY;
  /** @type {(style: any) => (text: string) => string} */
  const paint = (style) => (text) =>
    colours && text ? styleText(style, text, { validateStream: false }) : text;
  return {
    width,
    bold: paint('bold'),
    dim: paint('dim'),
    red: paint(['bold', 'red']),
    yellow: paint(['bold', 'yellow']),
    blue: paint(['bold', 'blue']),
    cyan: paint('cyan'),
    green: paint('green'),
    /** Breaks a text into lines; those after the first are indented. */
    wrap: (/** @type {string} */ text, first = 0, rest = first) => wrap(text, width, first, rest),
  };
}

/**
 * Breaks a text into lines.
 *
 * @param {string} text
 * @param {number} width
 * @param {number} first columns taken before the first line
 * @param {number} rest columns to indent the other lines by
 */
export function wrap(text, width, first = 0, rest = first) {
  let line = '';
  let room = width - first;
  const lines = [];
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= Math.max(room, 20) || line === '') {
      line = longer;
    } else {
      lines.push(line);
      line = word;
      room = width - rest;
    }
  }
  return [...lines, line].join(`\n${' '.repeat(rest)}`);
}

/**
 * A text from a plan as a terminal may show it: what would move the cursor, ring, change colours
 * or turn the direction of writing is written out.
 *
 * @param {string} text
 */
export function visible(text) {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
