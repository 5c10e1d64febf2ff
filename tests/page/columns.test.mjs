// What is seen at once: everything on a wide screen, one view after another on a phone; and the way to
// the places of findings and back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choose, field, open, openPlan, view } from './page.mjs';
import { overlapping, small } from './plans.mjs';

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** What is in sight, more than a hundred pixels of it across. */
async function inSight(page, locators) {
  const { width, height } = page.viewportSize();
  const seen = [];
  for (const [name, locator] of Object.entries(locators(page))) {
    const box = (await locator.isVisible()) ? await locator.boundingBox() : null;
    if (!box) continue;
    const across = Math.min(box.x + box.width, width) - Math.max(box.x, 0);
    const down = Math.min(box.y + box.height, height) - Math.max(box.y, 0);
    if (across > 100 && down > 10) seen.push(name);
  }
  return seen;
}

const parts = (page) => ({
  form: page.getByRole('region', { name: 'Plan form' }),
  map: page.locator('#map'),
  findings: page.getByText('Judged on'),
  output: page.getByText('Teardown: take away what the plan makes'),
});

test('on a wide screen form, map, findings and output stand side by side, and follow each key', async () => {
  const page = await openPlan(overlapping(), { viewport: { width: 1920, height: 1080 } });
  await page.getByRole('heading', { name: /^Findings/ }).waitFor();
  assert.equal(await page.getByRole('tab', { name: 'Findings' }).count(), 0);
  await page.mouse.move(300, 300);
  await page.getByText(/^There is no script/).waitFor();
  assert.deepEqual(await inSight(page, parts), ['form', 'map', 'findings', 'output']);
  await field(page, '/clusters/0/networkProfile/serviceCidr').fill('10.0.0.0/16');
  await page.locator('.output-pane, .code').getByText('az aks create').first().waitFor();
  assert.equal(await page.locator('.finding.error').count(), 0);
  assert.equal(await page.locator('.map .overlaps').count(), 0);
});

test('however many overlaps there are, findings stay in sight beside the map', async () => {
  const page = await open({ viewport: { width: 1600, height: 900 } });
  await choose(page, 'Crowded, with much to find');
  await page.locator('.map .overlaps').waitFor();
  const seen = await inSight(page, parts);
  for (const it of ['form', 'map', 'findings']) assert.ok(seen.includes(it), it);
});

test('the output is loaded when somebody comes near, not before', async () => {
  const page = await openPlan(small(), { viewport: { width: 1920, height: 1080 } });
  await page.getByText(/^Here stand the script/).waitFor();
  await page.keyboard.press('Tab');
  await page.locator('.output-pane, .code').getByText('az aks create').first().waitFor();
});

test('on a phone there is one view at a time, and all of them are near', async () => {
  const page = await openPlan(overlapping(), phone);
  const views = page.getByRole('navigation', { name: 'Views' });
  const seen = async () => (await inSight(page, parts)).join();
  assert.equal(await seen(), 'form');
  for (const [name, what] of [
    ['Map', 'map'],
    ['Findings', 'findings'],
    ['Output', 'output'],
    ['Form', 'form'],
  ]) {
    const button = views.getByRole('button', { name });
    await button.click();
    await page.locator('.loading').waitFor({ state: 'hidden' });
    assert.equal(await seen(), what);
    assert.equal(await button.getAttribute('aria-current'), 'true');
    const { height } = await button.boundingBox();
    assert.ok(height >= 44, `${name} is ${height} pixels high`);
  }
  await views.getByRole('button', { name: 'More' }).click();
  assert.equal(
    await page.getByRole('tab', { name: 'Tables' }).getAttribute('aria-selected'),
    'true',
  );
  // The header takes two rows at most.
  const { height } = await page.locator('header.top').boundingBox();
  assert.ok(height < 100, `the header is ${height} pixels high`);
});

for (const [title, options] of /** @type {const} */ ([
  ['phone', phone],
  ['two columns', {}],
  ['wide', { viewport: { width: 1920, height: 1080 } }],
])) {
  test(`a finding leads to its place, and back: ${title}`, async () => {
    const page = await openPlan(overlapping(), options);
    await view(page, 'Findings');
    const place = page.locator('.finding.error .place').first();
    await place.click();
    const service = field(page, '/clusters/0/networkProfile/serviceCidr');
    await page.waitForFunction(
      (id) => document.activeElement?.id === id,
      await service.getAttribute('id'),
    );
    assert.ok(await service.isVisible());
    const way = page.getByRole('region', { name: 'The way through findings' });
    await way.getByRole('button', { name: 'Back' }).click();
    await page.waitForFunction(() => document.activeElement?.classList.contains('place'));
    assert.ok(await place.isVisible());
    await way.waitFor({ state: 'hidden' });
  });
}

test('from finding to finding by buttons, with how many there are', async () => {
  const page = await openPlan(overlapping(), phone);
  await view(page, 'Findings');
  const count = await page.locator('.finding').count();
  await page.getByRole('button', { name: 'Go through them' }).click();
  const way = page.getByRole('region', { name: 'The way through findings' });
  await way.getByText(`1 of ${count}`).waitFor();
  await way.getByRole('button', { name: 'Next finding' }).click();
  await way.getByText(`2 of ${count}`).waitFor();
  await way.getByRole('button', { name: 'Finding before' }).click();
  await way.getByText(`1 of ${count}`).waitFor();
  assert.ok(await page.getByRole('region', { name: 'Plan form' }).isVisible());
  await way.getByRole('button', { name: 'Back' }).click();
  assert.ok(await page.locator('.findings').isVisible());
  await way.waitFor({ state: 'hidden' });
});
