// One request: is it well-formed and allowed, who answers it, and what of it is kept.

import { setTimeout as sleep } from 'node:timers/promises';
import { providers } from './arm.mjs';
import * as cloud from './cloud.mjs';
import { routes as controls } from './control.mjs';
import { ArmError, badRequest, notFound } from './errors.mjs';
import { instead } from './faults.mjs';
import { guid, parse, typeOf } from './ids.mjs';
import { bodyToKeep, headersToKeep } from './record.mjs';
import { act, get, head, list, patch, put, remove } from './resources.mjs';
import { find } from './routes.mjs';
import { versionsOf } from './versions.mjs';

const fixed = [...controls, ...cloud.routes, ...providers.flatMap((it) => it.routes)];

async function read(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

/** A body as what its type says it is. */
function parseBody(text, type = '') {
  if (text === '') return undefined;
  if (type.includes('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(
      'InvalidRequestContent',
      `The request content was invalid and could not be deserialized: '${error.message}'.`,
    );
  }
}

/** Browsers ask before they send; ARM allows every page. */
const crossOrigin = ({ options }, request) => ({
  'access-control-allow-origin': '*',
  'access-control-expose-headers': options.exposed.join(','),
  ...(request.method === 'OPTIONS'
    ? {
        'access-control-allow-methods': 'GET,HEAD,PUT,POST,PATCH,DELETE',
        'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
        'access-control-max-age': '600',
      }
    : {}),
});

/** Whose API versions a path has: a provider itself is ARM's, its features are of another provider. */
function namespaceOf(path) {
  const { namespace, types } = parse(path);
  if (/\/providers\/microsoft\.features\//i.test(path)) return 'Microsoft.Features';
  const ofProvider = types.length === 0 || /\/providers\/[^/]+\/(un)?register$/i.test(path);
  return namespace && !ofProvider ? namespace : 'Microsoft.Resources';
}

function checkVersion(context) {
  const { apiVersion, path } = context;
  if (!apiVersion) {
    throw badRequest(
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  }
  const namespace = namespaceOf(path);
  const versions = versionsOf(namespace);
  if (!versions || versions.includes(apiVersion)) return;
  if (namespace === 'Microsoft.Resources') {
    throw badRequest(
      'InvalidApiVersionParameter',
      `The api-version '${apiVersion}' is invalid. The supported versions are '${[...versions].reverse().join(',')}'.`,
    );
  }
  const type = typeOf(path).slice(namespace.length + 1);
  throw badRequest(
    'NoRegisteredProviderFound',
    `No registered resource provider found for location '${context.body?.location ?? ''}' and API version '${apiVersion}' for type '${type}'. The supported api-versions are '${[...versions].reverse().join(', ')}'.`,
  );
}

/** A resource, a list of them, or something to do with one. */
function byId(context) {
  const { arm, path, method } = context;
  const { namespace, types, names } = parse(path);
  if (!namespace) {
    throw notFound('NotFound', `The path '${path}' is not one of Azure Resource Manager.`);
  }
  const registered = arm.providerNames.some((it) => it.toLowerCase() === namespace.toLowerCase());
  if (!registered) {
    throw notFound('InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`);
  }
  const wanted = [namespace, ...types].join('/');
  if (types.length > names.length) {
    const within = path.slice(0, path.lastIndexOf('/'));
    if (method === 'POST') {
      context.id = within;
      return act(context, types.at(-1));
    }
    if (method === 'GET') {
      checkType(arm, wanted, context);
      const place = names.length ? within : parse(path).scope;
      return list(context, wanted, place);
    }
  }
  checkType(arm, wanted, context);
  context.id = path;
  const verbs = { GET: get, HEAD: head, PUT: put, PATCH: patch, DELETE: remove };
  const run = types.length === names.length ? verbs[method] : undefined;
  if (!run) {
    throw new ArmError(
      405,
      'MethodNotAllowed',
      `The HTTP method '${method}' is not supported for '${path}'.`,
    );
  }
  return run(context);
}

function checkType(arm, name, { apiVersion }) {
  const [namespace, ...rest] = name.split('/');
  // Providers that the local service knows nothing of keep what tests put there.
  if (arm.knowsType(name) || !arm.typesOf(namespace).length) return;
  throw notFound(
    'InvalidResourceType',
    `The resource type '${rest.join('/')}' could not be found in the namespace '${namespace}' for api version '${apiVersion}'.`,
  );
}

/** Notes what the body has that its API version has not. */
function checkBody({ arm, path, method, body, record }) {
  if (!arm.schemas || body === undefined || !['PUT', 'PATCH'].includes(method)) return;
  const there = arm.store.get(path);
  const found = arm.schemas.problems(typeOf(path), method, body, there && arm.show(there));
  for (const it of found) arm.problems.push({ request: record, ...it });
}

async function answer(arm, context, route) {
  if (route?.control) return route.run(context);
  if (!route?.open && !context.gateway) arm.tokens.check(context.headers.authorization);
  if (route?.open || route?.graph) return route.run(context);
  checkVersion(context);
  checkBody(context);
  return route ? route.run(context) : byId(context);
}

/**
 * A gateway before ARM asks for its key, and signs in to ARM itself. What it passes on is answered as
 * ever: links in answers lead to ARM, not to the gateway.
 */
function throughGateway({ gateway }, path, headers) {
  const prefix = gateway?.path.replace(/\/$/, '');
  if (prefix === undefined || !path.startsWith(`${prefix}/`)) return undefined;
  const key = headers[gateway.header.toLowerCase()];
  return {
    path: path.slice(prefix.length),
    allowed: key === gateway.key,
    given: key !== undefined,
  };
}

function refuseKey({ given }) {
  const message = given
    ? 'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.'
    : 'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.';
  return { status: 401, body: { statusCode: 401, message } };
}

/** What all that answer are told of a request. */
function understand(arm, request) {
  const base = `${request.socket.encrypted ? 'https' : 'http'}://${request.headers.host}`;
  const url = new URL(request.url, base);
  const whole = url.pathname.length > 1 ? url.pathname.replace(/\/+$/, '') : url.pathname;
  const gateway = throughGateway(arm.options, whole, request.headers);
  const path = gateway?.path ?? whole;
  if (gateway) url.pathname = path;
  const { route, parameters } = find([...arm.operations.routes(), ...fixed], request.method, path);
  const apiVersion = url.searchParams.get('api-version') ?? undefined;
  const record = {
    method: request.method,
    path: decodeURIComponent(path),
    query: bodyToKeep(Object.fromEntries(url.searchParams)),
    apiVersion,
    headers: headersToKeep(request.headers, arm.options.gateway?.header),
    body: /** @type {any} */ (undefined),
    status: 0,
    answer: /** @type {any} */ (undefined),
  };
  return {
    arm,
    base,
    url,
    gateway,
    route,
    parameters,
    record,
    apiVersion,
    path: record.path,
    method: request.method,
    query: url.searchParams,
    headers: request.headers,
    body: /** @type {any} */ (undefined),
    id: '',
  };
}

/** An error as an answer; one that is none of ARM's is a fault of the local service itself. */
function errorAnswer({ arm, record }, error) {
  if (!(error instanceof ArmError)) {
    arm.problems.push({ request: record, path: '', message: error.stack });
  }
  const known =
    error instanceof ArmError ? error : new ArmError(500, 'InternalServerError', error.message);
  return { status: known.status, headers: known.headers, body: known.body };
}

/** Carries a request out, unless a fault comes before. */
async function carryOut(context, request, fault) {
  const { arm, record, gateway, route } = context;
  try {
    const text = await read(request);
    // What a test says to the local service is JSON, whatever its client calls it.
    const type = route?.control ? undefined : request.headers['content-type'];
    context.body = parseBody(text, type);
    record.body = bodyToKeep(context.body);
    const isLost = fault?.unheard || fault?.reset === 'before';
    const early = fault && !fault.after && (instead(fault) ?? (isLost && {}));
    if (early) return early;
    const result =
      gateway?.allowed === false ? refuseKey(gateway) : await answer(arm, context, route);
    return (fault?.after && instead(fault)) || result;
  } catch (error) {
    return errorAnswer(context, error);
  }
}

export async function handle(arm, request, response) {
  const common = crossOrigin(arm, request);
  if (request.method === 'OPTIONS') {
    response.writeHead(204, common).end();
    return;
  }
  const context = understand(arm, request);
  const { route, record } = context;
  if (!route?.control) arm.requests.push(record);
  const fault = route?.control ? undefined : arm.faults.meet(context);
  const result = await carryOut(context, request, fault);
  record.status = result.status ?? 0;
  record.answer = bodyToKeep(result.body);
  await send({ arm, context, response, common, fault, record }, result);
}

async function send({ arm, context, response, common, fault, record }, result) {
  if (fault?.reset === 'before') return response.destroy();
  if (fault?.silent || fault?.unheard) return undefined;
  if (fault?.slow) await sleep(fault.slow);
  const { status, headers = {} } = result;
  const body = endless(fault, context, result.body);
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const id = guid('request', String(arm.requests.indexOf(record)));
  const all = {
    ...common,
    'cache-control': 'no-cache',
    'x-ms-request-id': id,
    'x-ms-correlation-request-id': context.headers['x-ms-correlation-request-id'] ?? id,
    ...(text === '' ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...headers,
  };
  if (fault?.malformed) return broken(fault.malformed, response, status, all, text);
  if (fault?.reset === 'middle') {
    response.writeHead(status, { ...all, 'content-length': Buffer.byteLength(text) + 100 });
    response.write(text.slice(0, Math.max(1, Math.floor(text.length / 2))), () =>
      response.destroy(),
    );
    return undefined;
  }
  response.writeHead(status, all).end(context.method === 'HEAD' ? undefined : text);
  return undefined;
}

/** Pages that never end. */
function endless(fault, { url, base }, body) {
  if (!fault?.nextLink || !body?.value) return body;
  const next = new URL(url.pathname + url.search, base);
  if (fault.nextLink === 'ever') {
    const count = Number(next.searchParams.get('$skiptoken') ?? 0) + 1;
    next.searchParams.set('$skiptoken', String(count));
  }
  return { ...body, nextLink: next.href };
}

function broken(how, response, status, headers, text) {
  const bodies = {
    cut: text.slice(0, Math.floor(text.length / 2)),
    html: '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>',
    empty: '',
  };
  const type = how === 'html' ? 'text/html' : headers['content-type'];
  response.writeHead(status, { ...headers, 'content-type': type }).end(bodies[how]);
}
