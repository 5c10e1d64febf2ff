// Microsoft.Authorization: role definitions and assignments at any scope.

import { ArmError, badRequest, conflict } from '../errors.mjs';
import { guid, parse, same } from '../ids.mjs';
import { page } from '../resources.mjs';

/** Built-in roles by name: their ids are the same in every directory (Azure's published list). */
export const roles = {
  Owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  Contributor: 'b24988ac-6180-42a0-ab88-20f7382dd24c',
  Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  'User Access Administrator': '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  'Network Contributor': '4d97b98b-1d4f-4787-a291-c67834d212e7',
  'Managed Identity Operator': 'f1a07417-d97a-45cb-824c-7a7467783830',
  'Managed Identity Contributor': 'e40ec5ca-96e0-45a2-b4ff-59039f2c2b59',
  'Private DNS Zone Contributor': 'b12aa53e-6015-4669-85d0-8515ebb3ae7f',
  'DNS Zone Contributor': 'befefa01-2a29-4197-83a8-272ff33ce314',
  AcrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d',
  'Key Vault Crypto User': '12338af0-0e69-4776-bea7-57ae8d297424',
  'Key Vault Secrets User': '4633458b-17de-408a-b874-0445c86b69e6',
  'Monitoring Metrics Publisher': '3913510d-42f4-4e42-8a64-420c390055eb',
  'Azure Kubernetes Service Cluster Admin Role': '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8',
  'Azure Kubernetes Service Cluster User Role': '4abbcc35-e782-43d8-92c5-2d3f1bd2253f',
  'Azure Kubernetes Service RBAC Cluster Admin': 'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b',
  'Azure Kubernetes Service RBAC Admin': '3498e952-d568-435e-9b2c-8d77e338d7f7',
};

const everywhere = [
  'Microsoft.Authorization/*/read',
  'Microsoft.Insights/alertRules/*',
  'Microsoft.Resources/deployments/*',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
  'Microsoft.Support/*',
];

/** What roles allow, as far as clusters and networks are concerned (Azure's published list). */
const allowed = {
  Owner: { actions: ['*'] },
  Contributor: {
    actions: ['*'],
    notActions: [
      'Microsoft.Authorization/*/Delete',
      'Microsoft.Authorization/*/Write',
      'Microsoft.Authorization/elevateAccess/Action',
    ],
  },
  Reader: { actions: ['*/read'] },
  'User Access Administrator': {
    actions: ['*/read', 'Microsoft.Authorization/*', 'Microsoft.Support/*'],
  },
  'Network Contributor': { actions: [...everywhere, 'Microsoft.Network/*'] },
  'Managed Identity Operator': {
    actions: [
      ...everywhere,
      'Microsoft.ManagedIdentity/userAssignedIdentities/*/read',
      'Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action',
    ],
  },
  'Private DNS Zone Contributor': {
    actions: [
      ...everywhere,
      'Microsoft.Network/privateDnsZones/*',
      'Microsoft.Network/privateDnsOperationResults/*',
      'Microsoft.Network/privateDnsOperationStatuses/*',
      'Microsoft.Network/virtualNetworks/read',
      'Microsoft.Network/virtualNetworks/join/action',
    ],
  },
  AcrPull: { actions: ['Microsoft.ContainerRegistry/registries/pull/read'] },
};

/** What a role allows, or a test says of whoever is signed in. */
export const grant = ({ actions = [], notActions = [] } = /** @type {any} */ ({})) => ({
  actions,
  notActions,
  dataActions: [],
  notDataActions: [],
});

const definitionType = 'Microsoft.Authorization/roleDefinitions';
const assignmentType = 'Microsoft.Authorization/roleAssignments';

/** A definition's id carries the subscription that it was asked in. */
function definitionId(scope, role) {
  const { subscription } = parse(scope);
  const place = subscription ? `/subscriptions/${subscription}` : '';
  return `${place}/providers/${definitionType}/${role}`;
}

const definition = (scope, roleName) => ({
  id: definitionId(scope, roles[roleName]),
  type: definitionType,
  name: roles[roleName],
  properties: {
    roleName,
    type: 'BuiltInRole',
    description: '',
    assignableScopes: ['/'],
    permissions: [grant(allowed[roleName])],
  },
});

const quoted = (filter, name) =>
  new RegExp(`${name}\\s*(?:eq\\s*|\\(\\s*)'([^']*)'`, 'i').exec(filter)?.[1];

function listDefinitions(context) {
  const wanted = quoted(context.query.get('$filter') ?? '', 'roleName');
  const names = Object.keys(roles).filter((it) => wanted === undefined || same(it, wanted));
  return page(
    context,
    names.map((it) => definition(context.parameters.scope, it)),
  );
}

function showDefinition({ parameters }) {
  const name = Object.keys(roles).find((it) => same(roles[it], parameters.name));
  if (!name) {
    throw new ArmError(
      404,
      'RoleDefinitionDoesNotExist',
      `The specified role definition with ID '${parameters.name}' does not exist.`,
    );
  }
  return { status: 200, body: definition(parameters.scope, name) };
}

const scopeOf = ({ properties }) => properties.scope.toLowerCase().replace(/\/$/, '');

/** Whether `outer` is `inner` or stands above it. */
const above = (outer, inner) => inner === outer || inner.startsWith(`${outer}/`);

