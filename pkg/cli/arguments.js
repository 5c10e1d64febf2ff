// Options and files of a command, with messages that say what would be right.

import { parseArgs } from 'node:util';
import { closest, listed } from './words.js';

/**
 * @typedef {object} Option
 * @property {string} about what it does
 * @property {string} [value] what its value is called; without it the option is a switch
 * @property {readonly string[]} [choices] the values there are
 * @property {string} [short] its letter
 * @property {Record<string, string>} [meant] words that people may use for a choice
 * @property {(text: string) => string | undefined} [wrong] says what is wrong with a value
 */

/** A command line that can't be understood. */
export class UsageError extends Error {
  /**
   * @param {string} message
   * @param {string} [help]
   */
  constructor(message, help) {
    super(message);
    this.help = help;
  }
}

/** @type {Option} */
export const asOf = {
  about: 'judge on this day instead of today',
  value: 'YYYY-MM-DD',
  wrong: (text) => {
    const day = new Date(`${text}T00:00:00Z`);
    const right = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(`${text}T`);
    return right ? undefined : 'is no day; give one such as 2026-11-23';
  },
};

/** @type {Option} */
export const profile = {
  about: 'what hurts, good practice too (as if not given), or all',
  value: 'PROFILE',
  choices: ['service', 'recommended', 'strict'],
};

/** @type {Option} */
export const from = {
  about: 'the format of the files, where they do not look like it',
  value: 'FORMAT',
  choices: ['plan', 'az', 'arm', 'terraform'],
  meant: {
    ...meaning('plan', 'json yaml yml aksplan'),
    ...meaning('az', 'azcli azure-cli bash bat cli cmd powershell ps1 script sh shell'),
    ...meaning('arm', 'azuredeploy template show list'),
    ...meaning('terraform', 'hcl tf tfstate tofu opentofu'),
  },
};

/** @type {Option} */
export const estate = {
  about: 'hold the ranges against what exists already, in a file for `aksplan estate`',
  value: 'FILE',
};

/** What to say when no file is named. */
export const missing = 'name a plan, script or template, or `-` for standard input';

/**
 * How files are to be read and judged.
 *
 * @param {Record<string, any>} options
 * @returns {import('aksplan').CheckTextOptions}
 */
export const reading = ({ 'as-of': asOf, from, profile }) => ({ asOf, from, profile });

/** Other words for a choice. */
function meaning(/** @type {string} */ choice, /** @type {string} */ words) {
  return Object.fromEntries(words.split(' ').map((word) => [word, choice]));
}

/**
 * @param {string} name the command's name
 * @param {import('./main.js').Command} command
 * @param {string[]} args
 * @returns {{ words: string[], options: Record<string, any> }}
 */
export function parse(name, command, args) {
  const { tokens } = parseArgs({
    args,
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(command.options).map(([option, { value, short }]) => [
        option,
        { type: value ? 'string' : 'boolean', ...(short ? { short } : {}) },
      ]),
    ),
  });
  /** @type {string[]} */
  const words = [];
  /** @type {Record<string, any>} */
  const options = {};
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind === 'option') options[token.name] = readOption(name, command, token);
  }
  const [least, most] = command.files;
  const usage = `usage: aksplan ${name} ${command.usage}`;
  if (words.length < least) throw new UsageError(command.missing ?? 'something is missing', usage);
  if (words.length > most) {
    throw new UsageError(`\`${words[most]}\` is one too many for \`aksplan ${name}\``, usage);
  }
  return { words, options };
}

/**
 * @param {string} name
 * @param {import('./main.js').Command} command
 * @param {{ name: string, rawName: string, value?: string, inlineValue?: boolean }} token
 */
function readOption(name, command, token) {
  const option = Object.hasOwn(command.options, token.name)
    ? command.options[token.name]
    : undefined;
  if (!option) throw unknownOption(name, command, token.rawName);
  if (!option.value) {
    if (token.value === undefined) return true;
    throw new UsageError(`\`${token.rawName}\` takes no value, but \`${token.value}\` was given`);
  }
  const given = token.value;
  const wanted = option.choices ? listed(option.choices, 'or') : option.value;
  if (given === undefined || (!token.inlineValue && given.length > 1 && given.startsWith('-'))) {
    throw new UsageError(`\`${token.rawName}\` needs a value: ${wanted}`);
  }
  if (option.choices && !option.choices.includes(given)) {
    const word = given.toLowerCase();
    const near = option.meant?.[word] ?? closest(word, option.choices);
    throw new UsageError(
      `\`${token.rawName}\` can't be \`${given}\``,
      near ? `did you mean \`${near}\`? There is ${wanted}` : `there is ${wanted}`,
    );
  }
  const wrong = option.wrong?.(given);
  if (wrong) throw new UsageError(`\`${token.rawName}\`: \`${given}\` ${wrong}`);
  return given;
}

/**
 * @param {string} name
 * @param {import('./main.js').Command} command
 * @param {string} given
 */
function unknownOption(name, command, given) {
  const instead = command.instead?.[given];
  if (instead) return new UsageError(`\`aksplan ${name}\` has no option \`${given}\``, instead);
  const known = Object.keys(command.options).map((option) => `--${option}`);
  const near = closest(given, known);
  return new UsageError(
    `\`aksplan ${name}\` has no option \`${given}\``,
    near
      ? `did you mean \`${near}\`?`
      : `it has ${listed([...known, '--help'])}; \`aksplan ${name} --help\` tells more`,
  );
}
