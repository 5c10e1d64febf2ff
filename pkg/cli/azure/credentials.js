// Who is signed in: a documented chain of what @azure/identity knows, each asked for a token until one
// has it. What people did on purpose goes before what the machine happens to be.

import { UsageError } from '../arguments.js';

/** @typedef {import('@azure/identity').TokenCredential} Credential */
/**
 * @typedef {object} Way
 * @property {string} name the name that AZURE_TOKEN_CREDENTIALS knows it by
 * @property {string} words what people call it
 * @property {'dev' | 'prod'} kind
 * @property {(env: Env) => boolean} [when] where it makes no sense to ask
 * @property {(identity: Identity, options: any, env: Env) => Credential} make
 */
/** @typedef {typeof import('@azure/identity')} Identity */
/** @typedef {Record<string, string | undefined>} Env */
/** @typedef {{ way: string, why: string }} Reason */

/** az and its like start an interpreter first. */
const processTimeoutInMs = 60_000;

/** @type {Way} */
const managed = {
  name: 'ManagedIdentityCredential',
  words: 'managed identity',
  kind: 'prod',
  make: (identity, options, { AZURE_CLIENT_ID: clientId }) =>
    new identity.ManagedIdentityCredential({
      ...options,
      ...(clientId ? { clientId } : {}),
      // Outside Azure there is nobody to ask: one short look instead of minutes.
      sendProbeRequest: true,
    }),
};

/** @type {Way[]} */
const ways = [
  {
    name: 'EnvironmentCredential',
    words: 'service principal of AZURE_CLIENT_ID',
    kind: 'prod',
    when: (env) =>
      Boolean(env.AZURE_CLIENT_SECRET || env.AZURE_CLIENT_CERTIFICATE_PATH || env.AZURE_USERNAME),
    make: (identity, options) => new identity.EnvironmentCredential(options),
  },
  {
    name: 'WorkloadIdentityCredential',
    words: 'workload identity of AZURE_FEDERATED_TOKEN_FILE',
    kind: 'prod',
    when: (env) => Boolean(env.AZURE_FEDERATED_TOKEN_FILE),
    make: (identity, options) => new identity.WorkloadIdentityCredential(options),
  },
  { ...managed, when: (env) => Boolean(env.IDENTITY_ENDPOINT || env.MSI_ENDPOINT) },
  {
    name: 'AzureCliCredential',
    words: 'az',
    kind: 'dev',
    make: (identity, options) =>
      new identity.AzureCliCredential({ ...options, processTimeoutInMs }),
  },
  {
    name: 'AzureDeveloperCliCredential',
    words: 'azd',
    kind: 'dev',
    make: (identity, options) =>
      new identity.AzureDeveloperCliCredential({ ...options, processTimeoutInMs }),
  },
  {
    name: 'AzurePowerShellCredential',
    words: 'Azure PowerShell',
    kind: 'dev',
    make: (identity, options) =>
      new identity.AzurePowerShellCredential({ ...options, processTimeoutInMs }),
  },
  { ...managed, when: (env) => !env.IDENTITY_ENDPOINT && !env.MSI_ENDPOINT },
];

/** Those that are asked, in their order. @param {Env} env */
export function chosenWays(env) {
  const wanted = env.AZURE_TOKEN_CREDENTIALS?.trim().toLowerCase();
  const open = ways.filter(({ when }) => when?.(env) ?? true);
  if (!wanted) return open;
  const chosen = ways.filter((it) => it.kind === wanted || it.name.toLowerCase() === wanted);
  if (chosen.length === 0) {
    const names = [...new Set(['dev', 'prod', ...ways.map(({ name }) => name)])];
    throw new UsageError(
      `AZURE_TOKEN_CREDENTIALS is \`${wanted}\`, which aksplan does not know`,
      `it may be ${names.join(', ')}`,
    );
  }
  return chosen.filter((it, at) => chosen.findIndex(({ name }) => name === it.name) === at);
}

/** Whether az may be the one that is signed in. @param {Env} env */
export const mayBeAz = (env) => chosenWays(env)[0]?.name === 'AzureCliCredential';

/** Nobody is signed in. */
export class NotSignedIn extends Error {
  /**
   * @param {string} message
   * @param {string} help
   * @param {Reason[]} reasons
   */
  constructor(message, help, reasons = []) {
    super(message);
    this.help = help;
    this.reasons = reasons;
  }
}

/** Tokens from the first of the chain that has one; from then on, from no other. */
export class Credentials {
  /** @type {Way | undefined} */
  #chosen;
  /** @type {Map<string, Credential>} */
  #made = new Map();
  #env;

  /** @param {Env} env */
  constructor(env) {
    this.#env = env;
  }

  /**
   * @param {import('aksplan').AzureTokenRequest} request
   * @returns {Promise<import('aksplan').AzureToken>}
   */
  async token({ scopes, authority, tenant, claims, renew }) {
    // Written by `npm run build` from @azure/identity, and as large as everything else together.
    const identity = /** @type {Identity} */ (
      /** @type {unknown} */ (await import('./identity.js'))
    );
    // Their own caches would answer what was refused.
    if (renew) this.#made.clear();
    /** @type {Reason[]} */
    const reasons = [];
    for (const way of this.#chosen ? [this.#chosen] : chosenWays(this.#env)) {
      try {
        const credential = this.#credential(identity, way, authority);
        const came = await credential.getToken(scopes, {
          ...(tenant ? { tenantId: tenant } : {}),
          ...(claims ? { claims, enableCae: true } : {}),
        });
        if (!came) continue;
        this.#chosen = way;
        return { token: came.token, expiresOn: came.expiresOnTimestamp };
      } catch (error) {
        const why = firstOf(error.message);
        // With claims, az says what to sign in with; without, whoever is not signed in is passed over.
        if (error.name !== 'CredentialUnavailableError' || (claims && /az login/.test(why))) {
          throw new NotSignedIn(`${way.words} gives no token: ${why}`, helpOf(way, why));
        }
        reasons.push({ way: way.words, why });
      }
    }
    throw new NotSignedIn(
      this.#chosen
        ? `${this.#chosen.words} gives no token any more`
        : 'nobody is signed in to Azure',
      'run `az login`; `aksplan azure --help` has the other ways',
      reasons,
    );
  }

  /** @param {Identity} identity @param {Way} way @param {string} authority */
  #credential(identity, way, authority) {
    const made = this.#made.get(way.name);
    if (made) return made;
    const options = { authorityHost: authority, additionallyAllowedTenants: ['*'] };
    const credential = way.make(identity, options, this.#env);
    this.#made.set(way.name, credential);
    return credential;
  }
}

/** What it says without what it says of where to read on. @param {string} message */
function firstOf(message) {
  if (/could(?:n't| not) be found|Unable to execute PowerShell/.test(message)) {
    return 'it is not installed';
  }
  if (/network_error|Network unreachable|IMDS endpoint/.test(message)) return 'there is none here';
  const [line] = message.split(/\r?\n|\s+To (?:troubleshoot|mitigate)/).filter((it) => it.trim());
  return (line ?? 'it does not say why').replace(/^(?:Error|\w+Credential): /, '').trim();
}

/** @param {Way} way @param {string} why */
function helpOf(way, why) {
  const login = /az login[^\n]*/.exec(why)?.[0];
  if (login) return `run \`${login.replace(/['".]+( from.*)?$/, '')}\``;
  return way.kind === 'dev' ? 'sign in again, then run this again' : 'look at what it is set to';
}
