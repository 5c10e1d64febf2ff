// Map, keyboard, accessibility, sizes.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { choose, field, open, openPlan, planOf, settled, show, view } from './page.mjs';
import { big, mendable, overlapping, small } from './plans.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe has to say of the page as it stands. */
async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => globalThis.axe.run());
  return found.map(
    (it) => `${it.id}: ${it.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
  );
}

test('the map shows every range, and its arithmetic on hover and on focus', async () => {
  const plan = small((it) => {
    it.clusters[0].networkProfile = { networkPlugin: 'azure' };
    it.addressBook = [{ name: 'office', cidr: '192.168.0.0/24', kind: 'onPremises' }];
  });
  const page = await openPlan(plan);
  const block = page.locator('.map .block.subnet');
  assert.equal(await block.count(), 1);
  assert.match(await page.locator('.map').innerText(), /office 192\.168\.0\.0\/24/);
  await block.hover();
  const tip = page.locator('.tip');
  assert.match(await tip.innerText(), /3 nodes x \(1 \+ 30 pods\) = 93/);
  assert.match(await tip.innerText(), /usable 1,019/);
  await page.keyboard.press('Escape');
  await tip.waitFor({ state: 'detached' });
  await block.focus();
  const chosen = page.locator('.inspector');
  await chosen.getByRole('heading', { name: /subnet nodes/ }).waitFor();
  assert.match(await chosen.innerText(), /required 186/);
  assert.match(await chosen.innerText(), /10\.240\.0\.0 – 10\.240\.3\.255: 1,024 addresses/);
  assert.match(await block.getAttribute('aria-label'), /3 nodes x \(1 \+ 30 pods\) = 93/);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id.includes('subnets/0/addressPrefix'));
});

test('a /24 beside a /8 can be seen and clicked, and arrow keys go from range to range', async () => {
  const plan = small((it) => {
    it.virtualNetworks[0].addressPrefixes = ['10.0.0.0/8'];
    it.virtualNetworks[0].subnets.push({ name: 'tiny', addressPrefix: '10.9.0.0/24' });
    it.clusters[0].networkProfile.serviceCidr = '172.20.0.0/24';
    it.clusters[0].networkProfile.podCidr = '172.21.0.0/16';
  });
  const page = await openPlan(plan);
  for (const block of await page.locator('.map .block').all()) {
    assert.ok((await block.boundingBox()).width >= 4);
  }
  const inside = page.getByRole('group', { name: /subnets of vnet/ });
  const names = await inside.locator('.block').allInnerTexts();
  assert.deepEqual(
    names.map((it) => it.split(/\s/)[0]).filter((it) => it !== 'free'),
    ['tiny', 'nodes'],
  );
  assert.ok((await inside.getByRole('button', { name: /tiny/ }).boundingBox()).width > 30);
  await inside.locator('.block').first().focus();
  await page.locator('.crumbs').waitFor();
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  await page.keyboard.press('ArrowRight');
  assert.match(await focused(), /tiny/);
  await page.keyboard.press('ArrowUp');
  assert.match(await focused(), /virtual network vnet/);
  await page.keyboard.press('End');
  assert.match(await focused(), /services/);
});

test('overlaps are said in words, not in colour alone', async () => {
  const page = await openPlan(overlapping());
  assert.ok((await page.locator('.map .block.overlap').count()) >= 2);
  assert.match(await page.locator('.map .block.overlap').first().innerText(), /✕/);
  assert.match(
    await page.locator('.overlaps').innerText(),
    /services of prod 10\.240\.0\.0\/16 and/,
  );
});

test('one job by keyboard alone: add a pool, mend a finding, take the script', async () => {
  const page = await openPlan(mendable());
  await page.keyboard.press('Tab');
  assert.equal(
    await page.evaluate(() => document.activeElement?.textContent.trim()),
    'Skip to the form',
  );
  await page.keyboard.press('Enter');
  await tabTo(page, /^Add agent pool$/);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.textContent.startsWith('pool'));
  await tabTo(page, /^vmSize$/);
  await page.keyboard.type('Standard_D8s_v5');
  await tabTo(page, /^count$/);
  await page.keyboard.type('4');
  await tabTo(page, /^vnetSubnet$/);
  await page.keyboard.type('nodes');
  await tabTo(page, /^Findings/, 'tab');
  await tabTo(page, /^Fix: /);
  const errors = await page.locator('.finding.error').count();
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    (before) => document.querySelectorAll('.finding.error').length < before,
    errors,
  );
  await tabTo(page, /^Findings/, 'tab');
  await page.keyboard.press('ArrowRight');
  assert.match(await page.locator('.code').innerText(), /Standard_D8s_v5/);
  await tabTo(page, /^Copy$/);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() =>
    /copied/.test(document.querySelector('output')?.textContent ?? ''),
  );
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /--node-count +4 /);
  assert.equal((await planOf(page)).clusters[0].agentPools[2].count, 4);
});

/**
 * Presses Tab until the focus is on a control of that name.
 *
 * @param {import('playwright-core').Page} page
 * @param {RegExp} name
 * @param {string | null} role
 */
async function tabTo(page, name, role = null) {
  for (let step = 0; step < 400; step++) {
    await page.keyboard.press('Tab');
    const now = await page.evaluate(() => {
      const it = /** @type {HTMLInputElement | null} */ (document.activeElement);
      const ring = it && getComputedStyle(it).outlineStyle;
      return {
        name:
          it?.labels?.[0]?.textContent ?? it?.getAttribute('aria-label') ?? it?.textContent ?? '',
        role: it?.getAttribute('role') ?? null,
        seen: ring !== 'none' || it?.closest('.code-edit') !== null,
      };
    });
    if (name.test(now.name.trim()) && (role === null || role === now.role)) {
      assert.ok(now.seen, `the focus on ${now.name} can be seen`);
      return;
    }
  }
  assert.fail(`no control ${name} within 400 stops`);
}

/** @type {[string, import('playwright-core').BrowserContextOptions][]} */
const looks = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['narrow', { viewport: { width: 320, height: 640 } }],
  ['wide', { viewport: { width: 1920, height: 1080 } }],
  ['forced colours', { forcedColors: 'active' }],
];
for (const [title, options] of looks) {
  test(`axe finds nothing: ${title}`, async () => {
    const page = await open(options);
    await choose(page, 'Crowded, with much to find');
    await view(page, 'Map');
    await page.locator('.map .overlaps').waitFor();
    assert.deepEqual(await violations(page), [], 'map');
    await view(page, 'Findings');
    await page.locator('.finding.error').first().waitFor();
    assert.deepEqual(await violations(page), []);
    for (const tab of ['Output', 'Tables', 'Text', 'Report', 'Packets', 'Model', 'Rules']) {
      await show(page, tab);
      if (tab === 'Text') await page.locator('#plan-text').fill('{ broken');
      if (tab === 'Output') await page.getByRole('button', { name: 'Show it anyway' }).click();
      assert.deepEqual(await violations(page), [], tab);
    }
    await readSomething(page);
    await page.keyboard.press('F8');
    await page.locator('.way-back').waitFor();
    await page.locator('.more > .disclose').first().click();
    assert.deepEqual(await violations(page), [], 'on the way through findings');
    await view(page, 'Map');
    await page.locator('.map .block.overlap').first().focus();
    assert.deepEqual(await violations(page), []);
  });
}

/** Reads a text with much to say of it; axe looks at each state on the way. */
async function readSomething(page) {
  await page.locator('header').getByRole('button', { name: 'Read what you have…' }).click();
  const text = page.locator('#reading-text');
  await text.waitFor();
  assert.deepEqual(await violations(page), [], 'nothing to read yet');
  await text.fill('hello there');
  await page.locator('.reading .problem').waitFor();
  assert.deepEqual(await violations(page), [], 'what can not be read');
  const lines = [
    'clusters:',
    '  - name: $' + '{NAME}',
    '    nope: 1',
    '    agentPools: [{ count: x }]',
  ];
  await text.fill(lines.join('\n'));
  await page.locator('.remark-group').first().waitFor();
  assert.deepEqual(await violations(page), [], 'what was read');
  const { scroll, width } = await page.locator('.reading').evaluate((it) => ({
    scroll: it.scrollWidth,
    width: it.clientWidth,
  }));
  assert.ok(scroll <= width, `${scroll} > ${width}`);
  await page.getByRole('button', { name: 'Use this plan' }).click();
  await page.locator('.taken > details > summary').click();
  assert.deepEqual(await violations(page), [], 'what was taken');
  await page.getByRole('button', { name: 'Back to my former plan' }).click();
}

test('nothing is cut off at 320 pixels, and nothing moves while the page loads', async () => {
  const page = await open({ viewport: { width: 320, height: 640 } });
  await settled(page).catch(() => {});
  const { scroll, width } = await page.evaluate(() => ({
    scroll: document.documentElement.scrollWidth,
    width: innerWidth,
  }));
  assert.ok(scroll <= width, `${scroll} > ${width}`);
  const wide = await open();
  const shift = await wide.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            sum += /** @type {PerformanceEntry & { value: number }} */ (entry).value;
          }
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(sum), 300);
      }),
  );
  assert.ok(shift < 0.02, `layout shift ${shift}`);
});

test('what changes is told to screen readers', async () => {
  const page = await openPlan(small());
  await page.waitForTimeout(1100);
  await field(page, '/clusters/0/networkProfile/serviceCidr').fill('10.240.0.0/16');
  await page.waitForFunction(() =>
    /Now .*error/.test(document.querySelector('output')?.textContent ?? ''),
  );
});

test('everything works with ten pools and twenty subnets, and axe finds nothing', async () => {
  const page = await openPlan(big());
  assert.deepEqual(await violations(page), []);
});

test('the first load is small', async () => {
  const dist = new URL('../../dist/', import.meta.url);
  const page = await open();
  const loaded = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map((it) => new URL(it.name).pathname.split('/').pop() ?? ''),
  );
  const all = readdirSync(dist, { recursive: true }).map(String);
  const sizes = ['index.html', ...new Set(loaded)].flatMap((name) => {
    const path = all.find((it) => name !== '' && it.endsWith(name));
    if (!path) return [];
    return [{ name, size: gzipSync(readFileSync(new URL(path, dist)), { level: 9 }).length }];
  });
  for (const { name, size } of sizes) {
    console.log(`${(size / 1000).toFixed(1).padStart(8)} kB gzip  ${name}`);
  }
  const sum = (of) => of.reduce((total, it) => total + it.size, 0);
  console.log(`${(sum(sizes) / 1000).toFixed(1).padStart(8)} kB gzip  in all`);
  assert.ok(sizes.some((it) => it.name.endsWith('.wasm')));
  const own = sum(sizes.filter((it) => !it.name.endsWith('.wasm')));
  assert.ok(own <= 62_000, `the page without the planner: ${own} bytes`);
});
