// Who is signed in: the real @azure/identity, and the programs and services that it asks.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, afterEach, describe, test } from 'node:test';
import { startArm } from '../arm/server.mjs';
import { azure, signedInWithAz } from './azure.mjs';
import { folder } from './run.mjs';

const gateway = { path: '/gate', header: 'X-Key', key: 'k3y-of-the-gateway' };
const arm = await startArm({ tls: false, gateway });
after(() => arm.close());
afterEach(() => arm.reset());
const { subscription } = arm.options;
const estate = ['estate', '--format', 'json'];

/** @param {import('node:test').TestContext} t @param {Parameters<typeof signedInWithAz>[2]} [options] */
function person(t, options) {
  const cwd = folder(t, {});
  const { env, token, asked } = signedInWithAz(cwd, arm, options);
  /** @param {string[]} args @param {Record<string, string | undefined>} [more] */
  const run = (args, more = {}) =>
    azure(args, { env: { ...env, ...more }, cwd, secrets: [token, gateway.key] }).done;
  return { cwd, run, token, asked };
}

/** Whether tokens were sent: none is kept, and the local Azure takes none but its own. */
const sent = () => new Set(arm.requests.map((it) => it.headers.authorization));

describe('signing in', () => {
  test('with az, in the tenant of the subscription', async (t) => {
    const other = '99999999-0000-4000-8000-000000000000';
    const of = (id, name, tenantId, isDefault) => ({
      id,
      name,
      tenantId,
      isDefault,
      environmentName: 'AzureCloud',
    });
    const accounts = [
      of(other, 'Lab', 'lab.example.com', true),
      of(subscription, 'Shop', arm.tenant),
    ];
    const { run, asked } = person(t, { accounts });
    const { code, err } = await run([...estate, '--subscription', 'shop']);
    assert.equal(code, 0, err);
    assert.deepEqual(sent(), new Set(['***']));
    assert.ok(asked()[1].endsWith(`--tenant ${arm.tenant}`), asked()[1]);
  });

  test('in the cloud of az, or the one that is named', async (t) => {
    const accounts = [
      {
        id: subscription,
        name: 'a',
        tenantId: arm.tenant,
        environmentName: 'AzureUSGovernment',
        isDefault: true,
      },
    ];
    const { run, asked } = person(t, { accounts });
    assert.equal((await run(estate)).code, 0);
    assert.match(asked()[1], /--resource https:\/\/management\.usgovcloudapi\.net/);
    assert.equal((await run([...estate, '--cloud', 'AzureChinaCloud'])).code, 0);
    assert.match(asked()[3], /--resource https:\/\/management\.chinacloudapi\.cn/);
    assert.match(
      (await run([...estate, '--cloud', 'mooncake'])).err,
      /did you mean `AzureChinaCloud`/,
    );
  });

  test('with a token from the environment, which az then is not asked for', async (t) => {
    const { run, asked } = person(t, { token: 'no token of anybody' });
    const own = arm.token();
    const { code, err } = await run(estate, { AKSPLAN_TOKEN: `Bearer ${own}\n` });
    assert.equal(code, 0, err);
    assert.deepEqual(sent(), new Set(['***']));
    assert.throws(asked, /ENOENT/, 'az was asked');
  });

  test('with a token that ended, it is said how to get another', async (t) => {
    const { run } = person(t);
    const ended = arm.token({ seconds: 0 });
    const { code, out, err } = await run(estate, { AKSPLAN_TOKEN: ended });
    assert.equal(code, 2);
    assert.match(err, /error: Azure does not take the token in AKSPLAN_TOKEN/);
    assert.match(
      err,
      /help: .*az account get-access-token --resource https:\/\/management\.azure\.com /,
    );
    assert.equal(JSON.parse(out).error.kind, 'token');
    assert.ok(!`${out}${err}`.includes(ended));
  });

  test('with the managed identity of where it runs, before az', async (t) => {
    const { run, asked: azWas } = person(t, { token: 'no token of anybody' });
    const own = arm.token();
    const asked = [];
    const server = createServer((request, response) => {
      asked.push([request.url, request.headers['x-identity-header']]);
      response.setHeader('content-type', 'application/json');
      const expires_on = String(Math.floor(Date.now() / 1000) + 3600);
      response.end(JSON.stringify({ access_token: own, expires_on, token_type: 'Bearer' }));
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    t.after(() => server.close());
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    const { code, err } = await run(estate, {
      IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`,
      IDENTITY_HEADER: 'any',
    });
    assert.equal(code, 0, err);
    assert.deepEqual(sent(), new Set(['***']));
    assert.match(asked[0][0], /resource=https%3A%2F%2Fmanagement\.azure\.com/);
    assert.throws(azWas, /ENOENT/, 'az was asked');
  });

  test('nobody is: it says what was tried and what to do', async (t) => {
    const fails = "ERROR: Please run 'az login' to setup account.";
    const { run } = person(t, { fails });
    const { code, out, err } = await run(estate, { AZURE_TOKEN_CREDENTIALS: 'dev' });
    assert.equal(code, 2);
    assert.match(
      err,
      /^error: nobody is signed in to Azure\n {2}= tried: az: Please run 'az login'/,
    );
    assert.match(err, /= tried: azd: it is not installed\n/);
    assert.match(err, /= help: run `az login`/);
    const { error } = JSON.parse(out);
    assert.deepEqual(
      error.tried.map((it) => it.way),
      ['az', 'azd', 'Azure PowerShell'],
    );
    assert.deepEqual(arm.requests, []);
    const wrong = await run(estate, { AZURE_TOKEN_CREDENTIALS: 'nobody' });
    assert.match(wrong.err, /AZURE_TOKEN_CREDENTIALS is `nobody`.*\n.*AzureCliCredential/);
  });

  test('when Azure asks for more claims, az says how to sign in with them', async (t) => {
    const { run } = person(t);
    arm.fault({ status: 401, claims: '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}' });
    const { code, err } = await run(estate);
    assert.equal(code, 2);
    assert.match(err, /error: az gives no token: .*claims/);
    assert.match(err, /help: run `az login --claims-challenge [\w=]+ --scope https:\/\/management/);
  });
});

describe('through a gateway', () => {
  const base = `${arm.httpUrl}/gate`;

  test('with a key in a header of any name, and no token', async (t) => {
    const { run, asked } = person(t);
    const env = { AKSPLAN_BASE_URL: undefined, AKSPLAN_SUBSCRIPTION_KEY: gateway.key };
    const args = [...estate, '--base-url', base, '--key-header', 'X-Key'];
    const { code, err } = await run(args, env);
    assert.equal(code, 0, err);
    assert.deepEqual(sent(), new Set([undefined]));
    assert.throws(asked, /ENOENT/, 'az was asked');
    const none = await run(estate, env);
    assert.match(none.err, /AKSPLAN_SUBSCRIPTION_KEY is set, and no gateway/);
  });

  test('with a token too, where people say whose', async (t) => {
    const { run } = person(t);
    const env = {
      AKSPLAN_SUBSCRIPTION_KEY: gateway.key,
      AZURE_TOKEN_CREDENTIALS: 'AzureCliCredential',
    };
    const { code, err } = await run([...estate, '--base-url', base, '--key-header', 'X-Key'], env);
    assert.equal(code, 0, err);
    assert.deepEqual(sent(), new Set(['***']));
  });

  test('never without encryption', async (t) => {
    const { run } = person(t);
    const { code, err } = await run([...estate, '--base-url', 'http://gateway.example.com']);
    assert.equal(code, 2);
    assert.match(err, /a token would be sent without encryption/);
  });
});

describe('secrets', () => {
  test('are no options, and are repeated by nothing', async (t) => {
    const { run } = person(t);
    for (const option of ['--token', '--subscription-key', '--client-secret']) {
      const { code, out, err } = await run(['estate', option, 's3cret-of-mine']);
      assert.equal(code, 2);
      assert.match(err, /environment variable|AZURE_CLIENT_SECRET/);
      assert.ok(!`${out}${err}`.includes('s3cret-of-mine'), option);
    }
    const broken = await run(estate, { AKSPLAN_TOKEN: 's3cret of mine é' });
    assert.match(broken.err, /AKSPLAN_TOKEN holds what no header can carry/);
    assert.ok(!broken.err.includes('s3cret'));
  });

  test('are not in what a service repeats', async (t) => {
    const { cwd, run, token } = person(t);
    const message = `who says Bearer ${token}?`;
    arm.fault({ status: 400, body: { error: { code: 'Bad', message } } });
    const { code, out, err } = await run([...estate, '--out', 'e.json']);
    assert.equal(code, 2);
    assert.match(err, /who says Bearer …\?/);
    assert.ok(out.includes('Bearer …?'));
    assert.ok(!existsSync(join(cwd, 'e.json')));
  });
});

describe('subscriptions', () => {
  const near = (options) => ({ AZURE_TOKEN_CREDENTIALS: undefined, ...options });

  test('are found by name without az, with a suggestion', async (t) => {
    const { run } = person(t);
    const AKSPLAN_TOKEN = arm.token();
    const named = await run([...estate, '-s', 'AKSPLAN TESTS'], near({ AKSPLAN_TOKEN }));
    assert.equal(named.code, 0, named.err);
    const slip = await run([...estate, '-s', 'aksplan test'], near({ AKSPLAN_TOKEN }));
    assert.equal(slip.code, 2);
    assert.match(slip.err, /no subscription `aksplan test`\n.*did you mean `aksplan tests`\?/);
    const only = await run(['import', '--all'], near({ AKSPLAN_TOKEN }));
    assert.match(only.err, /there is no cluster there/);
  });

  test('where there are several and none is named, all are', async (t) => {
    const { run } = person(t);
    const second = '11111111-2222-4333-8444-555555555555';
    arm.seed(`/subscriptions/${second}/resourceGroups/rg`, { location: 'westeurope' });
    const { code, err } = await run(['import', '--all'], near({ AKSPLAN_TOKEN: arm.token() }));
    assert.equal(code, 2);
    assert.match(err, /which subscription\?\n.*--subscription.*aksplan tests.*subscription 2/);
  });
});
