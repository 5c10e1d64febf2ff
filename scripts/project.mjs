// Where things are. Nothing here needs anything installed.

import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's own folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** What cargo builds goes here; cargo reads the same variable. */
export const target = resolve(root, process.env.CARGO_TARGET_DIR ?? 'target');

/** The npm package. */
export const pkg = join(root, 'pkg');

/** The built page. */
export const dist = join(root, 'dist');

/** True where nobody looks at a screen. */
export const ci = Boolean(process.env.CI);

/** `npm ARGS`, with the npm that runs us where there is one (on Windows `npm` alone is no program). */
export function npm(...args) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js') ? [process.execPath, [cli, ...args]] : ['npm', args];
}

/** `node_modules/PACKAGE/FILE`, run by this Node. */
export function tool(file, ...args) {
  return [process.execPath, [join(root, 'node_modules', file), ...args]];
}

/** The formatter and linter of everything that is not Rust. */
export const biome = (...args) => tool('@biomejs/biome/bin/biome', ...args);
