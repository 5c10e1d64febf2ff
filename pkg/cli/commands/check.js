// `aksplan check`

import { checkText } from 'aksplan';
import { asOf, estate, from, missing, profile, reading, UsageError } from '../arguments.js';
import { readEstate, reportEstate } from '../estate.js';
import { Lines } from '../excerpt.js';
import { findingText, of, place, tally, unreadableText, valueAt } from '../findings.js';
import { mend, mendable } from '../fix.js';
import { readText, shownName, Unreadable, writeText } from '../input.js';
import { terminal, visible } from '../terminal.js';
import { count, grouped, listed } from '../words.js';

/** @typedef {ReturnType<typeof terminal>} Terminal */
/**
 * @typedef {object} Checked a file that was read
 * @property {string} file
 * @property {Lines} lines
 * @property {import('aksplan').CheckedText} answer
 * @property {'all' | 'some' | 'none'} mendable which fixes can be written into it
 * @property {import('../fix.js').Done[]} [fixes] what was mended before
 */
/**
 * @typedef {object} Failed a file that was not
 * @property {string} file
 * @property {Lines} lines
 * @property {{ message: string, help: string, path?: string, source?: import('aksplan').Position }} error
 */

/** @type {import('../main.js').Command} */
export const command = {
  usage:
    'FILE… [--format human|json] [--profile PROFILE] [--as-of YYYY-MM-DD] [--from FORMAT] [--estate FILE] [--fix]',
  about:
    'Reads plans in JSON or YAML, az scripts, ARM JSON and Terraform (`-` is standard input) and says what Azure would refuse (errors), what will hurt (warnings) and what is good practice (infos), with the place, the numbers and the remedy.',
  options: {
    format: { about: 'how to print', value: 'FORMAT', choices: ['human', 'json'] },
    profile,
    'as-of': asOf,
    from,
    estate,
    fix: { about: 'mend errors and warnings in the files, where one remedy is evident' },
    'fix-all': { about: 'the same, and good practice too' },
  },
  files: [1, Number.POSITIVE_INFINITY],
  missing,
  examples: [
    ['aksplan check plan.json', 'what is wrong with a plan'],
    ['aksplan check deploy.sh main.tf template.json', 'scripts and templates, each as what it is'],
    ['az aks show -g rg -n aks | aksplan check -', 'what is wrong with a cluster that runs'],
    ['aksplan check clusters/*.json --format json', 'many plans, for another program'],
    ['aksplan check plan.json --fix', 'mends what it can; the rest of the file stays as it is'],
    ['aksplan check plan.json --profile service', 'what Azure refuses and what will hurt, alone'],
    ['aksplan check plan.json --as-of 2027-12-01', 'what will have been retired by then'],
    ['aksplan check plan.json --estate vnets.json', 'and what of it overlaps what exists already'],
  ],
  run: async (files, options) => {
    if ([...files, options.estate].filter((file) => file === '-').length > 1) {
      throw new UsageError('standard input can be read once only', 'name `-` once');
    }
    const isFixing = Boolean(options.fix || options['fix-all']);
    if (isFixing && files.includes('-')) {
      throw new UsageError('`--fix` changes files; standard input is none', 'name the file');
    }
    const fix = isFixing ? { infos: Boolean(options['fix-all']) } : undefined;
    const known = options.estate ? await readEstate([options.estate]) : undefined;
    if (known) {
      reportEstate(known);
      if (known.failed) return 2;
    }
    const how = { ...reading(options), ...(known ? { estate: known.estate } : {}) };
    const results = [];
    for (const file of files) results.push(await checkFile(file, how, fix));
    (options.format === 'json' ? printJson : printHuman)(results);
    if (fix) reportUnmended(results, fix);
    return exitCode(results);
  },
};

/**
 * @param {string} file
 * @param {import('aksplan').CheckTextOptions} options
 * @param {{ infos: boolean }} [fix] mends the file first
 * @returns {Promise<Checked | Failed>}
 */
export async function checkFile(file, options, fix) {
  try {
    const input = await readText(file);
    const { text, done } = fix
      ? mend(input.text, { ...options, ...fix })
      : { text: input.text, done: undefined };
    if (text !== input.text) writeText(file, { text, encoding: input.encoding });
    const answer = checkText(text, options);
    if ('error' in answer) return { file, lines: new Lines(text), error: answer.error };
    const lines = new Lines(text, answer.format === 'plan' ? secretsOf(answer) : undefined);
    return { file, lines, answer, mendable: mendable(text, answer.format), fixes: done };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { file, lines: new Lines(''), error: { message: error.message, help: error.help } };
  }
}

/**
 * What must not be shown, though it stands in the file.
 *
 * @param {import('aksplan').CheckedText} answer
 */
