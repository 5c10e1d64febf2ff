// What is there: resources by id. Ids are compared without case, as Azure does, and shown as they
// were first written.

import { guid, parse, same } from './ids.mjs';

export class Store {
  #resources = new Map();
  /** Keys of parts by what they are part of: `…/net/subnets`. */
  #parts = new Map();
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
    const key = id.toLowerCase();
    this.#resources.set(key, resource);
    const whole = key.slice(0, key.lastIndexOf('/'));
    if (!this.#parts.has(whole)) this.#parts.set(whole, new Set());
    this.#parts.get(whole).add(key);
    this.#changes += 1;
    return resource;
  }

  /** Takes a resource away, and all that is part of it or applies to it. */
  delete(id) {
    const key = id.toLowerCase();
    for (const other of [...this.#resources.keys()]) {
      if (other !== key && !other.startsWith(`${key}/`)) continue;
      this.#resources.delete(other);
      this.#parts.get(other.slice(0, other.lastIndexOf('/')))?.delete(other);
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
    const keys = this.#parts.get(`${id}/${segment}`.toLowerCase()) ?? [];
    return [...keys].map((key) => this.#resources.get(key));
  }

  /** How often anything changed. */
  get changes() {
    return this.#changes;
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
    this.#parts.clear();
    this.#changes += 1;
  }

  group(id) {
    const { subscription, group } = parse(id);
    return group && this.get(`/subscriptions/${subscription}/resourceGroups/${group}`);
  }
}
