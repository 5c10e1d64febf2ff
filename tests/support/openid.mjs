// A provider of OpenID Connect on this machine, with the addresses and the additions of Microsoft's:
// MSAL is none the wiser. People sign in on its own pages.

import https from 'node:https';
import { interactionPolicy, Provider } from 'oidc-provider';
import { certificates } from '../arm/tls.mjs';

export const clientId = '0f8fad5b-d9cb-469f-a165-70867728950e';

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * @param {{ redirectUri: string, token: () => string, tenant: string, scopes: string[] }} options
 *   `token` makes what is given as the access token.
 */
export async function startOpenId({ redirectUri, token, tenant, scopes }) {
  /** What was asked, without secrets. */
  const asked =
    /** @type {{ tenant: string, path: string, grant?: string, claims?: string }[]} */ ([]);
  const state = {
    /** Refuses refresh tokens: whoever has one must sign in again. */
    refuses: false,
    /** Seconds that a token is said to last. */
    seconds: 3600,
  };
  const { base, Prompt } = interactionPolicy;
  const policy = base();
  // It asks for an account, as it asks to sign in.
  policy.add(new Prompt({ name: 'select_account', requestable: true }), 0);
  const provider = new Provider('https://login.microsoftonline.com', {
    clients: [
      {
        client_id: clientId,
        application_type: 'web',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [redirectUri],
      },
    ],
    routes: {
      authorization: '/oauth2/v2.0/authorize',
      token: '/oauth2/v2.0/token',
      jwks: '/discovery/v2.0/keys',
    },
    interactions: { policy, url: (_context, { uid }) => `/organizations/interaction/${uid}` },
    features: { devInteractions: { enabled: false } },
    renderError: (context, error) => {
      context.body = JSON.stringify(error);
    },
    scopes: ['openid', 'profile', 'offline_access', ...scopes],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'oid', 'tid'] },
    conformIdTokenClaims: false,
    clientBasedCORS: () => true,
    issueRefreshToken: async () => true,
    cookies: { keys: ['of this test alone'] },
    async findAccount(_context, id) {
      const claims = { sub: id, oid: id, tid: tenant, name: id, preferred_username: id };
      return { accountId: id, claims: async () => claims };
    },
    // Consent was given by an administrator.
    async loadExistingGrant(context) {
      const { client, session, params } = context.oidc;
      const grant = new provider.Grant({
        clientId: client?.clientId,
        accountId: session?.accountId,
      });
      grant.addOIDCScope(String(params?.scope ?? ''));
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 3600, IdToken: 3600, Grant: 3600, Interaction: 600, Session: 3600 },
  });
  provider.use(async (context, next) => {
    await next();
    const { oidc } = context;
    const given = /** @type {any} */ (context.body);
    if (oidc?.route !== 'token' || !given?.access_token) return;
    given.access_token = token();
    given.expires_in = state.seconds;
    given.client_info = base64url({ uid: oidc.account?.accountId, utid: tenant });
  });

  const { ca, cert, key } = await certificates();
  const answer = provider.callback();
  const server = https.createServer({ cert, key }, async (request, response) => {
    const url = new URL(request.url ?? '/', 'https://localhost');
    const [, first = '', ...rest] = url.pathname.split('/');
    // Microsoft's paths begin with the tenant.
    Object.assign(request, { originalUrl: request.url });
    request.url = `/${rest.join('/')}${url.search}`;
    const claims = url.searchParams.get('claims') ?? undefined;
    if (rest[0] === 'interaction') {
      if (request.method === 'GET') return page(response);
      const accountId = new URLSearchParams(await read(request)).get('login') ?? '';
      const result = { login: { accountId }, select_account: {} };
      return provider.interactionFinished(request, response, result);
    }
    if (request.method === 'POST') {
      const body = await read(request);
      const form = new URLSearchParams(body);
      const grant = form.get('grant_type') ?? '';
      const said = form.get('claims') ?? undefined;
      asked.push({ tenant: first, path: rest.join('/'), grant, ...(said ? { claims: said } : {}) });
      if (grant === 'refresh_token' && state.refuses) {
        const refused = { error: 'invalid_grant', error_description: 'AADSTS50078: sign in again' };
        response.writeHead(400, {
          'content-type': 'application/json',
          'access-control-allow-origin': '*',
        });
        response.end(JSON.stringify({ ...refused, suberror: 'basic_action' }));
        return;
      }
      // Microsoft's refresh tokens are good for every scope that was consented to.
      if (grant === 'refresh_token') form.delete('scope');
      Object.assign(request, { body: form.toString() });
    } else if (rest.join('/') === 'oauth2/v2.0/authorize') {
      asked.push({ tenant: first, path: rest.join('/'), ...(claims ? { claims } : {}) });
    }
    await answer(request, response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    port,
    ca,
    asked,
    state,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(() => resolve(undefined)));
    },
  };
}

/** Where people say who they are. */
function page(response) {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><title>Sign in</title><link rel="icon" href="data:," /><form method="post">
    <label>Account <input name="login" /></label><button>Next</button></form>`);
}

async function read(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
