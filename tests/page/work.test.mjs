// Many plans: the list, the history, files, links without names, without a network, after a crash.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { launchProfile } from '../support/browser.mjs';
import {
  address,
  context,
  field,
  forgive,
  fragmentOf,
  load,
  open,
  openPlan,
  planOf,
  settled,
} from './page.mjs';
import { overlapping, small } from './plans.mjs';

const name = '/clusters/0/name';
const named = (text) =>
  small((plan) => {
    plan.name = text;
  });

const plansButton = (page) => page.getByRole('button', { name: /^Your plans; on screen/ });
const dialog = (page) => page.locator('dialog.work');

async function menu(page, item) {
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.locator('#menu').getByRole('button', { name: item }).click();
}

test('every plan is kept: opened, found, renamed, copied, deleted and brought back', async () => {
  const page = await openPlan(named('Alpha'));
  await field(page, name).fill('first');
  await page.selectOption('.examples', 'kubenet (legacy)');
  await field(page, '/name').fill('Beta');
  await plansButton(page).click();
  const list = dialog(page).locator('.plans').first();
  await list.getByRole('button', { name: 'Beta', exact: true }).waitFor();
  assert.equal(await list.locator('> li').count(), 2);
  await dialog(page)
    .getByPlaceholder(/Search/)
    .fill('first');
  assert.equal(await list.locator('> li').count(), 1);
  await list.getByRole('button', { name: 'Alpha', exact: true }).click();
  assert.equal(await field(page, name).inputValue(), 'first');

  await plansButton(page).click();
  await dialog(page)
    .getByPlaceholder(/Search/)
    .fill('');
  await dialog(page).getByRole('button', { name: 'Rename Beta' }).click();
  await dialog(page).getByLabel('New name').fill('Gamma');
  await page.keyboard.press('Enter');
  await list.getByRole('button', { name: 'Gamma', exact: true }).waitFor();
  await dialog(page).getByRole('button', { name: 'Duplicate Gamma' }).click();
  assert.equal(await field(page, '/name').inputValue(), 'Gamma (copy)');

  await plansButton(page).click();
  await dialog(page).getByRole('button', { name: 'Delete Gamma', exact: true }).click();
  await dialog(page).getByRole('button', { name: 'Undo' }).click();
  await list.getByRole('button', { name: 'Gamma', exact: true }).waitFor();
  await dialog(page).getByRole('button', { name: 'Delete Gamma (copy)' }).click();
  await dialog(page).getByText('Deleted in the last 30 days (1)').click();
  await dialog(page).getByRole('button', { name: 'Bring back Gamma (copy)' }).click();
  await list.getByRole('button', { name: 'Gamma (copy)', exact: true }).waitFor();
  await page.keyboard.press('Escape');
  assert.notEqual(await field(page, '/name').inputValue(), 'Gamma (copy)', 'another one is open');
});

test('the history says what was done, and any state can be had back', async () => {
  const page = await openPlan(named('Alpha'));
  await field(page, name).fill('first');
  await menu(page, 'History of this plan…');
  await dialog(page).getByText('change of name').waitFor();
  await dialog(page).getByText('how it was').waitFor();
  await page.keyboard.press('Escape');
  await field(page, name).fill('second');
  await menu(page, 'History of this plan…');
  const entries = dialog(page).locator('.plans > li');
  await entries.nth(2).waitFor();
  await entries
    .nth(1)
    .getByRole('button', { name: /^Bring back/ })
    .click();
  assert.equal(await field(page, name).inputValue(), 'first');
  await page.getByRole('button', { name: /^Undo return to/ }).click();
  assert.equal(await field(page, name).inputValue(), 'second');
  await page.reload();
  await menu(page, 'History of this plan…');
  await dialog(page)
    .getByRole('button', { name: /^Compare/ })
    .last()
    .click();
  const row = dialog(page).locator('tbody tr');
  await row.first().waitFor();
  assert.match(await row.first().innerText(), /clusters/);
  await page.keyboard.press('Escape');
  await menu(page, 'History of this plan…');
  await dialog(page).getByText('how it was').waitFor();
});

test('all plans go into one file, and come back beside those that are here', async () => {
  const page = await openPlan(named('Alpha'));
  await field(page, name).fill('first');
  await page.selectOption('.examples', 'kubenet (legacy)');
  await field(page, '/name').fill('Beta');
  await settled(page);
  const downloading = page.waitForEvent('download');
  await menu(page, 'Download all plans');
  const file = readFileSync(await (await downloading).path(), 'utf8');
  assert.equal(JSON.parse(file).plans.length, 2);

  const other = await openPlan(named('Mine'));
  await field(other, name).fill('mine');
  for (const said of [/2 plans of all\.json added/, /0 plans of all\.json added\. 2 were here/]) {
    await other.evaluate((text) => {
      const files = new DataTransfer();
      files.items.add(new File([text], 'all.json'));
      const drop = new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true });
      document.body.dispatchEvent(drop);
    }, file);
    await other.locator('.notice', { hasText: said }).waitFor();
  }
  assert.equal(await field(other, name).inputValue(), 'mine', 'nothing is overwritten');
  await other.getByRole('button', { name: 'Show my plans' }).click();
  await dialog(other).getByRole('button', { name: 'Beta', exact: true }).click();
  assert.equal(await field(other, '/name').inputValue(), 'Beta');
});

