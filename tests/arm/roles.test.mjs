// Identities, roles and registrations, and that they take a while.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { aks, client, cluster, group, identity, network, subscription, vnet } from './client.mjs';
import { roles } from './providers/authorization.mjs';
import { startArm } from './server.mjs';

const arm = await startArm({
  tls: false,
  schemas: false,
  roleDelay: 1,
  principalDelay: 1,
  featureDelay: 2,
});
const send = client(arm);
after(() => arm.close());
const net = network('virtualNetworks/net');
let principalId = '';
beforeEach(async () => {
  arm.reset();
  await send('PUT', group, { location: 'westeurope' });
  await send('PUT', net, vnet());
  const { body } = await send('PUT', identity('one'), { location: 'westeurope' });
  ({ principalId } = body.properties);
});

const guids = ['1', '2', '3'].map((it) => `${it.repeat(8)}-aaaa-4bbb-8ccc-dddddddddddd`);
const assignment = (scope, name = guids[0]) =>
  `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
const wanted = (role = 'Network Contributor', principal = principalId) => ({
  properties: {
    roleDefinitionId: `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roles[role]}`,
    principalId: principal,
    principalType: 'ServicePrincipal',
  },
});
const listed = async (scope, filter) => {
  const path = `${scope}/providers/Microsoft.Authorization/roleAssignments?$filter=${encodeURIComponent(filter)}`;
  const { body } = await send('GET', path);
  return body.value;
};

test('a new principal and a new assignment are not known at once', async () => {
  const early = await send('PUT', assignment(net), wanted());
  assert.deepEqual([early.status, early.code], [400, 'PrincipalNotFound']);
  assert.equal((await send('PUT', assignment(net), wanted())).status, 201);
  assert.equal((await listed(net, 'atScope()')).length, 0);
  assert.equal((await listed(net, 'atScope()')).length, 1);
  const nobody = wanted('Reader', '99999999-aaaa-4bbb-8ccc-dddddddddddd');
  assert.equal((await send('PUT', assignment(net, guids[1]), nobody)).code, 'PrincipalNotFound');
});

test('a role is assigned once', async () => {
  await send('PUT', assignment(net), wanted());
  await send('PUT', assignment(net), wanted());
  assert.equal((await send('PUT', assignment(net), wanted())).status, 200);
  const { status, code } = await send('PUT', assignment(net, guids[1]), wanted());
  assert.deepEqual([status, code], [409, 'RoleAssignmentExists']);
  const other = await send('PUT', assignment(net), wanted('Reader'));
  assert.deepEqual([other.status, other.code], [409, 'RoleAssignmentUpdateNotPermitted']);
  assert.equal((await send('DELETE', assignment(net))).status, 200);
  assert.equal((await send('DELETE', assignment(net))).status, 204);
  assert.equal((await send('GET', assignment(net))).code, 'RoleAssignmentNotFound');
});

test('what an assignment needs', async () => {
  const code = async (path, body) => (await send('PUT', path, body)).code;
  assert.equal(await code(assignment(net, 'a-name'), wanted()), 'InvalidRoleAssignmentId');
  assert.equal(await code(assignment(`${net}-other`), wanted()), 'ResourceNotFound');
  assert.equal(await code(assignment(`${group}-other`), wanted()), 'ResourceGroupNotFound');
  const role = { properties: { ...wanted().properties, roleDefinitionId: `/x/${guids[2]}` } };
  assert.equal(await code(assignment(net), role), 'RoleDefinitionDoesNotExist');
});

test('filters: at a scope and above it, and of one principal', async () => {
  arm.principals.add({ principalId: guids[1], appId: guids[2] });
  const places = [subscription, group, net];
  for (const [index, scope] of places.entries()) {
    const one = wanted('Network Contributor', index === 1 ? guids[1] : principalId);
    await send('PUT', assignment(scope, guids[index]), one);
    await send('PUT', assignment(scope, guids[index]), one);
  }
  await listed(net, 'atScope()');
  const scopes = (all) => all.map(({ properties }) => properties.scope);
  assert.deepEqual(scopes(await listed(net, 'atScope()')), places);
  assert.deepEqual(scopes(await listed(group, 'atScope()')), places.slice(0, 2));
  assert.deepEqual(scopes(await listed(group, `principalId eq '${guids[1]}'`)), [group]);
  const mine = await listed(group, `atScope() and assignedTo('${principalId}')`);
  assert.deepEqual(scopes(mine), [subscription]);
  const path = `${net}/providers/Microsoft.Authorization/roleAssignments?$filter=${encodeURIComponent(`atScope() and principalId eq '${principalId}'`)}`;
  assert.equal((await send('GET', path)).code, 'UnsupportedQuery');
});

test('a role by its name, with an id of the subscription that was asked', async () => {
  const place = `${group}/providers/Microsoft.Authorization/roleDefinitions`;
  const filter = encodeURIComponent("roleName eq 'network contributor'");
  const { body } = await send('GET', `${place}?$filter=${filter}`);
  const [{ id, name, properties }] = body.value;
  assert.equal(properties.roleName, 'Network Contributor');
  assert.equal(id, `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${name}`);
  assert.equal((await send('GET', `${place}/${name}`)).body.id, id);
  assert.equal((await send('GET', `${place}/${guids[0]}`)).code, 'RoleDefinitionDoesNotExist');
});

test('the directory knows the principals of identities and clusters', async () => {
  const { body: made } = await send('PUT', cluster, aks());
  const ids = [principalId, made.identity.principalId, guids[0]];
  const found = await send('POST', '/v1.0/directoryObjects/getByIds', { ids });
  assert.deepEqual(
    found.body.value.map(({ id }) => id),
    ids.slice(0, 2),
  );
  const { clientId } = (await send('GET', identity('one'))).body.properties;
  const filter = encodeURIComponent(`servicePrincipalNames/any(c:c eq '${clientId}')`);
  const { body } = await send('GET', `/v1.0/servicePrincipals?$filter=${filter}`);
  assert.equal(body.value[0].id, principalId);
  const byApplication = await send('GET', `/v1.0/servicePrincipals(appId='${clientId}')`);
  assert.equal(byApplication.body.id, principalId);
  assert.equal((await send('GET', `/v1.0/servicePrincipals/${principalId}`)).body.appId, clientId);
  await send('DELETE', identity('one'));
  assert.equal((await send('GET', `/v1.0/servicePrincipals/${principalId}`)).status, 404);
});

test('an identity keeps its principal, and a new one has another', async () => {
  const again = await send('PUT', identity('one'), { location: 'westeurope', tags: { a: 'b' } });
  assert.equal(again.body.properties.principalId, principalId);
  assert.equal((await send('DELETE', identity('one'))).status, 200);
  const other = await send('PUT', identity('one'), { location: 'westeurope' });
  assert.notEqual(other.body.properties.principalId, principalId);
  assert.equal((await send('PUT', identity('-'), { location: 'westeurope' })).status, 400);
});

test('features and providers register after a while', async () => {
  const feature = `${subscription}/providers/Microsoft.Features/providers/Microsoft.ContainerService/features/New`;
  const state = async () => (await send('GET', feature)).body.properties.state;
  assert.equal(await state(), 'NotRegistered');
  assert.equal((await send('POST', `${feature}/register`)).body.properties.state, 'Registering');
  assert.deepEqual([await state(), await state()], ['Registering', 'Registered']);
  assert.equal((await send('POST', `${feature}/unregister`)).body.properties.state, 'Unregistered');

  const provider = `${subscription}/providers/Microsoft.OperationalInsights`;
  const its = async () => (await send('GET', provider)).body.registrationState;
  assert.equal(await its(), 'NotRegistered');
  assert.equal((await send('POST', `${provider}/register`)).body.registrationState, 'Registering');
  assert.deepEqual([await its(), await its()], ['Registering', 'Registered']);
  const network = `${subscription}/providers/Microsoft.Network`;
  for (const [method, path] of [
    ['GET', network],
    ['POST', `${network}/register`],
  ]) {
    // A provider itself has ARM's API versions, not its own.
    const { status, code } = await send(method, `${path}?api-version=2025-07-01`);
    assert.deepEqual([status, code], [400, 'InvalidApiVersionParameter']);
    const { body } = await send(method, `${path}?api-version=2024-11-01`);
    assert.equal(body.registrationState, 'Registered');
  }
  const unknown = await send('GET', `${subscription}/providers/Microsoft.Nothing`);
  assert.equal(unknown.code, 'InvalidResourceNamespace');
});

test('a feature registration is also a resource', async () => {
  const path = `${subscription}/providers/Microsoft.Features/featureProviders/Microsoft.ContainerService/subscriptionFeatureRegistrations/New`;
  assert.equal((await send('GET', path)).status, 404);
  const { body } = await send('PUT', path, {});
  assert.equal(body.properties.state, 'Registering');
  await send('GET', path);
  assert.equal((await send('GET', path)).body.properties.state, 'Registered');
});