function secretsOf({ plan, findings }) {
  /** @type {Set<string>} */
  const secrets = new Set();
  const add = (/** @type {unknown} */ value) => {
    if (typeof value === 'string') secrets.add(value);
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(add);
  };
  for (const { rule, path } of findings) if (rule === 'secret-in-plan') add(valueAt(plan, path));
  return secrets;
}

/** @param {(Checked | Failed)[]} results */
function exitCode(results) {
  if (results.some((it) => 'error' in it)) return 2;
  return of(findingsOf(results), 'error') > 0 ? 1 : 0;
}

/** @param {(Checked | Failed)[]} results */
const findingsOf = (results) => results.flatMap((it) => ('answer' in it ? it.answer.findings : []));

/** @param {(Checked | Failed)[]} results */
function printJson(results) {
  const findings = findingsOf(results);
  const answer = {
    version: 1,
    files: results.map((it) =>
      'answer' in it
        ? {
            file: it.file,
            ...(it.fixes ? { fixes: it.fixes } : {}),
            format: it.answer.format,
            findings: it.answer.findings,
            layout: it.answer.layout,
          }
        : { file: it.file, error: it.error, findings: [] },
    ),
    summary: {
      errors: of(findings, 'error'),
      warnings: of(findings, 'warning'),
      infos: of(findings, 'info'),
    },
  };
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  reportFailed(results);
}

/** @param {(Checked | Failed)[]} results */
function printHuman(results) {
  const out = terminal(process.stdout);
  const read = results.filter((it) => 'answer' in it);
  const blocks = read.flatMap((checked) => [
    (checked.fixes ?? []).map((it) => fixedText(checked.file, it, out)).join(''),
    ...checked.answer.findings.map((it) => findingText(it, within(checked), out)),
  ]);
  if (read.length > 0) blocks.push(`${summary(read, out)}\n`);
  process.stdout.write(blocks.filter(Boolean).join('\n'));
  reportFailed(results);
}

/** Where a file's findings are. @param {Checked} checked */
export const within = ({ file, lines, answer: { plan }, mendable }) => ({
  file,
  lines,
  plan,
  mendable,
});

/**
 * @param {string} file
 * @param {import('../fix.js').Done} fix
 * @param {Terminal} out
 */
function fixedText(file, { rule, title, source }, { green, dim }) {
  return `${green('fixed')} ${place(file, source)}: ${visible(title)} ${dim(`(${rule})`)}\n`;
}

/** @param {Checked[]} read @param {Terminal} out */
function summary(read, { bold, dim, green }) {
  const findings = findingsOf(read);
  const where = read.length === 1 ? visible(shownName(read[0].file)) : count(read.length, 'file');
  const said = `${tally(findings)} in ${where}${formats(read)}`;
  const mends = findingsOf(read.filter((it) => it.mendable === 'all')).filter(
    (it) => it.fix && it.severity !== 'info',
  ).length;
  const fix = mends > 0 ? `; --fix mends ${mends === 1 ? 'one' : grouped(mends)}` : '';
  return findings.length === 0 ? green(said) : `${bold(said)}${dim(fix)}`;
}

/** Which formats were read, where they are not plans only. @param {Checked[]} read */
function formats(read) {
  const all = read.map((it) => it.answer.format);
  if (all.every((it) => it === 'plan')) return '';
  if (all.length === 1) return `, read as ${formatNames[all[0]]}`;
  const kinds = [...new Set(all)].sort().map((kind) => {
    return `${grouped(all.filter((it) => it === kind).length)} as ${formatNames[kind]}`;
  });
  return `, read ${listed(kinds)}`;
}

const formatNames = { plan: 'plan', az: 'az script', arm: 'ARM JSON', terraform: 'Terraform' };

/**
 * Says where fixes that were asked for can't be written.
 *
 * @param {(Checked | Failed)[]} results
 * @param {{ infos: boolean }} fix
 */
function reportUnmended(results, { infos }) {
  for (const it of results) {
    if ('error' in it || it.mendable === 'all') continue;
    const left = it.answer.findings.filter(
      (finding) => finding.fix && (infos || finding.severity !== 'info'),
    );
    if (left.length === 0) continue;
    const name = visible(shownName(it.file));
    process.stderr.write(
      `aksplan: ${count(left.length, 'fix')} can't be written into ${name}\n` +
        `  help: \`aksplan render ${name} --to plan --force\` writes it as a plan; mend that\n`,
    );
  }
}

/** @param {(Checked | Failed)[]} results */
export function reportFailed(results) {
  const out = terminal(process.stderr);
  for (const it of results) {
    if ('error' in it) process.stderr.write(unreadableText(it.file, it.error, it.lines, out));
  }
}