test('a plan of a page of before is taken over', async () => {
  const browser = await context();
  const first = await load(browser);
  const plan = named('Of before');
  await first.evaluate((it) => {
    localStorage.clear();
    const draft = { tab: 'x', plan: it, typed: '{ broken', fragment: '' };
    localStorage.setItem('aksplan.draft', JSON.stringify(draft));
  }, plan);
  const page = await load(browser);
  assert.equal(await field(page, '/name').inputValue(), 'Of before');
  await page.getByRole('tab', { name: 'Text' }).click();
  assert.equal(await page.locator('#plan-text').inputValue(), '{ broken');
  assert.equal(await page.evaluate(() => localStorage.getItem('aksplan.draft')), null);
});

test('work survives when the browser is killed', async (t) => {
  const profile = mkdtempSync(join(tmpdir(), 'aksplan-profile-'));
  t.after(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
  const first = await launchProfile(profile);
  const page = await first.newPage();
  await page.goto(address + (await fragmentOf(named('Alpha'))));
  await field(page, name).fill('before-the-crash');
  await page.waitForFunction(() =>
    Object.values(localStorage).some((it) => it.includes('before-the-crash')),
  );
  // The browser writes its storage to the disk in its own time.
  await page.waitForTimeout(6500);
  await first.kill();
  const second = await launchProfile(profile);
  t.after(() => second.kill());
  const again = await second.newPage();
  await again.goto(address);
  await again.locator('.plan-form').waitFor();
  assert.equal(await field(again, name).inputValue(), 'before-the-crash');
});

test('a link without names tells none, and the same is found in its plan', async () => {
  const plan = overlapping();
  plan.name = 'Secret Project Hornet';
  plan.clusters[0].name = 'hornet-cluster';
  plan.virtualNetworks[0].name = 'hornet-vnet';
  const page = await openPlan(plan);
  await menu(page, 'Share by link…');
  await dialog(page).getByLabel('Put other names in the place of mine').check();
  await dialog(page).getByRole('cell', { name: 'hornet-cluster' }).waitFor();
  const link = dialog(page).getByLabel(/^Link/);
  await page.waitForFunction(
    (before) =>
      /** @type {HTMLInputElement} */ (document.querySelector('.link-field input'))?.value !==
      before,
    new URL(await fragmentOf(plan), address).href,
  );
  const fragment = new URL(await link.inputValue()).hash;
  const other = await open({ fragment });
  const shared = await planOf(other);
  assert.doesNotMatch(JSON.stringify(shared), /hornet|secret|project/i);
  assert.deepEqual(shared.clusters[0].agentPools.length, plan.clusters[0].agentPools.length);
  const found = (it) => it.locator('.verdict').evaluate((button) => button.textContent);
  assert.equal(await found(other), await found(page));
});

test('the page opens without a network once it was loaded, with everything in it', async () => {
  const browser = await context();
  const page = await load(browser, await fragmentOf(named('Alpha')));
  await field(page, name).fill('offline');
  await page.evaluate(() => navigator.serviceWorker.ready);
  await browser.setOffline(true);
  await page.goto('about:blank');
  await page.goto(address);
  await page.locator('.plan-form').waitFor();
  assert.equal(await field(page, name).inputValue(), 'offline');
  await page.getByRole('tab', { name: 'Output' }).click();
  await page.locator('.code').waitFor();
  await plansButton(page).click();
  await dialog(page).getByRole('button', { name: 'Alpha', exact: true }).waitFor();
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(
      names.map(async (it) => (await (await caches.open(it)).keys()).map(({ url }) => url)),
    );
    return all.flat();
  });
  assert.ok(kept.length > 5);
  assert.deepEqual(
    kept.filter((it) => !it.startsWith(address)),
    [],
    'nothing of others is kept',
  );
  await browser.setOffline(false);
  forgive();
});

test('a browser without a database says that there is no history, and works', async () => {
  const browser = await context();
  await browser.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('closed', 'SecurityError');
    };
  });
  const page = await load(browser, await fragmentOf(named('Alpha')));
  await field(page, name).fill('kept');
  await page.locator('.notice', { hasText: 'keeps no history' }).waitFor();
  await plansButton(page).click();
  await dialog(page).locator('.problem').waitFor();
  await page.reload();
  assert.equal(await field(page, name).inputValue(), 'kept');
});

test('a key goes to the place of the next finding, and one back', async () => {
  const page = await openPlan(overlapping());
  const output = page.getByRole('tab', { name: 'Text' });
  await output.click();
  await output.focus();
  await page.keyboard.press('F8');
  await page.waitForFunction(() => document.activeElement?.closest('.plan-form') !== null);
  await page.keyboard.press('F9');
  await page.waitForFunction(() => document.activeElement?.id === 'tab-text');
});
