// The page: www/ in, dist/ out.

import { join } from 'node:path';
import { root } from './project.mjs';
import { step } from './step.mjs';

const www = join(root, 'www');

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
