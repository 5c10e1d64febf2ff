// `aksplan azure deploy`

import { render } from 'aksplan';
import { asOf, from, missing, profile, reading, UsageError } from '../../arguments.js';
import { ask, INTERRUPTED } from '../../azure/ask.js';
import { canAsk, isConfirmed } from '../../azure/confirm.js';
import { changeText, dryRunTally, dryRunText } from '../../azure/dry-run.js';
import { journalIn, journalOf } from '../../azure/journal.js';
import { lock } from '../../azure/lock.js';
import { errorsOf, place, planOf, refuse } from '../../azure/plan.js';
import { JsonProgress, Steps, timeText } from '../../azure/progress.js';
import { errorText, toldOf } from '../../azure/report.js';
import { instead, signIn } from '../../azure/session.js';
import { tally } from '../../findings.js';
import { shownName } from '../../input.js';
import { terminal, visible } from '../../terminal.js';
import { count } from '../../words.js';
import { checkFile, reportFailed } from '../check.js';
import { preflight } from './preflight.js';

/** @typedef {import('aksplan').AzureChange} Change */
/** @typedef {import('aksplan').AzureDeployment} Deployment */
/** @typedef {import('../check.js').Checked} Checked */

/** @type {import('../../main.js').Command} */
export const command = {
  usage:
    'FILE [--dry-run] [--yes] [--accept-changes] [--teardown] [--journal FILE] [--skip-preflight] [--force] [--subscription SUBSCRIPTION] [--format human|json]',
  about:
    'Makes in Azure what a plan, az script, ARM JSON or Terraform says. First it looks: the findings of `azure preflight`, then each request with what it would do, and what it would change of what exists. Then it asks, and sends. What is there already stays as it is, nothing is made twice, and with `--teardown` nothing is deleted that it did not make, unless that is confirmed. Ctrl-C stops it; the same command goes on, also after a crash, by a journal beside the plan. Exit codes: 0 everything is as planned; 1 the plan has errors, something failed or was not confirmed; 2 Azure or the file could not be read; 130 stopped.',
  options: {
    'dry-run': { about: 'look only: every request with its body, and what it would change' },
    yes: { about: 'do not ask before making what is not there', short: 'y' },
    'accept-changes': { about: 'do not ask before changing, or deleting, what exists' },
    teardown: { about: 'the reverse: take away what the plan makes' },
    journal: {
      about: 'what was begun is kept here, FILE.aksplan-journal.json if not given',
      value: 'FILE',
    },
    'skip-preflight': { about: 'do not judge the plan by what Azure says' },
    force: { about: 'go on although the plan has errors' },
    profile,
    'as-of': asOf,
    from,
    ...signIn,
    format: {
      about: 'json: a line of JSON for each thing that happens',
      value: 'FORMAT',
      choices: ['human', 'json'],
    },
  },
  files: [1, 1],
  missing,
  instead,
  examples: [
    ['aksplan azure deploy plan.json', 'shows what it would do, asks, and does it'],
    ['aksplan azure deploy plan.json --dry-run', 'shows every request, and sends none'],
    [
      'aksplan azure deploy plan.json --yes',
      'without a question, where nothing that exists changes',
    ],
    ['aksplan azure deploy plan.json --yes --accept-changes', 'without any question'],
    ['aksplan azure deploy plan.json --teardown', 'takes away what it made'],
  ],
  run: async ([file], options) => {
    const isDry = Boolean(options['dry-run']);
    const asks = !isDry && !options.yes;
    if (asks && (options.format === 'json' || !canAsk() || file === '-')) {
      throw new UsageError(
        'nobody can be asked here',
        'say `--yes`, and `--accept-changes` where what exists may be changed; or look with `--dry-run`',
      );
    }
    const checked = await checkFile(file, reading(options));
    if ('error' in checked) {
      reportFailed([checked]);
      return 2;
    }
    const errors = errorsOf(checked.answer.findings);
    if (errors.length > 0 && !options.force && !options.teardown) {
      refuse(checked, errors);
      return 1;
    }
    const requests = requestsOf(checked, Boolean(options.teardown), options['as-of']);
    const journal = options.journal ?? journalOf(file);
    const release = isDry ? () => {} : lock(journal);
    try {
      return await deploy(checked, requests, journal, options);
    } finally {
      release();
    }
  },
};

