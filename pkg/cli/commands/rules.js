// `aksplan rules`

import { rules } from 'aksplan';
import { severityColour } from '../findings.js';
import { terminal } from '../terminal.js';
import { count } from '../words.js';

/** @type {import('../main.js').Command} */
export const command = {
  usage: '[--format human|json|markdown]',
  about: 'Lists every rule: its name, how bad its findings are, and what it says.',
  options: {
    format: { about: 'how to print', value: 'FORMAT', choices: ['human', 'json', 'markdown'] },
  },
  files: [0, 0],
  examples: [
    ['aksplan rules', 'every rule, by topic'],
    ['aksplan rules --format markdown > rules.md', 'as a table'],
  ],
  run: async (_, options) => {
    const print = { json, markdown }[options.format] ?? human;
    process.stdout.write(print(rules().rules));
    return 0;
  },
};

/** @typedef {import('aksplan').RulePage} RulePage */

/** @param {RulePage[]} rules */
function json(rules) {
  return `${JSON.stringify({ version: 1, rules }, null, 2)}\n`;
}

/** @param {RulePage[]} rules */
function markdown(rules) {
  const cell = (/** @type {string} */ text) => text.replaceAll('|', '\\|');
  return [
    '| rule | severity | what it says | also known as |',
    '|---|---|---|---|',
    ...rules.map(
      (it) =>
        `| [\`${it.rule}\`](${it.url}) | ${it.severity} | ${cell(it.summary)} | ${it.aliases.join(', ')} |`,
    ),
    '',
  ].join('\n');
}

/** @param {RulePage[]} rules */
function human(rules) {
  const out = terminal(process.stdout);
  const width = Math.max(...rules.map((it) => it.rule.length));
  const lines = [];
  let topic;
  for (const it of rules) {
    if (it.topic !== topic) lines.push(...(topic ? [''] : []), out.bold(it.topic));
    topic = it.topic;
    const severity = severityColour(it.severity, out)(it.severity.padEnd(7));
    const indent = width + 13;
    lines.push(`  ${it.rule.padEnd(width)}  ${severity}  ${out.wrap(it.summary, indent)}`);
  }
  const { length } = rules;
  lines.push('', `${count(length, 'rule')}; \`aksplan explain RULE\` tells more of one`, '');
  return lines.join('\n');
}
