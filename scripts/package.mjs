// Rust → WebAssembly → the generated files of the npm package:
// aksplan.js and aksplan.d.ts (glue), types.d.ts (its types, for every host), aksplan_bg.wasm, and aksplan_packed.js (the same
// wasm, compressed into a script, for hosts that cannot fetch); and plan.schema.json.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { pkg, root, target, tool } from './project.mjs';
import { run, step } from './step.mjs';

const compiled = join(target, 'wasm32-unknown-unknown', 'wasm', 'aksplan.wasm');
const glueTarget = join(target, 'glue');
const stamp = join(pkg, '.built-from');
const outputs = [
  'aksplan.js',
  'aksplan.d.ts',
  'types.d.ts',
  'aksplan_bg.wasm',
  'aksplan_packed.js',
];

// What every browser of today and Node 20 know. All features at once would emit what Node 20
// refuses, and wasm-opt older than 120 breaks the table of references.
const features = [
  'reference-types',
  'bulk-memory',
  'bulk-memory-opt',
  'sign-ext',
  'mutable-globals',
  'nontrapping-float-to-int',
  'multivalue',
].map((name) => `--enable-${name}`);

// Merging functions into their callers makes the file shorter and its gzip longer.
const inlining = [
  '--one-caller-inline-max-function-size=20',
  '--flexible-inline-max-function-size=1',
];

// Functions of like names are much alike; side by side, gzip sees it.
const order = ['--reorder-functions-by-name'];

/** Compiles the crate for WebAssembly. */
export async function compile() {
  await step('compiling aksplan to WebAssembly', () =>
    run('cargo', [
      'build',
      '--profile=wasm',
      '--lib',
      '--target=wasm32-unknown-unknown',
      '--features=wasm',
    ]),
  );
}

/** Compiles the program that writes the glue, and for the tests the runner of wasm tests. */
export async function compileGlue({ testRunner = false } = {}) {
  const title = testRunner ? 'the glue writer and the wasm test runner' : 'the glue writer';
  await step(`compiling ${title}`, () =>
    run(
      'cargo',
      [
        'build',
        '--locked',
        '--manifest-path=scripts/glue/Cargo.toml',
        ...(testRunner ? ['--features=test-runner'] : []),
      ],
      { env: { CARGO_TARGET_DIR: glueTarget } },
    ),
  );
}

/** A program of scripts/glue. */
export function glueProgram(name) {
  return join(glueTarget, 'debug', process.platform === 'win32' ? `${name}.exe` : name);
}

/** Writes the package's generated files, when the wasm is not the one they were made from. */
export async function writePackage({ small }) {
  const made = fingerprint();
  const have = existsSync(stamp) ? readFileSync(stamp, 'utf8').split(' ') : [];
  const fresh = have[0] === made && outputs.every((file) => existsSync(join(pkg, file)));
  if (fresh && (have[1] === 'small' || !small)) return;

  rmSync(stamp, { force: true });
  await step('writing the JavaScript glue and the types', () =>
    run(glueProgram('glue'), [compiled, pkg, 'aksplan']),
  );
  rmSync(join(pkg, 'aksplan_bg.wasm.d.ts'), { force: true });
  writeTypes();
  if (small) await shrink(join(pkg, 'aksplan_bg.wasm'));
  pack();
  writeFileSync(stamp, `${made} ${small ? 'small' : 'as-compiled'}`);
}

/** The compiled wasm and everything else that the generated files depend on. */
function fingerprint() {
  const sum = createHash('sha256').update(readFileSync(compiled));
  for (const file of [
    'scripts/package.mjs',
    'scripts/glue/Cargo.lock',
    'scripts/glue/src/glue.rs',
  ]) {
    sum.update(readFileSync(join(root, file)));
  }
  return sum.digest('hex');
}

/** The glue's types without its own loader, whose types exist in browsers only. */
function writeTypes() {
  const glue = readFileSync(join(pkg, 'aksplan.d.ts'), 'utf8');
  const loader = glue.indexOf('export type InitInput');
  if (loader < 0) throw new Error('aksplan.d.ts has changed its shape: it declares no InitInput');
  writeFileSync(join(pkg, 'types.d.ts'), `${glue.slice(0, loader).trimEnd()}\n`);
}

async function shrink(file) {
  await step('making the wasm small (wasm-opt)', () =>
    run(
      ...tool(
        'binaryen/bin/wasm-opt',
        '-Oz',
        ...inlining,
        ...order,
        ...features,
        file,
        '-o',
        `${file}.small`,
      ),
    ),
  );
  renameSync(`${file}.small`, file);
}

/** The plan's JSON Schema, from the same types that the library reads. */
export async function writeSchema() {
  await step("writing the plan's JSON Schema", async () => {
    const args = ['run', '--quiet', '--features=schema', '--example=plan-schema'];
    writeFileSync(join(pkg, 'plan.schema.json'), await run('cargo', args));
  });
}

function pack() {
  const packed = deflateRawSync(readFileSync(join(pkg, 'aksplan_bg.wasm')), { level: 9 });
  writeFileSync(
    join(pkg, 'aksplan_packed.js'),
    `// aksplan_bg.wasm, deflated and in base64. Generated.\nexport default '${packed.toString('base64')}';\n`,
  );
}
