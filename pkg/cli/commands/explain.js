// `aksplan explain`

import { explain } from 'aksplan';
import { UsageError } from '../arguments.js';
import { severityColour } from '../findings.js';
import { readText, Unreadable } from '../input.js';
import { terminal, visible } from '../terminal.js';

/** @typedef {import('aksplan').RulePage} RulePage */
/** @typedef {ReturnType<typeof terminal>} Terminal */

/** @type {import('../main.js').Command} */
export const command = {
  usage: 'RULE | "TEXT OF AN AZURE ERROR" | - [--format human|json]',
  about:
    "Tells why a rule exists and how a plan fails and passes it. Given an error of az or of the service, or a rule's name in another tool, finds the rules that prevent it.",
  options: {
    format: { about: 'how to print', value: 'FORMAT', choices: ['human', 'json'] },
  },
  files: [1, Number.POSITIVE_INFINITY],
  missing: 'name a rule, or give the text of an error',
  examples: [
    ['aksplan explain service-cidr-overlaps-subnet', "a rule's page"],
    ['aksplan explain InsufficientSubnetSize', 'the rules that prevent an error of the service'],
    ['az aks create … 2>&1 | aksplan explain -', 'the same, straight from az'],
  ],
  run: async (words, options) => {
    const question = await asked(words);
    const answer = explain(question);
    if (options.format === 'json') {
      process.stdout.write(`${JSON.stringify({ version: 1, ...answer }, null, 2)}\n`);
    } else {
      process.stdout.write(human(question, answer));
    }
    if (answer.rules.length > 0) return 0;
    const shown = visible(question.length > 60 ? `${question.slice(0, 60)}…` : question);
    throw new UsageError(
      `no rule is about \`${shown}\``,
      '`aksplan rules` lists every rule; an error is best given as az printed it',
    );
  },
};

/** @param {string[]} words */
async function asked(words) {
  if (words.length !== 1 || words[0] !== '-') return words.join(' ');
  try {
    return (await readText('-')).text.trim();
  } catch (error) {
    if (error instanceof Unreadable) throw new UsageError(error.message, error.help);
    throw error;
  }
}

/**
 * @param {string} question
 * @param {import('aksplan').Explained} answer
 */
function human(question, { rules, didYouMean, byWords, unknownCode }) {
  const out = terminal(process.stdout);
  const [first, ...others] = rules;
  if (!first) return '';
  if (unknownCode) {
    const lines = [`No rule is about \`${visible(unknownCode)}\`. The nearest by their words:`, ''];
    return `${[...lines, ...listed(rules, out)].join('\n')}\n`;
  }
  const lines = [];
  if (didYouMean) {
    lines.push(`There is no \`${visible(question)}\`; this is \`${didYouMean}\`.`, '');
  } else if (byWords) {
    lines.push('Nothing in it names a rule; this is the nearest by its words.', '');
  }
  lines.push(...page(first, out));
  if (others.length > 0) lines.push('', out.bold('Perhaps also'), ...listed(others, out));
  return `${lines.join('\n')}\n`;
}

/** @param {RulePage[]} rules @param {Terminal} out */
function listed(rules, out) {
  return rules.map((it) => `  ${it.rule}: ${out.wrap(it.summary, it.rule.length + 4, 4)}`);
}

/** @param {RulePage} rule @param {Terminal} out */
function page(rule, out) {
  const { bold, dim } = out;
  const severity = severityColour(rule.severity, out)(rule.severity);
  return [
    `${bold(rule.rule)}  ${severity}  ${dim(`profile ${rule.profile}`)}  ${dim(rule.topic)}`,
    '',
    bold(out.wrap(rule.summary)),
    '',
    ...told(rule.docs, out),
  ];
}

/** A rule's page for a terminal: paragraphs and lists wrapped, examples indented. */
function told(/** @type {string} */ docs, /** @type {Terminal} */ out) {
  /** @type {string[]} */
  const lines = [];
  let open = '';
  let isExample = false;
  const end = () => {
    const isItem = open.startsWith('- ');
    if (open !== '') lines.push(shown(out.wrap(plain(open), 0, isItem ? 2 : 0), out));
    open = '';
  };
  for (const line of docs.split('\n')) {
    if (line.startsWith('```')) {
      end();
      isExample = !isExample;
    } else if (isExample) {
      lines.push(out.cyan(`  ${line}`));
    } else if (line.startsWith('## ')) {
      end();
      lines.push(out.bold(line.slice(3)));
    } else if (line === '' || line.startsWith('- ')) {
      end();
      if (line === '') lines.push('');
      open = line;
    } else {
      open = open === '' ? line : `${open} ${line}`;
    }
  }
  end();
  return lines;
}

/** Markdown without its links' marks: a name, and the address where it is not in the name. */
function plain(/** @type {string} */ text) {
  return text.replaceAll(/\[([^\]]+)\]\((https:[^)]+)\)/g, '$1 ($2)');
}

/** Markdown's bold as bold. */
function shown(/** @type {string} */ text, /** @type {Terminal} */ out) {
  return text.replaceAll(/\*\*([^*]+)\*\*/g, (_, bold) => out.bold(bold));
}
