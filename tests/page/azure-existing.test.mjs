// What exists: read into the page, held against the plan, and taken into it; and the gateway.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aks, pool, subnet, vnet } from '../arm/client.mjs';
import {
  arm,
  azureContext,
  dialog,
  gateway,
  openAzurePage,
  openDialog,
  signedIn,
  withToken,
} from './azure.mjs';
import { address, clean, field, fragmentOf, load, open, planOf, show } from './page.mjs';
import { small } from './plans.mjs';

const group = `/subscriptions/${arm.options.subscription}/resourceGroups/hub`;
const hub = `${group}/providers/Microsoft.Network/virtualNetworks/hub`;
const cluster = `${group}/providers/Microsoft.ContainerService/managedClusters/old`;

/** A hub with a cluster in it, where the plan's own network would lie. */
function existing() {
  arm.seed(hub, vnet('10.240.0.0/15'));
  arm.seed(`${hub}/subnets/nodes`, subnet('10.240.0.0/24'));
  arm.seed(
    cluster,
    aks({ networkProfile: { networkPlugin: 'azure', networkPluginMode: 'overlay' } }, [
      pool({ vnetSubnetID: `${hub}/subnets/nodes` }),
    ]),
  );
}

test('an estate is read with progress, held against the plan, and forgotten', async () => {
  existing();
  const page = await openAzurePage(small());
  const panel = await withToken(page);
  await panel.getByRole('button', { name: 'Read them' }).click();
  await panel.getByText(/ranges? of 1 subscription (is|are) known/).waitFor();
  await page.keyboard.press('Escape');
  await show(page, 'Findings');
  await page.locator('.finding').filter({ hasText: '10.240.0.0/15' }).first().waitFor();
  await openDialog(page);
  await panel.getByRole('button', { name: 'Forget them' }).click();
  await page.keyboard.press('Escape');
  await page.waitForFunction(
    () => !/10\.240\.0\.0\/15/.test(document.querySelector('.findings')?.textContent ?? ''),
  );
});

test('reading an estate can be stopped, and a failure says what Azure says', async () => {
  existing();
  const page = await openAzurePage(small());
  const panel = await withToken(page);
  arm.fault({ match: { path: 'ResourceGraph' }, silent: true, times: 1 });
  await panel.getByRole('button', { name: 'Read them' }).click();
  await panel.getByRole('button', { name: 'Stop' }).click();
  await panel.locator('progress').waitFor({ state: 'hidden' });
  const body = { error: { code: 'AuthorizationFailed', message: 'You may not do this at all.' } };
  arm.fault({ match: { path: 'ResourceGraph' }, status: 403, body, times: 1 });
  await panel.getByRole('button', { name: 'Read them' }).click();
  await panel.getByText('What Azure says').click();
  const said = await panel.locator('.problem').innerText();
  assert.match(said, /You may not do this at all/);
  assert.match(said, /activity log/);
});

test('a cluster that exists becomes the plan, and the former one is an undo away', async () => {
  existing();
  const page = await openAzurePage(small());
  const panel = await withToken(page);
  await panel.getByRole('button', { name: /^List clusters/ }).click();
  await panel.getByLabel('old').check();
  await panel.getByRole('button', { name: 'Open as a plan' }).click();
  await panel.waitFor({ state: 'hidden' });
  assert.equal(await field(page, '/clusters/0/name').inputValue(), 'old');
  const plan = await planOf(page);
  assert.equal(plan.clusters[0].existing, true);
  assert.equal(plan.virtualNetworks[0].name, 'hub');
  await page.getByRole('button', { name: /^Undo/ }).click();
  assert.equal((await planOf(page)).clusters[0].name, 'prod');
});

test('a network that exists goes into the plan as one that is used', async () => {
  existing();
  const page = await openAzurePage(small());
  const panel = await withToken(page);
  await panel.getByRole('button', { name: /^List clusters/ }).click();
  await panel.getByRole('button', { name: 'Take hub into the plan' }).click();
  await page.keyboard.press('Escape');
  const plan = await planOf(page);
  assert.equal(plan.subscription, arm.options.subscription);
  const [, taken] = plan.virtualNetworks;
  assert.deepEqual(
    [taken.name, taken.existing, taken.resourceGroup, taken.addressPrefixes],
    ['hub', true, 'hub', ['10.240.0.0/15']],
  );
  // The network card of the cluster's has an address in it.
  assert.deepEqual(taken.subnets, [
    { name: 'nodes', existing: true, addressPrefix: '10.240.0.0/24', otherAddresses: 1 },
  ]);
});

