// Long-running operations, and how clients ask for their state: Azure-AsyncOperation answers a
// status document, Location answers 202 until the end. An operation ends after a number of
// questions, not after a time, so that tests wait for nothing.

import { ArmError, notFound } from './errors.mjs';
import { guid, parse, same } from './ids.mjs';

/** The resource that an id is part of: the network of a subnet, the cluster of a pool. */
function wholeOf(id) {
  const { names } = parse(id);
  return names.length > 1
    ? id
        .split('/')
        .slice(0, 2 - 2 * names.length)
        .join('/')
    : id;
}

export class Operations {
  #arm;
  #running = new Map();

  constructor(arm) {
    this.#arm = arm;
  }

  clear() {
    this.#running.clear();
  }

  /** The operation that is under way on this resource, any part of the same one, or its group. */
  on(id) {
    const whole = wholeOf(id);
    const place = `/subscriptions/${parse(id).subscription}/resourceGroups/${parse(id).group}`;
    return [...this.#running.values()].find(
      (it) => it.status === 'InProgress' && (same(wholeOf(it.id), whole) || same(it.id, place)),
    );
  }

  /** The operation on exactly this resource. */
  of(id) {
    return [...this.#running.values()].findLast(
      (it) => it.status === 'InProgress' && it.key === id.toLowerCase(),
    );
  }

  /**
   * Begins an operation on a resource. `done` runs at its end, `failed` when it ends badly.
   *
   * @param {{ id: string, verb: string, location?: string, polls?: number, outcome?: object,
   *   done: () => void, failed?: (error: object) => void }} what
   */
  start({ id, verb, location, polls = this.#arm.options.lro.polls, outcome, done, failed }) {
    const { namespace = 'Microsoft.Resources', subscription } = parse(id);
    const operation = {
      name: guid('operation', id, String(this.#running.size)),
      id,
      key: id.toLowerCase(),
      verb,
      namespace,
      subscription,
      location: location ?? this.#arm.store.group(id)?.location ?? 'global',
      polls,
      outcome,
      status: 'InProgress',
      startTime: new Date().toISOString(),
      done,
      failed,
    };
    this.#running.set(operation.name, operation);
    if (polls === 0) this.#end(operation);
    return operation;
  }

  /** One question about the operation: brings its end nearer. */
  ask(operation) {
    if (operation.status !== 'InProgress') return;
    if (operation.outcome?.hangs) return;
    operation.polls -= 1;
    if (operation.polls <= 0) this.#end(operation);
  }

  #end(operation) {
    if (operation.outcome?.fails) {
      operation.status = operation.outcome.canceled ? 'Canceled' : 'Failed';
      operation.error = operation.outcome.fails;
      operation.failed?.(operation.error);
    } else {
      operation.status = 'Succeeded';
      operation.done();
    }
    operation.endTime = new Date().toISOString();
  }

  /** The headers that tell a client where to ask. */
  headers(operation, base, apiVersion) {
    const { subscription, namespace, location, name } = operation;
    const place = `${base}/subscriptions/${subscription}/providers/${namespace}/locations/${location}`;
    const version = `?api-version=${apiVersion}`;
    const all = {
      'azure-asyncoperation': `${place}/operations/${name}${version}`,
      location: `${place}/operationresults/${name}${version}`,
    };
    const wanted = this.#arm.options.lro.headers ?? Object.keys(all);
    return {
      ...Object.fromEntries(Object.entries(all).filter(([header]) => wanted.includes(header))),
      ...this.retryAfter(),
    };
  }

  retryAfter() {
    const { retryAfter, retryAfterMs } = this.#arm.options.lro;
    return {
      'retry-after': String(retryAfter),
      ...(retryAfterMs === undefined ? {} : { 'x-ms-retry-after-ms': String(retryAfterMs) }),
    };
  }

  #find(name) {
    const operation = this.#running.get(name.toLowerCase());
    if (!operation || operation.outcome?.vanishes) {
      throw notFound('OperationNotFound', `The operation '${name}' was not found.`);
    }
    return operation;
  }

  status({ parameters }) {
    const operation = this.#find(parameters.operation);
    this.ask(operation);
    const { name, status, startTime, endTime, error } = operation;
    const headers = status === 'InProgress' ? this.retryAfter() : {};
    const network = same(operation.namespace, 'Microsoft.Network');
    const body = network
      ? { status, ...(error ? { error } : {}) }
      : {
          name,
          status,
          startTime,
          ...(endTime ? { endTime } : {}),
          ...(error ? { error } : {}),
        };
    return { status: 200, headers, body };
  }

  result({ parameters, base, apiVersion }) {
    const operation = this.#find(parameters.operation);
    this.ask(operation);
    const { status, error, verb, id } = operation;
    if (status === 'InProgress') {
      return { status: 202, headers: this.headers(operation, base, apiVersion) };
    }
    if (error) throw new ArmError(operation.outcome?.status ?? 409, error.code, error.message);
    if (verb === 'Deleting') return { status: 204 };
    const resource = this.#arm.store.get(id);
    return resource ? { status: 200, body: this.#arm.show(resource, apiVersion) } : { status: 204 };
  }

  routes() {
    const place = '/subscriptions/:subscription/providers/:namespace/locations/:location';
    return [
      { method: 'GET', path: `${place}/operations/:operation`, run: (it) => this.status(it) },
      { method: 'GET', path: `${place}/operationresults/:operation`, run: (it) => this.result(it) },
    ];
  }
}
