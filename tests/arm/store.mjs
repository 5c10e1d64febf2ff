// What is there: resources by id. Ids are compared without case, as Azure does, and shown as they
// were first written.

import { guid, parse, same } from './ids.mjs';

export class Store {
  #resources = new Map();
  #changes = 0;

  get(id) {
    return this.#resources.get(id.toLowerCase());
  }

  has(id) {
    return this.#resources.has(id.toLowerCase());
  }

  /** Puts a resource, keeping the way its id was first written. */
  put(id, resource) {
    const old = this.get(id);
    resource.id = old?.id ?? id;
    this.#resources.set(id.toLowerCase(), resource);
    this.#changes += 1;
    return resource;
  }

  /** Takes a resource away, and all that is part of it or applies to it. */
  delete(id) {
    const key = id.toLowerCase();
    for (const other of [...this.#resources.keys()]) {
      if (other === key || other.startsWith(`${key}/`)) this.#resources.delete(other);
    }
    this.#changes += 1;
  }

  all() {
    return [...this.#resources.values()];
  }

  /** Resources of a type, in a scope if one is named. */
  ofType(type, scope = '') {
    const within = scope.toLowerCase();
    return this.all().filter(
      ({ id, type: its }) => same(its, type) && id.toLowerCase().startsWith(`${within}/`),
    );
  }

  /** Resources that are part of this one, of the kind `segment` names (`subnets`). */
  children(id, segment) {
    const prefix = `${id}/${segment}/`.toLowerCase();
    return this.all().filter((it) => {
      const key = it.id.toLowerCase();
      return key.startsWith(prefix) && !key.slice(prefix.length).includes('/');
    });
  }

  /** A mark that changes with every change of a resource. */
  etag(id) {
    return `"${guid('etag', id, String(this.#changes))}"`;
  }

  /** What to give a test: everything by lower-case id, copied. */
  snapshot() {
    return structuredClone(Object.fromEntries(this.#resources));
  }

  clear() {
    this.#resources.clear();
  }

  group(id) {
    const { subscription, group } = parse(id);
    return group && this.get(`/subscriptions/${subscription}/resourceGroups/${group}`);
  }
}
