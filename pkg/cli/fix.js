// Fixes, one after the other, each judged before the next.

import { checkText, fixText } from 'aksplan';
import { of } from './findings.js';

/** @typedef {{ rule: string, path: string, title: string, source?: import('aksplan').Position }} Done */

/** Fixes that follow from fixes come to an end long before this. */
const MOST = 500;

/** A long script is read again for each. */
const LONGEST_MS = 20_000;

/**
 * Applies the fixes of a text's findings. One that can't be applied, or that would make more errors
 * than it mends, is left.
 *
 * @param {string} text
 * @param {import('aksplan').CheckTextOptions & { infos: boolean }} options whether good practice is
 *   applied too
 * @returns {{ text: string, done: Done[] }}
 */
export function mend(text, { infos, ...options }) {
  /** @type {Done[]} */
  const done = [];
  const tried = new Set();
  let answer = checkText(text, options);
  const until = Date.now() + LONGEST_MS;
  while (!('error' in answer) && tried.size < MOST && Date.now() < until) {
    const next = answer.findings.find(
      (it) => it.fix && (infos || it.severity !== 'info') && !tried.has(key(it)),
    );
    if (!next?.fix) break;
    tried.add(key(next));
    const mended = applied(text, answer.format, next.fix.patch);
    const after = mended === undefined ? undefined : checkText(mended, options);
    const isWorse =
      after === undefined ||
      'error' in after ||
      of(after.findings, 'error') > of(answer.findings, 'error');
    if (isWorse) continue;
    const { rule, path, source, fix } = next;
    done.push({ rule, path, title: fix.title, ...(source ? { source } : {}) });
    text = mended ?? text;
    answer = after;
  }
  return { text, done };
}

/**
 * Whether fixes can be written into a text: all into a plan in JSON, none into other JSON; a script,
 * Terraform or YAML has a place for some, which only trying tells.
 *
 * @param {string} text
 * @param {import('aksplan').Format} format
 * @returns {'all' | 'some' | 'none'}
 */
export function mendable(text, format) {
  if (!/^\ufeff?\s*[{[]/.test(text)) return 'some';
  return format === 'plan' ? 'all' : 'none';
}

/** @param {import('aksplan').Finding} finding */
const key = ({ rule, path, message, fix }) => JSON.stringify([rule, path, message, fix]);

/**
 * @param {string} text
 * @param {import('aksplan').Format} format
 * @param {import('aksplan').PatchOperation[]} patch
 */
function applied(text, format, patch) {
  try {
    return fixText(text, patch, { from: format });
  } catch {
    return undefined;
  }
}
