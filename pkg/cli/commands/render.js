// `aksplan render`

import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { render } from 'aksplan';
import { asOf, from, missing, reading, UsageError } from '../arguments.js';
import { findingText, of, tally } from '../findings.js';
import { shownName } from '../input.js';
import { terminal, visible } from '../terminal.js';
import { checkFile, reportFailed, within } from './check.js';

export const targets = /** @type {const} */ (['az', 'arm', 'requests', 'plan']);

/** @type {import('../main.js').Command} */
export const command = {
  usage: 'FILE --to az|arm|requests|plan [-o DIR] [--from FORMAT] [--teardown] [--force]',
  about:
    'Writes a plan, or what an az script, ARM JSON or Terraform says as one, as a bash script for the Azure CLI, which may be run again, as a template for Azure Resource Manager, as the list of requests to it, in JSON, or as a plan in canonical form. A plan with errors is refused, and the errors are shown instead.',
  options: {
    to: { about: 'what to write', value: 'FORMAT', choices: targets },
    output: {
      about: 'write a file in this folder instead of standard output',
      value: 'DIR',
      short: 'o',
    },
    teardown: { about: 'write the reverse: take away what the plan makes' },
    force: { about: 'write it although the plan has errors' },
    'as-of': asOf,
    from,
  },
  files: [1, 1],
  missing,
  examples: [
    ['aksplan render plan.json --to az > deploy.sh', 'the script'],
    ['aksplan render plan.json --to az -o out', 'the script as out/deploy.sh, ready to be run'],
    ['aksplan render plan.json --to arm -o out', 'the template as out/azuredeploy.json'],
    ['aksplan render plan.json --to requests -o out', 'the requests as out/requests.json'],
    ['aksplan render deploy.sh --to plan -o out', 'what an az script makes, as out/plan.json'],
    ['aksplan render plan.json --to az --teardown', 'the script that takes everything away again'],
  ],
  run: async ([file], options) => {
    if (!options.to) {
      throw new UsageError(
        '`--to` is missing: what to write',
        `there is ${targets.slice(0, -1).join(', ')} or ${targets.at(-1)}`,
      );
    }
    if (options.teardown && options.to === 'arm') {
      throw new UsageError(
        'a template makes resources and takes none away',
        'write the teardown as a script: `--to az --teardown`',
      );
    }
    if (options.teardown && options.to === 'plan') {
      throw new UsageError('`--teardown` goes with `--to az` or `--to requests`, not with `plan`');
    }
    const result = await checkFile(file, reading(options));
    if ('error' in result) {
      reportFailed([result]);
      return 2;
    }
    const answer = render(result.answer.plan, {
      to: options.to,
      teardown: options.teardown ?? false,
      force: options.force ?? false,
      asOf: options['as-of'],
    });
    if (answer.text === undefined) return refuse(result);
    remark(result);
    if (options.output === undefined) process.stdout.write(answer.text);
    else save(file, options.output, answer.fileName ?? 'plan', answer.text);
    return 0;
  },
};

/** @param {import('./check.js').Checked} checked */
function refuse(checked) {
  const out = terminal(process.stderr);
  const errors = checked.answer.findings.filter((it) => it.severity === 'error');
  for (const it of errors) {
    process.stderr.write(`${findingText(it, within(checked), out)}\n`);
  }
  process.stderr.write(
    `${out.bold(`${tally(errors)} in ${visible(shownName(checked.file))}: nothing was written`)} (\`--force\` writes it anyway)\n`,
  );
  return 1;
}

/** Says what the findings are, when there is more than good practice. */
function remark(/** @type {import('./check.js').Checked} */ { file, answer: { findings } }) {
  const serious = findings.filter((it) => it.severity !== 'info');
  if (serious.length === 0) return;
  const forced = of(serious, 'error') > 0 ? ', written anyway' : '';
  process.stderr.write(
    `aksplan: ${tally(serious)} in ${visible(shownName(file))}${forced}; \`aksplan check\` shows them\n`,
  );
}

/**
 * @param {string} read the file that was read
 * @param {string} folder
 * @param {string} name
 * @param {string} text
 */
function save(read, folder, name, text) {
  const path = join(folder, name);
  try {
    mkdirSync(folder, { recursive: true });
    if (read !== '-' && existsSync(path) && realpathSync(path) === realpathSync(read)) {
      throw new UsageError(
        `\`${path}\` is the plan that was read`,
        'choose another folder, or write to standard output',
      );
    }
    writeFileSync(path, text, { mode: name.endsWith('.sh') ? 0o755 : 0o644 });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`\`${path}\` could not be written: ${error.message}`);
  }
  process.stderr.write(`wrote ${visible(path)}\n`);
}
