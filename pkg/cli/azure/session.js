// The way to Azure that all `aksplan azure` commands take: which cloud, whose token, which subscription.

import { Azure } from 'aksplan';
import { UsageError } from '../arguments.js';
import { closest, listed } from '../words.js';
import { azAccounts } from './az.js';
import { Credentials, mayBeAz, NotSignedIn } from './credentials.js';

/** @typedef {import('../arguments.js').Option} Option */
/** @typedef {import('aksplan').Cloud} Cloud */
/** @typedef {{ id: string, name?: string, tenant?: string }} Subscription */

const clouds = /** @type {Cloud[]} */ (['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud']);
const isId = (/** @type {string} */ text) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

/** Options of every command that asks Azure. @type {Record<string, Option>} */
export const signIn = {
  subscription: {
    about: "id or name; else az's default, or the only one there is",
    value: 'SUBSCRIPTION',
    short: 's',
  },
  tenant: {
    about: 'the tenant to sign in to, by id or domain',
    value: 'TENANT',
    wrong: (text) => (/^[\w.-]+$/.test(text) ? undefined : 'is no id and no domain'),
  },
  cloud: {
    about: "the cloud, else the plan's, else az's",
    value: 'CLOUD',
    choices: clouds,
    meant: {
      public: 'AzureCloud',
      azure: 'AzureCloud',
      azurepubliccloud: 'AzureCloud',
      usgovernment: 'AzureUSGovernment',
      usgov: 'AzureUSGovernment',
      government: 'AzureUSGovernment',
      azuregovernment: 'AzureUSGovernment',
      azureusgovernmentcloud: 'AzureUSGovernment',
      china: 'AzureChinaCloud',
      azurechina: 'AzureChinaCloud',
      mooncake: 'AzureChinaCloud',
    },
  },
  'base-url': {
    about: 'an API Management gateway in front of Azure; its key is AKSPLAN_SUBSCRIPTION_KEY',
    value: 'URL',
  },
  'key-header': {
    about: 'the header of that key, Ocp-Apim-Subscription-Key if not given',
    value: 'NAME',
  },
};

/** Secrets on a command line are seen by everybody on the machine, and stay in the shell's history. */
export const instead = {
  '--token': 'put it into the environment variable AKSPLAN_TOKEN',
  '--key': 'put it into the environment variable AKSPLAN_SUBSCRIPTION_KEY',
  '--subscription-key': 'put it into the environment variable AKSPLAN_SUBSCRIPTION_KEY',
  '--password': 'set AZURE_CLIENT_SECRET, or run `az login`',
  '--client-secret': 'set AZURE_CLIENT_SECRET, or run `az login`',
};

/** What the help of `aksplan azure` says of signing in. @type {[string, string[][]][]} */
export const signInNotes = [
  [
    'Signing in: the first of these that has a token',
    [
      ['AKSPLAN_TOKEN', 'a token, as `az account get-access-token` prints it'],
      [
        'AZURE_CLIENT_ID …',
        'a service principal, with AZURE_TENANT_ID and AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH; a workload identity, with AZURE_FEDERATED_TOKEN_FILE',
      ],
      ['IDENTITY_ENDPOINT', 'the managed identity of an app, a job or a Cloud Shell'],
      ['az login', 'the Azure CLI; then azd auth login; then Connect-AzAccount'],
      ['a virtual machine', 'its managed identity; AZURE_CLIENT_ID chooses among several'],
      ['AZURE_TOKEN_CREDENTIALS', 'keeps it to `dev`, `prod` or one, as in the Azure SDKs'],
    ],
  ],
  [
    'Through an API Management gateway',
    [
      ['--base-url', 'its address; also AKSPLAN_BASE_URL, or `connection` of a plan'],
      [
        'AKSPLAN_SUBSCRIPTION_KEY',
        'its key; then no token is sent, but for AKSPLAN_TOKEN or what AZURE_TOKEN_CREDENTIALS names',
      ],
    ],
  ],
];

/**
 * @typedef {object} Session
 * @property {Azure} azure
 * @property {Cloud} cloud
 * @property {(wanted?: string) => Promise<Subscription>} subscription the one to work in; `wanted` is
 *   what a plan says
 * @property {() => NotSignedIn | undefined} refusal why there is no token
 */

/**
 * @param {Record<string, any>} options
 * @param {{ signal?: AbortSignal, onProgress?: (progress: import('aksplan').AzureProgress) => void,
 *   plan?: { subscription?: string, connection?: import('aksplan').Connection } }} [how]
 * @returns {Promise<Session>}
 */