/**
 * @param {Checked} checked
 * @param {boolean} teardown
 * @param {string | undefined} asOf
 * @returns {import('aksplan').Requests}
 */
function requestsOf({ answer, file }, teardown, asOf) {
  const { text } = render(answer.plan, { to: 'requests', teardown, force: true, asOf });
  const requests = text === undefined ? undefined : JSON.parse(text);
  if (!requests || requests.problems.length > 0) {
    const why = requests?.problems.join('; ') ?? 'it has errors';
    throw new UsageError(
      `there are no requests for ${shownName(file)}: ${why}`,
      'correct the plan; `aksplan check` shows what is wrong',
    );
  }
  return requests;
}

/**
 * @param {Checked} checked
 * @param {import('aksplan').Requests} requests
 * @param {string} journal
 * @param {Record<string, any>} options
 */
async function deploy(checked, requests, journal, options) {
  const plan = planOf(checked);
  const isJson = options.format === 'json';
  const isDry = Boolean(options['dry-run']);
  const progress = isJson ? new JsonProgress() : new Steps(requests.requests.length);
  let hasBegun = false;
  const again = `run the same command again, and it goes on from \`${visible(journal)}\``;
  return ask(
    options,
    async (session) => {
      const { azure, status, signal } = session;
      const subscriptionId = needsSubscription(requests)
        ? await place(session, plan, options)
        : undefined;
      const where = subscriptionId ? { subscriptionId } : {};
      if (!options['skip-preflight'] && !options.teardown) {
        status.begin('looking whether it will work');
        const came = await preflight(azure, checked, where, options);
        status.clear();
        print(isJson, { type: 'preflight', ...came });
        const errors = errorsOf(came.findings);
        if (errors.length > 0 && !options.force) {
          refuse(checked, errors);
          return 1;
        }
        remark(checked, came.findings);
      }

      const how = { ...where, secrets: secretsOf(requests), journal: journalIn(journal) };
      status.begin('looking at what exists');
      const dry = await azure.dryRun(requests, how);
      status.clear();
      print(isJson, { type: 'dryRun', ...dry });
      const out = terminal(isDry ? process.stdout : process.stderr);
      if (!isJson) {
        const stream = isDry ? process.stdout : process.stderr;
        stream.write(`${dryRunText(dry, out, { bodies: isDry })}\n`);
        stream.write(`${out.bold(dryRunTally(dry))}${placeText(dry)}\n`);
      }
      if (dry.requests.some((it) => it.does === 'refused')) {
        process.stderr.write('aksplan: it can’t go well like this: nothing was sent\n');
        return 1;
      }
      if (isDry) return 0;

      const shown = dry.requests.flatMap((it) => it.changes);
      const isIdle = dry.requests.every((it) => it.does === 'skip');
      if (!isIdle && !(await mayGoOn(shown, options, signal))) return 1;

      hasBegun = true;
      progress.begin();
      const deployment = await azure
        .deploy(requests, {
          ...how,
          confirm: (/** @type {Change[]} */ changes) =>
            mayChange(changes, shown, options, progress, signal),
        })
        .finally(() => progress.end());
      print(isJson, { type: 'deployment', ...deployment });
      if (!isJson) process.stderr.write(deploymentText(deployment, again));
      return { done: 0, failed: 1, stopped: INTERRUPTED }[deployment.state];
    },
    {
      plan,
      onProgress: (it, status) => (hasBegun ? progress : status).tell(it),
      onStop: () =>
        hasBegun
          ? `stopping; what Azure has begun goes on there. To go on here, ${again}`
          : 'stopping; nothing was sent',
      ...(isJson ? { onError: (error) => print(true, { type: 'error', error }) } : {}),
    },
  );
}

/** @param {boolean} isJson @param {object} event */
function print(isJson, event) {
  if (isJson) process.stdout.write(`${JSON.stringify({ ...event, version: 1 })}\n`);
}

