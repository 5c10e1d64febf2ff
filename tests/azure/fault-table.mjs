// What can go wrong between a client and Azure Resource Manager, and what comes of it: the answer after
// all, or a clear error; nothing twice, nothing lost. `faults.test.mjs` tries each in every engine.

const once = { times: 1 };
const soonAgain = { 'x-ms-retry-after-ms': '2' };
const sku = { code: 'SkuNotAvailable', message: 'The size is not there.' };
const may = { code: 'AuthorizationFailed', message: 'May not.' };

/** The header of a wait that is over, said by a clock that is an hour ahead. */
function ahead() {
  const date = new Date(Date.now() + 3_600_000).toUTCString();
  return { date, 'retry-after': date };
}

/** A challenge as Azure sends it when it wants to know more of whoever is signed in. */
const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
const challenge = {
  'www-authenticate': `Bearer realm="", error="insufficient_claims", claims="${btoa(claims)}"`,
};

/** @typedef {import('../arm/faults.mjs').Fault} Fault */

/**
 * Reading a list of three pages: what passes, and the requests that it takes.
 *
 * @type {{ title: string, faults: Fault[], requests: number, claims?: string[] }[]}
 */
export const read = [
  {
    title: 'a storm of 429',
    faults: [{ status: 429, times: 5, headers: soonAgain }],
    requests: 7,
  },
  {
    title: '429 with a date that has passed',
    faults: [{ status: 429, ...once, headers: { 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' } }],
    requests: 3,
  },
  {
    title: '429 by a clock that is an hour ahead',
    faults: [{ status: 429, ...once, headers: ahead() }],
    requests: 3,
  },
  {
    title: '408, 500, 502, 503 and 504',
    faults: [408, 500, 502, 503, 504].map((status) => ({ status, ...once })),
    requests: 7,
  },
  { title: 'a connection that is reset', faults: [{ reset: 'before', times: 2 }], requests: 4 },
  {
    title: 'a reset in the middle of a body',
    faults: [{ reset: 'middle', times: 2 }],
    requests: 4,
  },
  {
    title: 'a reset in the middle of the second page',
    faults: [{ reset: 'middle', times: 1, skip: 1 }],
    requests: 3,
  },
  { title: 'an answer that is slow', faults: [{ slow: 50, ...once }], requests: 2 },
  {
    title: 'a token that expires before the second page',
    faults: [{ expired: true, times: 1, skip: 1 }],
    requests: 3,
  },
  ...[401, 403].map((status) => ({
    title: `${status} with a claims challenge, which goes to whoever gives tokens`,
    faults: [{ status, headers: challenge, ...once }],
    requests: 3,
    claims: [claims],
  })),
];

/**
 * Reading: what does not pass, and what is said then.
 *
 * @param {string} elsewhere the address of somebody who would like to have a token
 * @returns {{ title: string, fault: Fault, kind: string, says: RegExp, attempts?: number,
 *   code?: string, limits?: Record<string, number> }[]}
 */
export const notRead = (elsewhere) => [
  {
    title: '429 without end',
    fault: { status: 429, headers: soonAgain },
    kind: 'throttled',
    attempts: 3,
    says: /429, TooManyRequests: /,
    code: 'TooManyRequests',
  },
  {
    title: '500 without end',
    fault: { status: 500, body: { error: { code: 'InternalServerError', message: 'x' } } },
    kind: 'unavailable',
    attempts: 3,
    says: /500, InternalServerError: x$/,
    code: 'InternalServerError',
  },
  {
    title: '502 of a proxy',
    fault: { status: 502, body: '<html>Bad Gateway</html>' },
    kind: 'unavailable',
    attempts: 3,
    says: /502, `<html>Bad Gateway<\/html>`$/,
  },
  {
    title: 'resets without end',
    fault: { reset: 'before' },
    kind: 'network',
    attempts: 3,
    says: /no answer: /,
  },
  {
    title: 'resets in the middle without end',
    fault: { reset: 'middle' },
    kind: 'network',
    attempts: 3,
    says: /no answer: /,
  },
  {
    title: 'no answer at all',
    fault: { silent: true },
    limits: { requestSeconds: 0.05 },
    kind: 'timedOut',
    attempts: 3,
    says: /no whole answer within 0\.05 seconds$/,
  },
  {
    title: 'JSON that is cut off',
    fault: { malformed: 'cut' },
    kind: 'malformed',
    says: /can't be read: .*line 1 column \d+; it begins with `{"value"/,
  },
  {
    title: 'HTML',
    fault: { malformed: 'html' },
    kind: 'malformed',
    says: /it begins with `<!DOCTYPE html>/,
  },
  { title: 'nothing', fault: { malformed: 'empty' }, kind: 'malformed', says: /it is empty$/ },
  {
    title: 'a link to the same page',
    fault: { nextLink: 'same' },
    kind: 'pagingLoop',
    says: /page 1 leads back to one that was read$/,
  },
  {
    title: 'pages that go on for ever',
    fault: { nextLink: 'ever' },
    kind: 'pagingLoop',
    says: /201 pages without anything on them follow each other$/,
  },
  {
    title: 'a token that is refused again and again',
    fault: { expired: true },
    kind: 'unauthorized',
    attempts: 2,
    says: /401, ExpiredAuthenticationToken: /,
    code: 'ExpiredAuthenticationToken',
  },
  {
    title: 'a challenge that is never met',
    fault: { claims: '{}' },
    kind: 'unauthorized',
    attempts: 2,
    says: /401, InteractionRequired: /,
  },
  {
    title: 'no permission',
    fault: { status: 403, body: { error: may } },
    kind: 'refused',
    attempts: 1,
    says: /403, AuthorizationFailed: May not$/,
    code: 'AuthorizationFailed',
  },
  {
    title: 'a redirect',
    fault: { status: 302, headers: { location: elsewhere } },
    kind: 'foreignLink',
    // A browser tells a page no status of a redirect.
    says: / (302, )?a redirect$/,
  },
  {
    title: 'a link to elsewhere',
    fault: { status: 200, body: { value: [], nextLink: `${elsewhere}?sig=s3cret` } },
    kind: 'foreignLink',
    says: /leads to `127\.0\.0\.1:\d+`, which is not Azure Resource Manager$/,
  },
];

const cluster = { method: 'PUT', path: /\/managedClusters\/[^/]+$/ };
const network = { method: 'PUT', path: /\/virtualNetworks\/[^/]+$/ };

/**
 * Deploying: what passes.
 *
 * @type {{ title: string, faults: Fault[] }[]}
 */
export const deployed = [
  {
    title: 'a storm of 429',
    faults: [{ status: 429, times: 7, skip: 3, headers: soonAgain }],
  },
  {
    title: '429 at what makes the cluster',
    faults: [{ match: cluster, status: 429, times: 3, headers: soonAgain }],
  },
  {
    title: '429 by a clock that is an hour ahead',
    faults: [{ match: cluster, status: 429, ...once, headers: ahead() }],
  },
  {
    title: '500, 502, 503 and 504',
    faults: [500, 502, 503, 504].map((status) => ({ match: network, status, ...once })),
  },
  {
    title: 'an answer that is lost after it was done',
    faults: [{ match: cluster, status: 503, after: true, ...once }],
  },
  {
    title: 'a connection that is reset',
    faults: [{ match: cluster, reset: 'before', times: 2 }],
  },
  {
    title: 'a reset in the middle of a body',
    faults: [{ match: network, reset: 'middle', ...once }],
  },
  {
    title: 'a reset in the middle of any answer',
    faults: [{ reset: 'middle', times: 3, skip: 5 }],
  },
  { title: 'slow answers', faults: [{ slow: 30, times: 12, skip: 4 }] },
  {
    title: 'a token that expires in the middle',
    faults: [{ match: cluster, expired: true, ...once }],
  },
  {
    title: 'a claims challenge',
    faults: [{ match: cluster, claims: '{"access_token":{}}', ...once }],
  },
  {
    title: '403 with a claims challenge',
    faults: [{ match: cluster, status: 403, headers: challenge, ...once }],
  },
  {
    title: 'an operation that vanishes',
    faults: [{ match: cluster, operation: { vanishes: true }, ...once }],
  },
];

/**
 * Deploying: what fails, and is mended before it is run again. What hangs is gone on with.
 *
 * @type {{ title: string, fault: Fault, kind: string, says: RegExp, limits?: Record<string, number>,
 *   hangs?: boolean }[]}
 */
export const notDeployed = [
  {
    title: 'an operation that fails',
    fault: { match: cluster, operation: { fails: sku } },
    kind: 'operationFailed',
    says: /SkuNotAvailable: The size is not there/,
  },
  {
    title: 'an operation that hangs',
    fault: { match: cluster, operation: { hangs: true } },
    limits: { operationSeconds: 0.1 },
    kind: 'operationTimedOut',
    says: /not done after/,
    hangs: true,
  },
  {
    title: 'a cluster that is refused',
    fault: { match: cluster, status: 400, body: { error: sku } },
    kind: 'refused',
    says: /400, SkuNotAvailable/,
  },
  {
    title: 'a role that is not there',
    fault: { match: cluster, status: 403, body: { error: may } },
    kind: 'refused',
    says: /403, AuthorizationFailed/,
  },
  {
    title: 'no way to Azure from the cluster on',
    fault: { match: cluster, reset: 'before' },
    limits: { attempts: 2 },
    kind: 'network',
    says: /no answer/,
  },
];
