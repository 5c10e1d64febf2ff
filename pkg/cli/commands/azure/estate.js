// `aksplan azure estate`

import { UsageError } from '../../arguments.js';
import { ask } from '../../azure/ask.js';
import { Records, saveRecords } from '../../azure/records.js';
import { printJson } from '../../azure/report.js';
import { instead, signIn } from '../../azure/session.js';
import { reportEstate } from '../../estate.js';
import { answered, checkOptions, ofQuestions, questionOf } from '../../questions.js';
import { terminal, visible } from '../../terminal.js';
import { count, grouped } from '../../words.js';

const { subscription, ...others } = signIn;

/** @type {import('../../main.js').Command} */
export const command = {
  usage:
    '[overlaps|free|owner|collisions] [--within CIDR] [--prefix N] [--address ADDRESS] [--with CIDR] [--limit N] [--subscription SUBSCRIPTION] [--management-group NAME] [--out FILE] [--format human|json]',
  about:
    'Reads all networks, hubs, gateways and clusters that the account sees, in all subscriptions, out of Azure Resource Graph, and answers the questions of `aksplan estate`: which ranges overlap, where space is free within a range, who has an address, what a range would collide with. Without a question it says what there is. What it answers is whole: where a page is missing, it ends with 2. Other exit codes are those of `aksplan estate`.',
  options: {
    ...ofQuestions,
    out: {
      about: 'keep what was read: .json for `aksplan estate`, .csv the networks alone',
      value: 'FILE',
      wrong: (text) =>
        /\.(json|csv)$/i.test(text) ? undefined : 'ends neither with .json nor with .csv',
    },
    subscription: { ...subscription, about: 'only in this subscription, by id or name' },
    'management-group': { about: 'only in this management group', value: 'NAME' },
    ...others,
    format: { about: 'how to print', value: 'FORMAT', choices: ['human', 'json'] },
  },
  files: [0, 1],
  instead,
  examples: [
    ['aksplan azure estate', 'how much there is, and how much of it overlaps'],
    ['aksplan azure estate overlaps', 'which ranges overlap'],
    ['aksplan azure estate free --within 10.0.0.0/8 --prefix 16', 'where a network has room'],
    ['aksplan azure estate owner --address 10.4.0.9', 'who has an address'],
    [
      'aksplan azure estate --out estate.json',
      'keep it: `aksplan check plan.json --estate estate.json`',
    ],
  ],
  run: async ([name], options) => {
    const question = name === undefined ? { needs: [], ask: summary } : questionOf(name);
    const beside = ['out', 'format', 'management-group', ...Object.keys(signIn)];
    checkOptions(name ? `azure estate ${name}` : 'azure estate', question, options, beside);
    if (options.subscription && options['management-group']) {
      throw new UsageError('`--subscription` and `--management-group` are two places to look in');
    }
    return ask(options, async ({ azure, subscription, status }) => {
      const records = new Records(options.out !== undefined);
      const scope = await scopeOf(options, subscription);
      status.begin('reading what exists');
      const estate = await azure.estate({ ...scope, onPage: (page) => records.add(page) });
      status.clear();
      const answer = answered(question, estate, options);
      if (options.out) {
        saveRecords(options.out, records);
        process.stderr.write(`wrote ${visible(options.out)}\n`);
      }
      const { problems } = estate;
      if (options.format === 'json') {
        printJson({ ...answer.json, ...(problems.total > 0 ? { problems } : {}) });
      } else {
        process.stdout.write(`${answer.lines(terminal(process.stdout)).join('\n')}\n`);
      }
      const files = Array.from({ length: records.pages }, () => 'Azure');
      reportEstate({ estate, files, unreadable: [], failed: false });
      return answer.code;
    });
  },
};

/** @param {Record<string, any>} options @param {import('../../azure/session.js').Session['subscription']} find */
async function scopeOf(options, find) {
  if (options['management-group']) return { managementGroups: [options['management-group']] };
  return options.subscription ? { subscriptions: [(await find()).id] } : {};
}

/** What there is. @type {import('../../questions.js').Question['ask']} */
function summary(estate) {
  const { total, prefixes } = estate.overlaps({ limit: 0 });
  return {
    json: { ranges: estate.size, overlapping: { groups: total, ranges: prefixes } },
    code: 0,
    lines: ({ bold, dim, green, red }) => [
      bold(count(estate.size, 'range')),
      total === 0
        ? green('nothing overlaps')
        : `${red(`${count(total, 'group')} of ${grouped(prefixes)} overlap`)} ${dim('(`aksplan azure estate overlaps` shows them)')}`,
    ],
  };
}
