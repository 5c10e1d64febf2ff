// Deploying from the page: the same resources as from Node, and no work lost.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seed } from '../az/existing.mjs';
import { plans } from '../az/plans.mjs';
import { changing as changes } from '../azure/deploying.mjs';
import { arm, azureContext, dialog, openAzurePage, withToken } from './azure.mjs';
import { fragmentOf, load } from './page.mjs';
import { small } from './plans.mjs';

const changing = () => changes(arm.requests);

/** Signs in, and shows what would be sent. */
async function tried(page) {
  const panel = await withToken(page);
  await panel.getByRole('tab', { name: 'Deploy' }).click();
  await panel.getByRole('button', { name: 'Show what would be sent' }).click();
  await panel.locator('.request').first().waitFor();
  return panel;
}

const send = (panel) => panel.getByRole('button', { name: /^Deploy: \d+ requests?$/ });
const over = (panel, words) =>
  panel.getByRole('heading', { name: words }).waitFor({ timeout: 60_000 });

test('a plan is deployed after a dry run, request by request; the second time nothing is sent', async () => {
  const page = await openAzurePage(small());
  const panel = await tried(page);
  assert.deepEqual(changing(), [], 'a dry run changes nothing');
  const cluster = panel
    .locator('.request')
    .filter({ hasText: /^cluster prod/i })
    .first();
  await cluster.locator('summary').click();
  assert.match(await cluster.locator('pre').innerText(), /agentPoolProfiles/);
  await send(panel).click();
  await over(panel, /everything is as planned/);
  const states = await panel.locator('.request').allInnerTexts();
  assert.ok(
    states.every((it) => /done|nothing to do/.test(it)),
    states.join('\n'),
  );
  const made = arm.resources();
  assert.ok(Object.keys(made).some((id) => id.endsWith('/managedclusters/prod')));
  const sent = changing();
  assert.equal(new Set(sent).size, sent.length, 'nothing twice');
  await panel.getByRole('button', { name: 'Back' }).click();
  await panel.getByRole('button', { name: 'Show what would be sent' }).click();
  await panel.getByText('There is nothing to do.').waitFor();
  assert.deepEqual(changing(), sent);
  assert.deepEqual(arm.problems, []);
  // The tab's storage holds the journal, and no token.
  const stored = await page.evaluate(async () => JSON.stringify({ ...localStorage }));
  assert.ok(!stored.includes('eyJ'));
});

test('what changes something that exists is shown, and waits for a yes', async () => {
  const { plan } = plans().find(({ name }) => name === '01-open-service-mesh') ?? {};
  seed(arm, plan);
  const page = await openAzurePage(plan);
  const panel = await tried(page);
  const changes = panel.locator('.request.does-change .changes').first();
  assert.match(await changes.innerText(), /addonProfiles.*openServiceMesh/s);
  await send(panel).click();
  await panel.getByRole('button', { name: 'No, send nothing' }).click();
  await panel.locator('.problem').first().waitFor();
  assert.deepEqual(changing(), [], 'a no sends nothing');
  await send(panel).click();
  await panel.getByRole('button', { name: 'Yes, change it' }).click();
  await over(panel, /everything is as planned/);
  assert.equal(changing().filter((it) => /managedClusters/i.test(it)).length, 1);
});

test('a tab closed in the middle goes on where it stopped when it is opened again', async () => {
  const browser = await azureContext();
  const fragment = await fragmentOf(small());
  const page = await load(browser, fragment);
  let panel = await tried(page);
  // The cluster's operation lasts until the tab is gone.
  const operation = { hangs: true };
  arm.fault({ match: { method: 'PUT', path: /managedClusters\/prod$/ }, times: 1, operation });
  await send(panel).click();
  await panel.locator('.request.operation').first().waitFor({ timeout: 30_000 });
  await page.close();
  const sent = changing();
  operation.hangs = false;

  const other = await load(browser);
  await other.getByText(/deployment of prod was begun here/i).waitFor();
  await other.getByRole('button', { name: 'Look at it…' }).click();
  panel = dialog(other);
  await withToken(other, { open: false });
  await panel.getByRole('tab', { name: 'Deploy' }).click();
  await panel.getByRole('button', { name: 'Go on' }).waitFor();
  assert.deepEqual(changing(), sent, 'nothing is sent before somebody says so');
  await panel.getByRole('button', { name: 'Go on' }).click();
  await over(panel, /everything is as planned/);
  const all = changing();
  assert.deepEqual(all.slice(0, sent.length), sent);
  assert.ok(all.length > sent.length, 'what was missing is sent');
  assert.equal(new Set(all).size, all.length, 'nothing twice');
  await panel.getByRole('button', { name: 'Back' }).click();
  assert.equal(await panel.getByText(/not at its end/).count(), 0);
});

test('two tabs: the second one says that the first one is at it', async () => {
  const browser = await azureContext();
  const fragment = await fragmentOf(small());
  const first = await load(browser, fragment);
  const one = await tried(first);
  arm.fault({
    match: { method: 'PUT', path: 'managedClusters/prod' },
    operation: { hangs: true },
  });
  await send(one).click();
  await one.locator('.request.operation').first().waitFor({ timeout: 30_000 });

  const second = await load(browser, fragment);
  const two = await withToken(second);
  await two.getByRole('tab', { name: 'Deploy' }).click();
  await two.getByText('Another tab is at it: look there.').waitFor();
  assert.ok(await two.getByRole('button', { name: 'Go on' }).isDisabled());

  // The first one stops: then the second one may go on.
  await one.getByRole('button', { name: 'Stop', exact: true }).click();
  await over(one, /stopped/);
  await two.getByText('It goes on with what it began').waitFor();
  assert.ok(await two.getByRole('button', { name: 'Go on' }).isEnabled());
  const puts = changing().filter((it) => /^PUT .*managedClusters\/prod$/i.test(it));
  assert.equal(puts.length, 1);
});

test('offline in the middle: it says so, and goes on when the network is back', async () => {
  const browser = await azureContext();
  const page = await load(browser, await fragmentOf(small()));
  const panel = await tried(page);
  await browser.setOffline(true);
  await panel.getByText('You are offline.').first().waitFor();
  await send(panel).click();
  await panel.getByRole('heading', { name: /on its way/ }).waitFor();
  await browser.setOffline(false);
  await over(panel, /everything is as planned/);
  const sent = changing();
  assert.equal(new Set(sent).size, sent.length, 'nothing twice');
});

test('what Azure refuses is said in its own words, and can be tried again', async () => {
  const page = await openAzurePage(small());
  const panel = await tried(page);
  const code = 'SkuNotAvailable';
  const message = 'The requested size is not available in this location.';
  arm.fault({
    match: { method: 'PUT', path: 'managedClusters/prod' },
    times: 1,
    status: 400,
    body: { error: { code, message } },
  });
  await send(panel).click();
  await over(panel, /something failed/);
  const failed = panel.locator('.request.failed').first();
  await failed.getByText('What Azure says').click();
  assert.match(await failed.innerText(), /The requested size is not available/);
  await panel.getByRole('button', { name: 'Try again' }).click();
  await over(panel, /everything is as planned/);
});
