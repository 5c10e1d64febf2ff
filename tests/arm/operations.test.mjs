// Long-running operations: how they are asked about, what they hold up, how they end.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { aks, client, cluster, group, network, pool, subnet, vnet } from './client.mjs';
import { startArm } from './server.mjs';

const arm = await startArm({ tls: false, schemas: false, lro: { polls: 2, retryAfterMs: 5 } });
const send = client(arm);
after(() => arm.close());
beforeEach(async () => {
  arm.reset();
  await send('PUT', group, { location: 'westeurope' });
});

const net = network('virtualNetworks/net');
const state = async (path) => (await send('GET', path)).body.properties.provisioningState;
const ask = async (answer) => (await send('GET', answer.headers.get('azure-asyncoperation'))).body;
const done = async (answer) => {
  while ((await ask(answer)).status === 'InProgress');
};

test('putting: a state, a place to ask, and how long to wait', async () => {
  const answer = await send('PUT', cluster, aks());
  assert.equal(answer.status, 201);
  assert.equal(answer.body.properties.provisioningState, 'Creating');
  assert.equal(answer.headers.get('retry-after'), '1');
  assert.equal(answer.headers.get('x-ms-retry-after-ms'), '5');
  const first = await ask(answer);
  assert.equal(first.status, 'InProgress');
  assert.ok(first.startTime && first.name);
  assert.equal((await ask(answer)).status, 'Succeeded');
  assert.equal(await state(cluster), 'Succeeded');
  const again = await send('PUT', cluster, aks());
  assert.deepEqual([again.status, again.body.properties.provisioningState], [200, 'Updating']);
});

test('asking the resource itself brings the end nearer too', async () => {
  await send('PUT', net, vnet());
  assert.deepEqual([await state(net), await state(net)], ['Creating', 'Succeeded']);
});

test('deleting: 202 until it is gone, then 204', async () => {
  await done(await send('PUT', net, vnet()));
  const answer = await send('DELETE', net);
  assert.equal(answer.status, 202);
  const place = answer.headers.get('location');
  const waiting = await send('GET', place);
  assert.deepEqual([waiting.status, waiting.headers.get('retry-after')], [202, '1']);
  assert.equal((await send('GET', net)).status, 404);
  assert.equal((await send('GET', place)).status, 204);
});

test('a group takes a while, and takes nothing new meanwhile', async () => {
  await done(await send('PUT', net, vnet()));
  const answer = await send('DELETE', group);
  assert.equal(answer.headers.get('azure-asyncoperation'), null);
  const late = await send('PUT', network('virtualNetworks/late'), vnet());
  assert.deepEqual([late.status, late.code], [409, 'ResourceGroupBeingDeleted']);
  assert.equal(
    (await send('PUT', group, { location: 'westeurope' })).code,
    'ResourceGroupBeingDeleted',
  );
  const twice = await send('DELETE', group);
  assert.deepEqual([twice.status, twice.code], [409, 'ResourceGroupBeingDeleted']);
  assert.equal((await send('GET', answer.headers.get('location'))).status, 202);
  await send('GET', answer.headers.get('location'));
  assert.equal((await send('GET', group)).status, 404);
});

test('one operation at a time on a network', async () => {
  await done(await send('PUT', net, vnet()));
  const first = await send('PUT', `${net}/subnets/a`, subnet('10.1.0.0/24'));
  for (const [method, path, body] of [
    ['PUT', `${net}/subnets/b`, subnet('10.1.1.0/24')],
    ['PUT', net, vnet()],
    ['DELETE', `${net}/subnets/a`],
  ]) {
    const { status, code } = await send(method, path, body);
    assert.deepEqual([status, code], [409, 'AnotherOperationInProgress']);
  }
  await done(first);
  assert.equal((await send('PUT', `${net}/subnets/b`, subnet('10.1.1.0/24'))).status, 201);
  assert.equal((await send('PUT', network('virtualNetworks/other'), vnet())).status, 201);
});

test('one operation at a time on a cluster', async () => {
  const first = await send('PUT', cluster, aks());
  const { name: _, ...properties } = pool({ mode: 'User' });
  const early = await send('PUT', `${cluster}/agentPools/user`, { properties });
  assert.deepEqual([early.status, early.body.code], [409, 'OperationNotAllowed']);
  assert.match(early.body.message, /Another operation \(Creating\) is in progress/);
  await done(first);
  const second = await send('PUT', `${cluster}/agentPools/user`, { properties });
  assert.equal(second.status, 201);
  const { body } = await send('POST', `${cluster}/stop`);
  assert.match(body.message, /agentpool operation \(user - Creating\)/);
});

test('an operation that fails leaves its state and its reason', async () => {
  const error = { code: 'SkuNotAvailable', message: 'The size is not available.' };
  arm.fault({ match: { method: 'PUT', path: 'managedClusters' }, operation: { fails: error } });
  const answer = await send('PUT', cluster, aks());
  assert.equal((await ask(answer)).status, 'InProgress');
  const end = await ask(answer);
  assert.deepEqual([end.status, end.error], ['Failed', error]);
  assert.equal(await state(cluster), 'Failed');
});

test('one that is canceled, one that hangs, one that vanishes', async () => {
  const error = { code: 'Canceled', message: 'Somebody stopped it.' };
  const match = { method: 'PUT', path: 'virtualNetworks' };
  arm.fault({ match, times: 1, operation: { fails: error, canceled: true } });
  arm.fault({ match, times: 1, operation: { hangs: true } });
  arm.fault({ match, times: 1, operation: { vanishes: true } });
  const put = (name) => send('PUT', network(`virtualNetworks/${name}`), vnet());
  const [canceled, hanging, vanished] = [await put('a'), await put('b'), await put('c')];
  await done(canceled);
  assert.equal((await ask(canceled)).status, 'Canceled');
  for (let round = 0; round < 5; round++) assert.equal((await ask(hanging)).status, 'InProgress');
  const gone = await send('GET', vanished.headers.get('azure-asyncoperation'));
  assert.equal(gone.status, 404);
});

test('a deletion that fails leaves the resource', async () => {
  await done(await send('PUT', net, vnet()));
  const error = { code: 'InternalServerError', message: 'An error occurred.' };
  arm.fault({ match: { method: 'DELETE' }, operation: { fails: error } });
  const answer = await send('DELETE', net);
  await done(answer);
  assert.equal((await send('GET', answer.headers.get('location'))).code, 'InternalServerError');
  assert.equal(await state(net), 'Failed');
});

test('only the header that a test wants, or none', async () => {
  const headers = async (wanted) => {
    arm.options.lro.headers = wanted;
    const answer = await send('DELETE', net);
    return ['azure-asyncoperation', 'location'].filter((it) => answer.headers.has(it));
  };
  for (const wanted of [['location'], ['azure-asyncoperation'], []]) {
    arm.seed(net, vnet());
    assert.deepEqual(await headers(wanted), wanted);
    arm.operations.clear();
  }
  arm.options.lro.headers = undefined;
});
