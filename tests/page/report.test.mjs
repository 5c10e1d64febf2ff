// The report for the network team, how packets travel, and what words mean.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { clean, field, openPlan, show } from './page.mjs';
import { small } from './plans.mjs';

const tricky = () =>
  small((it) => {
    it.name = 'Shop | <b>network</b>';
    it.addressBook = [{ name: '=HYPERLINK("x")', cidr: '192.168.7.0/24', kind: 'onPremises' }];
  });

test('the report says what the command line says, and goes to the clipboard and to files', async () => {
  const page = await openPlan(tricky());
  await show(page, 'Report');
  const report = page.locator('.report');
  for (const title of ['Ranges in use', 'What must lie apart', 'Ways out', 'Open questions']) {
    await report.getByRole('heading', { name: title }).waitFor();
  }
  assert.equal(
    await report.locator('.report-title').innerText(),
    'Network report: Shop | <b>network</b>',
  );
  assert.equal(await report.locator('b').count(), 0);

  const { init, report: written } = await import('aksplan');
  await init();
  const markdown = written(tricky(), { to: 'markdown' });
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await page.waitForFunction(() =>
    /Report copied/.test(document.querySelector('output.unseen')?.textContent ?? ''),
  );
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), markdown);
  for (const [name, expected] of [
    ['network.md', markdown],
    ['network.csv', written(tricky(), { to: 'csv' })],
  ]) {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: `Download ${name}` }).click(),
    ]);
    assert.equal(readFileSync(await file.path(), 'utf8'), expected);
  }
  assert.match(written(tricky(), { to: 'csv' }), /"'=HYPERLINK\(""x""\)"/);

  await field(page, '/clusters/0/networkProfile/podCidr').fill('10.222.0.0/16');
  assert.match(await report.innerText(), /10\.222\.0\.0\/16/);
});

test('on paper there is the report alone', async () => {
  const page = await openPlan(tricky());
  await show(page, 'Report');
  await page.locator('.report').waitFor();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const gone of ['header.top', '#form', '.jump', '.tabs', '.map', '.report-pane > .tools']) {
    assert.equal(await page.locator(gone).first().isVisible(), false, gone);
  }
  assert.ok(await page.locator('.report').isVisible());
  const wide = await page.evaluate(() => document.querySelector('.report')?.clientWidth ?? 0);
  assert.ok(wide > 1000, `${wide} of 1440 pixels`);
  const [text, ground] = await page.locator('.report').evaluate((it) => {
    const style = getComputedStyle(it);
    return [style.color, getComputedStyle(document.body).backgroundColor];
  });
  assert.equal(text, 'rgb(24, 33, 44)', 'dark on white, whatever the screen has');
  assert.equal(ground, 'rgba(0, 0, 0, 0)');
});

test("packets travel on the plan's own addresses, and otherwise with another model", async () => {
  const page = await openPlan(small());
  await show(page, 'Packets');
  const way = (name) => page.locator('.way', { hasText: name });
  const first = way('From a pod to a pod on another node');
  assert.match(await first.innerText(), /from 10\.244\.0\.10 to 10\.244\.1\.10/);
  assert.match(await first.innerText(), /no tunnel, and no route/);
  const out = way('From a pod to the internet');
  await out.locator('summary').click();
  assert.match(await out.innerText(), /puts its own address in place of the pod's/);
  assert.match(await out.innerText(), /10\.240\.0\.4/);

  await field(page, '/clusters/0/networkProfile/networkPlugin').selectOption('kubenet');
  await field(page, '/clusters/0/networkProfile/networkPluginMode').selectOption('');
  assert.match(await first.innerText(), /has a route for 10\.244\.1\.0\/24 to 10\.240\.0\.5/);
});

test('words are explained where they stand, and the focus comes back', async () => {
  const page = await openPlan(small());
  await show(page, 'Packets');
  const word = page.locator('.way .term', { hasText: /^service$/ }).first();
  await page.locator('.way', { hasText: 'From a pod to a service' }).locator('summary').click();
  await word.focus();
  await page.keyboard.press('Enter');
  const meaning = page.getByRole('dialog', { name: 'service' });
  await meaning.waitFor();
  assert.match(await meaning.innerText(), /A lasting address and name for a group of pods/);
  await page.keyboard.press('Escape');
  await meaning.waitFor({ state: 'hidden' });
  assert.equal(await word.evaluate((it) => it === document.activeElement), true);
});

test('fields explain their words too, in a narrow window as well', async () => {
  const page = await openPlan(small(), { viewport: { width: 320, height: 640 } });
  await field(page, '/clusters/0/name').focus();
  const word = page.locator('#form .term').first();
  const name = await word.innerText();
  await word.click();
  const meaning = page.locator('#meaning');
  await meaning.waitFor();
  assert.match(
    (await meaning.innerText()).toLowerCase(),
    new RegExp(name.toLowerCase().slice(0, 5)),
  );
  const { x, width } = await meaning.boundingBox();
  assert.ok(x >= 0 && x + width <= 320, `${x} to ${x + width}`);
  await meaning.getByRole('button', { name: 'Close' }).click();
  await meaning.waitFor({ state: 'hidden' });
  clean();
});
