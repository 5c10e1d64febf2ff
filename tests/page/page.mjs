// The built page in Chromium: served by a server that knows files and nothing else.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { after, afterEach } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../support/browser.mjs';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

/** The page lies in a folder, as it may on any server. */
const folder = '/some/folder/';

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '', 'http://localhost');
  const file = pathname.slice(folder.length) || 'index.html';
  try {
    if (!pathname.startsWith(folder)) throw new Error('outside');
    const content = readFileSync(join(dist, normalize(file)));
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain' });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

export const address = `http://127.0.0.1:${port}${folder}`;

const browser = await launchBrowser();

const contexts = [];
/** What no test may cause: errors, refusals of the content security policy, foreign requests. */
const problems = [];

/**
 * A browser of its own, without anything kept. `hosts` are those beside the page's own that it may
 * ask, `within` is another browser than that of most tests.
 *
 * @param {import('playwright-core').BrowserContextOptions & { hosts?: string[],
 *   within?: import('playwright-core').Browser }} options
 */
export async function context({ hosts = [], within = browser, ...options } = {}) {
  const made = await within.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    acceptDownloads: true,
    ...options,
  });
  contexts.push(made);
  await made.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`refused by the policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  made.on('request', (request) => {
    const url = request.url();
    const isKnown = [address, ...hosts].some((it) => url.startsWith(it));
    if (!isKnown && !/^(blob|data):/.test(url)) problems.push(`request to ${url}`);
  });
  made.on('console', (message) => {
    // Chromium notes every answer that is no success; of these hosts, whoever asked deals with it.
    const isAnswer = hosts.some((it) => message.location().url.startsWith(it));
    if (isAnswer && /^Failed to load resource/.test(message.text())) return;
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  made.on('weberror', (error) => problems.push(String(error.error())));
  return made;
}

/**
 * The page in a browser of its own.
 *
 * @param {import('playwright-core').BrowserContextOptions & { fragment?: string }} options
 */
export async function open({ fragment = '', ...options } = {}) {
  return load(await context(options), fragment);
}

/** The page in a new tab. */
export async function load(inContext, fragment = '') {
  const page = await inContext.newPage();
  await page.goto(address + fragment);
  await page.locator('.plan-form').waitFor();
  return page;
}

/** The link's fragment of a plan. */
export async function fragmentOf(plan) {
  const { deflateRawSync } = await import('node:zlib');
  return `#p=1${deflateRawSync(Buffer.from(JSON.stringify(plan))).toString('base64url')}`;
}

export const openPlan = async (plan, options = {}) =>
  open({ fragment: await fragmentOf(plan), ...options });

/** The control of a property, by JSON Pointer. */
export const field = (page, pointer) => page.locator(`[id="at${pointer}"]`);

/** Brings a field into view as a person does: by the jump list and the buttons that open. */
export async function reveal(page, ...pointers) {
  for (const pointer of pointers) {
    const button = field(page, pointer);
    if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
  }
}

/** What a phone shows; elsewhere everything is there. */
export async function view(page, name) {
  const button = page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name });
  if (await button.isVisible()) await button.click();
}

/** Opens an example; on a phone they are in the menu. */
export async function choose(page, title) {
  const examples = page.locator('.examples');
  if (!(await examples.isVisible())) await page.getByRole('button', { name: 'Menu' }).click();
  await examples.selectOption(title);
}

export async function show(page, tab) {
  await view(page, 'More');
  await page.getByRole('tab', { name: tab }).click();
  await page.locator('.loading').waitFor({ state: 'hidden' });
}

/** The plan that the page holds. */
export async function planOf(page) {
  await show(page, 'Text');
  return JSON.parse(await page.locator('#plan-text').inputValue());
}

export async function settled(page) {
  await page.waitForFunction(() => location.hash.startsWith('#p='));
  await page.waitForTimeout(400);
}

/** Nothing of what no test may cause has happened. */
export function clean() {
  const found = problems.splice(0);
  assert.deepEqual(found, []);
}

/** For a test that causes one of them on purpose. */
export const forgive = () => problems.splice(0);

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((it) => it.close()));
  clean();
});

after(async () => {
  await browser.close();
  server.close();
});
