// What a plan becomes: writers, colours, copies, what changed since, everything in a zip.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { field, openPlan, show } from './page.mjs';
import { overlapping, small } from './plans.mjs';

const name = '/clusters/0/name';
const as = (page, to) => page.locator('.script select').selectOption(to);
const code = (page) => page.locator('.code');

test('each writer is shown in colours, and what it writes is what the command line writes', async () => {
  const page = await openPlan(small());
  await show(page, 'Output');
  await page.locator('.code .sh-comment').first().waitFor();
  assert.match(await code(page).locator('.sh-option').first().innerText(), /^--?\w/);
  const { init, render } = await import('aksplan');
  await init();
  for (const to of /** @type {const} */ (['az', 'arm', 'requests', 'plan'])) {
    await as(page, to);
    const { text } = render(small(), { to });
    assert.equal(await code(page).evaluate((it) => it.textContent), text, to);
    assert.ok((await code(page).locator('[class^="sh-"]').count()) > 5, to);
  }
});

test('what changed since the last copy is shown, for each plan and writer, after a reload too', async () => {
  const plan = small((it) => {
    it.clusters[0].networkProfile.podCidr = '10.221.0.0/16';
  });
  const page = await openPlan(plan);
  await show(page, 'Output');
  assert.equal(await page.locator('.since').count(), 0, 'nothing was taken yet');
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByText('Unchanged since it was last copied').waitFor();

  await field(page, '/clusters/0/networkProfile/podCidr').fill('10.222.0.0/16');
  const since = page.locator('.since');
  assert.match(await since.innerText(), /Changed since .*: \d+ lines? added, \d+ taken away\./);
  await page.getByLabel('Show only what changed').check();
  assert.match(await code(page).locator('ins').first().innerText(), /^\+.*10\.222\.0\.0/);
  assert.match(await code(page).locator('del').first().innerText(), /^-.*10\.221\.0\.0/);
  const shown = await code(page).evaluate((it) => it.textContent.split('\n').length);
  assert.ok(shown < 60, `${shown} lines`);

  await as(page, 'arm');
  assert.equal(await since.count(), 0, 'the template was never taken');

  await page.waitForFunction(() => location.hash.startsWith('#p='));
  await page.reload();
  await show(page, 'Output');
  await since.waitFor();
  assert.match(await since.innerText(), /Changed since/);
  await page.getByRole('button', { name: 'Download deploy.sh' }).click();
  await page.getByText('Unchanged since it was last copied').waitFor();

  await field(page, name).fill('other');
  await since.waitFor({ state: 'detached' });
});

test('everything comes in one zip file', async () => {
  const page = await openPlan(small());
  await show(page, 'Output');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download all' }).click(),
  ]);
  assert.equal(file.suggestedFilename(), 'aksplan.zip');
  const files = unzipped(readFileSync(await file.path()));
  const { init, render } = await import('aksplan');
  await init();
  for (const [to, teardown, path] of /** @type {const} */ ([
    ['az', false, 'deploy.sh'],
    ['az', true, 'teardown.sh'],
    ['arm', false, 'azuredeploy.json'],
    ['requests', false, 'requests.json'],
    ['requests', true, 'teardown.json'],
    ['plan', false, 'plan.json'],
  ])) {
    assert.equal(files.get(path), render(small(), { to, teardown }).text, path);
  }
  assert.match(files.get('network.md'), /^# Network report/);
  assert.match(files.get('network.csv'), /^cidr,first,last,/);
  assert.equal(files.size, 8);
  await page.getByText('Unchanged since it was last copied').waitFor();
});

/** The texts in a zip file, by its list at the end. */
function unzipped(bytes) {
  const files = new Map();
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size, name, extra, comment, start] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
      bytes.readUInt32LE(at + 42),
    ];
    const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    const data = bytes.subarray(from, from + size);
    const text = method === 0 ? data : inflateRawSync(data);
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), text.toString('utf8'));
    at += 46 + name + extra + comment;
  }
  return files;
}

test('a plan with errors becomes nothing, until that is wanted', async () => {
  const page = await openPlan(overlapping());
  await show(page, 'Output');
  assert.equal(await page.getByRole('button', { name: /Download/ }).count(), 0);
  await page.getByRole('button', { name: 'Show it anyway' }).click();
  assert.match(await code(page).innerText(), /az aks create/);
  await page.getByRole('button', { name: 'Hide it' }).click();
  assert.equal(await code(page).count(), 0);
});
