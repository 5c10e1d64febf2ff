// The servers themselves, who is let in, and what is kept of a request.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { after, beforeEach, test } from 'node:test';
import { client, cluster, group, identity, subscription } from './client.mjs';
import { startArm } from './server.mjs';

const gateway = { path: '/azure', header: 'Ocp-Apim-Subscription-Key', key: 'the key' };
const arm = await startArm({ gateway, schemas: false });
const send = client(arm);
after(() => arm.close());
beforeEach(() => arm.reset());

/** A request by https that trusts nobody but `ca`. */
const secure = (url, options) =>
  new Promise((resolve, reject) => {
    https
      .get(url, options, async (response) => {
        let text = '';
        for await (const part of response) text += part;
        resolve({ status: response.statusCode, body: JSON.parse(text) });
      })
      .on('error', reject);
  });

test('https by an authority that only those who are told trust', async () => {
  const url = `${arm.url}/subscriptions?api-version=2022-12-01`;
  const headers = { authorization: `Bearer ${arm.token()}` };
  const { status, body } = await secure(url, { ca: readFileSync(arm.ca), headers });
  assert.equal(status, 200);
  assert.equal(body.value[0].subscriptionId, arm.options.subscription);
  await assert.rejects(secure(url, { headers }), { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
});

test('only this machine is listened to', () => {
  for (const url of [arm.url, arm.httpUrl]) assert.equal(new URL(url).hostname, '127.0.0.1');
});

test('a token must be there, be one of ours, and not be over', async () => {
  const none = await send('GET', '/subscriptions', undefined, { authorization: '' });
  assert.deepEqual([none.status, none.code], [401, 'AuthenticationFailed']);
  assert.match(none.headers.get('www-authenticate') ?? '', /^Bearer /);
  const other = await send('GET', '/subscriptions', undefined, { authorization: 'Bearer other' });
  assert.deepEqual([other.status, other.code], [401, 'InvalidAuthenticationToken']);
  const short = `Bearer ${arm.token({ seconds: 0 })}`;
  const over = await send('GET', '/subscriptions', undefined, { authorization: short });
  assert.deepEqual([over.status, over.code], [401, 'ExpiredAuthenticationToken']);
  const again = client(arm);
  assert.equal((await again('GET', '/subscriptions')).status, 200);
  arm.tokens.expire();
  assert.equal((await again('GET', '/subscriptions')).code, 'ExpiredAuthenticationToken');
});

test('an api-version must be there and be known', async () => {
  const fresh = client(arm);
  const cases = [
    ['/subscriptions?api-version=', 400, 'MissingApiVersionParameter'],
    ['/subscriptions?api-version=1999-01-01', 400, 'InvalidApiVersionParameter'],
    [`${cluster}?api-version=1999-01-01`, 400, 'NoRegisteredProviderFound'],
    [
      `${subscription}/resourceGroups/rg/providers/Microsoft.Nothing/things/a`,
      404,
      'InvalidResourceNamespace',
    ],
    [
      `${subscription}/resourceGroups/rg/providers/Microsoft.Network/things/a`,
      404,
      'InvalidResourceType',
    ],
  ];
  for (const [path, status, code] of cases) {
    const answer = await fresh('GET', String(path));
    assert.deepEqual([answer.status, answer.code], [status, code], String(path));
  }
});

test('requests that are not well-formed', async () => {
  const fresh = client(arm);
  const code = async (...request) => (await fresh(...request)).code;
  const headers = { authorization: `Bearer ${arm.token()}`, 'content-type': 'application/json' };
  const broken = await fetch(`${arm.httpUrl}${group}?api-version=2024-11-01`, {
    method: 'PUT',
    headers,
    body: '{ "location": ',
  });
  assert.equal((await broken.json()).error.code, 'InvalidRequestContent');
  assert.equal(
    await code('PUT', group, { location: 'mars' }),
    'LocationNotAvailableForResourceGroup',
  );
  assert.equal(await code('PUT', group, {}), 'LocationRequired');
  await fresh('PUT', group, { location: 'westeurope' });
  const named = { location: 'westeurope', name: 'other' };
  assert.equal(await code('PUT', identity('one'), named), 'ResourceNameMismatch');
  assert.equal(await code('POST', identity('one')), 'MethodNotAllowed');
  assert.equal((await fresh('GET', '/nothing')).status, 404);
  const path = await fetch(`${arm.httpUrl}/%zz`).catch((error) => error);
  assert.ok(path instanceof TypeError);
});

test('signing in: a managed identity, and a service principal', async () => {
  const denied = await fetch(`${arm.httpUrl}/msi/token?resource=r&api-version=2019-08-01`);
  assert.equal(denied.status, 400);
  const headers = { 'X-IDENTITY-HEADER': 'any' };
  const msi = await fetch(`${arm.httpUrl}/msi/token?resource=r`, { headers });
  const { access_token: token } = await msi.json();
  const authorization = `Bearer ${token}`;
  assert.equal((await send('GET', '/subscriptions', undefined, { authorization })).status, 200);

  const { token_endpoint: place } = await (
    await fetch(`${arm.httpUrl}/${arm.tenant}/v2.0/.well-known/openid-configuration`)
  ).json();
  const answer = await fetch(place.replace(arm.url, arm.httpUrl), {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'a', client_secret: 'hush', scope: 'r/.default' }),
  });
  const { access_token: other } = await answer.json();
  const headersOther = { authorization: `Bearer ${other}` };
  assert.equal((await send('GET', '/tenants', undefined, headersOther)).body.value.length, 1);
  assert.ok(!JSON.stringify(arm.requests).includes('hush'));
});

