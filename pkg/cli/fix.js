// Fixes, one after the other, each judged before the next.

import { checkText, fixText } from 'aksplan';
import { of } from './findings.js';

/** @typedef {{ rule: string, path: string, title: string, source?: import('aksplan').Position }} Done */

/** Fixes that follow from fixes come to an end long before this. */
const MOST = 500;

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
  while (!('error' in answer) && tried.size < MOST) {
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
 * Whether a finding's fix can be written into the text that it was found in. Into a plan in JSON all
 * can; of other texts not every value has a place.
 *
 * @param {string} text
 * @param {import('aksplan').Format} format
 * @returns {(finding: import('aksplan').Finding) => boolean}
 */
export function mendable(text, format) {
  const isPlan = format === 'plan' && isJson(text);
  return ({ fix }) =>
    fix !== undefined && (isPlan || applied(text, format, fix.patch) !== undefined);
}

const isJson = (/** @type {string} */ text) => /^\ufeff?\s*[{[]/.test(text);

/** @param {import('aksplan').Finding} finding */
const key = ({ rule, path, message, fix }) => JSON.stringify([rule, path, message, fix]);

/**
 * @param {string} text
 * @param {import('aksplan').Format} format
 * @param {import('aksplan').PatchOperation[]} patch
 */
function applied(text, format, patch) {
  // A patch is of the plan; in other JSON its places are none, or of something else.
  if (format !== 'plan' && isJson(text)) return undefined;
  try {
    return fixText(text, patch);
  } catch {
    return undefined;
  }
}