export async function connect(options, { signal, onProgress, plan } = {}, env = process.env) {
  const connection = plan?.connection ?? {};
  const token = secretOf(env, 'AKSPLAN_TOKEN');
  const key = secretOf(env, 'AKSPLAN_SUBSCRIPTION_KEY');
  const baseUrl = options['base-url'] ?? env.AKSPLAN_BASE_URL ?? connection.gatewayUrl;
  if (key && !baseUrl) {
    throw new UsageError(
      'AKSPLAN_SUBSCRIPTION_KEY is set, and no gateway to give it to',
      'name the gateway: `--base-url https://…`',
    );
  }
  const asksAz = !token && !key && mayBeAz(env);
  const accounts = asksAz ? await azAccounts() : [];
  const own = accounts.find((it) => it.isDefault);
  const cloud = options.cloud ?? connection.cloud ?? cloudOf(own?.environmentName) ?? clouds[0];
  // What a plan says goes before what the environment says; `${name}` is nothing that it says.
  const wanted = (/** @type {string | undefined} */ ofPlan) =>
    options.subscription ??
    (ofPlan?.includes('${') ? undefined : ofPlan) ??
    env.AZURE_SUBSCRIPTION_ID;
  const named = wanted(plan?.subscription);
  const account = named ? accountOf(accounts, named) : own;
  const tenant = options.tenant ?? account?.tenantId;

  const credentials = new Credentials(env);
  /** @type {NotSignedIn | undefined} */
  let refusal;
  const give = async (/** @type {import('aksplan').AzureTokenRequest} */ request) => {
    try {
      if (token) return pasted(env, token, request);
      return await credentials.token(request);
    } catch (error) {
      if (error instanceof NotSignedIn) refusal = error;
      throw error;
    }
  };
  const header = options['key-header'] ?? connection.subscriptionKeyHeader;
  const azure = made({
    cloud,
    ...(baseUrl ? { baseUrl } : {}),
    ...(env.AKSPLAN_GRAPH_BASE_URL ? { graphBaseUrl: env.AKSPLAN_GRAPH_BASE_URL } : {}),
    ...(key ? { subscriptionKey: { value: key, ...(header ? { name: header } : {}) } } : {}),
    ...(tenant ? { tenant } : {}),
    ...(signal ? { signal } : {}),
    ...(onProgress ? { onProgress } : {}),
    // A gateway with a key may have a token of its own, unless people say which is theirs.
    ...(key && !token && !env.AZURE_TOKEN_CREDENTIALS ? {} : { token: give }),
  });
  return {
    azure,
    cloud,
    refusal: () => refusal,
    subscription: (ofPlan) => subscription(azure, accounts, wanted(ofPlan), own),
  };
}

/** @param {import('aksplan').AzureOptions} options */
function made(options) {
  try {
    return new Azure(options);
  } catch (error) {
    // The library says what is wrong with an address or a header; keys are in none of its messages.
    throw new UsageError(error.message);
  }
}

/**
 * A text that must not be seen, out of the environment.
 *
 * @param {Record<string, string | undefined>} env
 * @param {string} name
 */
function secretOf(env, name) {
  const value = env[name]?.trim().replace(/^Bearer\s+/i, '');
  if (value && !/^[!-~]+$/.test(value)) {
    throw new UsageError(`${name} holds what no header can carry`, 'paste it again, on one line');
  }
  return value || undefined;
}

/**
 * @param {Record<string, string | undefined>} env
 * @param {string} token
 * @param {import('aksplan').AzureTokenRequest} request
 */
function pasted(env, token, { renew, scopes }) {
  const name = /^https:\/\/(\w+\.)?(microsoft)?graph\./.test(scopes[0] ?? '')
    ? 'AKSPLAN_GRAPH_TOKEN'
    : 'AKSPLAN_TOKEN';
  const given = name === 'AKSPLAN_TOKEN' ? token : secretOf(env, name);
  if (given && !renew) return given;
  const resource = scopes[0]?.replace(/\/\.default$/, '');
  throw new NotSignedIn(
    given
      ? `Azure does not take the token in ${name}, or does not any more`
      : `the token in AKSPLAN_TOKEN is not for Microsoft Graph, and ${name} is not set`,
    `set it to a new one: \`az account get-access-token --resource ${resource} --query accessToken -o tsv\``,
  );
}

/** @param {string | undefined} name */
const cloudOf = (name) => clouds.find((it) => it.toLowerCase() === name?.toLowerCase());

/** @param {import('./az.js').Account[]} accounts @param {string} wanted */
function accountOf(accounts, wanted) {
  const word = wanted.toLowerCase();
  const byName = accounts.filter((it) => it.name?.toLowerCase() === word);
  return (
    accounts.find((it) => it.id.toLowerCase() === word) ??
    (byName.length === 1 ? byName[0] : undefined)
  );
}

/**
 * The subscription to work in.
 *
 * @param {Azure} azure
 * @param {import('./az.js').Account[]} accounts
 * @param {string | undefined} wanted
 * @param {import('./az.js').Account | undefined} own az's default
 * @returns {Promise<Subscription>}
 */
async function subscription(azure, accounts, wanted, own) {
  const known = wanted ? accountOf(accounts, wanted) : own;
  if (known) return { id: known.id, name: known.name, tenant: known.tenantId };
  if (wanted && isId(wanted)) return { id: wanted };
  const all = await azure.subscriptions();
  const found = wanted
    ? all.filter((it) => it.name.toLowerCase() === wanted.toLowerCase())
    : all.filter((it) => it.state !== 'Disabled' && it.state !== 'Deleted');
  if (found.length === 1) {
    const [{ subscriptionId: id, name, tenantId }] = found;
    return { id, name, tenant: tenantId };
  }
  const shown = listed(
    all.slice(0, 8).map(({ name, subscriptionId }) => `${name} (${subscriptionId})`),
  );
  const more = all.length > 8 ? ` and ${all.length - 8} more` : '';
  if (all.length === 0) {
    throw new UsageError(
      'the account sees no subscription',
      'sign in to the tenant that has them (`--tenant`), or ask for the role Reader on one',
    );
  }
  if (!wanted) {
    throw new UsageError('which subscription?', `say \`--subscription\`; there is ${shown}${more}`);
  }
  if (found.length > 1) {
    const ids = found.map(({ subscriptionId }) => subscriptionId);
    throw new UsageError(
      `\`${wanted}\` is the name of ${found.length} subscriptions`,
      `give an id: ${listed(ids, 'or')}`,
    );
  }
  const near = closest(
    wanted,
    all.map(({ name }) => name),
  );
  throw new UsageError(
    `the account sees no subscription \`${wanted}\``,
    near ? `did you mean \`${near}\`?` : `there is ${shown}${more}`,
  );
}
