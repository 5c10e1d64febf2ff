// Plans on their way to Azure.

import { UsageError } from '../arguments.js';
import { findingText, of, tally } from '../findings.js';
import { shownName } from '../input.js';
import { terminal, visible } from '../terminal.js';

/** @typedef {import('aksplan').Finding} Finding */
/** @typedef {import('../commands/check.js').Checked} Checked */

/**
 * Findings of a plan with the lines that they are about in its file, as far as these are known: Azure
 * is asked about the plan, and knows nothing of files.
 *
 * @param {Finding[]} findings
 * @param {Checked} checked
 * @returns {Finding[]}
 */
export function inFile(findings, { answer }) {
  const places = new Map(answer.findings.map((it) => [`${it.rule} ${it.path}`, it]));
  const byPath = new Map(answer.findings.map((it) => [it.path, it]));
  return findings.map((it) => {
    const known = places.get(`${it.rule} ${it.path}`) ?? byPath.get(it.path);
    return it.source || !known?.source ? it : { ...it, source: known.source };
  });
}

/**
 * A finding as `check` prints it. Without a line, the place is a pointer into the plan.
 *
 * @param {Finding} finding
 * @param {Checked} checked
 * @param {ReturnType<typeof terminal>} out
 */
export function foundText(finding, { file, lines, answer: { plan } }, out) {
  const name = finding.source ? file : `${shownName(file)}#${finding.path}`;
  return findingText(finding, { file: name, lines, plan, mendable: 'none' }, out);
}

/**
 * Says why a plan is not sent anywhere.
 *
 * @param {Checked} checked
 * @param {Finding[]} errors
 */
export function refuse(checked, errors) {
  const out = terminal(process.stderr);
  for (const it of errors) process.stderr.write(`${foundText(it, checked, out)}\n`);
  const name = visible(shownName(checked.file));
  const said = `${tally(errors)} in ${name}: nothing was sent`;
  process.stderr.write(`${out.bold(said)} (\`--force\` does it anyway)\n`);
}

/** @param {Finding[]} findings */
export const errorsOf = (findings) => findings.filter((it) => it.severity === 'error');

/** @param {Finding[]} findings */
export const exitCode = (findings) => (of(findings, 'error') > 0 ? 1 : 0);

/** What a plan says of where it goes. @param {Checked} checked */
export function planOf({ answer }) {
  const plan = /** @type {any} */ (answer.plan);
  return plan !== null && typeof plan === 'object' ? plan : {};
}

/**
 * The subscription to work in, where the plan does not name it by its id.
 *
 * @param {import('./session.js').Session} session
 * @param {any} plan
 * @param {Record<string, any>} options
 */
export async function place(session, plan, options) {
  const named = typeof plan.subscription === 'string' ? plan.subscription : undefined;
  if (named && isId(named)) {
    const wanted = options.subscription ? (await session.subscription()).id : named;
    if (wanted.toLowerCase() !== named.toLowerCase()) {
      throw new UsageError(
        `the plan is for the subscription \`${named}\`, and \`${options.subscription}\` is another`,
        'leave out `--subscription`, or change the plan',
      );
    }
    return named;
  }
  return (await session.subscription(named)).id;
}

const isId = (/** @type {string} */ text) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
