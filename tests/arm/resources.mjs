// What all resources have in common: they are put, patched, read, listed and deleted by their id.
// What is special about a type stands in providers/.

import { ArmError, badRequest, conflict, notFound } from './errors.mjs';
import { nameOf, parentOf, parse, same } from './ids.mjs';

/**
 * @typedef {object} Type What a provider says about one type of resource.
 * @property {string} type `Microsoft.Network/virtualNetworks`.
 * @property {boolean} [tracked] It has a location and tags.
 * @property {string} [etag] Where its mark of change stands: clusters write `eTag`, the network `etag`.
 * @property {string} [innerEtag] The same among its properties, as agent pools write it.
 * @property {boolean} [slow] Putting it is a long-running operation, when operations take time.
 * @property {boolean} [looseName] A name in the body need not be the resource's.
 * @property {(context: any) => ArmError} [missing] What is said when there is none.
 * @property {(context: any) => void} [check] Throws what Azure refuses.
 * @property {(context: any) => any} [fill] The resource to keep, with the service's own values.
 * @property {(context: any, resource: any) => void} [kept] After it was put.
 * @property {(resource: any, arm: any) => any} [show] What a reader gets.
 * @property {(context: any) => void} [checkDelete] Throws what keeps it from being deleted.
 * @property {(resource: any, arm: any) => void} [gone] After it was deleted.
 * @property {(context: any, operation: any) => ArmError} [busy] What is said while another operation runs.
 * @property {'slow' | 'plain'} [deletes] How it is deleted: 202 and an operation, or at once.
 * @property {Record<string, (context: any) => any>} [actions] `POST id/action`.
 */

