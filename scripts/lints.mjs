// The checks that read the code without running it.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { biome, root, tool } from './project.mjs';
import { run } from './step.mjs';
import { featuresOfFirst } from './wasm.mjs';

const cargo = (...args) => run('cargo', args);
const wasm = '--target=wasm32-unknown-unknown';

/** Needs nothing built. */
export const source = [
  { title: 'rustfmt', check: () => cargo('fmt', '--check') },
  {
    title: 'rustfmt, scripts/glue',
    check: () => cargo('fmt', '--check', '--manifest-path=scripts/glue/Cargo.toml'),
  },
  {
    title: 'rustfmt, fast',
    check: () => cargo('fmt', '--check', '--manifest-path=fast/Cargo.toml'),
  },
  {
    title: 'stylelint',
    check: () => run(...tool('stylelint/bin/stylelint.mjs', '--max-warnings=0', 'www/**/*.css')),
  },
  {
    title: 'html-validate',
    check: () => run(...tool('html-validate/bin/html-validate.mjs', 'www/*.html')),
  },
  { title: 'biome', check: () => run(...biome('ci', '--error-on-warnings', '.')) },
  {
    title: 'clippy',
    check: () => cargo('clippy', '--all-targets', '--features=schema', '--', '--deny=warnings'),
  },
  {
    title: 'clippy, fast',
    check: () => cargo('clippy', '--manifest-path=fast/Cargo.toml', '--', '--deny=warnings'),
  },
  {
    title: 'clippy, WebAssembly',
    check: () =>
      cargo('clippy', '--lib', '--test=wasm', wasm, '--features=wasm', '--', '--deny=warnings'),
  },
  {
    title: 'clippy, what the page loads first',
    check: () => cargo('clippy', '--lib', wasm, ...featuresOfFirst, '--', '--deny=warnings'),
  },
];

/** Needs the types that come out of the build. */
export const types = ['.', 'www']
  .filter((folder) => existsSync(join(root, folder, 'tsconfig.json')))
  .map((folder) => ({
    title: folder === '.' ? 'types' : `types, ${folder}`,
    check: () => run(...tool('typescript/bin/tsc', '--noEmit', '--project', folder)),
  }));