test('no secret is kept, and everything else is', async () => {
  const fresh = client(arm);
  await fresh('PUT', group, { location: 'westeurope' });
  const body = {
    location: 'westeurope',
    properties: {
      servicePrincipalProfile: { clientId: 'app', secret: 'hush' },
      windowsProfile: { adminUsername: 'azure', adminPassword: 'hush' },
      agentPoolProfiles: [{ name: 'system', mode: 'System', count: 1 }],
    },
  };
  assert.equal((await fresh('PUT', cluster, body)).status, 201);
  const kept = arm.requests.at(-1);
  assert.equal(kept.headers.authorization, '***');
  assert.deepEqual(kept.body.properties.servicePrincipalProfile, {
    clientId: 'app',
    secret: '***',
  });
  assert.equal(kept.body.properties.windowsProfile.adminPassword, '***');
  assert.deepEqual(
    [kept.method, kept.path, kept.apiVersion, kept.status],
    ['PUT', cluster, '2026-06-01', 201],
  );
  assert.ok(!JSON.stringify(arm.resources()).includes('hush'));
});

test('browsers may ask from any page', async () => {
  const answer = await fetch(`${arm.httpUrl}/subscriptions?api-version=2022-12-01`, {
    method: 'OPTIONS',
    headers: {
      origin: 'https://page.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    },
  });
  assert.equal(answer.status, 204);
  assert.equal(answer.headers.get('access-control-allow-origin'), '*');
  assert.equal(answer.headers.get('access-control-allow-headers'), 'authorization');
  assert.equal(arm.requests.length, 0);
  const exposed = async () => {
    const { headers } = await client(arm)('GET', '/subscriptions');
    return headers.get('access-control-expose-headers');
  };
  assert.match((await exposed()) ?? '', /Retry-After/);
  arm.options.exposed = [];
  assert.equal(await exposed(), '');
});

test('a gateway asks for its key, and for no token', async () => {
  const path = `${gateway.path}/subscriptions`;
  const without = { authorization: '' };
  assert.equal((await send('GET', path, undefined, without)).status, 401);
  const wrong = { ...without, [gateway.header]: 'other' };
  assert.match(
    (await send('GET', path, undefined, wrong)).body.message,
    /invalid subscription key/,
  );
  const right = { ...without, [gateway.header]: gateway.key };
  assert.equal((await send('GET', path, undefined, right)).status, 200);
  assert.ok(!JSON.stringify(arm.requests).includes(gateway.key));
});

test('other languages have the same handle', async () => {
  const url = `${arm.httpUrl}/aksplan-test`;
  const post = (name, body = {}) =>
    fetch(`${url}/${name}`, { method: 'POST', body: JSON.stringify(body) });
  const id = identity('one');
  assert.equal((await post('seed', { [id]: { location: 'westeurope' } })).status, 204);
  const there = await (await fetch(`${url}/resources`)).json();
  assert.deepEqual(there, JSON.parse(JSON.stringify(arm.resources())));
  assert.ok(there[id.toLowerCase()].properties.principalId);
  const { token } = await (await fetch(`${url}/token`)).json();
  await post('fault', { match: { path: '/subscriptions' }, status: 503, times: 1 });
  const ask = () =>
    fetch(`${arm.httpUrl}/subscriptions?api-version=2022-12-01`, {
      headers: { authorization: `Bearer ${token}` },
    });
  assert.equal((await ask()).status, 503);
  assert.equal((await ask()).status, 200);
  const asked = await (await fetch(`${url}/requests`)).json();
  assert.deepEqual(
    asked.map((it) => it.status),
    [503, 200],
  );
  await post('expire-tokens');
  assert.equal((await ask()).status, 401);
  await post('reset');
  assert.deepEqual(arm.resources(), {});
  assert.deepEqual(await (await fetch(`${url}/problems`)).json(), []);
});
