// Lighthouse on the built page, served as GitHub Pages serves it: compressed.

import { createServer } from 'node:net';
import lighthouse from 'lighthouse';
import { dist } from '../../scripts/project.mjs';
import { launchBrowser } from './browser.mjs';
import { serve } from './serve.mjs';

/** A port that nobody listens on. */
async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address ? address.port : 0;
}

/** A browser with the page for Lighthouse to look at. */
export async function launchLighthouse() {
  const server = await serve(dist, { 'cache-control': 'max-age=600' }, { compressed: true });
  const port = await freePort();
  const browser = await launchBrowser({ args: [`--remote-debugging-port=${port}`] });
  return {
    /**
     * Scores and audits; without a configuration, of Lighthouse's own phone.
     *
     * @param {import('lighthouse').Config} [config]
     * @param {string} [fragment]
     */
    async look(config, fragment = '') {
      /** @type {('performance' | 'accessibility' | 'best-practices')[]} */
      const onlyCategories = ['performance', 'accessibility', 'best-practices'];
      /** @type {import('lighthouse').Flags} */
      const flags = { port, onlyCategories, logLevel: 'error' };
      const result = await lighthouse(server.url + fragment, flags, config);
      if (!result) throw new Error('Lighthouse answered nothing');
      const { lhr } = result;
      if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
      return lhr;
    },
    close: () => Promise.all([browser.close(), server.close()]),
  };
}
