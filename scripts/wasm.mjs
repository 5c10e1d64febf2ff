// Rust → WebAssembly → JavaScript that calls it.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, target, tool } from './project.mjs';
import { run, step } from './step.mjs';

const glueTarget = join(target, 'glue');

/** What `compile` and `compileFirst` make: everything, and the part that the page loads first. */
export const compiled = compiledWith('wasm');
export const compiledFirst = compiledWith('page');

function compiledWith(profile) {
  return join(target, 'wasm32-unknown-unknown', profile, 'aksplan.wasm');
}

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

/** The features of what the page loads first. */
export const featuresOfFirst = ['--no-default-features', '--features=wasm'];

/** Compiles the crate for WebAssembly. */
export async function compile() {
  await step('compiling aksplan to WebAssembly', () => cargo('wasm', '--features=wasm'));
}

/** Compiles the part of it that the page loads first. */
export async function compileFirst() {
  await step('compiling what the page loads first', () => cargo('page', ...featuresOfFirst));
}

function cargo(profile, ...features) {
  const target = '--target=wasm32-unknown-unknown';
  return run('cargo', ['build', `--profile=${profile}`, '--lib', target, ...features]);
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

/**
 * Writes `NAME.js`, `NAME.d.ts` and `NAME_bg.wasm` into a folder, unless they are there and made
 * from the same; `also` makes `further` files from them.
 *
 * @param {{ from: string, folder: string, name: string, small: boolean, title: string,
 *   further?: string[], also?: () => void }} what
 */
export async function bind({ from, folder, name, small, title, further = [], also }) {
  const stamp = join(folder, '.built-from');
  const files = [`${name}.js`, `${name}.d.ts`, `${name}_bg.wasm`, ...further];
  const made = fingerprint(from);
  const have = existsSync(stamp) ? readFileSync(stamp, 'utf8').split(' ') : [];
  const fresh = have[0] === made && files.every((file) => existsSync(join(folder, file)));
  if (fresh && (have[1] === 'small' || !small)) return;

  rmSync(stamp, { force: true });
  await step(`writing the JavaScript glue and the types of ${title}`, () =>
    run(glueProgram('glue'), [from, folder, name]),
  );
  const wasm = join(folder, `${name}_bg.wasm`);
  rmSync(`${wasm}.d.ts`, { force: true });
  if (small) await shrink(wasm, title);
  also?.();
  writeFileSync(stamp, `${made} ${small ? 'small' : 'as-compiled'}`);
}

/** The compiled wasm and everything else that the files made from it depend on. */
function fingerprint(from) {
  const sum = createHash('sha256').update(readFileSync(from));
  for (const file of [
    'scripts/wasm.mjs',
    'scripts/package.mjs',
    'scripts/glue/Cargo.lock',
    'scripts/glue/src/glue.rs',
  ]) {
    sum.update(readFileSync(join(root, file)));
  }
  return sum.digest('hex');
}

async function shrink(file, title) {
  const args = ['-Oz', ...inlining, ...order, ...features, file, '-o', `${file}.small`];
  await step(`making ${title} small (wasm-opt)`, () =>
    run(...tool('binaryen/bin/wasm-opt', ...args)),
  );
  renameSync(`${file}.small`, file);
}
