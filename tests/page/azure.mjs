// The page with Azure behind it: Chromium, told that Azure's hosts are on this machine. Page, content
// security policy, MSAL and addresses are those that people use, and Chromium asks as it asks Azure
// (TLS, CORS); only certificates are not looked at.

import { after, beforeEach } from 'node:test';
import { startArm } from '../arm/server.mjs';
import { launchBrowser } from '../support/browser.mjs';
import { clientId, startOpenId } from '../support/openid.mjs';
import { address, context, fragmentOf, load } from './page.mjs';

export { clientId };

export const hosts = {
  AzureCloud: ['login.microsoftonline.com', 'management.azure.com'],
  AzureUSGovernment: ['login.microsoftonline.us', 'management.usgovcloudapi.net'],
  AzureChinaCloud: ['login.partner.microsoftonline.cn', 'management.chinacloudapi.cn'],
};

const key = 'the key of the gateway';
export const gateway = { path: '/gateway', header: 'X-Team-Key', key };

export const arm = await startArm({ gateway });
export const openId = await startOpenId({
  redirectUri: `${address}signed-in.html`,
  token: () => arm.token(),
  tenant: arm.tenant,
  scopes: Object.values(hosts).map(([, it]) => `https://${it}/user_impersonation`),
});

/** Where principals are looked up. */
const graph = 'graph.microsoft.com';

const at = (name, port) => `MAP ${name} 127.0.0.1:${port}`;
const rules = [
  at(graph, new URL(arm.url).port),
  ...Object.values(hosts).flatMap(([login, management]) => [
    at(login, openId.port),
    at(management, new URL(arm.url).port),
  ]),
];

/** Everything else is nowhere: no test reaches Azure itself. */
const nowhere = 'MAP * ~NOTFOUND , EXCLUDE 127.0.0.1';
export const browser = await launchBrowser({
  args: [`--host-resolver-rules=${[...rules, nowhere].join(' , ')}`],
});

after(async () => {
  await browser.close();
  await Promise.all([arm.close(), openId.close()]);
});

beforeEach(() => {
  arm.reset();
  openId.asked.length = 0;
  Object.assign(openId.state, { refuses: false, seconds: 3600 });
});

/** A browser of its own, that may ask Azure. */
export function azureContext(options = {}) {
  const known = [graph, ...Object.values(hosts).flat()];
  return context({
    within: browser,
    hosts: known.map((it) => `https://${it}/`),
    ignoreHTTPSErrors: true,
    ...options,
  });
}

/** The page with a plan. */
export async function openAzurePage(plan, options = {}) {
  const browserContext = await azureContext(options);
  return load(browserContext, await fragmentOf(plan));
}

export const dialog = (page) => page.locator('dialog.azure');

/** Opens the dialog. */
export async function openDialog(page) {
  await page
    .locator('header')
    .getByRole('button', { name: /^Azure/ })
    .click();
  await dialog(page).locator('.azure-panel').waitFor();
  return dialog(page);
}

/** Signs in with a pasted token. */
export async function withToken(page, { token = arm.token(), open = true } = {}) {
  const it = open ? await openDialog(page) : dialog(page);
  await it.getByRole('radio', { name: /A token/ }).check();
  await it.getByLabel('Token', { exact: true }).fill(token);
  await it.getByRole('button', { name: 'Sign in', exact: true }).click();
  await signedIn(page);
  return it;
}

export async function signedIn(page) {
  await dialog(page).getByRole('button', { name: 'Sign out' }).waitFor();
  await dialog(page).getByLabel('Subscription', { exact: true }).waitFor();
}

/** Signs in with an account: the window opens, and somebody types. */
export async function withAccount(page, { name = 'ada@example.com', cloud = 'AzureCloud' } = {}) {
  const it = await openDialog(page);
  await it.getByLabel('Cloud').selectOption(cloud);
  await it.getByLabel('Application (client) id').fill(clientId);
  const opened = page.waitForEvent('popup');
  await it.getByRole('button', { name: 'Sign in', exact: true }).click();
  await typeAccount(await opened, name);
  await signedIn(page);
  return it;
}

/** Types a name into the window of the sign-in, which closes by itself. */
export async function typeAccount(window, name) {
  const closed = window.waitForEvent('close');
  await window.getByLabel('Account').fill(name);
  await window.getByRole('button', { name: 'Next' }).click();
  await closed;
}
