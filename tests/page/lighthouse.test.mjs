// What Lighthouse says of the built page. Scores that a loaded machine would change (performance) are
// measured by `npm run bench`; what of performance does not depend on time is tested here.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { desktopConfig } from 'lighthouse';
import { launchLighthouse } from '../support/lighthouse.mjs';

const lighthouse = await launchLighthouse();

/** @type {[string, import('lighthouse').Config | undefined][]} */
const devices = [
  ['a phone', undefined],
  ['a desk', desktopConfig],
];
for (const [title, config] of devices) {
  test(`Lighthouse finds nothing to better but time: ${title}`, async (t) => {
    const { categories, audits } = await lighthouse.look(config);
    const failed = ['accessibility', 'best-practices'].flatMap((name) =>
      (categories[name]?.auditRefs ?? [])
        .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
        .map(({ id }) => `${id}: ${JSON.stringify(audits[id])}`),
    );
    assert.deepEqual(failed, []);
    assert.equal(categories.accessibility?.score, 1);
    assert.equal(categories['best-practices']?.score, 1);

    const shift = audits['cumulative-layout-shift']?.numericValue;
    t.diagnostic(`layout shift: ${shift}`);
    assert.ok(shift !== undefined && shift <= 0.01, `layout shift ${shift}`);
    /** @type {any} */
    const requests = audits['network-requests']?.details;
    const asked = requests.items.filter((it) => it.url.startsWith('http'));
    t.diagnostic(`requests: ${asked.length}`);
    // The page, its script, its style, the planner, its icon; and when it is idle what may come next.
    assert.ok(asked.length <= 10, asked.map((it) => it.url).join(' '));
    for (const id of ['unused-javascript', 'unused-css-rules', 'legacy-javascript']) {
      /** @type {any} */
      const details = audits[id]?.details;
      const wasted = (details?.items ?? []).reduce((sum, it) => sum + (it.wastedBytes ?? 0), 0);
      t.diagnostic(`${id}: ${wasted} bytes`);
      assert.ok(wasted <= 40_000, `${id}: ${JSON.stringify(details)}`);
    }
  });
}

test.after(() => lighthouse.close());
