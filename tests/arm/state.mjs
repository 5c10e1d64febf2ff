// Things that become true a while after they were asked for: features and providers that register,
// principals and role assignments that spread.

import { badRequest } from './errors.mjs';

/** Providers and features, by name. A registration ends after some questions about it. */
export class Registrations {
  #states = new Map();
  #delay;

  constructor(delay) {
    this.#delay = delay;
  }

  of(name, otherwise = 'NotRegistered') {
    return this.#states.get(name.toLowerCase())?.state ?? otherwise;
  }

  set(name, state) {
    this.#states.set(name.toLowerCase(), { name, state, left: 0 });
  }

  names(prefix) {
    return [...this.#states.values()]
      .map(({ name }) => name)
      .filter((name) => name.toLowerCase().startsWith(prefix.toLowerCase()));
  }

  register(name) {
    if (this.of(name) === 'Registered') return;
    const state = this.#delay > 0 ? 'Registering' : 'Registered';
    this.#states.set(name.toLowerCase(), { name, state, left: this.#delay });
  }

  unregister(name) {
    this.set(name, 'Unregistered');
  }

  /** One question. */
  ask(name) {
    const it = this.#states.get(name.toLowerCase());
    if (it?.state !== 'Registering') return;
    it.left -= 1;
    if (it.left <= 0) it.state = 'Registered';
  }
}

/** Service principals of the directory. A new one may not be known everywhere for a while. */
export class Principals {
  #known = new Map();
  #delay;

  constructor(delay) {
    this.#delay = delay;
  }

  /** @param {{ principalId: string, appId: string, name?: string, of?: string }} principal */
  add(principal) {
    const key = principal.principalId.toLowerCase();
    if (!this.#known.has(key)) this.#known.set(key, { ...principal, left: this.#delay });
  }

  remove(principalId) {
    this.#known.delete(principalId?.toLowerCase());
  }

  removeOf(id) {
    for (const { principalId, of } of this.values()) {
      if (of?.toLowerCase() === id.toLowerCase()) this.remove(principalId);
    }
  }

  values() {
    return [...this.#known.values()];
  }

  /** Throws what a role assignment gets for a principal that is not known, or not yet. */
  check(principalId, principalType) {
    const it = this.#known.get(principalId?.toLowerCase());
    // Users and groups are not kept here: they are taken at their word.
    if (!it && principalType && principalType !== 'ServicePrincipal') return;
    if (it && it.left <= 0) return;
    if (it) it.left -= 1;
    throw badRequest(
      'PrincipalNotFound',
      `Principal ${principalId?.replaceAll('-', '')} does not exist in the directory. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group. See https://aka.ms/docs-principaltype`,
    );
  }
}
