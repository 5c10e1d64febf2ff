// Signing in: with an account by MSAL, with a pasted token, with a gateway's key.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  arm,
  dialog,
  hosts,
  openAzurePage,
  openDialog,
  openId,
  signedIn,
  typeAccount,
  withAccount,
  withToken,
} from './azure.mjs';
import { field, planOf, settled } from './page.mjs';
import { small } from './plans.mjs';

/** Everything that a page keeps, as one text. */
async function kept(page) {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return JSON.stringify({
      local: { ...localStorage },
      session: { ...sessionStorage },
      databases: databases.map((it) => it.name),
      address: location.href,
      cookies: document.cookie,
      text: document.documentElement.innerHTML,
    });
  });
}

for (const [cloud, [login, management]] of Object.entries(hosts)) {
  test(`an account signs in by MSAL: ${cloud}`, async () => {
    const page = await openAzurePage(small());
    await field(page, '/clusters/0/name').fill('typed');
    const panel = await withAccount(page, { cloud });
    assert.match(await panel.innerText(), /ada@example\.com/);
    assert.equal(
      await panel.getByLabel('Subscription', { exact: true }).inputValue(),
      arm.options.subscription,
    );
    assert.deepEqual(
      openId.asked.map((it) => [it.tenant, it.path, it.grant]),
      [
        ['organizations', 'oauth2/v2.0/authorize', undefined],
        ['organizations', 'oauth2/v2.0/token', 'authorization_code'],
      ],
    );
    const [first] = arm.requests;
    assert.equal(first.headers.host, management);
    assert.match(login, /^login\./);
    assert.equal((await planOf2(page)).clusters[0].name, 'typed');
  });
}

async function planOf2(page) {
  await page.keyboard.press('Escape');
  return planOf(page);
}

test('nothing of a token is kept, in no storage, no link and no text; a reload forgets it', async () => {
  const page = await openAzurePage(small());
  const consoles = [];
  page.on('console', (it) => consoles.push(it.text()));
  await withAccount(page);
  await page.keyboard.press('Escape');
  await field(page, '/clusters/0/name').fill('other');
  await settled(page);
  const bearers = arm.requests.map((it) => it.headers.authorization?.replace(/^Bearer /, ''));
  assert.ok(bearers.length > 0);
  const all = await kept(page);
  // Its claims would do to know it by.
  for (const part of ['eyJ', 'access_token', 'refresh_token']) {
    assert.ok(!all.includes(part), part);
  }
  assert.deepEqual(consoles, []);
  await page.reload();
  const panel = await openDialog(page);
  await panel.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  assert.equal(await panel.getByRole('button', { name: 'Sign out' }).count(), 0);
  assert.notEqual(await panel.getByLabel('Application (client) id').inputValue(), '');
});

test('a token that ends is renewed without a question', async () => {
  const page = await openAzurePage(small());
  const panel = await withAccount(page);
  const before = openId.asked.length;
  arm.tokens.expire();
  await panel.getByRole('button', { name: /^List clusters/ }).click();
  await panel.getByText('Clusters (0)').waitFor();
  const grants = openId.asked.slice(before).map((it) => it.grant);
  assert.ok(grants.length > 0);
  assert.ok(
    grants.every((it) => it === 'refresh_token'),
    String(grants),
  );
  assert.ok(arm.requests.some((it) => it.status === 200 && /managedClusters/.test(it.path)));
});

test('a claims challenge in the middle asks people, and what runs goes on', async () => {
  const page = await openAzurePage(small());
  const panel = await withAccount(page);
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1767225600"}}}';
  arm.fault({ match: { path: 'managedClusters' }, claims, times: 1 });
  openId.state.refuses = true;
  await panel.getByRole('button', { name: /^List clusters/ }).click();
  const opened = page.waitForEvent('popup');
  await panel.getByRole('button', { name: 'Sign in again' }).click();
  await typeAccountMaybe(await opened);
  await panel.getByText('Clusters (0)').waitFor();
  const window = openId.asked.findLast((it) => it.path.endsWith('authorize'));
  assert.match(window?.claims ?? '', /1767225600/);
});

/** Whoever is still signed in there is not asked for a name. */
async function typeAccountMaybe(window) {
  const closed = window.isClosed() ? undefined : window.waitForEvent('close');
  const name = window.getByLabel('Account');
  await Promise.race([closed, name.waitFor()]);
  if (!window.isClosed()) await typeAccount(window, 'ada@example.com');
}

test('a window that was closed, or forbidden, says so and loses nothing', async () => {
  const page = await openAzurePage(small());
  const panel = await openDialog(page);
  await panel.getByLabel('Application (client) id').fill('0f8fad5b-d9cb-469f-a165-70867728950e');
  await page.evaluate(() => {
    window.open = () => null;
  });
  await panel.getByRole('button', { name: 'Sign in', exact: true }).click();
  await panel.locator('.problem').waitFor();
  assert.match(await panel.locator('.problem').innerText(), /pop-ups/);
});

test('a pasted token is told by what it says of itself', async () => {
  const page = await openAzurePage(small());
  const panel = await openDialog(page);
  await panel.getByRole('radio', { name: /A token/ }).check();
  const box = panel.getByLabel('Token', { exact: true });
  const go = panel.getByRole('button', { name: 'Sign in', exact: true });
  /** @type {[string, RegExp][]} */
  const cases = [
    ['hello', /no token/],
    [arm.token({ seconds: -60 }), /ended at/],
    [arm.token({ audience: 'https://graph.microsoft.com/' }), /graph\.microsoft\.com/],
  ];
  for (const [text, reason] of cases) {
    await box.fill(text);
    await go.click();
    await panel.locator('.problem').filter({ hasText: reason }).waitFor();
  }
  assert.equal(arm.requests.length, 0, 'nothing was asked');
  await box.fill(JSON.stringify({ accessToken: arm.token() }));
  await go.click();
  await signedIn(page);
  assert.match(await panel.innerText(), /until \d/);
  assert.ok(!(await kept(page)).includes('eyJ'));
});

test('when a pasted token ends, another one is asked for, and what waits goes on', async () => {
  const page = await openAzurePage(small());
  const panel = await withToken(page);
  arm.tokens.expire();
  await panel.getByRole('button', { name: /^List clusters/ }).click();
  await panel.locator('.asked').waitFor();
  await panel.locator('.asked').getByLabel('Token', { exact: true }).fill(arm.token());
  await panel.getByRole('button', { name: 'Go on' }).click();
  await panel.getByText('Clusters (0)').waitFor();
  assert.equal(await panel.locator('.asked').count(), 0);
});

test('signing out forgets everything', async () => {
  const page = await openAzurePage(small());
  const panel = await withToken(page);
  await panel.getByRole('button', { name: 'Sign out' }).click();
  await panel.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  assert.equal(await dialog(page).getByLabel('Token', { exact: true }).inputValue(), '');
});
