// What ARM itself keeps: tenants, subscriptions, resource groups, providers and features.

import { tenant } from '../cloud.mjs';
import { badRequest, conflict, notFound } from '../errors.mjs';
import { nameOf, parse, same } from '../ids.mjs';
import { page } from '../resources.mjs';

const subscription = (id, name) => ({
  id: `/subscriptions/${id}`,
  authorizationSource: 'RoleBased',
  managedByTenants: [],
  subscriptionId: id,
  tenantId: tenant,
  displayName: name,
  state: 'Enabled',
  subscriptionPolicies: {
    locationPlacementId: 'Public_2014-09-01',
    quotaId: 'PayAsYouGo_2014-09-01',
    spendingLimit: 'Off',
  },
});

const all = (arm) => [...arm.subscriptions].map(([id, name]) => subscription(id, name));

/** Groups are resources of a kind of their own. */
const groupId = ({ subscription, group }) =>
  `/subscriptions/${subscription}/resourceGroups/${group}`;

function putGroup({ arm, parameters, body }) {
  arm.checkSubscription(parameters.subscription);
  const { group } = parameters;
  if (group.length > 90 || !/^[\p{L}\p{N}_().-]*[\p{L}\p{N}_()-]$/u.test(group)) {
    throw badRequest(
      'InvalidParameter',
      `The provided resource group name '${group}' has these invalid characters, or ends with a period. The name can only be a letter, digit, '-', '.', '(', ')' or '_'.`,
    );
  }
  const place = arm.location(body?.location);
  if (!place) {
    throw badRequest(
      body?.location ? 'LocationNotAvailableForResourceGroup' : 'LocationRequired',
      body?.location
        ? `The provided location '${body.location}' is not available for resource group. List of available regions is '${arm.locations.map(({ name }) => name).join(',')}'.`
        : 'The location property is required for this definition.',
    );
  }
  const id = groupId(parameters);
  const old = arm.store.get(id);
  if (old && arm.operations.of(id)) {
    throw conflict(
      'ResourceGroupBeingDeleted',
      `The resource group '${group}' is in deprovisioning state and cannot perform this operation.`,
    );
  }
  if (old && !same(old.location, place.name)) {
    throw conflict(
      'InvalidResourceGroupLocation',
      `Invalid resource group location '${body.location}'. The Resource group already exists in location '${old.location}'.`,
    );
  }
  const resource = arm.store.put(id, {
    name: old?.name ?? group,
    type: 'Microsoft.Resources/resourceGroups',
    location: place.name,
    ...(body.tags ? { tags: body.tags } : {}),
    ...(body.managedBy ? { managedBy: body.managedBy } : {}),
    properties: { provisioningState: 'Succeeded' },
  });
  return { status: old ? 200 : 201, body: resource };
}

function findGroup({ arm, parameters }) {
  arm.checkSubscription(parameters.subscription);
  const resource = arm.store.get(groupId(parameters));
  if (!resource) {
    throw notFound(
      'ResourceGroupNotFound',
      `Resource group '${parameters.group}' could not be found.`,
    );
  }
  return resource;
}

function patchGroup(context) {
  const resource = findGroup(context);
  if (context.body?.tags) resource.tags = context.body.tags;
  return { status: 200, body: resource };
}

function deleteGroup(context) {
  const { arm, base, apiVersion } = context;
  const resource = findGroup(context);
  if (arm.operations.of(resource.id)) {
    throw conflict(
      'ResourceGroupBeingDeleted',
      `The resource group '${resource.name}' is in deprovisioning state and cannot perform this operation.`,
    );
  }
  resource.properties.provisioningState = 'Deleting';
  context.id = resource.id;
  const outcome = arm.faults.outcome(context);
  const operation = arm.operations.start({
    id: resource.id,
    verb: 'Deleting',
    location: resource.location,
    polls: outcome && arm.options.lro.polls === 0 ? 1 : arm.options.lro.polls,
    outcome,
    done: () => arm.deleteGroup(resource.id),
    failed: () => {
      resource.properties.provisioningState = 'Succeeded';
    },
  });
  const headers = arm.operations.headers(operation, base, apiVersion);
  delete headers['azure-asyncoperation'];
  return { status: 202, headers };
}

