// How much the page loads, before it can be used and later.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { dist } from '../../scripts/project.mjs';
import { launchBrowser } from '../support/browser.mjs';
import { serve } from '../support/serve.mjs';

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;

// The goal is AKS-Construction's 277 KB. The wasm alone is above it, so this is a ceiling that may
// only come down; what the page adds to the wasm has a limit of its own in tests/page.
const FIRST = 420_000;
/** The whole planner, when something is asked that its first part does not know: deployments, pre-flights
 * and reports are in it. */
const LATER = 1_310_000;

test('the page loads a part of the planner first, and the whole when it is asked for', async (t) => {
  const server = await serve(dist);
  const browser = await launchBrowser();
  t.after(() => Promise.all([browser.close(), server.close()]));

  const page = await browser.newPage();
  let responses = [];
  page.on('response', (response) => responses.push(response));

  const weigh = async (title) => {
    let total = 0;
    for (const response of responses) {
      assert.equal(response.status(), 200, response.url());
      const body = await response.body();
      const wire = gzipSync(body, { level: 9 }).length;
      total += wire;
      const path = new URL(response.url()).pathname;
      t.diagnostic(`${path}: ${kilobytes(body.length)}, ${kilobytes(wire)} gzip`);
    }
    t.diagnostic(`${title}: ${kilobytes(total)} gzip in ${responses.length} files`);
    assert.equal(responses.filter((it) => it.url().endsWith('.wasm')).length, 1, title);
    responses = [];
    return total;
  };

  await page.goto(server.url, { waitUntil: 'networkidle' });
  const first = await weigh('first load');
  assert.ok(first <= FIRST, `${first} bytes`);

  await page.getByRole('tab', { name: 'Output' }).click();
  await page.locator('.code').waitFor();
  const later = await weigh('when a script is asked for');
  assert.ok(later <= LATER, `${later} bytes`);
});
