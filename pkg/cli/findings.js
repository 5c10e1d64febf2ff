// Findings as people read them: what, where, the line itself, the remedy.

import { excerpt } from './excerpt.js';
import { shownName } from './input.js';
import { visible } from './terminal.js';
import { count } from './words.js';

/** @typedef {import('aksplan').Finding} Finding */
/** @typedef {{ line: number, column: number }} Position */
/** @typedef {ReturnType<typeof import('./terminal.js').terminal>} Terminal */

/**
 * @param {Finding} finding
 * @param {{ file: string, lines: import('./excerpt.js').Lines, plan: unknown,
 *   mendable: 'all' | 'some' | 'none' }} from where it was found
 * @param {Terminal} terminal
 * @returns {string}
 */
export function findingText(finding, { file, lines: source, plan, mendable }, terminal) {
  const { bold, dim, cyan } = terminal;
  const name = finding.severity;
  const title = `${name}[${finding.rule}]: `;
  const message = terminal.wrap(visible(finding.message), title.length, 2);
  const colour = severityColour(name, terminal);
  const line = finding.source?.line ?? 1;
  const gutter = ' '.repeat(String(line).length);
  const lines = [`${colour(`${name}[${finding.rule}]`)}${bold(`: ${message}`)}`];
  lines.push(`${gutter}${cyan('-->')} ${place(file, finding.source)}`);
  if (finding.source) {
    const label = visible(absence(plan, finding.path));
    lines.push(...excerpt(source, finding.source, label, colour, terminal));
  }
  /** @param {string} word @param {string} text */
  const note = (word, text) => {
    const indent = gutter.length + word.length + 5;
    lines.push(`${gutter} ${cyan('=')} ${bold(word)}: ${terminal.wrap(text, indent, indent)}`);
  };
  for (const related of finding.related ?? []) {
    const at = related.source ? ` (${place(file, related.source)})` : '';
    note('note', `${visible(related.message)}${dim(at)}`);
  }
  if (finding.help) note('help', visible(finding.help));
  if (finding.fix) {
    const how = name === 'info' ? '--fix-all' : '--fix';
    const words = { all: `(check ${how} does it)`, some: `(try check ${how})`, none: '' };
    const does = mendable === 'none' ? '' : ` ${dim(words[mendable])}`;
    note('fix', `${visible(finding.fix.title)}${does}`);
  }
  if (finding.aliases.length > 0) note('also', finding.aliases.join(', '));
  note('see', finding.url);
  return `${lines.join('\n')}\n`;
}

/**
 * Why a file could not be read.
 *
 * @param {string} file
 * @param {{ message: string, help: string, source?: Position }} error
 * @param {import('./excerpt.js').Lines} source
 * @param {Terminal} terminal
 */
export function unreadableText(file, error, source, terminal) {
  const { bold, cyan, red, wrap } = terminal;
  const gutter = ' '.repeat(String(error.source?.line ?? 1).length);
  const at = place(file, error.source);
  const lines = [`${red('error')}${bold(`: ${wrap(`${at}: ${visible(error.message)}`, 7, 2)}`)}`];
  if (error.source) lines.push(...excerpt(source, error.source, '', red, terminal));
  lines.push(
    `${gutter} ${cyan('=')} ${bold('help')}: ${wrap(visible(error.help), gutter.length + 9)}`,
  );
  return `${lines.join('\n')}\n`;
}

/**
 * `2 errors, 1 warning and 3 infos`; nothing is `no findings`.
 *
 * @param {Finding[]} findings
 */
export function tally(findings) {
  const parts = /** @type {const} */ (['error', 'warning', 'info'])
    .map((severity) => ({ severity, number: of(findings, severity) }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) => count(number, severity));
  return parts.length > 0 ? parts.join(', ') : 'no findings';
}

/**
 * How many there are of a severity.
 *
 * @param {Finding[]} findings
 * @param {string} severity
 */
export const of = (findings, severity) => findings.filter((it) => it.severity === severity).length;

/** @param {string} severity @param {Terminal} terminal */
export function severityColour(severity, { red, yellow, blue }) {
  return { error: red, warning: yellow, info: blue }[severity] ?? blue;
}

/**
 * `plan.json:12:24`.
 *
 * @param {string} file
 * @param {Position | undefined} source
 */
export function place(file, source) {
  const name = visible(shownName(file));
  return source ? `${name}:${source.line}:${source.column}` : name;
}

/**
 * What is not given where a pointer ends; nothing where something stands.
 *
 * @param {unknown} plan
 * @param {string} path
 */
function absence(plan, path) {
  let at = /** @type {any} */ (plan);
  const names = path.split('/').slice(1);
  for (const [index, part] of names.entries()) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, name)) {
      const holder = typeof at?.name === 'string' ? ` of \`${at.name}\`` : '';
      return `\`${names.slice(index).join('.')}\`${holder} is not given`;
    }
    at = at[name];
  }
  return '';
}

/**
 * What stands where a JSON Pointer leads.
 *
 * @param {unknown} plan
 * @param {string} path
 */
export function valueAt(plan, path) {
  return path
    .split('/')
    .slice(1)
    .reduce(
      (at, part) => at?.[part.replaceAll('~1', '/').replaceAll('~0', '~')],
      /** @type {any} */ (plan),
    );
}