function listGroups(context) {
  const { arm, parameters } = context;
  arm.checkSubscription(parameters.subscription);
  const within = `/subscriptions/${parameters.subscription}/`.toLowerCase();
  return page(
    context,
    arm.store.all().filter(({ id, type }) => {
      return (
        same(type, 'Microsoft.Resources/resourceGroups') && id.toLowerCase().startsWith(within)
      );
    }),
  );
}

/** `resourceType eq '…'` and `name eq '…'` of a list's filter. */
const named = (filter, word) => new RegExp(`${word} eq '([^']*)'`, 'i').exec(filter)?.[1];

function listResources(context) {
  const { arm, parameters, query } = context;
  if (parameters.group) findGroup(context);
  const within = parameters.group
    ? groupId(parameters)
    : `/subscriptions/${parameters.subscription}`;
  const filter = query.get('$filter') ?? '';
  const [type, name, group] = ['resourceType', 'name', 'resourceGroup'].map((it) =>
    named(filter, it),
  );
  const found = arm.store
    .all()
    .filter((it) => it.id.toLowerCase().startsWith(`${within}/`.toLowerCase()))
    // Only resources with a location of their own are listed, not parts of them.
    .filter((it) => it.location && parse(it.id).namespace)
    .filter((it) => !type || same(it.type, type))
    .filter((it) => !name || same(it.name, name))
    .filter((it) => !group || same(parse(it.id).group, group))
    .map(({ id, name, type, location, tags, sku, kind, identity, managedBy }) => {
      const shown = { id, name, type, location, tags, sku, kind, identity, managedBy };
      return JSON.parse(JSON.stringify(shown));
    });
  return page(context, found);
}

