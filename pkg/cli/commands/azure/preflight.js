// `aksplan azure preflight`

import { asOf, from, missing, profile, reading, UsageError } from '../../arguments.js';
import { ask, INTERRUPTED } from '../../azure/ask.js';
import { exitCode, foundText, inFile, place, planOf } from '../../azure/plan.js';
import { printJson } from '../../azure/report.js';
import { instead, signIn } from '../../azure/session.js';
import { of, tally } from '../../findings.js';
import { shownName } from '../../input.js';
import { terminal, visible } from '../../terminal.js';
import { checkFile, reportFailed } from '../check.js';

/** @typedef {import('../check.js').Checked} Checked */
/** @typedef {import('aksplan').AzurePreflight} Preflight */

/** @type {import('../../main.js').Command} */
export const command = {
  usage:
    'FILE… [--profile PROFILE] [--as-of YYYY-MM-DD] [--from FORMAT] [--subscription SUBSCRIPTION] [--format human|json]',
  about:
    'Judges plans, az scripts, ARM JSON and Terraform as `aksplan check` does, by what Azure says: sizes and zones of the region, quotas, versions, features, what subnets hold and how they are routed, roles of identities, names that are taken, ranges of peered networks. Says what was looked at and what is not known. Nothing is changed in Azure. Exit codes are those of `check`: 0 no error, 1 at least one, 2 Azure or a file could not be read.',
  options: {
    profile,
    'as-of': asOf,
    from,
    ...signIn,
    format: { about: 'how to print', value: 'FORMAT', choices: ['human', 'json'] },
  },
  files: [1, Number.POSITIVE_INFINITY],
  missing,
  instead,
  examples: [
    ['aksplan azure preflight plan.json', 'whether it will work'],
    ['aksplan azure preflight deploy.sh -s Shop', 'the same of a script, in a subscription'],
    ['aksplan azure preflight plans/*.json --format json', 'many, for another program'],
  ],
  run: async (files, options) => {
    if (files.filter((file) => file === '-').length > 1) {
      throw new UsageError('standard input can be read once only', 'name `-` once');
    }
    const answers = [];
    let code = 0;
    for (const file of files) {
      const checked = await checkFile(file, reading(options));
      if ('error' in checked) {
        answers.push({ file, error: checked.error, findings: [] });
        reportFailed([checked]);
        code = 2;
        continue;
      }
      const answer = await look(checked, options);
      if (answer.code === INTERRUPTED) return INTERRUPTED;
      code = Math.max(code, answer.code);
      answers.push(answer.json);
    }
    if (options.format === 'json') {
      const findings = answers.flatMap((it) => it.findings);
      const summary = {
        errors: of(findings, 'error'),
        warnings: of(findings, 'warning'),
        infos: of(findings, 'info'),
      };
      printJson({ files: answers, summary });
    }
    return code;
  },
};

/** @param {Checked} checked @param {Record<string, any>} options */
async function look(checked, options) {
  const { file, answer } = checked;
  const plan = planOf(checked);
  /** @type {any} */
  let json = { file, format: answer.format, findings: [] };
  const code = await ask(
    options,
    async (session) => {
      const subscriptionId = await place(session, plan, options);
      session.status.begin(`looking at what ${shownName(file)} needs`);
      const came = await preflight(session.azure, checked, { subscriptionId }, options);
      session.status.clear();
      json = { ...json, ...came, version: undefined };
      if (options.format !== 'json') {
        process.stdout.write(preflightText(came, checked, terminal(process.stdout)));
      }
      return exitCode(came.findings);
    },
    {
      plan,
      onError: (error) => {
        json = { ...json, error };
      },
    },
  );
  return { code, json };
}

/**
 * @param {import('aksplan').Azure} azure
 * @param {Checked} checked
 * @param {import('aksplan').AzurePreflightOptions} where
 * @param {Record<string, any>} options
 * @returns {Promise<Preflight>}
 */
export async function preflight(azure, checked, where, options) {
  const { asOf, profile } = reading(options);
  const came = await azure.preflight(/** @type {any} */ (checked.answer.plan), {
    ...where,
    ...(asOf ? { asOf } : {}),
    ...(profile ? { profile } : {}),
  });
  return { ...came, findings: inFile(came.findings, checked) };
}

/**
 * @param {Preflight} preflight
 * @param {Checked} checked
 * @param {ReturnType<typeof terminal>} out
 */
export function preflightText({ findings, unknown, checked: looked }, checked, out) {
  const { bold, dim, green, yellow, wrap } = out;
  const row = (
    /** @type {string} */ sign,
    /** @type {string} */ what,
    /** @type {string} */ said,
  ) => `  ${sign} ${wrap(`${visible(what)}: ${visible(said)}`, 4)}`;
  const blocks = findings.map((it) => foundText(it, checked, out));
  if (looked.length > 0) {
    const rows = looked.map(({ what, found }) => row(green('✓'), what, found));
    blocks.push(`${bold('Looked at')}\n${rows.join('\n')}\n`);
  }
  if (unknown.length > 0) {
    const rows = unknown.map(({ what, why }) => row(yellow('?'), what, why));
    blocks.push(`${bold('Not known')}\n${rows.join('\n')}\n`);
  }
  const name = visible(shownName(checked.file));
  const said = `${tally(findings)} in ${name}, with what Azure says`;
  blocks.push(
    `${findings.length === 0 ? green(said) : bold(said)}${unknown.length > 0 ? dim(`; ${unknown.length} not known`) : ''}\n`,
  );
  return blocks.join('\n');
}
