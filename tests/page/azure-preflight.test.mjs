// Whether a plan will work, beside its findings.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vnet } from '../arm/client.mjs';
import { arm, dialog, openAzurePage, openDialog, withToken } from './azure.mjs';
import { field, show } from './page.mjs';
import { small } from './plans.mjs';

const hub = `/subscriptions/${arm.options.subscription}/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub`;

async function ask(page) {
  const panel = dialog(page);
  await panel.getByRole('tab', { name: 'Will it work' }).click();
  await panel.getByRole('button', { name: /^Ask (Azure|again)$/ }).click();
  await panel.getByText(/^Looked at/).waitFor();
  return panel;
}

test('what Azure says stands beside the findings, marked, for as long as the plan is the same', async () => {
  arm.limits.set('westeurope/standardDSv5Family', 4);
  const page = await openAzurePage(small());
  await show(page, 'Findings');
  const before = await page.locator('#pane .finding').count();
  await withToken(page);
  const panel = await ask(page);
  const [own] = await panel.locator('.finding.error').allInnerTexts();
  assert.match(own, /from Azure/);
  assert.match(own, /quota|vCPU/i);
  await panel.getByText(/^Not known/).click();
  assert.match(await panel.locator('.facts').first().innerText(), /machines left/);
  await panel.getByRole('button', { name: 'See all findings beside the plan' }).click();

  const live = page.locator('#pane .finding').filter({ hasText: 'from Azure' });
  await live.first().waitFor();
  assert.ok((await page.locator('#pane .finding').count()) > before);
  assert.match(await page.locator('.live-note').innerText(), /\d+ things looked at, \d+ not known/);
  assert.ok(
    arm.requests.every(({ method }) => ['GET', 'HEAD'].includes(method)),
    'only reads',
  );

  await field(page, '/clusters/0/name').fill('other');
  await page
    .locator('.live-note')
    .getByText(/has changed since/)
    .waitFor();
  assert.equal(await live.count(), 0);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await live.first().waitFor();
  await page.locator('.live-note').getByRole('button', { name: 'Put aside' }).click();
  assert.equal(await live.count(), 0);
  assert.equal(await page.locator('#pane .finding').count(), before);
});

test('what an estate brings stays beside what Azure says', async () => {
  arm.seed(hub, vnet('10.240.0.0/15'));
  const page = await openAzurePage(small());
  const panel = await withToken(page);
  await panel.getByRole('button', { name: 'Read them' }).click();
  await panel.getByText(/ranges? of 1 subscription (is|are) known/).waitFor();
  await ask(page);
  await page.keyboard.press('Escape');
  await show(page, 'Findings');
  await page.locator('.live-note').waitFor();
  await page.locator('#pane .finding').filter({ hasText: '10.240.0.0/15' }).first().waitFor();
});

test('a pre-flight that fails says why, and the findings stay', async () => {
  const page = await openAzurePage(small());
  const panel = await withToken(page);
  await show2(panel);
  arm.tokens.expire();
  await panel.getByRole('button', { name: 'Ask Azure' }).click();
  await panel.locator('.asked').getByRole('button', { name: 'Give up' }).click();
  await panel.locator('.problem').first().waitFor();
  assert.match(await panel.locator('.problem').first().innerText(), /nobody signed in again/);
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.live-note').count(), 0);
  await openDialog(page);
});

const show2 = (panel) => panel.getByRole('tab', { name: 'Will it work' }).click();
