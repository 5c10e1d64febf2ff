// All that one local Azure Resource Manager holds, and what its parts ask of it.

import { Tokens, tenant } from './cloud.mjs';
import { ArmError, notFound } from './errors.mjs';
import { Faults } from './faults.mjs';
import { guid, parse, same, typeOf } from './ids.mjs';
import { Operations } from './operations.mjs';
import * as authorization from './providers/authorization.mjs';
import * as compute from './providers/compute.mjs';
import * as containerservice from './providers/containerservice.mjs';
import * as managedidentity from './providers/managedidentity.mjs';
import * as network from './providers/network.mjs';
import * as resourcegraph from './providers/resourcegraph.mjs';
import * as subscriptions from './providers/subscriptions.mjs';
import { mark } from './resources.mjs';
import { Principals, Registrations } from './state.mjs';
import { Store } from './store.mjs';
import { versionsOf } from './versions.mjs';

export const providers = [
  subscriptions,
  authorization,
  compute,
  containerservice,
  managedidentity,
  network,
  resourcegraph,
];

const types = new Map(providers.flatMap((it) => it.types).map((it) => [it.type.toLowerCase(), it]));

const locations = [
  ['westeurope', 'West Europe'],
  ['northeurope', 'North Europe'],
  ['germanywestcentral', 'Germany West Central'],
  ['francecentral', 'France Central'],
  ['swedencentral', 'Sweden Central'],
  ['uksouth', 'UK South'],
  ['switzerlandnorth', 'Switzerland North'],
  ['eastus', 'East US'],
  ['eastus2', 'East US 2'],
  ['centralus', 'Central US'],
  ['westus', 'West US'],
  ['westus2', 'West US 2'],
  ['westus3', 'West US 3'],
  ['southeastasia', 'Southeast Asia'],
  ['australiaeast', 'Australia East'],
  ['japaneast', 'Japan East'],
  ['usgovvirginia', 'USGov Virginia'],
  ['chinanorth3', 'China North 3'],
].map(([name, displayName]) => ({ name, displayName }));

const registered = [
  'Microsoft.Authorization',
  'Microsoft.Compute',
  'Microsoft.ContainerService',
  'Microsoft.Features',
  'Microsoft.ManagedIdentity',
  'Microsoft.Network',
  'Microsoft.ResourceGraph',
  'Microsoft.Resources',
];
const unregistered = [
  'Microsoft.AlertsManagement',
  'Microsoft.ApiManagement',
  'Microsoft.ContainerRegistry',
  'Microsoft.Dashboard',
  'Microsoft.Insights',
  'Microsoft.KeyVault',
  'Microsoft.Monitor',
  'Microsoft.OperationalInsights',
  'Microsoft.OperationsManagement',
  'Microsoft.PolicyInsights',
  'Microsoft.Security',
  'Microsoft.Storage',
];

export const defaults = {
  subscription: '00000000-0000-0000-0000-000000000000',
  /** How long operations take: questions until the end, and what clients are told of waiting. */
  lro: {
    polls: 0,
    retryAfter: 1,
    retryAfterMs: /** @type {number | undefined} */ (undefined),
    /** Which of `azure-asyncoperation` and `location` are sent; both when left out. */
    headers: /** @type {string[] | undefined} */ (undefined),
  },
  /** Questions until a new role assignment is listed. */
  roleDelay: 0,
  /** Attempts that are refused before a new principal is known. */
  principalDelay: 0,
  /** Questions until a feature or provider is registered. */
  featureDelay: 0,
  /** Refuses what Azure would, rather than only noting it. */
  strict: true,
  tls: true,
  pageSize: 1000,
  /** Checks bodies against the schemas of their API versions. */
  schemas: true,
  /** Headers that pages on other hosts may read. */
  exposed: [
    'Azure-AsyncOperation',
    'Location',
    'Retry-After',
    'WWW-Authenticate',
    'x-ms-correlation-request-id',
    'x-ms-request-id',
    'x-ms-retry-after-ms',
  ],
  /** A gateway before ARM: paths below `path` need its key in the header, and no token. */
  gateway: /** @type {{ path: string, header: string, key: string } | undefined} */ (undefined),
  /** Answers queries of Resource Graph with rows; nothing for those it leaves to the store. */
  graph: /** @type {((query: string, body: any) => any[] | undefined) | undefined} */ (undefined),
};

export class Arm {
  url = '';
  httpUrl = '';
  ca = '';
  /** Every request, in order. */
  requests = /** @type {any[]} */ ([]);
  /** What a strict service would object to. */
  problems = /** @type {{ request: any, path: string, message: string }[]} */ ([]);
  tokens = new Tokens();
  faults = new Faults();
  store = new Store();
  locations = locations;
  providerNames = [...registered, ...unregistered];
  subscriptions = new Map();
  registrations = new Registrations(0);
  principals = new Principals(0);
  operations = new Operations(this);
  /** Sizes of machines on offer. */
  skus = /** @type {any[]} */ ([]);
  /** Limits of quotas by `location/name`. */
  limits = new Map();
  /** How much of quotas others use, by `location/name`. */
  used = new Map();
  /** What whoever is signed in may do at a scope: grants with `actions` and `notActions`. */
  permissions = /** @type {((scope: string) => any[]) | undefined} */ (undefined);
  /** @type {import('./schemas.mjs').Schemas | undefined} */
  schemas = undefined;
  #made = 0;
  #hidden = new Map();

