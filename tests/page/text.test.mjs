// Text pane, script, tables, network model, rules.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { field, forgive, openPlan, planOf, show } from './page.mjs';
import { overlapping, small } from './plans.mjs';

test('text and form follow each other', async () => {
  const page = await openPlan(small());
  await show(page, 'Text');
  const text = page.locator('#plan-text');
  await field(page, '/clusters/0/name').fill('blue');
  assert.match(await text.inputValue(), /"name": "blue"/);
  const typed = (await text.inputValue()).replace('"blue"', '"green" ');
  await text.fill(typed);
  assert.equal(await field(page, '/clusters/0/name').inputValue(), 'green');
  assert.equal(await text.inputValue(), typed, 'what is typed is not put in another form');
});

test('text that is no JSON is kept, with place and reason; the form stays', async () => {
  const page = await openPlan(small());
  await show(page, 'Text');
  const text = page.locator('#plan-text');
  const broken = '{\n  "clusters": [\n    { "name": "a", }\n  ]\n}';
  await text.fill(broken);
  assert.equal(await text.inputValue(), broken);
  assert.match(await page.locator('.problem').innerText(), /Line 3, column \d+/);
  assert.match(await page.locator('.problem').innerText(), /last good plan/);
  assert.equal(await field(page, '/clusters/0/name').inputValue(), 'prod');
  // An edit in the form leaves the text alone.
  await field(page, '/clusters/0/name').fill('still');
  assert.equal(await text.inputValue(), broken);
  await page.reload();
  await show(page, 'Text');
  assert.equal(await page.locator('#plan-text').inputValue(), broken, 'it survives a reload');
  assert.equal(await field(page, '/clusters/0/name').inputValue(), 'still');
  await page.getByRole('button', { name: 'Drop my text, show the plan' }).click();
  assert.match(await page.locator('#plan-text').inputValue(), /"still"/);
  assert.equal(await page.locator('.problem p').count(), 0);
});

test('text that is JSON but no plan says so', async () => {
  const page = await openPlan(small());
  await show(page, 'Text');
  await page.locator('#plan-text').fill('[1, 2]');
  assert.match(await page.locator('.problem').innerText(), /a plan is an object/);
  assert.equal(await field(page, '/clusters/0/name').inputValue(), 'prod');
});

test('a plan comes from a file and goes to one', async () => {
  const page = await openPlan(small());
  await show(page, 'Text');
  const plan = small((it) => {
    it.clusters[0].name = 'fromfile';
  });
  await page.locator('header').getByRole('button', { name: 'Read what you have…' }).click();
  await page.getByLabel('Files to read').setInputFiles({
    name: 'plan.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(plan)),
  });
  await page.getByRole('button', { name: 'Use this plan' }).click();
  assert.equal(await field(page, '/clusters/0/name').inputValue(), 'fromfile');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download plan.json' }).click(),
  ]);
  assert.deepEqual(JSON.parse(readFileSync(await file.path(), 'utf8')), plan);
});

test('the script is shown, copied and downloaded, and follows the plan', async () => {
  const page = await openPlan(small());
  await show(page, 'Output');
  const code = page.locator('.code');
  assert.match(await code.innerText(), /^#!.*bash/);
  assert.match(await code.innerText(), /az aks create/);
  await field(page, '/clusters/0/name').fill('renamed');
  assert.match(await code.innerText(), /renamed/);
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  const shown = (await code.evaluate((it) => it.textContent)).trimEnd();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied.trimEnd(), shown);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download deploy.sh' }).click(),
  ]);
  assert.equal(readFileSync(await file.path(), 'utf8').trimEnd(), shown);
  await page.getByLabel(/Teardown/).check();
  assert.match(await code.innerText(), /delete/);
});

