// What Azure refuses or can't do, as people and programs read it.

import { terminal, visible } from '../terminal.js';
import { listed } from '../words.js';

/** @typedef {import('aksplan').AzureError} AzureError */
/** @typedef {import('./credentials.js').NotSignedIn} NotSignedIn */

/**
 * What is told of an error: what the library says, or why there is no token.
 *
 * @param {AzureError} error
 * @param {NotSignedIn} [refusal]
 */
export function toldOf(error, refusal) {
  const { kind, message, help, request, status, azure } = error;
  const { requestId, correlationId, attempts, rules } = error;
  if (kind === 'token' && refusal) {
    return { kind, message: refusal.message, help: refusal.help, tried: refusal.reasons };
  }
  return { kind, message, help, request, status, azure, requestId, correlationId, attempts, rules };
}

/**
 * @param {ReturnType<typeof toldOf>} error
 * @param {ReturnType<typeof terminal>} out
 */
export function errorText(error, out) {
  const { bold, cyan, red, wrap } = out;
  const lines = [`${red('error')}${bold(`: ${wrap(visible(error.message), 7, 2)}`)}`];
  /** @param {string} word @param {string} text */
  const note = (word, text) =>
    lines.push(`  ${cyan('=')} ${bold(word)}: ${wrap(visible(text), word.length + 6)}`);
  for (const { way, why } of error.tried ?? []) note('tried', `${way}: ${why}`);
  // The message has the first of them, and the request, as far as a sentence goes.
  const more = causes(error.azure).filter((it) => !error.message.includes(it.replace(/\.$/, '')));
  for (const it of more) note('azure', it);
  if (error.help) note('help', error.help);
  const { request, requestId, correlationId, rules = [] } = error;
  if (request && !error.message.includes(request.path)) {
    note('request', `${request.method} ${request.path}`);
  }
  const ids = [
    ...(requestId ? [`request ${requestId}`] : []),
    ...(correlationId ? [`correlation ${correlationId}`] : []),
  ];
  if (ids.length > 0) note('ids', ids.join(', '));
  if (rules.length > 0) {
    note('rules', `${listed(rules)}; \`aksplan explain ${rules[0]}\` tells more`);
  }
  return `${lines.join('\n')}\n`;
}

/** Azure's own words, with what they are made of. @param {AzureError['azure']} error */
function causes(error) {
  if (!error) return [];
  const { code, message, details = [] } = error;
  /** @type {string[]} */
  const below = details.flatMap(causes);
  return [`${code}: ${message.split(/\r?\n/).join(' ')}`, ...below];
}

/** @param {ReturnType<typeof toldOf>} error */
export function reportError(error) {
  process.stderr.write(errorText(error, terminal(process.stderr)));
}

/** @param {object} answer */
export function printJson(answer) {
  process.stdout.write(`${JSON.stringify({ version: 1, ...answer }, null, 2)}\n`);
}
