// What surrounds Azure Resource Manager: the description of a cloud, sign-in, and the parts of
// Microsoft Graph that az asks. Nothing here is signed: no client of these tests verifies tokens.

import { ArmError, badRequest } from './errors.mjs';
import { guid } from './ids.mjs';

export const tenant = '11111111-2222-4333-8444-555566667777';

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The tokens that were given out, until they expire. */
export class Tokens {
  #given = new Map();

  /** Gives a token; `seconds` until it is refused. */
  give({ seconds = 3600, audience = 'https://management.azure.com/', now = Date.now() } = {}) {
    const issued = Math.floor(now / 1000);
    const claims = {
      aud: audience,
      iss: `https://sts.windows.net/${tenant}/`,
      iat: issued,
      nbf: issued,
      exp: issued + seconds,
      appid: guid('app'),
      idtyp: 'app',
      oid: guid('signed-in'),
      sub: guid('signed-in'),
      tid: tenant,
      uti: String(this.#given.size),
      ver: '1.0',
    };
    const token = [encode({ typ: 'JWT', alg: 'none' }), encode(claims), 'unsigned'].join('.');
    this.#given.set(token, now + seconds * 1000);
    return { token, expires: issued + seconds, seconds };
  }

  /** Makes every token that was given out an expired one. */
  expire() {
    for (const token of this.#given.keys()) this.#given.set(token, 0);
  }

  /** Throws what ARM answers when a request's token is missing, unknown or expired. */
  check(authorization, now = Date.now()) {
    const refuse = (code, message) => {
      const challenge = `Bearer authorization_uri="https://login.microsoftonline.com/${tenant}", error="invalid_token", error_description="${message}"`;
      return new ArmError(401, code, message, { headers: { 'www-authenticate': challenge } });
    };
    const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1];
    if (!token) {
      throw refuse(
        'AuthenticationFailed',
        "Authentication failed. The 'Authorization' header is missing.",
      );
    }
    const until = this.#given.get(token);
    if (until === undefined) {
      throw refuse('InvalidAuthenticationToken', 'The access token is invalid.');
    }
    if (until <= now) {
      throw refuse('ExpiredAuthenticationToken', 'The access token expiry has passed.');
    }
  }
}

/** A cloud's description, as `az cloud register` reads it. */
function description(url) {
  return {
    name: 'aksplan-tests',
    portal: `${url}/portal`,
    authentication: {
      loginEndpoint: url,
      audiences: ['https://management.core.windows.net/', 'https://management.azure.com/'],
      tenant: 'common',
      identityProvider: 'AAD',
    },
    graphAudience: `${url}/`,
    graph: `${url}/`,
    microsoftGraphResourceId: `${url}/`,
    resourceManager: url,
    suffixes: {
      acrLoginServer: 'azurecr.io',
      keyVaultDns: 'vault.azure.net',
      sqlServerHostname: 'database.windows.net',
      storage: 'core.windows.net',
    },
  };
}

function openid(url) {
  return {
    token_endpoint: `${url}/${tenant}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    jwks_uri: `${url}/${tenant}/discovery/v2.0/keys`,
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${url}/${tenant}/v2.0`,
    authorization_endpoint: `${url}/${tenant}/oauth2/v2.0/authorize`,
    device_authorization_endpoint: `${url}/${tenant}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${url}/${tenant}/oauth2/v2.0/logout`,
  };
}

function signIn({ arm, body }) {
  const audience = (body?.scope ?? body?.resource ?? '').replace(/\.default$/, '');
  const { token, seconds } = arm.tokens.give({ audience });
  return {
    status: 200,
    body: {
      token_type: 'Bearer',
      expires_in: seconds,
      ext_expires_in: seconds,
      access_token: token,
    },
  };
}

/** A managed identity's token, the way App Service gives it. */
function managedIdentity({ arm, query, headers }) {
  if (!headers['x-identity-header']) {
    throw badRequest('invalid_request', 'The header X-IDENTITY-HEADER is required.');
  }
  const audience = query.get('resource') ?? '';
  const { token, expires } = arm.tokens.give({ audience });
  return {
    status: 200,
    body: {
      access_token: token,
      client_id: guid('app'),
      expires_on: String(expires),
      resource: audience,
      token_type: 'Bearer',
    },
  };
}

/** The principals that Graph knows: of managed identities, clusters, and applications seeded. */
function servicePrincipals(arm) {
  return [...arm.principals.values()].map(({ principalId, appId, name }) => ({
    '@odata.type': '#microsoft.graph.servicePrincipal',
    id: principalId,
    appId,
    displayName: name,
    servicePrincipalType: 'ManagedIdentity',
    servicePrincipalNames: [appId],
  }));
}

function listServicePrincipals({ arm, query }) {
  const wanted = /'([^']*)'/.exec(query.get('$filter') ?? '')?.[1]?.toLowerCase();
  const found = servicePrincipals(arm).filter(
    ({ appId, id, displayName }) =>
      wanted === undefined || [appId, id, displayName].some((it) => it?.toLowerCase() === wanted),
  );
  return { status: 200, body: { value: found } };
}

function showServicePrincipal({ arm, parameters }) {
  const byApplication = /^\(appId='([^']+)'\)$/i.exec(parameters.key ?? '')?.[1];
  const wanted = (byApplication ?? parameters.id ?? '').toLowerCase();
  const found = servicePrincipals(arm).find(
    ({ id, appId }) => (byApplication ? appId : id).toLowerCase() === wanted,
  );
  if (!found) {
    throw new ArmError(
      404,
      'Request_ResourceNotFound',
      `Resource '${wanted}' does not exist or one of its queried reference-property objects are not present.`,
    );
  }
  return { status: 200, body: found };
}

function getByIds({ arm, body }) {
  const wanted = (body?.ids ?? []).map((id) => id.toLowerCase());
  const value = servicePrincipals(arm).filter(({ id }) => wanted.includes(id.toLowerCase()));
  return { status: 200, body: { value } };
}

/** Paths that are not ARM's: no api-version is asked for; `open` ones need no token either. */
export const routes = [
  {
    method: 'GET',
    path: '/metadata/endpoints',
    open: true,
    run: ({ arm, query }) => {
      const cloud = description(arm.url);
      const listed = (query.get('api-version') ?? '') < '2022';
      return { status: 200, body: listed ? [cloud] : cloud };
    },
  },
  { method: 'GET', path: '/msi/token', open: true, run: managedIdentity },
  {
    method: 'GET',
    path: '/:tenant/v2.0/.well-known/openid-configuration',
    open: true,
    run: ({ arm }) => ({ status: 200, body: openid(arm.url) }),
  },
  { method: 'POST', path: '/:tenant/oauth2/v2.0/token', open: true, run: signIn },
  { method: 'GET', path: '/v1.0/servicePrincipals', graph: true, run: listServicePrincipals },
  { method: 'GET', path: '/v1.0/servicePrincipals/:id', graph: true, run: showServicePrincipal },
  // Also by the application's id: `servicePrincipals(appId='…')`.
  { method: 'GET', path: '/v1.0/servicePrincipals:key', graph: true, run: showServicePrincipal },
  { method: 'POST', path: '/v1.0/directoryObjects/getByIds', graph: true, run: getByIds },
];