const provider = (arm, namespace, subscriptionId) => {
  const its = arm.providerNames.find((it) => same(it, namespace));
  if (!its) {
    throw notFound('InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`);
  }
  return {
    id: `/subscriptions/${subscriptionId}/providers/${its}`,
    namespace: its,
    registrationPolicy: 'RegistrationRequired',
    registrationState: arm.registrations.of(its),
    resourceTypes: arm.typesOf(its).map(({ type, versions }) => ({
      resourceType: type.slice(its.length + 1),
      locations: arm.locations.map(({ displayName }) => displayName),
      apiVersions: versions,
    })),
  };
};

const featureName = ({ namespace, feature }) => `${namespace}/${feature}`;

function showFeature(arm, parameters) {
  const { subscription: id, namespace, feature } = parameters;
  return {
    id: `/subscriptions/${id}/providers/Microsoft.Features/providers/${namespace}/features/${feature}`,
    name: featureName(parameters),
    type: 'Microsoft.Features/providers/features',
    properties: { state: arm.registrations.of(featureName(parameters), 'NotRegistered') },
  };
}

/** The same registration as a resource: what PUT makes and ARM templates write. */
function showRegistration(arm, parameters) {
  const { subscription: id, namespace, feature } = parameters;
  return {
    id: `/subscriptions/${id}/providers/Microsoft.Features/featureProviders/${namespace}/subscriptionFeatureRegistrations/${feature}`,
    name: feature,
    type: 'Microsoft.Features/featureProviders/subscriptionFeatureRegistrations',
    properties: {
      tenantId: tenant,
      subscriptionId: id,
      providerNamespace: namespace,
      featureName: feature,
      displayName: feature,
      approvalType: 'AutoApproval',
      state: arm.registrations.of(featureName(parameters)),
    },
  };
}

const root = '/subscriptions/:subscription';
const registrations = `${root}/providers/Microsoft.Features/featureProviders/:namespace/subscriptionFeatureRegistrations/:feature`;
const features = `${root}/providers/Microsoft.Features/providers/:namespace/features`;

export const types = [];

export const routes = [
  {
    method: 'GET',
    path: '/tenants',
    run: (context) =>
      page(context, [
        {
          id: `/tenants/${tenant}`,
          tenantId: tenant,
          countryCode: 'NL',
          displayName: 'aksplan tests',
          domains: ['aksplan.example'],
          tenantCategory: 'Home',
          defaultDomain: 'aksplan.example',
          tenantType: 'AAD',
        },
      ]),
  },
  { method: 'GET', path: '/subscriptions', run: (context) => page(context, all(context.arm)) },
  {
    method: 'GET',
    path: root,
    run({ arm, parameters }) {
      arm.checkSubscription(parameters.subscription);
      const found = all(arm).find((it) => same(it.subscriptionId, parameters.subscription));
      return { status: 200, body: found };
    },
  },
  {
    method: 'GET',
    path: `${root}/locations`,
    run: (context) =>
      page(
        context,
        context.arm.locations.map(({ name, displayName }) => ({
          id: `/subscriptions/${context.parameters.subscription}/locations/${name}`,
          name,
          type: 'Region',
          displayName,
          regionalDisplayName: displayName,
          metadata: { regionType: 'Physical', regionCategory: 'Recommended' },
        })),
      ),
  },
  { method: 'GET', path: `${root}/resourcegroups`, run: listGroups },
  { method: 'GET', path: `${root}/resources`, run: listResources },
  { method: 'GET', path: `${root}/resourcegroups/:group/resources`, run: listResources },
  { method: 'PUT', path: `${root}/resourcegroups/:group`, run: putGroup },
  {
    method: 'GET',
    path: `${root}/resourcegroups/:group`,
    run: (context) => {
      const resource = findGroup(context);
      const running = context.arm.operations.of(resource.id);
      if (running) context.arm.operations.ask(running);
      return { status: 200, body: findGroup(context) };
    },
  },
  {
    method: 'HEAD',
    path: `${root}/resourcegroups/:group`,
    run: ({ arm, parameters }) => ({ status: arm.store.has(groupId(parameters)) ? 204 : 404 }),
  },
  { method: 'PATCH', path: `${root}/resourcegroups/:group`, run: patchGroup },
  { method: 'DELETE', path: `${root}/resourcegroups/:group`, run: deleteGroup },
  {
    method: 'GET',
    path: `${root}/providers`,
    run: (context) =>
      page(
        context,
        context.arm.providerNames.map((it) =>
          provider(context.arm, it, context.parameters.subscription),
        ),
      ),
  },
  {
    method: 'GET',
    path: `${root}/providers/:namespace`,
    run({ arm, parameters }) {
      const shown = provider(arm, parameters.namespace, parameters.subscription);
      arm.registrations.ask(shown.namespace);
      return { status: 200, body: provider(arm, parameters.namespace, parameters.subscription) };
    },
  },
  {
    method: 'POST',
    path: `${root}/providers/:namespace/register`,
    run({ arm, parameters }) {
      const { namespace } = provider(arm, parameters.namespace, parameters.subscription);
      arm.registrations.register(namespace);
      return { status: 200, body: provider(arm, namespace, parameters.subscription) };
    },
  },
  {
    method: 'GET',
    path: features,
    run: (context) =>
      page(
        context,
        context.arm.registrations
          .names(`${context.parameters.namespace}/`)
          .map((name) =>
            showFeature(context.arm, { ...context.parameters, feature: nameOf(name) }),
          ),
      ),
  },
  {
    method: 'GET',
    path: `${features}/:feature`,
    run({ arm, parameters }) {
      arm.registrations.ask(featureName(parameters));
      return { status: 200, body: showFeature(arm, parameters) };
    },
  },
  {
    method: 'POST',
    path: `${features}/:feature/register`,
    run({ arm, parameters }) {
      arm.registrations.register(featureName(parameters));
      return { status: 200, body: showFeature(arm, parameters) };
    },
  },
  {
    method: 'POST',
    path: `${features}/:feature/unregister`,
    run({ arm, parameters }) {
      arm.registrations.unregister(featureName(parameters));
      return { status: 200, body: showFeature(arm, parameters) };
    },
  },
  {
    method: 'PUT',
    path: registrations,
    run({ arm, parameters }) {
      arm.registrations.register(featureName(parameters));
      return { status: 200, body: showRegistration(arm, parameters) };
    },
  },
  {
    method: 'GET',
    path: registrations,
    run({ arm, parameters }) {
      arm.registrations.ask(featureName(parameters));
      if (arm.registrations.of(featureName(parameters)) === 'NotRegistered') {
        throw notFound(
          'ResourceNotFound',
          `The feature registration '${parameters.feature}' was not found.`,
        );
      }
      return { status: 200, body: showRegistration(arm, parameters) };
    },
  },
  {
    method: 'DELETE',
    path: registrations,
    run({ arm, parameters }) {
      arm.registrations.unregister(featureName(parameters));
      return { status: 200 };
    },
  },
];
