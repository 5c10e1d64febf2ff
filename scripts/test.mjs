// `npm test`: every check there is, on a fresh clone too. A failure does not stop the checks after
// it; the last line sums up all of them.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check as azArguments } from './azure-cli.mjs';
import { writeIdentity } from './identity.mjs';
import * as lints from './lints.mjs';
import { writePackage, writeSchema } from './package.mjs';
import { buildPage, writePlanner } from './page.mjs';
import { root } from './project.mjs';
import { azureCli, chromium, nodeModules, rust, testTools } from './setup.mjs';
import { run, step } from './step.mjs';
import { compile, compileFirst, compileGlue, glueProgram } from './wasm.mjs';

const total = { passed: 0, failed: 0 };
const began = performance.now();

/** Runs one check; `work` answers its counts, or nothing when it counts as one. */
async function check(title, work) {
  try {
    const words = ({ passed, failed }) => `: ${passed} passed, ${failed} failed`;
    const { passed, failed } = await step(title, work, words);
    total.passed += passed;
    total.failed += failed;
  } catch (error) {
    console.log(error.message.trimEnd().replace(/^/gm, '    '));
    const { passed, failed } = error.counts ?? { passed: 0, failed: 0 };
    total.passed += passed;
    // A runner that died, or that printed no counts, has failed even if no test of it has.
    total.failed += Math.max(1, failed);
  }
}

/** Runs steps that say themselves what they do, and counts as one check. */
async function steps(work) {
  try {
    await work();
    total.passed += 1;
    return true;
  } catch (error) {
    console.log(error.message.trimEnd().replace(/^/gm, '    '));
    total.failed += 1;
    return false;
  }
}

/** Runs a check of the code's text, which counts as one. */
async function lint({ title, check: work }) {
  await check(title, async () => {
    await work();
    return { passed: 1, failed: 0 };
  });
}

/**
 * Runs a test runner and reads its counts; no counts, or none at all, is a failure. `said` gets all
 * that was printed, `failures` picks what to show of it when tests failed.
 *
 * @param {{ env?: Record<string, string | undefined>, said?: (output: string) => void,
 *   failures?: (output: string) => string }} options
 */
async function counted(command, args, read, options = {}) {
  const { env, said, failures } = options;
  const output = await run(command, args, { env }).catch((error) => {
    const printed = error.output ?? '';
    said?.(printed);
    const message = failures && printed ? failures(printed) : error.message;
    throw Object.assign(new Error(message), { counts: read(printed) });
  });
  said?.(output);
  const counts = read(output);
  if (counts.passed + counts.failed === 0) {
    throw new Error(`no test ran: ${[command, ...args].join(' ')}\n${output}`);
  }
  return counts;
}

/** The sum of cargo's `test result:` lines. */
function cargoCounts(output) {
  const lines = [...output.matchAll(/^test result: .*?(\d+) passed; (\d+) failed/gm)];
  return sum(lines.map(([, passed, failed]) => ({ passed: +passed, failed: +failed })));
}

/** Node's closing `# pass` and `# fail` lines. */
function nodeCounts(output) {
  const last = (word) =>
    Number([...output.matchAll(new RegExp(`^# ${word} (\\d+)`, 'gm'))].at(-1)?.[1] ?? 0);
  return { passed: last('pass'), failed: last('fail') + last('cancelled') };
}

function sum(all) {
  return all.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), {
    passed: 0,
    failed: 0,
  });
}

async function cargoTest(...args) {
  // With the same features as the writer of the schema, so that one compilation serves both.
  const all = ['test', '--no-fail-fast', '--features=schema', ...args];
  return counted('cargo', all, cargoCounts);
}

/** The functions of tests/wasm.rs, compiled to WebAssembly and called from Node. */
async function seam() {
  const args = ['test', '--test=wasm', '--target=wasm32-unknown-unknown', '--features=wasm'];
  return counted('cargo', args, cargoCounts, {
    env: {
      CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: glueProgram('wasm-bindgen-test-runner'),
    },
  });
}

/** Every tests/**\/*.test.mjs. */
async function javascript() {
  const files = readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.mjs') && !file.includes('node_modules'))
    .map((file) => join('tests', file))
    .sort();
  const folder = mkdtempSync(join(tmpdir(), 'aksplan-tests-'));
  const report = join(folder, 'report.tap');
  try {
    const reporters = [
      ['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ['--test-reporter=tap', `--test-reporter-destination=${report}`],
    ].flat();
    const counts = () => nodeCounts(existsSync(report) ? readFileSync(report, 'utf8') : '');
    return await counted(process.execPath, ['--test', ...reporters, ...files], counts, {
      env: { CHROMIUM: chromium() },
      said: (output) => {
        // What tests measured: sizes and times.
        const notes = output.match(/^\s*ℹ .*:.*$/gm) ?? [];
        for (const note of notes) console.log(`    ${note.trim()}`);
      },
      failures: (output) => output.slice(output.indexOf('✖ failing tests')),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

console.log('aksplan: checking everything; the first time takes several minutes');
const ready = await steps(() =>
  Promise.all([nodeModules(), rust({ lints: true }), testTools().then(azureCli)]),
);
if (ready) {
  for (const it of lints.source) await lint(it);
  const [built] = await Promise.all([
    steps(async () => {
      await Promise.all([compile(), compileFirst(), compileGlue({ testRunner: true })]);
      await Promise.all([writePackage({ small: true }), writePlanner()]);
      await writeIdentity();
      await writeSchema();
      await buildPage();
    }),
    lint({ title: 'arguments of az, as azure-cli has them', check: azArguments }),
  ]);
  await check('Rust tests', () => cargoTest('--all-targets'));
  await check('Rust documentation examples', () => cargoTest('--doc'));
  await check('the seam between Rust and JavaScript', seam);
  if (built) {
    for (const it of lints.types) await lint(it);
    await check('command line, package and page', javascript);
  } else {
    await check('types, command line, package and page', () => {
      throw new Error('not run, because the build failed');
    });
  }
}

const minutes = ((performance.now() - began) / 60_000).toFixed(1);
console.log(`\nchecked in ${minutes} minutes`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = ready && total.failed === 0 ? 0 : 1;
