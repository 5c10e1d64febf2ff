// The page: www/ in, dist/ out.

import { join } from 'node:path';
import { root } from './project.mjs';
import { step } from './step.mjs';
import { bind, compiled, compiledFirst } from './wasm.mjs';

const www = join(root, 'www');

/**
 * Writes the planner that the page loads first. With `first: false` it is the whole, which saves a
 * compilation where nobody waits for the network.
 */
export async function writePlanner({ first = true, small = first } = {}) {
  await bind({
    from: first ? compiledFirst : compiled,
    folder: join(www, 'planner'),
    name: 'planner',
    title: 'what the page loads first',
    small,
  });
}

/** Builds the page as it is served. */
export async function buildPage() {
  await step('building the page', async () => {
    const { build } = await import('vite');
    await build({ root: www, logLevel: 'warn' });
  });
}

/** Serves the built page on this machine alone; answers its address. */
export async function servePage({ port, open = false }) {
  const { preview } = await import('vite');
  const server = await preview({
    root: www,
    logLevel: 'warn',
    preview: { host: 'localhost', port, open },
  });
  return server.resolvedUrls?.local[0];
}
