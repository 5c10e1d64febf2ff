// The installed package in Node.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { run } from '../../scripts/step.mjs';
import { expectedRule, installed, program } from './installed.mjs';

/** @type {Awaited<ReturnType<typeof installed>>} */
let project;
before(async () => {
  project = await installed();
});
after(() => project.remove());

/** Runs a program in the project and demands that it found the broken plan's fault. */
async function finds(name, text) {
  const output = await run(process.execPath, [project.write(name, text)], { cwd: project.folder });
  assert.ok(JSON.parse(output).includes(expectedRule), `${expectedRule} is not in ${output}`);
}

test('import', () =>
  finds(
    'import.mjs',
    `import { check, init } from 'aksplan';
    ${program}
    console.log(JSON.stringify(rules));`,
  ));

test('require', () =>
  finds(
    'require.cjs',
    `const { check, init } = require('aksplan');
    (async () => {
      ${program}
      console.log(JSON.stringify(rules));
    })();`,
  ));

test('a worker thread', () =>
  finds(
    'thread.mjs',
    `import { Worker, isMainThread, parentPort } from 'node:worker_threads';
    import { check, init } from 'aksplan';
    if (isMainThread) {
      new Worker(new URL(import.meta.url)).on('message', (rules) => console.log(JSON.stringify(rules)));
    } else {
      ${program}
      parentPort.postMessage(rules);
    }`,
  ));

test('the inline entry', () =>
  finds(
    'inline.mjs',
    `import { check, init } from 'aksplan/inline';
    ${program}
    console.log(JSON.stringify(rules));`,
  ));

test('the inline entry bundled as CommonJS, as an extension host loads it', async () => {
  const { build } = await import('vite');
  const entry = project.write(
    'extension.mjs',
    `import { check, init } from 'aksplan/inline';
    export async function activate() {
      ${program}
      return rules;
    }`,
  );
  await build({
    root: project.folder,
    logLevel: 'warn',
    build: {
      outDir: 'extension',
      lib: { entry, formats: ['cjs'], fileName: () => 'extension.cjs' },
    },
  });
  await finds(
    'host.cjs',
    `require('./extension/extension.cjs').activate().then((rules) => console.log(JSON.stringify(rules)));`,
  );
});
