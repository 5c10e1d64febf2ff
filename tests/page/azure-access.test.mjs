// The dialog of Azure: accessibility in every state, keyboard, narrow windows.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { arm, dialog, openAzurePage, openDialog, signedIn } from './azure.mjs';
import { small } from './plans.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => globalThis.axe.run());
  return found.map(
    (it) => `${it.id}: ${it.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
  );
}

/** Nothing is cut off at the side. */
async function fits(page) {
  const { scroll, width } = await dialog(page).evaluate((it) => ({
    scroll: it.scrollWidth,
    width: it.clientWidth,
  }));
  assert.ok(scroll <= width, `${scroll} > ${width}`);
}

/** A picture for people to look at, where the environment asks for it. */
async function picture(page, name) {
  const folder = process.env.AKSPLAN_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/azure-${name}.png` });
}

/** @type {[string, import('playwright-core').BrowserContextOptions][]} */
const looks = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['narrow', { viewport: { width: 320, height: 640 } }],
];

for (const [title, options] of looks) {
  test(`axe finds nothing, and nothing is cut off: ${title}`, async () => {
    const page = await openAzurePage(small(), options);
    const panel = await openDialog(page);
    const look = async (state) => {
      assert.deepEqual(await violations(page), [], state);
      await fits(page);
      await picture(page, `${title}-${state}`);
    };
    await look('sign-in');
    await panel.getByRole('radio', { name: /A token/ }).check();
    await panel.getByLabel('Token', { exact: true }).fill('none');
    await panel.getByRole('button', { name: 'Sign in', exact: true }).click();
    await panel.locator('.problem').waitFor();
    await look('refused');
    await panel.getByLabel('Token', { exact: true }).fill(arm.token());
    await panel.getByRole('button', { name: 'Sign in', exact: true }).click();
    await signedIn(page);
    await panel.getByRole('button', { name: 'Read them' }).click();
    await panel.getByText(/ranges? of 1 subscription (is|are) known/).waitFor();
    await panel.getByRole('button', { name: /^List clusters/ }).click();
    await panel.getByText('Clusters (0)').waitFor();
    await look('existing');
    await panel.getByRole('tab', { name: 'Will it work' }).click();
    await panel.getByRole('button', { name: 'Ask Azure' }).click();
    await panel.getByText(/^Looked at/).click();
    await look('preflight');
    await panel.getByRole('tab', { name: 'Deploy' }).click();
    await panel.getByRole('button', { name: 'Show what would be sent' }).click();
    await panel.locator('.request').first().waitFor();
    await look('dry-run');
    await panel.getByRole('button', { name: /^Deploy: \d+ requests?$/ }).click();
    await panel.getByRole('heading', { name: /everything is as planned/ }).waitFor();
    await look('deployed');
  });
}

test('by keyboard alone: open, sign in with a token, ask, close; the focus returns', async () => {
  const page = await openAzurePage(small());
  await page
    .locator('header')
    .getByRole('button', { name: /^Azure/ })
    .focus();
  await page.keyboard.press('Enter');
  const panel = dialog(page);
  await panel.getByRole('radio', { name: /My account/ }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText(arm.token());
  await page.keyboard.press('Enter');
  await signedIn(page);
  await panel.getByRole('tab', { name: 'What exists' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await panel.getByText(/^Looked at/).waitFor();
  await page.keyboard.press('Escape');
  assert.match(
    await page.evaluate(() => document.activeElement?.textContent ?? ''),
    /^Azure/,
    'the focus is back',
  );
});
