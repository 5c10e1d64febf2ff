// From the words after `aksplan` to a command and its exit code: 0 all is well, 1 a plan has errors,
// 2 something could not be read or understood; 130 Ctrl-C.

import { readFileSync } from 'node:fs';
import { parse, UsageError } from './arguments.js';
import { commandHelp, generalHelp, groupHelp } from './help.js';
import { closest } from './words.js';

/**
 * @typedef {object} Command
 * @property {string} usage what comes after the command's name
 * @property {string} about what it does, in a few sentences
 * @property {Record<string, import('./arguments.js').Option>} options
 * @property {[number, number]} files least and most number of words that are no options
 * @property {string} [missing] what to say when there are too few
 * @property {[string, string][]} examples commands, and what each is for
 * @property {Record<string, string>} [instead] what to do instead of options that there are not
 * @property {[string, string[][]][]} [notes] further paragraphs of the help, as titles with rows
 * @property {(words: string[], options: Record<string, any>) => Promise<number>} run answers the exit code
 */

/**
 * @typedef {object} Group
 * @property {string} about
 * @property {Commands} commands
 * @property {[string, string][]} examples
 * @property {[string, string[][]][]} notes
 */

/** @typedef {{ command: Command } | { group: Group }} Loaded */
/** @typedef {Record<string, { summary: string, load: () => Promise<Loaded> }>} Commands */

/** @type {Commands} */
export const commands = {
  check: {
    summary: 'find what is wrong with plans, az scripts, ARM JSON and Terraform',
    load: () => import('./commands/check.js'),
  },
  layout: {
    summary: 'show who takes how many addresses, and why',
    load: () => import('./commands/layout.js'),
  },
  render: {
    summary: 'write a script for the Azure CLI, a template, or a plan',
    load: () => import('./commands/render.js'),
  },
  estate: {
    summary: 'find overlaps, free space and owners among what exists already',
    load: () => import('./commands/estate.js'),
  },
  azure: {
    summary: 'ask Azure itself: what exists, will it work, do it',
    load: () => import('./commands/azure.js'),
  },
  explain: {
    summary: 'tell what a rule or an Azure error is about',
    load: () => import('./commands/explain.js'),
  },
  recommend: {
    summary: 'weigh the ways pods can get addresses',
    load: () => import('./commands/recommend.js'),
  },
  rules: {
    summary: 'list the rules',
    load: () => import('./commands/rules.js'),
  },
};

/**
 * @param {string[]} words
 * @returns {Promise<number>} the exit code
 */
export async function main(words) {
  try {
    return await dispatch(words);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`aksplan: ${error.message}\n`);
    if (error.help) process.stderr.write(`  help: ${error.help}\n`);
    return 2;
  }
}

/** @param {string[]} words */
async function dispatch([name, ...rest]) {
  if (name === undefined || name === '--help' || name === '-h') {
    process.stdout.write(generalHelp(summaries(commands)));
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-V') {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  if (name === 'help') return dispatch([...rest, '--help']);
  return runOf(commands, name, rest, []);
}

/**
 * Runs a command of several, or one further down.
 *
 * @param {Commands} all
 * @param {string} name
 * @param {string[]} rest
 * @param {string[]} above the names that lead here
 * @returns {Promise<number>}
 */
async function runOf(all, name, rest, above) {
  if (!Object.hasOwn(all, name)) throw unknownCommand(all, name, above);
  const loaded = await all[name].load();
  const path = [...above, name];
  const isHelp = (/** @type {string} */ word) => word === '--help' || word === '-h';
  if ('group' in loaded) {
    const [next, ...further] = rest;
    if (next !== undefined && !isHelp(next)) {
      return runOf(loaded.group.commands, next, further, path);
    }
    process.stdout.write(groupHelp(path.join(' '), loaded.group, summaries(loaded.group.commands)));
    return next === undefined ? 2 : 0;
  }
  if (rest.some(isHelp)) {
    process.stdout.write(commandHelp(path.join(' '), loaded.command));
    return 0;
  }
  const { words, options } = parse(path.join(' '), loaded.command, rest);
  return loaded.command.run(words, options);
}

const summaries = (/** @type {Commands} */ all) =>
  Object.entries(all).map(([name, { summary }]) => ({ name, summary }));

/** @param {Commands} all @param {string} name @param {string[]} above */
function unknownCommand(all, name, above) {
  const near = closest(name, Object.keys(all));
  const what = name.startsWith('-') ? 'option' : 'command';
  const start = ['aksplan', ...above].join(' ');
  const where = above.length > 0 ? `\`${start}\` has` : 'there is';
  return new UsageError(
    `${where} no ${what} \`${name}\``,
    near
      ? `did you mean \`${start} ${near}\`?`
      : `one of ${Object.keys(all).join(', ')}; \`${start} --help\` tells more`,
  );
}

function version() {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}