  constructor(options) {
    this.options = { ...defaults, ...options, lro: { ...defaults.lro, ...options.lro } };
    this.reset();
  }

  /** Empties everything: resources, requests, problems, faults, states. Tokens stay good. */
  reset() {
    const { subscription, featureDelay, principalDelay } = this.options;
    this.store.clear();
    this.operations.clear();
    this.faults.clear();
    this.#hidden.clear();
    this.requests.length = 0;
    this.problems.length = 0;
    this.#made = 0;
    this.skus = compute.sizes(locations);
    this.limits.clear();
    this.used.clear();
    this.permissions = undefined;
    this.subscriptions = new Map([[subscription, 'aksplan tests']]);
    this.registrations = new Registrations(featureDelay);
    for (const it of registered) this.registrations.set(it, 'Registered');
    this.principals = new Principals(principalDelay);
  }

  /** What is there now, by lower-case id, as it is kept. */
  resources() {
    return this.store.snapshot();
  }

  /** Puts a resource there without a request; groups of it come with it. */
  seed(id, body = /** @type {any} */ ({})) {
    const { subscription, group, names } = parse(id);
    const place = `/subscriptions/${subscription}/resourceGroups/${group}`;
    const location = this.location(body.location)?.name ?? body.location ?? 'westeurope';
    if (subscription && !this.subscriptions.has(subscription)) {
      this.subscriptions.set(subscription, `subscription ${this.subscriptions.size + 1}`);
    }
    if (group && !this.store.has(place)) {
      this.store.put(place, {
        name: group,
        type: 'Microsoft.Resources/resourceGroups',
        location,
        properties: { provisioningState: 'Succeeded' },
      });
    }
    if (names.length === 0) return this.store.get(place);
    const type = this.typeName(id);
    const its = types.get(type.toLowerCase());
    const context = {
      arm: this,
      id,
      old: undefined,
      wanted: structuredClone({ location, properties: {}, ...body }),
    };
    if (!its?.tracked && body.location === undefined) delete context.wanted.location;
    const filled = its?.fill?.(context) ?? context.wanted;
    const resource = this.store.put(id, {
      ...filled,
      name: names.at(-1),
      type,
    });
    if (its) mark(this, its, resource, id);
    its?.kept?.(context, resource);
    return resource;
  }

  /** Makes requests fail, or operations end badly; answers how to take it back. */
  fault(fault) {
    return this.faults.add(fault);
  }

  /** A token for a client that does not sign in. */
  token(options) {
    return this.tokens.give(options).token;
  }

  get tenant() {
    return tenant;
  }

  /** Refuses what `check` throws; where the service is not strict, only notes it. */
  refuse(context, check) {
    try {
      check();
    } catch (error) {
      if (this.options.strict || !(error instanceof ArmError)) throw error;
      this.problems.push({ request: context.record, path: '', message: error.message });
    }
  }

  location(text) {
    const plain = text?.toLowerCase().replaceAll(' ', '');
    return locations.find(({ name }) => name === plain);
  }

  type(id) {
    const name = typeOf(id);
    const found = types.get(name.toLowerCase());
    if (found) return found;
    // A type that only a test knows: it is kept as it is.
    return { type: name, tracked: parse(id).names.length === 1 };
  }

  /** A type's name as its provider writes it. */
  typeName(id) {
    return types.get(typeOf(id).toLowerCase())?.type ?? typeOf(id);
  }

  typesOf(namespace) {
    return [...types.values()]
      .filter(({ type }) => same(type.split('/')[0], namespace))
      .map(({ type }) => ({ type, versions: [...(versionsOf(namespace) ?? [])].reverse() }));
  }

  knowsType(name) {
    return types.has(name.toLowerCase());
  }

  /** What a reader of this resource gets. */
  show(resource, _apiVersion) {
    return this.type(resource.id).show?.(resource, this) ?? resource;
  }

  /** A value that is another one each time, and the same in each run. */
  fresh(...words) {
    this.#made += 1;
    return guid(...words, String(this.#made));
  }

  checkSubscription(id) {
    if (!id || [...this.subscriptions.keys()].some((it) => same(it, id))) return;
    throw notFound('SubscriptionNotFound', `The subscription '${id}' could not be found.`);
  }

  /** Throws unless a role can be assigned there: at a group or a resource that exists. */
  checkScope(scope) {
    const { subscription, group, namespace } = parse(scope);
    this.checkSubscription(subscription);
    if (group && !this.store.group(scope)) {
      throw notFound('ResourceGroupNotFound', `Resource group '${group}' could not be found.`);
    }
    if (namespace && !this.store.has(scope)) {
      const { names } = parse(scope);
      throw notFound(
        'ResourceNotFound',
        `The Resource '${this.typeName(scope)}/${names.join('/')}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
      );
    }
  }

  /** Hides a resource from lists for so many questions. */
  delay(resource, questions) {
    if (questions > 0) this.#hidden.set(resource.id, questions);
  }

  knows({ id }) {
    const left = this.#hidden.get(id) ?? 0;
    if (left <= 0) return true;
    this.#hidden.set(id, left - 1);
    return false;
  }

  /** A group goes with all that is in it, and with what that made elsewhere. */
  deleteGroup(id) {
    const within = `${id}/`.toLowerCase();
    const inside = this.store.all().filter((it) => it.id.toLowerCase().startsWith(within));
    this.store.delete(id);
    for (const it of inside) types.get(it.type?.toLowerCase())?.gone?.(it, this);
  }
}
