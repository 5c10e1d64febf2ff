// From the words after `aksplan` to a command and its exit code: 0 all is well, 1 a plan has errors,
// 2 something could not be read or understood.

import { readFileSync } from 'node:fs';
import { parse, UsageError } from './arguments.js';
import { commandHelp, generalHelp } from './help.js';
import { closest } from './words.js';

/**
 * @typedef {object} Command
 * @property {string} usage what comes after the command's name
 * @property {string} about what it does, in a few sentences
 * @property {Record<string, import('./arguments.js').Option>} options
 * @property {[number, number]} files least and most number of words that are no options
 * @property {string} [missing] what to say when there are too few
 * @property {[string, string][]} examples commands, and what each is for
 * @property {(words: string[], options: Record<string, any>) => Promise<number>} run answers the exit code
 */

/** @type {Record<string, { summary: string, load: () => Promise<{ command: Command }> }>} */
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
  const all = Object.entries(commands).map(([name, { summary }]) => ({ name, summary }));
  if (name === undefined || name === '--help' || name === '-h') {
    process.stdout.write(generalHelp(all));
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-V') {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  if (name === 'help') return dispatch(rest.length > 0 ? [rest[0], '--help'] : ['--help']);
  if (!Object.hasOwn(commands, name)) throw unknownCommand(name);

  const { command } = await commands[name].load();
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(commandHelp(name, command));
    return 0;
  }
  const { words, options } = parse(name, command, rest);
  return command.run(words, options);
}

/** @param {string} name */
function unknownCommand(name) {
  const near = closest(name, Object.keys(commands));
  const what = name.startsWith('-') ? 'option' : 'command';
  return new UsageError(
    `there is no ${what} \`${name}\``,
    near
      ? `did you mean \`aksplan ${near}\`?`
      : `one of ${Object.keys(commands).join(', ')}; \`aksplan --help\` tells more`,
  );
}

function version() {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}