test('many subscriptions can be searched', async () => {
  for (let at = 0; at < 30; at++) {
    const id = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
    arm.subscriptions.set(id, `team ${at}`);
  }
  const page = await openAzurePage(small());
  const panel = await withToken(page);
  await panel.getByLabel(/Search/).fill('team 17');
  const list = panel.getByLabel('Subscription', { exact: true });
  await list.selectOption({ label: 'team 17' });
  await panel.getByRole('button', { name: 'List clusters and networks of team 17' }).waitFor();
  // The choice is for the next visit, too.
  await page.reload();
  await withToken(page);
  assert.match(await list.inputValue(), /17$/);
});

test('a gateway of the page’s own host, with its key in a header of its own', async () => {
  existing();
  const behind = new URL(address).origin + gateway.path;
  const browserContext = await azureContext({ hosts: [behind] });
  // A gateway of the same host: what the page asks of it goes on to the local one.
  await browserContext.route(`${behind}/**`, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const answer = await route.fetch({ url: arm.httpUrl + pathname + search });
    await route.fulfill({ response: answer });
  });
  const page = await load(browserContext, await fragmentOf(small()));
  const panel = await openDialog(page);
  await panel.getByRole('radio', { name: /key of a gateway/ }).check();
  await panel.getByLabel(/^Base address/).fill(behind);
  await panel.getByLabel('Header of the key').fill(gateway.header);
  await panel.getByLabel('Key', { exact: true }).fill(gateway.key);
  await panel.getByRole('button', { name: 'Sign in', exact: true }).click();
  await signedIn(page);
  await panel.getByRole('button', { name: /^List clusters/ }).click();
  await panel.getByText('Clusters (1)').waitFor();
  assert.ok(arm.requests.every((it) => it.headers.authorization === undefined));
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
  );
  assert.ok(!kept.includes(gateway.key));
  assert.ok(kept.includes(gateway.header));
});

test('a gateway that the page’s policy does not name says what to do', async () => {
  const page = await openAzurePage(small());
  const panel = await openDialog(page);
  await panel.getByRole('radio', { name: /key of a gateway/ }).check();
  await panel.getByLabel(/^Base address/).fill('https://gateway.example.com/arm');
  await panel.getByLabel('Key', { exact: true }).fill('k');
  await panel.getByRole('button', { name: 'Sign in', exact: true }).click();
  await panel.locator('.problem').waitFor();
  assert.match(
    await panel.locator('.problem').innerText(),
    /content security policy.*AKSPLAN_CONNECT/,
  );
  clean();
});

test('with nobody signed in, a whole session asks no other host for anything', async () => {
  // The context counts every request to another host as a problem, and the test fails with it.
  const page = await open({ fragment: await fragmentOf(small()) });
  const asked = [];
  page.on('request', (it) => asked.push(new URL(it.url()).origin));
  for (const tab of ['Findings', 'Tables', 'Text', 'Model', 'Rules']) await show(page, tab);
  await field(page, '/clusters/0/name').fill('other');
  await page.selectOption('.examples', 'Crowded, with much to find');
  const panel = await openDialog(page);
  for (const way of [/My account/, /A token/, /key of a gateway/]) {
    await panel.getByRole('radio', { name: way }).check();
  }
  await panel.getByRole('radio', { name: /My account/ }).check();
  await panel.getByLabel('Cloud').selectOption('AzureChinaCloud');
  await panel.getByLabel('Application (client) id').fill('0f8fad5b-d9cb-469f-a165-70867728950e');
  await page.keyboard.press('Escape');
  assert.equal(await dialog(page).count(), 0);
  await page.reload();
  await openDialog(page);
  assert.ok(asked.length > 0);
  assert.deepEqual(
    asked.filter((it) => it !== new URL(address).origin),
    [],
  );
});