/** @param {import('aksplan').Requests} requests */
const needsSubscription = ({ subscription, values }) =>
  subscription !== undefined || values.some((it) => it.kind === 'subscriptionId');

/** Secrets that requests carry, out of the environment. @param {import('aksplan').Requests} requests */
function secretsOf({ values }) {
  /** @type {Record<string, string>} */
  const secrets = {};
  for (const it of values) {
    const value = it.kind === 'secret' ? process.env[it.environment] : undefined;
    if (it.kind === 'secret' && value) secrets[it.environment] = value;
  }
  return secrets;
}

/** @param {Checked} checked @param {import('aksplan').Finding[]} findings */
function remark({ file }, findings) {
  const serious = findings.filter((it) => it.severity !== 'info');
  if (serious.length === 0) return;
  process.stderr.write(
    `aksplan: ${tally(serious)} in ${visible(shownName(file))}; \`aksplan azure preflight\` shows them\n`,
  );
}

/** @param {import('aksplan').AzureDryRun} dry */
const placeText = ({ subscriptionId }) =>
  subscriptionId ? `, in the subscription ${visible(subscriptionId)}` : '';

/**
 * Whether it may begin.
 *
 * @param {Change[]} changes
 * @param {Record<string, any>} options
 * @param {AbortSignal} signal
 */
async function mayGoOn(changes, options, signal) {
  const exists = changes.length > 0 && !options['accept-changes'];
  if (options.yes && exists) {
    process.stderr.write(
      `aksplan: ${count(changes.length, 'change')} of what exists: nothing was sent\n` +
        '  help: `--accept-changes` allows what is shown above\n',
    );
    return false;
  }
  if (options.yes) return true;
  const goesOn = await isConfirmed(exists ? 'What exists is changed as shown. ' : '', signal);
  if (!goesOn) process.stderr.write('aksplan: nothing was sent\n');
  return goesOn;
}

/**
 * Whether what exists may be changed: what was shown before, and what was allowed before. What came up
 * since is shown first.
 *
 * @param {Change[]} changes
 * @param {Change[]} shown
 * @param {Record<string, any>} options
 * @param {JsonProgress | Steps} progress
 * @param {AbortSignal} signal
 */
async function mayChange(changes, shown, options, progress, signal) {
  const known = new Set(shown.map((it) => JSON.stringify(it)));
  const fresh = changes.filter((it) => !known.has(JSON.stringify(it)));
  if (fresh.length === 0 || options['accept-changes']) return true;
  if (options.format === 'json' || !canAsk() || options.yes) return false;
  progress.end();
  const out = terminal(process.stderr);
  process.stderr.write(
    'What exists has changed since it was looked at. Now it would be changed so:\n',
  );
  for (const it of fresh)
    process.stderr.write(`  ~ ${visible(it.title)}\n      ${changeText(it, out)}\n`);
  const answer = await isConfirmed('', signal);
  progress.begin();
  return answer;
}

/** @param {Deployment} deployment @param {string} again */
function deploymentText(deployment, again) {
  const out = terminal(process.stderr);
  const { state, requests, seconds, error } = deployment;
  const lines = [];
  for (const it of requests) {
    if (it.error && it.state === 'failed') lines.push(errorText(toldOf(it.error), out));
  }
  if (error) lines.push(errorText(toldOf(error), out));
  const number = (/** @type {string} */ wanted) =>
    requests.filter((it) => it.state === wanted).length;
  const sent = count(requests.filter((it) => it.sent).length, 'request');
  const done = number('done') + number('skipped');
  const words = {
    done: out.green(`everything is as planned: ${sent} sent, in ${timeText(seconds)}`),
    failed: out.red(
      `failed: ${done} of ${requests.length} are as planned, in ${timeText(seconds)}`,
    ),
    stopped: out.yellow(
      `stopped: ${done} of ${requests.length} are as planned, in ${timeText(seconds)}`,
    ),
  };
  lines.push(`${words[state]}\n`);
  const what = state === 'failed' ? `mend what failed, then ${again}` : again;
  if (state !== 'done') lines.push(`  help: ${out.wrap(what, 8)}\n`);
  return lines.join('');
}