function listAssignments(context) {
  const { arm, query, parameters } = context;
  const scope = (parameters.scope ?? '').toLowerCase().replace(/\/$/, '');
  const filter = query.get('$filter') ?? '';
  const principal = quoted(filter, 'principalId') ?? quoted(filter, 'assignedTo');
  const onlyAbove = /atScope\(\)/i.test(filter);
  if (onlyAbove && /principalId/i.test(filter)) {
    throw badRequest(
      'UnsupportedQuery',
      `The filter '${filter}' is not supported. Supported filters are either 'atScope()' or 'principalId eq '{value}' or assignedTo('{value}')'.`,
    );
  }
  const all = arm.store
    .all()
    .filter(({ type }) => same(type, assignmentType))
    .filter((it) => {
      const its = scopeOf(it);
      return above(its, scope) || (!onlyAbove && above(scope, its));
    })
    .filter((it) => !principal || same(it.properties.principalId, principal))
    .filter((it) => arm.knows(it));
  return page(context, all.map(show));
}

const show = ({ seenAfter: _, ...rest }) => rest;

const idOf = (scope, name) => `${scope.replace(/\/$/, '')}/providers/${assignmentType}/${name}`;

/** The same role, principal and scope may be assigned once. */
function twin(arm, { scope, principalId, roleDefinitionId }) {
  const role = roleDefinitionId.split('/').at(-1);
  return arm.store
    .all()
    .filter(({ type }) => same(type, assignmentType))
    .find(
      (it) =>
        scopeOf(it) === scope.toLowerCase().replace(/\/$/, '') &&
        same(it.properties.principalId, principalId) &&
        same(it.properties.roleDefinitionId.split('/').at(-1), role),
    );
}

function putAssignment(context) {
  const { arm, body, parameters } = context;
  const { scope, name } = parameters;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name)) {
    throw badRequest(
      'InvalidRoleAssignmentId',
      `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`,
    );
  }
  arm.checkScope(scope);
  const { roleDefinitionId, principalId, principalType } = body?.properties ?? {};
  const role = Object.values(roles).find((it) => same(it, roleDefinitionId?.split('/').at(-1)));
  if (!role) {
    throw new ArmError(
      404,
      'RoleDefinitionDoesNotExist',
      `The specified role definition with ID '${roleDefinitionId?.split('/').at(-1)}' does not exist.`,
    );
  }
  const existing = twin(arm, { scope, principalId, roleDefinitionId });
  // The same assignment once more is done already.
  if (existing && same(existing.name, name)) return { status: 200, body: show(existing) };
  if (existing) {
    throw conflict(
      'RoleAssignmentExists',
      `The role assignment already exists. The ID of the existing role assignment is ${existing.name.replaceAll('-', '')}.`,
    );
  }
  if (arm.store.has(idOf(scope, name))) {
    throw conflict(
      'RoleAssignmentUpdateNotPermitted',
      'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
    );
  }
  arm.principals.check(principalId, principalType);
  const now = new Date().toISOString();
  const resource = arm.store.put(idOf(scope, name), {
    properties: {
      ...body.properties,
      roleDefinitionId: definitionId(scope, role),
      principalType: principalType ?? 'ServicePrincipal',
      scope,
      condition: body.properties.condition ?? null,
      conditionVersion: body.properties.conditionVersion ?? null,
      createdOn: now,
      updatedOn: now,
      createdBy: guid('signed-in'),
      updatedBy: guid('signed-in'),
      delegatedManagedIdentityResourceId: null,
      description: body.properties.description ?? null,
    },
    type: assignmentType,
    name,
  });
  arm.delay(resource, arm.options.roleDelay);
  return { status: 201, body: show(resource) };
}

function showAssignment({ arm, parameters: { scope, name } }) {
  const resource = arm.store.get(idOf(scope, name));
  if (!resource) {
    throw new ArmError(
      404,
      'RoleAssignmentNotFound',
      `The role assignment '${name}' is not found.`,
    );
  }
  return { status: 200, body: show(resource) };
}

function deleteAssignment({ arm, parameters: { scope, name } }) {
  const resource = arm.store.get(idOf(scope, name));
  if (!resource) return { status: 204 };
  arm.store.delete(resource.id);
  return { status: 200, body: show(resource) };
}

/** What whoever is signed in may do there: everything, unless a test says otherwise. */
function listPermissions(context) {
  const { arm, parameters } = context;
  arm.checkScope(parameters.scope);
  return page(context, (arm.permissions?.(parameters.scope) ?? [allowed.Owner]).map(grant));
}

export const types = [];

// `:scope*` is any path, an empty one too.
export const routes = [
  {
    method: 'GET',
    path: ':scope*/providers/Microsoft.Authorization/permissions',
    run: listPermissions,
  },
  { method: 'GET', path: `:scope*/providers/${definitionType}`, run: listDefinitions },
  { method: 'GET', path: `:scope*/providers/${definitionType}/:name`, run: showDefinition },
  { method: 'GET', path: `:scope*/providers/${assignmentType}`, run: listAssignments },
  { method: 'GET', path: `:scope*/providers/${assignmentType}/:name`, run: showAssignment },
  {
    method: 'PUT',
    path: `:scope*/providers/${assignmentType}/:name`,
    run: putAssignment,
  },
  { method: 'DELETE', path: `:scope*/providers/${assignmentType}/:name`, run: deleteAssignment },
];
