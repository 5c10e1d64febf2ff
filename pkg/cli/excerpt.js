// The line of a text that a finding is about.

import { visible } from './terminal.js';

/** More of a line than this on either side is never shown. */
const WIDEST = 200;

/** A text by lines and characters. */
export class Lines {
  #lines;
  #secrets;
  /** @type {{ line: number, chars: string[] } | undefined} */
  #last;

  /**
   * @param {string} text
   * @param {Set<string>} [secrets] JSON strings that are never shown; without it, whatever is called a
   * secret
   */
  constructor(text, secrets) {
    this.#lines = text.replace(/^\ufeff/, '').split('\n');
    this.#secrets = secrets;
  }

  /**
   * What stands before and after a place in its line, as far as it can be of use.
   *
   * @param {{ line: number, column: number }} place
   */
  around({ line, column }) {
    // Findings come by line, and a line may be a megabyte long.
    if (this.#last?.line !== line) this.#last = { line, chars: [...this.#shown(line)] };
    const { chars } = this.#last;
    const before = chars.slice(Math.max(0, column - 1 - WIDEST), column - 1);
    const rest = chars.slice(column - 1, column - 1 + WIDEST);
    return { before: before.join(''), rest: rest.join('').trimEnd() };
  }

  /** A line with stars for secrets, as many as they have characters. */
  #shown(/** @type {number} */ line) {
    const text = this.#lines[line - 1] ?? '';
    const secrets = this.#secrets;
    if (!secrets) return text.replace(named, (_, name, value) => name + starred(value));
    if (secrets.size === 0) return text;
    return text.replace(/"(?:[^"\\]|\\.)*"/g, (written) =>
      secrets.has(parsed(written)) ? starred(written) : written,
    );
  }
}

/** Stars for a value, in its quotes. */
function starred(/** @type {string} */ value) {
  const quote = /^["']/.exec(value)?.[0] ?? '';
  return quote + '*'.repeat([...value].length - 2 * quote.length) + quote;
}

/** What follows `--client-secret`, `admin_password =`, `"secret":`; not a variable, a switch or a word. */
const named = new RegExp(
  /(--[\w-]*(?:secret|password)[\w-]*[ =]+|\b[\w-]*(?:secret|password)\w*["']?\s*[:=]\s*)/.source +
    /(?!["']?[-$%<{[]|true\b|false\b|null\b)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,;)}\]]+)/.source,
  'gi',
);

function parsed(/** @type {string} */ written) {
  try {
    return JSON.parse(written);
  } catch {
    return written;
  }
}

/** A command of az, a value in quotes, or a word as JSON, YAML, Terraform and shells end one. */
const words = /^(az(?: [a-z][-\w]*)+|"(?:[^"\\]|\\.)*"?|'[^']*'?|[^\s,;"'()[\]{}]+|.?)/u;

/**
 * The line of a text with carets under the value that begins at a place.
 *
 * @param {Lines} text
 * @param {{ line: number, column: number }} source
 * @param {string} label
 * @param {(text: string) => string} colour
 * @param {ReturnType<typeof import('./terminal.js').terminal>} terminal
 */
export function excerpt(text, source, label, colour, { cyan, width }) {
  const { before, rest } = text.around(source);
  const number = String(source.line);
  const gutter = ' '.repeat(number.length);
  const value = words.exec(rest)?.[0] ?? '';
  const shown = cropped(
    visibleLine(before),
    visibleLine(value),
    visibleLine(rest),
    width - gutter.length - 3,
  );
  const carets = '^'.repeat(Math.max(1, shown.length));
  const under = ' '.repeat(shown.start);
  const bar = `${gutter} ${cyan('|')}`;
  const lines = [bar, `${cyan(`${number} |`)} ${shown.line}`];
  if (!label) return [...lines, `${bar} ${under}${colour(carets)}`];
  const fits = gutter.length + 3 + shown.start + carets.length + 1 + label.length <= width;
  if (fits) return [...lines, `${bar} ${under}${colour(`${carets} ${label}`)}`];
  const left = ' '.repeat(
    Math.max(0, Math.min(shown.start, width - gutter.length - 3 - label.length)),
  );
  return [...lines, `${bar} ${under}${colour(carets)}`, `${bar} ${left}${colour(label)}`];
}

/** A line of a file: tabs as spaces, so that carets stand right. */
const visibleLine = (/** @type {string} */ text) => visible(text.replaceAll('\t', '  '));

/** As much of a long line as is useful: a file may be one line. */
function cropped(
  /** @type {string} */ before,
  /** @type {string} */ value,
  /** @type {string} */ rest,
  /** @type {number} */ width,
) {
  const room = Math.max(40, Math.min(width, 160));
  if (before.length + rest.length <= room) {
    return { line: before + rest, start: before.length, length: value.length };
  }
  const kept = before.length > room / 2 ? `…${before.slice(-Math.floor(room / 2) + 1)}` : before;
  const left = room - kept.length - 1;
  const tail = rest.length > left ? `${rest.slice(0, left)}…` : rest;
  return { line: kept + tail, start: kept.length, length: Math.min(value.length, left) };
}
