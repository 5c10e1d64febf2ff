// What `--help` prints.

import { terminal, wrap } from './terminal.js';

/** What help is never wider than. */
const WIDEST = 96;

/** @param {{ name: string, summary: string }[]} commands */
export function generalHelp(commands) {
  const { bold } = terminal(process.stdout);
  return [
    'aksplan plans AKS clusters and their networks: addresses, findings, scripts.',
    '',
    bold('Usage'),
    '  aksplan COMMAND …',
    '',
    bold('Commands'),
    ...rows(commands.map(({ name, summary }) => [name, summary])),
    '',
    bold('Options'),
    ...rows([
      ['--help, -h', "this; after a command: the command's own"],
      ['--version, -V', 'the version'],
    ]),
    '',
    bold('Exit codes'),
    ...rows([
      ['0', 'all is well'],
      ['1', 'a plan has errors'],
      ['2', 'something could not be read or understood'],
      ['130', 'stopped by Ctrl-C'],
    ]),
    '',
    'Plans are JSON or YAML, with `aksplan/plan.schema.json` as their schema; az scripts, ARM',
    'JSON and Terraform are read as well. Begin with',
    '`aksplan check plan.json`. Colours follow NO_COLOR and FORCE_COLOR.',
    '',
  ].join('\n');
}

/**
 * @param {string} name
 * @param {import('./main.js').Group} group
 * @param {{ name: string, summary: string }[]} commands
 */
export function groupHelp(name, { about, notes, examples }, commands) {
  const { bold } = terminal(process.stdout);
  return [
    wrap(about, 80),
    '',
    bold('Usage'),
    `  aksplan ${name} COMMAND …`,
    '',
    bold('Commands'),
    ...rows(commands.map(({ name, summary }) => [name, summary])),
    '',
    ...told(notes),
    bold('Examples'),
    ...examples.flatMap(([line, what]) => [`  ${line}`, `      ${wrap(what, WIDEST, 6)}`]),
    '',
  ].join('\n');
}

/** @param {[string, string[][]][]} notes */
function told(notes) {
  const { bold } = terminal(process.stdout);
  return notes.flatMap(([title, lines]) => [bold(title), ...rows(lines), '']);
}

/**
 * @param {string} name
 * @param {import('./main.js').Command} command
 */
export function commandHelp(name, command) {
  const { bold } = terminal(process.stdout);
  const options = Object.entries(command.options).map(([option, it]) => [
    `--${option}${it.short ? `, -${it.short}` : ''}${it.value ? ` ${it.value}` : ''}`,
    it.choices ? `${it.about}: ${it.choices.join(', ')}` : it.about,
  ]);
  return [
    wrap(command.about, 80),
    '',
    bold('Usage'),
    ...usage(`  aksplan ${name}`, command.usage),
    '',
    ...(options.length > 0 ? [bold('Options'), ...rows(options), ''] : []),
    ...told(command.notes ?? []),
    bold('Examples'),
    ...command.examples.flatMap(([line, what]) => [`  ${line}`, `      ${wrap(what, WIDEST, 6)}`]),
    '',
  ].join('\n');
}

/** How a command is called: lines that break between its arguments. */
function usage(/** @type {string} */ start, /** @type {string} */ written) {
  const lines = [start];
  for (const argument of written.split(/ (?=\[)/)) {
    const line = `${lines.at(-1)} ${argument}`;
    if (line.length <= 90) lines[lines.length - 1] = line;
    else lines.push(`      ${argument}`);
  }
  return lines;
}

/** Two columns. */
function rows(/** @type {string[][]} */ lines) {
  const width = Math.max(...lines.map(([first]) => first.length));
  return lines.map(
    ([first, second]) => `  ${first.padEnd(width)}  ${wrap(second, WIDEST, width + 4)}`,
  );
}
