// What a deployment would do, as people read it.

import { visible } from '../terminal.js';
import { count, listed } from '../words.js';

/** @typedef {import('aksplan').AzureDryRun} DryRun */
/** @typedef {import('aksplan').AzureChange} Change */
/** @typedef {ReturnType<typeof import('../terminal.js').terminal>} Terminal */

/**
 * @param {DryRun} run
 * @param {Terminal} out
 * @param {{ bodies: boolean }} how with the bodies of the requests
 */
export function dryRunText({ requests, leftOut }, out, { bodies }) {
  const { bold, dim, green, red, yellow, wrap } = out;
  const signs = {
    send: green('+'),
    skip: dim('='),
    change: yellow('~'),
    follow: yellow('>'),
    refused: red('✗'),
    unknown: dim('?'),
  };
  const lines = requests.flatMap((it) => {
    const isDeletion = it.method === 'DELETE' && it.does !== 'skip' && it.does !== 'refused';
    const sign = isDeletion ? red('-') : signs[it.does];
    const why = it.why ? `: ${it.why}` : '';
    const title = wrap(visible(`${it.title}${why}`), 4);
    const told = it.does === 'skip' ? dim(title) : it.does === 'refused' ? bold(title) : title;
    return [
      `  ${sign} ${told}`,
      ...(bodies && it.does !== 'skip' ? requestLines(it, out) : []),
      ...it.changes.map((change) => `      ${changeText(change, out)}`),
    ];
  });
  for (const it of leftOut) lines.push(`  ${dim('·')} ${dim(wrap(visible(`not done: ${it}`), 4))}`);
  return `${lines.join('\n')}\n`;
}

/** @param {DryRun['requests'][number]} request @param {Terminal} out */
function requestLines({ method, path, apiVersion, body }, { dim }) {
  const version = apiVersion ? `?api-version=${apiVersion}` : '';
  const first = dim(visible(`      ${method} ${path}${version}`));
  if (body === undefined) return [first];
  return [
    first,
    ...JSON.stringify(body, null, 2)
      .split('\n')
      .map((line) => dim(`      ${visible(line)}`)),
  ];
}

/** @param {Change} change @param {Terminal} out */
export function changeText({ path, from, to }, { red, green }) {
  const place = visible(path || 'all of it');
  const value = (/** @type {unknown} */ it) => visible(JSON.stringify(it));
  const before = from === undefined ? '' : red(`- ${value(from)}`);
  const after =
    to === undefined ? (path ? red('is taken away') : red('is deleted')) : green(`+ ${value(to)}`);
  const parts = path || to !== undefined ? [before, after] : [after];
  return `${place}: ${parts.filter(Boolean).join('  ')}`;
}

/** `3 to make, 1 to change, 8 as they are to be`. @param {DryRun} run */
export function dryRunTally({ requests }) {
  const number = (/** @type {(it: DryRun['requests'][number]) => boolean} */ is) =>
    requests.filter(is).length;
  const deletes = number((it) => it.method === 'DELETE' && ['send', 'change'].includes(it.does));
  const parts = [
    { number: number((it) => it.method !== 'DELETE' && it.does === 'send'), words: 'to make' },
    { number: deletes, words: 'to delete' },
    { number: number((it) => it.method !== 'DELETE' && it.does === 'change'), words: 'to change' },
    { number: number((it) => it.does === 'follow'), words: 'begun before' },
    { number: number((it) => it.does === 'unknown'), words: 'known only later' },
    { number: number((it) => it.does === 'refused'), words: 'that can’t go well' },
    { number: number((it) => it.does === 'skip'), words: 'as they are to be' },
  ];
  const said = parts.filter((it) => it.number > 0).map((it) => `${it.number} ${it.words}`);
  return `${count(requests.length, 'request')}: ${said.length > 0 ? listed(said) : 'nothing to do'}`;
}
