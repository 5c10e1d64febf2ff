// `aksplan azure import`

import { check, render } from 'aksplan';
import { UsageError } from '../../arguments.js';
import { ask } from '../../azure/ask.js';
import { clusterIds, subscriptionOf } from '../../azure/clusters.js';
import { printJson } from '../../azure/report.js';
import { instead, signIn } from '../../azure/session.js';
import { of, tally } from '../../findings.js';
import { saveText } from '../../save.js';
import { terminal, visible } from '../../terminal.js';
import { count } from '../../words.js';
import { targets } from '../render.js';

/** @type {import('../../main.js').Command} */
export const command = {
  usage: `[CLUSTER…] [--all] [--resource-group GROUP] [--to ${targets.join('|')}] [--out FILE] [--subscription SUBSCRIPTION] [--format human|json]`,
  about:
    'Reads clusters with their pools and all that they refer to (networks, subnets, peerings, route tables, gateways, identities, maintenance windows) and writes them as a plan of what exists. A cluster is a name, `group/name`, or an id. What could not be read is said on standard error; the plan refers to it by its id. Exit codes: 0 it was written; 1 it has errors and was to be written as something else than a plan; 2 a cluster could not be read.',
  options: {
    all: { about: 'all clusters of the subscription, or of the resource group' },
    'resource-group': { about: 'look in this resource group', value: 'GROUP', short: 'g' },
    to: { about: 'what to write, a plan if not given', value: 'FORMAT', choices: targets },
    out: { about: 'write this file instead of standard output', value: 'FILE', short: 'o' },
    force: { about: 'write it although the plan has errors' },
    ...signIn,
    format: {
      about: 'json: the plan, its findings and what could not be read',
      value: 'FORMAT',
      choices: ['human', 'json'],
    },
  },
  files: [0, Number.POSITIVE_INFINITY],
  instead,
  examples: [
    ['aksplan azure import prod > plan.json', 'a cluster of the default subscription as a plan'],
    ['aksplan azure import rg-prod/prod rg-test/test -o plan.json', 'two of them as one plan'],
    ['aksplan azure import --all -s Shop --to az -o shop.sh', 'all of a subscription, as a script'],
  ],
  run: async (words, options) => {
    if (options.all && words.length > 0) {
      throw new UsageError('`--all` takes all clusters', 'name clusters, or say `--all`');
    }
    if (options.format === 'json' && (options.to || options.out)) {
      const other = options.to ? '--to' : '--out';
      throw new UsageError(`\`--format json\` prints an answer, and \`${other}\` writes a file`);
    }
    return ask(options, async ({ azure, subscription, status }) => {
      status.begin('looking for clusters');
      const ids = await clusterIds(words, Boolean(options.all), async () => {
        const { id, tenant } = await subscription(subscriptionOf(words[0] ?? ''));
        return azure.clusters(id, {
          ...(tenant && !options.tenant ? { tenant } : {}),
          ...(options['resource-group'] ? { resourceGroup: options['resource-group'] } : {}),
        });
      });
      status.begin(`reading ${count(ids.length, 'cluster')}`);
      const { plan, unread } = await azure.importPlan(ids);
      status.clear();
      const { findings } = check(plan);
      if (options.format === 'json') {
        printJson({ plan, unread, findings });
        return 0;
      }
      reportUnread(unread);
      return write(plan, findings, options);
    });
  },
};

/** @param {import('aksplan').AzureUnread[]} unread */
function reportUnread(unread) {
  const { bold, yellow, cyan, wrap } = terminal(process.stderr);
  for (const { id, message } of unread) {
    const what = wrap(`not read: ${visible(id)}`, 9, 2);
    process.stderr.write(`${yellow('warning')}${bold(`: ${what}`)}\n`);
    process.stderr.write(`  ${cyan('=')} ${bold('azure')}: ${wrap(visible(message), 11)}\n`);
  }
}

/**
 * @param {import('aksplan').Plan} plan
 * @param {import('aksplan').Finding[]} findings
 * @param {Record<string, any>} options
 */
function write(plan, findings, { to = 'plan', out, force = false }) {
  const { text, fileName = '' } = render(plan, { to, force: force || to === 'plan' });
  const serious = findings.filter((it) => it.severity !== 'info');
  if (text === undefined) {
    const { bold, cyan, wrap } = terminal(process.stderr);
    const errors = serious.filter((it) => it.severity === 'error');
    for (const { rule, message } of errors) {
      process.stderr.write(`${bold(`error[${rule}]`)}: ${wrap(visible(message), 4)}\n`);
    }
    process.stderr.write(
      `${bold(`${tally(errors)} in what exists: nothing was written`)}\n` +
        `  ${cyan('=')} ${bold('help')}: write the plan and look at it with \`aksplan check\`, or take \`--force\`\n`,
    );
    return 1;
  }
  if (out) {
    saveText(out, text, fileName.endsWith('.sh') ? 0o755 : 0o644);
    process.stderr.write(
      `wrote ${visible(out)}: ${count(plan.clusters?.length ?? 0, 'cluster')}\n`,
    );
  } else {
    process.stdout.write(text);
  }
  if (serious.length > 0) {
    const forced = of(serious, 'error') > 0 && to !== 'plan' ? ', written anyway' : '';
    process.stderr.write(
      `aksplan: ${tally(serious)} in what exists${forced}; \`aksplan check\` shows them\n`,
    );
  }
  return 0;
}
