// The package's `Azure` where it runs: in Node, and in a page of another origin in Chromium, which asks
// the service first (CORS). Both are told and answer the same, as data.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pkg } from '../../scripts/project.mjs';
import { launchBrowser } from '../support/browser.mjs';
import { serve } from '../support/serve.mjs';
import { signedIn, soon } from './azure.mjs';

/** @typedef {import('../az/cloud.mjs').Arm} Arm */

/**
 * @typedef {object} Work what an engine is to do
 * @property {any} [requests] deploys them; without them, resource groups are read
 * @property {any} [options] of `deploy`, as far as it is data; changes are confirmed
 * @property {Record<string, number>} [limits]
 */

/**
 * @typedef {object} Outcome
 * @property {any} [answer]
 * @property {any} [error] the parts of an error that people see
 * @property {any[]} [asked] the requests for tokens
 */

const parts = ({ name, kind, message, help, request, azure, attempts }) => ({
  ...{ name, kind, message, help, request, azure, attempts },
});

/** In this process; what is to be killed, in one of its own. */
async function node(/** @type {Arm} */ arm) {
  const folder = mkdtempSync(join(tmpdir(), 'aksplan-engine-'));
  const file = join(folder, 'journal.json');
  let isOffline = false;
  const journal = {
    load: async () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
    save: async (text) => writeFileSync(file, text),
  };
  return {
    name: 'Node',
    asksAgain: false,
    /** @type {(work: Work) => Promise<Outcome>} */
    async run({ requests, options, limits }) {
      const { azure, asked } = signedIn(arm, {
        graphBaseUrl: arm.httpUrl,
        limits,
        fetch: (url, init) =>
          isOffline ? Promise.reject(new TypeError('fetch failed')) : fetch(url, init),
      });
      const confirm = async () => true;
      const running = requests
        ? azure.deploy(requests, { ...options, confirm, journal })
        : azure.resourceGroups(arm.options.subscription);
      return running.then(
        (answer) => ({ answer, asked }),
        (error) => ({ error: parts(error), asked }),
      );
    },
    /** Begins a deployment, which somebody kills. */
    begin({ requests, options }) {
      const script = fileURLToPath(new URL('deploy-child.mjs', import.meta.url));
      const work = join(folder, 'work.json');
      writeFileSync(
        work,
        JSON.stringify({ url: arm.httpUrl, token: arm.token(), options, requests }),
      );
      const child = spawn(process.execPath, [script, work, file], { stdio: 'inherit' });
      const ended = once(child, 'exit');
      return {
        kill: async () => {
          child.kill('SIGKILL');
          await ended;
        },
      };
    },
    async offline(is) {
      isOffline = is;
    },
    /** Forgets what it has written down. */
    async clear() {
      rmSync(file, { force: true });
    },
    async close() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** In a page; what is to be killed, in a tab of its own. */
async function chromium(/** @type {Arm} */ arm) {
  const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' ${arm.httpUrl}`;
  const server = await serve(pkg, { 'content-security-policy': policy });
  const browser = await launchBrowser();
  const context = await browser.newContext();
  await context.exposeFunction('giveToken', () => arm.token());

  const open = async () => {
    const page = await context.newPage();
    await page.goto(`${server.url}package.json`);
    return page;
  };
  /** Within the page: nothing of this module is there. */
  const within = async ({ module, baseUrl, subscription, requests, options, limits }) => {
    const { Azure, init } = await import(module);
    await init();
    const asked = /** @type {any[]} */ ([]);
    const azure = new Azure({
      baseUrl,
      graphBaseUrl: baseUrl,
      limits,
      token: (request) => {
        asked.push(request);
        return /** @type {any} */ (window).giveToken();
      },
    });
    const journal = {
      load: () => localStorage.getItem('journal') ?? undefined,
      save: (text) => localStorage.setItem('journal', text),
    };
    try {
      const answer = requests
        ? await azure.deploy(requests, { ...options, confirm: async () => true, journal })
        : await azure.resourceGroups(subscription);
      return { answer, asked };
    } catch (error) {
      const { name, kind, message, help, request, azure, attempts } = error;
      return { error: { name, kind, message, help, request, azure, attempts }, asked };
    }
  };
  const told = (/** @type {Work} */ { requests, options, limits }) => ({
    module: `${server.url}index.js`,
    baseUrl: arm.httpUrl,
    subscription: arm.options.subscription,
    requests,
    options,
    limits: { ...soon, ...limits },
  });
  const home = await open();
  return {
    name: 'Chromium',
    /** It asks itself once more where a connection that it had before is cut. */
    asksAgain: true,
    /** @type {(work: Work) => Promise<Outcome>} */
    run: (work) => home.evaluate(within, told(work)),
    begin(work) {
      const opened = open();
      void opened.then((page) => page.evaluate(within, told(work)).catch(() => undefined));
      return { kill: async () => (await opened).close() };
    },
    offline: (is) => context.setOffline(is),
    clear: () => home.evaluate(() => localStorage.clear()),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof node>> | Awaited<ReturnType<typeof chromium>>} Engine */

/** Both; close them when done. */
export const engines = (/** @type {Arm} */ arm) => Promise.all([node(arm), chromium(arm)]);
