import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import https from 'node:https';
import { after, test } from 'node:test';
import { startArm } from './server.mjs';

const arm = await startArm();
after(() => arm.close());

test('https with its own authority, and nothing without a token', async () => {
  const url = `${arm.url}/subscriptions?api-version=2022-12-01`;
  const status = await new Promise((resolve, reject) => {
    https
      .get(url, { ca: readFileSync(arm.ca) }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
      .on('error', reject);
  });
  assert.equal(status, 401);
  await assert.rejects(fetch(url));
});

test('a resource group is made, read and deleted', async () => {
  const headers = {
    authorization: `Bearer ${arm.token()}`,
    'content-type': 'application/json',
  };
  const path = `/subscriptions/${arm.options.subscription}/resourceGroups/rg?api-version=2024-11-01`;
  const send = (method, body) =>
    fetch(arm.httpUrl + path, { method, headers, body: body && JSON.stringify(body) });
  assert.equal((await send('PUT', { location: 'West Europe' })).status, 201);
  assert.equal((await send('PUT', { location: 'westeurope' })).status, 200);
  assert.equal((await (await send('GET')).json()).location, 'westeurope');
  assert.equal((await send('DELETE')).status, 202);
  assert.equal((await send('GET')).status, 404);
  assert.ok(arm.requests.every((it) => it.headers.authorization !== headers.authorization));
});
