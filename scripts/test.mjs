// `npm test`: every check there is, on a fresh clone too. A failure does not stop the checks after
// it; the last line sums up all of them.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as lints from './lints.mjs';
import { compile, compileGlue, glueProgram, writePackage, writeSchema } from './package.mjs';
import { buildPage } from './page.mjs';
import { root } from './project.mjs';
import { chromium, nodeModules, rust, testTools } from './setup.mjs';
import { run, step } from './step.mjs';

const total = { passed: 0, failed: 0 };
const began = performance.now();

/** Runs one check; `work` answers its counts, or nothing when it counts as one. */
async function count(title, work) {
  try {
    const { passed, failed } = await step(title, async () => {
      const counts = (await work()) ?? { passed: 1, failed: 0 };
      console.log(`    ${counts.passed} passed, ${counts.failed} failed`);
      return counts;
    });
    total.passed += passed;
    total.failed += failed;
    return failed === 0;
  } catch (error) {
    console.log(indented(error.message));
    const { passed, failed } = error.counts ?? { passed: 0, failed: 0 };
    total.passed += passed;
    // A runner that died, or that printed no counts, has failed even if no test of it has.
    total.failed += Math.max(1, failed);
    return false;
  }
}

/** A check whose output says nothing when all is well. */
async function silent(work) {
  await work();
}

const indented = (text) => text.trimEnd().replace(/^/gm, '    ');

/** Runs a test runner and reads its counts; no counts, or none at all, is a failure. */
async function counted(command, args, read, options) {
  const output = await run(command, args, options).catch((error) => {
    throw Object.assign(error, { counts: read(error.output ?? '') });
  });
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
  return counted('cargo', ['test', '--no-fail-fast', ...args], cargoCounts);
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
    return await counted(
      process.execPath,
      ['--test', ...reporters, ...files],
      () => nodeCounts(existsSync(report) ? readFileSync(report, 'utf8') : ''),
      { env: { CHROMIUM: chromium() } },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

console.log('aksplan: checking everything; the first time takes several minutes');
const ready = await count('set-up', async () => {
  await Promise.all([nodeModules(), rust({ lints: true }), testTools()]);
});
if (ready) {
  for (const { title, check } of lints.source) await count(title, () => silent(check));
  const built = await count('build', async () => {
    await Promise.all([compile(), compileGlue({ testRunner: true })]);
    await writePackage({ small: true });
    await writeSchema();
    await buildPage();
  });
  await count('Rust tests', () => cargoTest('--all-targets'));
  await count('Rust documentation examples', () => cargoTest('--doc'));
  await count('the seam between Rust and JavaScript', seam);
  if (built) {
    for (const { title, check } of lints.types) await count(title, () => silent(check));
    await count('JavaScript, command line, package and page', javascript);
  } else {
    await count('types, JavaScript, command line, package and page', () => {
      throw new Error('not run, because the build failed');
    });
  }
}

const minutes = ((performance.now() - began) / 60_000).toFixed(1);
console.log(`\nchecked in ${minutes} minutes`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