test('the plan is a template and requests as well', async () => {
  const page = await openPlan(small());
  await show(page, 'Output');
  const code = page.locator('.code');
  await page.locator('.script select').selectOption('ARM template');
  assert.match(JSON.parse(await code.innerText()).$schema, /deploymentTemplate\.json#$/i);
  assert.equal(await page.getByLabel(/Teardown/).count(), 0);
  await page.locator('.script select').selectOption('ARM requests');
  const { requests } = JSON.parse(await code.innerText());
  assert.equal(requests.at(-1).method, 'PUT');
  await page.getByLabel(/Teardown/).check();
  assert.equal(JSON.parse(await code.innerText()).requests.at(-1).method, 'DELETE');
  await page.getByRole('button', { name: 'Download teardown.json' }).waitFor();
});

test('a plan with errors gives no script, unless it is wanted anyway', async () => {
  const page = await openPlan(overlapping());
  await show(page, 'Output');
  assert.match(await page.locator('.refused').first().innerText(), /There is no script/);
  assert.equal(await page.locator('.code').count(), 0);
  await page.getByRole('button', { name: 'Show it anyway' }).click();
  assert.match(await page.locator('.code').innerText(), /az aks create/);
});

test('text of the plan is text in the script, never markup', async () => {
  const plan = small((it) => {
    it.clusters[0].tags = { note: '<img src=x onerror=alert(1)>$(reboot)`id`' };
  });
  const page = await openPlan(plan);
  await show(page, 'Output');
  const force = page.getByRole('button', { name: 'Show it anyway' });
  if (await force.isVisible()) await force.click();
  assert.match(await page.locator('.code').innerText(), /<img src=x/);
  assert.equal(await page.locator('img').count(), 0);
});

test('what is loaded later says when it can not be, and is tried again', async () => {
  const page = await openPlan(small());
  await page.context().setOffline(true);
  await show(page, 'Output');
  assert.match(await page.locator('.refused').innerText(), /could not be loaded: you are offline/);
  await field(page, '/clusters/0/name').fill('works');
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  assert.match(await page.locator('.code').innerText(), /works/);
  forgive();
});

test('tables show the arithmetic', async () => {
  const plan = small((it) => {
    it.clusters[0].networkProfile = { networkPlugin: 'azure' };
    it.clusters[0].agentPools[1].count = 10;
    it.kubernetesVersions = ['1.35.1', '1.35.4', '1.36.2'];
    it.clusters[0].kubernetesVersion = '1.35.1';
  });
  const page = await openPlan(plan);
  await show(page, 'Tables');
  const tables = await page.locator('.tables').innerText();
  assert.match(tables, /10 nodes x \(1 \+ 30 pods\) = 310/);
  assert.match(tables, /1,019/);
  assert.match(tables, /rapid/);
  await page.locator('.tables button', { hasText: 'vnet/nodes' }).click();
  await page.waitForFunction(() =>
    document.activeElement?.id.includes('/virtualNetworks/0/subnets/0'),
  );
});

test('a network model is recommended with reasons, and taken into the plan', async () => {
  const page = await openPlan(
    small((it) => {
      it.clusters[0].networkProfile = { networkPlugin: 'kubenet', outboundType: 'loadBalancer' };
    }),
  );
  await show(page, 'Model');
  await page.locator('#need-nodes').fill('300');
  await page.locator('#need-freePrefix').fill('/22');
  assert.ok((await page.locator('.model-card').count()) >= 5);
  assert.match(await page.locator('.model-card.best').innerText(), /overlay/i);
  assert.ok((await page.locator('.model-card .against').count()) > 2);
  await page.locator('#need-nodes').fill('many');
  assert.equal(await page.locator('#need-nodes').inputValue(), 'many');
  assert.match(await page.locator('.note').first().innerText(), /many/);
  await page.locator('#need-nodes').fill('20');
  await page.getByRole('button', { name: 'Use it in prod' }).click();
  const profile = (await planOf(page)).clusters[0].networkProfile;
  assert.equal(profile.networkPluginMode, 'overlay');
  assert.equal(profile.outboundType, 'loadBalancer', 'what is not of the model is kept');
});

test('rules are found by name and by the text of an error', async () => {
  const page = await openPlan(overlapping());
  await show(page, /Findings/);
  await page.locator('.finding .foot .link').first().click();
  await page.locator('.rule-page').first().waitFor();
  assert.ok((await page.locator('.rule-page').count()) === 1);
  await page.locator('#question').fill('ServiceCidrOverlapExistingSubnetsCidr');
  assert.match(
    await page.locator('.rule-page').first().innerText(),
    /service-cidr-overlaps-subnet/,
  );
  await page.locator('#question').fill('');
  assert.ok((await page.locator('.rules li').count()) > 20);
});
