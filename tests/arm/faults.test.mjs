// Faults on request: each is what it says, as often as it says.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { client, group, network, subscription, vnet } from './client.mjs';
import { startArm } from './server.mjs';

const arm = await startArm({ tls: false, schemas: false });
const send = client(arm);
after(() => arm.close());
beforeEach(async () => {
  arm.reset();
  await send('PUT', group, { location: 'westeurope' });
});

const net = network('virtualNetworks/net');
const list = `${subscription}/resourceGroups`;

test('a storm of 429, then calm', async () => {
  arm.fault({ match: { method: 'GET', path: 'resourcegroups' }, status: 429, times: 2 });
  for (const status of [429, 429, 200]) assert.equal((await send('GET', list)).status, status);
  arm.fault({ status: 429, times: 1, headers: { 'retry-after': '7' } });
  const answer = await send('GET', list);
  assert.deepEqual([answer.headers.get('retry-after'), answer.code], ['7', 'TooManyRequests']);
});

test('which requests, from which on, and no longer', async () => {
  const undo = arm.fault({ match: { path: /rg$/ }, skip: 1, status: 500, body: 'oops' });
  assert.equal((await send('GET', list)).status, 200);
  assert.equal((await send('GET', group)).status, 200);
  await assert.rejects(send('GET', group), SyntaxError);
  undo();
  assert.equal((await send('GET', group)).status, 200);
  const posts = (request) => request.method === 'POST';
  arm.fault({ match: posts, status: 503 });
  assert.equal((await send('GET', group)).status, 200);
  assert.equal((await send('POST', group)).status, 503);
});

test('a connection that ends before the answer, with the work done or not', async () => {
  const match = { method: 'PUT', path: 'virtualNetworks' };
  arm.fault({ match, times: 1, reset: 'before' });
  await assert.rejects(send('PUT', net, vnet()), TypeError);
  assert.equal((await send('GET', net)).status, 404);
  arm.fault({ match, times: 1, reset: 'before', after: true });
  await assert.rejects(send('PUT', net, vnet()), TypeError);
  assert.equal((await send('GET', net)).status, 200);
});

test('a connection that ends in the middle of a body', async () => {
  arm.fault({ times: 1, reset: 'middle' });
  const response = await fetch(`${arm.httpUrl}${list}?api-version=2022-12-01`, {
    headers: { authorization: `Bearer ${arm.token()}` },
  });
  assert.equal(response.status, 200);
  await assert.rejects(response.text());
});

test('an answer that is lost: the work is done, and the client sees 503', async () => {
  arm.fault({ match: { method: 'PUT' }, times: 1, status: 503, after: true });
  assert.equal((await send('PUT', net, vnet())).status, 503);
  assert.equal((await send('PUT', net, vnet())).status, 200);
});

test('slow answers, and none', async () => {
  arm.fault({ times: 1, slow: 60 });
  const began = performance.now();
  await send('GET', list);
  assert.ok(performance.now() - began >= 55);
  arm.fault({ times: 1, silent: true });
  const signal = AbortSignal.timeout(60);
  await assert.rejects(
    fetch(`${arm.httpUrl}${list}?api-version=2022-12-01`, {
      headers: { authorization: `Bearer ${arm.token()}` },
      signal,
    }),
    { name: 'TimeoutError' },
  );
});

test('bodies that are no JSON', async () => {
  for (const malformed of /** @type {const} */ (['cut', 'html'])) {
    arm.fault({ times: 1, malformed });
    await assert.rejects(send('GET', list), SyntaxError);
  }
  arm.fault({ times: 1, malformed: 'empty' });
  assert.equal((await send('GET', list)).body, undefined);
});

test('pages without an end', async () => {
  arm.fault({ times: 1, nextLink: 'same' });
  const { body: same } = await send('GET', list);
  assert.equal(new URL(same.nextLink).pathname, list);
  arm.fault({ times: 3, nextLink: 'ever' });
  const seen = new Set();
  let path = list;
  for (let page = 0; page < 3; page++) {
    path = (await send('GET', path)).body.nextLink;
    seen.add(path);
  }
  assert.equal(seen.size, 3);
});

test('tokens that are over, and claims that are asked for', async () => {
  arm.fault({ times: 1, expired: true });
  assert.equal((await send('GET', list)).code, 'ExpiredAuthenticationToken');
  const claims = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}';
  arm.fault({ times: 1, claims });
  const { status, headers } = await send('GET', list);
  const asked = /claims="([^"]+)"/.exec(headers.get('www-authenticate') ?? '')?.[1] ?? '';
  assert.deepEqual([status, Buffer.from(asked, 'base64').toString()], [401, claims]);
});

test('a fault is no business of what tests ask the local service itself', async () => {
  arm.fault({ status: 500 });
  assert.equal((await fetch(`${arm.httpUrl}/aksplan-test/requests`)).status, 200);
});