/** Throws unless what the id stands in is there. */
export function checkPlace({ arm, id }) {
  const { subscription, group } = parse(id);
  arm.checkSubscription(subscription);
  if (group && !arm.store.group(id)) {
    throw notFound('ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
  }
  const parent = parentOf(id);
  if (parent && !arm.store.has(parent)) {
    throw notFound(
      'ParentResourceNotFound',
      `Failed to perform 'write' on resource(s) of type '${arm.typeName(id)}', because the parent resource '${nameAndType(arm, parent)}' could not be found.`,
    );
  }
}

const nameAndType = (arm, id) => `${arm.typeName(id)}/${parse(id).names.join('/')}`;

export function resourceNotFound(arm, id) {
  const { group, names } = parse(id);
  const place = group ? ` under resource group '${group}'` : '';
  return notFound(
    'ResourceNotFound',
    `The Resource '${arm.typeName(id)}/${names.join('/')}'${place} was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

const markOf = (type, resource) =>
  type.innerEtag ? resource.properties[type.innerEtag] : resource[type.etag];

/** Gives a resource a new mark of change, where its type has one. */
export function mark(arm, type, resource, id) {
  if (type.etag) resource[type.etag] = arm.store.etag(id);
  if (type.innerEtag) resource.properties[type.innerEtag] = arm.store.etag(id);
}

/** `If-Match` and `If-None-Match`. */
function checkMarks({ headers }, type, old) {
  const failed = (header) =>
    new ArmError(
      412,
      'PreconditionFailed',
      `Precondition failed: the condition of the header '${header}' is not met.`,
    );
  if (old && headers['if-none-match'] === '*') throw failed('If-None-Match');
  const wanted = headers['if-match'];
  if (!wanted || wanted === '*') return;
  if (!old || markOf(type, old) !== wanted) throw failed('If-Match');
}

function checkLocation({ arm, id, wanted }, type, old) {
  if (!type.tracked) return;
  if (!wanted.location) {
    throw badRequest('LocationRequired', `The location property is required for this definition.`);
  }
  const place = arm.location(wanted.location);
  if (!place) {
    throw badRequest(
      'LocationNotAvailableForResourceType',
      `The provided location '${wanted.location}' is not available for resource type '${type.type}'. List of available regions for the resource type is '${arm.locations.map(({ name }) => name).join(',')}'.`,
    );
  }
  if (old && !same(arm.location(old.location)?.name, place.name)) {
    const { group } = parse(id);
    throw conflict(
      'InvalidResourceLocation',
      `The resource '${nameOf(id)}' already exists in location '${old.location}' in resource group '${group}'. A resource with the same name cannot be created in location '${wanted.location}'. Please select a new resource name.`,
    );
  }
  wanted.location = place.name;
}

function checkFree(context, type) {
  const operation = context.arm.operations.on(context.id);
  if (!operation) return;
  if (!parse(operation.id).namespace) {
    throw conflict(
      'ResourceGroupBeingDeleted',
      `The resource group '${nameOf(operation.id)}' is in deprovisioning state and cannot perform this operation.`,
    );
  }
  throw (
    type.busy?.(context, operation) ??
    conflict('Conflict', `Another operation is in progress on '${operation.id}'.`)
  );
}

/** PUT: 201 when it is new, 200 when it was there. */
export function put(context) {
  const { arm, id, body } = context;
  const type = arm.type(id);
  checkPlace(context);
  const old = arm.store.get(id);
  checkFree(context, type);
  checkMarks(context, type, old);
  context.old = old;
  context.wanted = structuredClone(body ?? {});
  if (
    context.wanted.name !== undefined &&
    !same(context.wanted.name, nameOf(id)) &&
    !type.looseName
  ) {
    throw badRequest(
      'ResourceNameMismatch',
      `The resource name '${context.wanted.name}' in the request body does not match the name '${nameOf(id)}' in the request.`,
    );
  }
  checkLocation(context, type, old);
  arm.refuse(context, () => type.check?.(context));
  return keep(context, type, old);
}

/** PATCH: of all that ARM resources have, their tags. */
export function patch(context) {
  const { arm, id, body } = context;
  const type = arm.type(id);
  checkPlace(context);
  const old = arm.store.get(id);
  if (!old) throw resourceNotFound(arm, id);
  checkFree(context, type);
  checkMarks(context, type, old);
  context.old = old;
  const resource = { ...structuredClone(old), ...(body?.tags ? { tags: body.tags } : {}) };
  mark(arm, type, resource, id);
  arm.store.put(id, resource);
  return { status: 200, body: arm.show(resource, context.apiVersion) };
}

function keep(context, type, old) {
  const { arm, id, apiVersion, base } = context;
  const filled = type.fill?.(context) ?? { ...context.wanted };
  const resource = {
    ...filled,
    id: old?.id ?? id,
    name: nameOf(old?.id ?? id),
    type: type.type,
  };
  mark(arm, type, resource, id);
  arm.store.put(id, resource);
  type.kept?.(context, resource);

  const status = old ? 200 : 201;
  if (!type.slow) return { status, body: arm.show(resource, apiVersion) };
  const outcome = arm.faults.outcome(context);
  const polls = outcome && arm.options.lro.polls === 0 ? 1 : arm.options.lro.polls;
  setState(resource, old ? 'Updating' : 'Creating');
  const operation = arm.operations.start({
    id,
    verb: old ? 'Updating' : 'Creating',
    location: resource.location,
    polls,
    outcome,
    done: () => setState(arm.store.get(id), 'Succeeded'),
    failed: () => setState(arm.store.get(id), outcome.canceled ? 'Canceled' : 'Failed'),
  });
  const headers =
    operation.status === 'InProgress' ? arm.operations.headers(operation, base, apiVersion) : {};
  delete headers.location;
  return { status, headers, body: arm.show(resource, apiVersion) };
}

function setState(resource, state) {
  if (resource?.properties) resource.properties.provisioningState = state;
}

export function get(context) {
  const { arm, id, apiVersion } = context;
  const { subscription, group } = parse(id);
  arm.checkSubscription(subscription);
  if (group && !arm.store.group(id)) {
    throw notFound('ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
  }
  const running = arm.operations.of(id);
  if (running) arm.operations.ask(running);
  const resource = arm.store.get(id);
  if (!resource) throw arm.type(id).missing?.(context) ?? resourceNotFound(arm, id);
  return { status: 200, body: arm.show(resource, apiVersion) };
}

/** HEAD answers 204 or 404 and says no more. */
export function head({ arm, id }) {
  return { status: arm.store.has(id) ? 204 : 404 };
}

/** Deletes a resource: 204 when there is none. */
export function remove(context) {
  const { arm, id, apiVersion, base } = context;
  const type = arm.type(id);
  const { subscription, group } = parse(id);
  arm.checkSubscription(subscription);
  if (group && !arm.store.group(id)) {
    throw notFound('ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
  }
  const old = arm.store.get(id);
  if (!old) return { status: 204 };
  checkFree(context, type);
  checkMarks(context, type, old);
  context.old = old;
  arm.refuse(context, () => type.checkDelete?.(context));
  const gone = () => {
    arm.store.delete(id);
    type.gone?.(old, arm);
  };
  if (type.deletes !== 'slow') {
    gone();
    return { status: 200, body: arm.show(old, apiVersion) };
  }
  const outcome = arm.faults.outcome(context);
  const polls = outcome && arm.options.lro.polls === 0 ? 1 : arm.options.lro.polls;
  setState(old, 'Deleting');
  const operation = arm.operations.start({
    id,
    verb: 'Deleting',
    location: old.location,
    polls,
    outcome,
    done: gone,
    failed: () => setState(old, 'Failed'),
  });
  return { status: 202, headers: arm.operations.headers(operation, base, apiVersion) };
}

/** An operation that changes the state of a resource: `POST id/action`. */
export function act(context, action) {
  const { arm, id } = context;
  const type = arm.type(id);
  const old = arm.store.get(id);
  if (!old) throw resourceNotFound(arm, id);
  context.old = old;
  const run = type.actions?.[action.toLowerCase()];
  if (!run) {
    throw notFound(
      'InvalidResourceType',
      `The resource type '${arm.typeName(id)}/${action}' could not be found in the namespace '${parse(id).namespace}' for api version '${context.apiVersion}'.`,
    );
  }
  return run(context);
}

/** A list, in pages. */
export function page({ arm, base, url }, all) {
  const size = arm.options.pageSize;
  const from = Number(url.searchParams.get('$skiptoken') ?? 0);
  const value = all.slice(from, from + size);
  if (from + size >= all.length) return { status: 200, body: { value } };
  const next = new URL(url.pathname + url.search, base);
  next.searchParams.set('$skiptoken', String(from + size));
  return { status: 200, body: { value, nextLink: next.href } };
}

/** All resources of a type, in a group, a subscription, or what they are part of. */
export function list(context, typeName, within) {
  const { arm, apiVersion } = context;
  const { subscription, group } = parse(within);
  arm.checkSubscription(subscription);
  if (group && !arm.store.group(within)) {
    throw notFound('ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
  }
  if (parse(within).namespace && !arm.store.has(within)) throw resourceNotFound(arm, within);
  const all = arm.store.ofType(typeName, within).map((it) => arm.show(it, apiVersion));
  return page(context, all);
}
