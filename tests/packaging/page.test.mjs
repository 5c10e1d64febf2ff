// How much the page loads before it can be used.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { dist } from '../../scripts/project.mjs';
import { launchBrowser } from '../support/browser.mjs';
import { serve } from '../support/serve.mjs';

// The goal is AKS-Construction's 277 KB. The wasm alone is above it, so this is a ceiling that may
// only come down; what the page adds to the wasm has a limit of its own in tests/page.
test('the first load of the page takes at most 550 KB of the wire', async (t) => {
  const server = await serve(dist);
  const browser = await launchBrowser();
  t.after(() => Promise.all([browser.close(), server.close()]));

  const page = await browser.newPage();
  const responses = [];
  page.on('response', (response) => responses.push(response));
  await page.goto(server.url, { waitUntil: 'networkidle' });

  let total = 0;
  for (const response of responses) {
    assert.equal(response.status(), 200, response.url());
    const body = await response.body();
    const wire = gzipSync(body, { level: 9 }).length;
    total += wire;
    const path = new URL(response.url()).pathname;
    t.diagnostic(
      `${path}: ${(body.length / 1000).toFixed(1)} KB, ${(wire / 1000).toFixed(1)} KB gzip`,
    );
  }
  t.diagnostic(`first load: ${(total / 1000).toFixed(1)} KB gzip in ${responses.length} files`);
  assert.ok(responses.some((response) => response.url().endsWith('.wasm')));
  assert.ok(total <= 550_000, `${total} bytes`);
});
