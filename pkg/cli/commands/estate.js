// `aksplan estate`

import { UsageError } from '../arguments.js';
import { readEstate, reportEstate } from '../estate.js';
import { answered, checkOptions, ofQuestions, questionOf, questions } from '../questions.js';
import { terminal } from '../terminal.js';
import { listed } from '../words.js';

/** @type {import('../main.js').Command} */
export const command = {
  usage:
    'overlaps|free|owner|collisions FILE… [--within CIDR] [--prefix N] [--address ADDRESS] [--with CIDR] [--limit N] [--format human|json]',
  about:
    'Answers questions about what exists already, up to ten million ranges: which overlap, where space is free within a range, who has an address, what a range would collide with. Files are CSV with a header `cidr,name`, lists of ranges, or JSON of `az network vnet list`, Azure Resource Manager or Azure Resource Graph; `-` is standard input. A network and its own subnets do not overlap. Exit codes: 0 nothing overlaps or collides, space is free, an address has an owner; 1 the opposite; 2 a file could not be read to its end.',
  options: {
    ...ofQuestions,
    from: {
      about: 'the format of the files, where they do not look like it',
      value: 'FORMAT',
      choices: ['csv', 'list', 'json'],
    },
    format: { about: 'how to print', value: 'FORMAT', choices: ['human', 'json'] },
  },
  files: [1, Number.POSITIVE_INFINITY],
  missing: `ask one of ${listed(Object.keys(questions), 'or')}, and name files`,
  examples: [
    ['aksplan estate overlaps vnets.csv', 'which ranges overlap'],
    ['az network vnet list | aksplan estate overlaps -', 'the same of a subscription'],
    [
      'aksplan estate free vnets.json --within 10.0.0.0/8 --prefix 16',
      'where a network of that size has room',
    ],
    ['aksplan estate owner vnets.json --address 10.4.0.9', 'who has an address'],
    ['aksplan estate collisions vnets.json --with 10.4.0.0/14', 'what a range would overlap'],
  ],
  run: async ([name, ...files], options) => {
    const question = questionOf(name);
    checkOptions(`estate ${name}`, question, options, ['from', 'format']);
    if (files.length === 0) {
      throw new UsageError('name a file of what exists already, or `-` for standard input');
    }
    if (files.filter((file) => file === '-').length > 1) {
      throw new UsageError('standard input can be read once only', 'name `-` once');
    }
    const known = await readEstate(files, options.from);
    const answer = answered(question, known.estate, options);
    if (options.format === 'json') {
      const { problems } = known.estate;
      const all = { version: 1, ...answer.json, ...(problems.total > 0 ? { problems } : {}) };
      process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
    } else {
      process.stdout.write(`${answer.lines(terminal(process.stdout)).join('\n')}\n`);
    }
    reportEstate(known);
    return known.failed ? 2 : answer.code;
  },
};
