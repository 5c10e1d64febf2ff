// The same client from a page of another origin: a real browser that asks the service first (CORS).

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { pkg } from '../../scripts/project.mjs';
import { startArm } from '../arm/server.mjs';
import { launchBrowser } from '../support/browser.mjs';
import { serve } from '../support/serve.mjs';

const arm = await startArm({ tls: false, pageSize: 1 });
const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self' ${arm.httpUrl}`;
const server = await serve(pkg, { 'content-security-policy': policy });
const browser = await launchBrowser();
after(() => Promise.all([arm.close(), server.close(), browser.close()]));

const { subscription } = arm.options;
for (const name of ['rg', 'rg-2']) {
  arm.seed(`/subscriptions/${subscription}/resourceGroups/${name}`, { location: 'westeurope' });
}

test('a page reads over pages, through 429, resets and a token that ends', async () => {
  const page = await browser.newPage();
  await page.goto(`${server.url}package.json`);
  arm.fault({ status: 429, times: 1, headers: { 'retry-after': '1' } });
  arm.fault({ reset: 'middle', times: 1 });
  arm.fault({ claims: '{"a":1}', times: 1 });

  const { names, asked, waits } = await page.evaluate(
    async ({ module, baseUrl, tokens, subscription }) => {
      const { Azure, init } = await import(module);
      await init();
      const asked = /** @type {any[]} */ ([]);
      const waits = /** @type {any[]} */ ([]);
      const azure = new Azure({
        baseUrl,
        token: (request) => {
          asked.push(request.claims);
          return tokens[asked.length - 1];
        },
        subscriptionKey: { value: 'k' },
        limits: { firstWaitSeconds: 0.01 },
        onProgress: (it) => {
          if (it.type === 'retry') waits.push([it.why, it.seconds >= 1]);
        },
      });
      const groups = await azure.resourceGroups(subscription);
      return { names: groups.map(({ name }) => name).sort(), asked, waits };
    },
    {
      module: `${server.url}index.js`,
      baseUrl: arm.httpUrl,
      tokens: [arm.token(), arm.token()],
      subscription,
    },
  );
  assert.deepEqual(names, ['rg', 'rg-2']);
  assert.deepEqual(asked, [undefined, '{"a":1}']);
  // It sees what the service lets it see: how long to wait.
  assert.deepEqual(waits, [
    ['throttled', true],
    ['network', false],
  ]);
  const [{ headers }] = arm.requests;
  assert.equal(`${headers.origin}/`, server.url);
});

test('a page reads an estate over many pages, and may stop in the middle', async () => {
  const rows = Array.from({ length: 2_345 }, (_, nth) => ({
    id: `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-${nth}`,
    type: 'microsoft.network/virtualnetworks',
    addressSpace: { addressPrefixes: [`10.${nth >> 8}.${nth & 255}.0/24`] },
  }));
  arm.options.graph = () => rows;
  const page = await browser.newPage();
  await page.goto(`${server.url}package.json`);
  const answer = await page.evaluate(
    async ({ module, baseUrl, token }) => {
      const { Azure, init } = await import(module);
      await init();
      const azure = new Azure({ baseUrl, token: () => token });
      const told = /** @type {any[]} */ ([]);
      const onProgress = (it) => {
        if (it.type === 'page') told.push([it.items, it.total]);
      };
      const estate = await azure.estate({ onProgress });
      const [owner] = estate.owners('10.9.8.7');
      const controller = new AbortController();
      const { signal } = controller;
      const stopped = azure.estate({
        signal,
        onProgress: (it) => it.items === 1000 && controller.abort(),
      });
      const reason = await stopped.catch(({ name }) => name);
      return { size: estate.size, owner: owner.name, told, reason };
    },
    { module: `${server.url}index.js`, baseUrl: arm.httpUrl, token: arm.token() },
  );
  assert.deepEqual(answer, {
    size: rows.length,
    owner: 'vnet-2312',
    told: [
      [1, undefined],
      [1000, 2345],
      [2000, 2345],
      [2345, 2345],
    ],
    reason: 'AbortError',
  });
  arm.options.graph = undefined;
});

test('a page that may not connect there is told what to look at', async () => {
  const page = await browser.newPage();
  await page.goto(`${server.url}package.json`);
  const error = await page.evaluate(async (module) => {
    const { Azure, init } = await import(module);
    await init();
    const limits = { attempts: 1 };
    const azure = new Azure({ baseUrl: 'http://localhost:9', token: () => 't', limits });
    return azure.subscriptions().catch(({ name, kind, help }) => ({ name, kind, help }));
  }, `${server.url}index.js`);
  assert.equal(error.name, 'AzureError');
  assert.equal(error.kind, 'network');
  assert.match(error.help, /CORS/);
});
