// What a client does and does not do: tokens, errors, what must be done once, operations, stopping,
// secrets, options. What can go wrong on the way is a table of its own (faults.test.mjs).

import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { Azure } from '../../pkg/node.js';
import { startArm } from '../arm/server.mjs';
import { signedIn, soon, thrown } from './azure.mjs';

const arm = await startArm({ tls: false, pageSize: 2, lro: { polls: 2, retryAfterMs: 1 } });
const { subscription } = arm.options;
const group = `/subscriptions/${subscription}/resourceGroups/rg`;
const network = `${group}/providers/Microsoft.Network/virtualNetworks/vnet`;

after(() => arm.close());
beforeEach(() => {
  arm.reset();
  for (const name of ['rg', 'rg-2', 'rg-3']) {
    arm.seed(`/subscriptions/${subscription}/resourceGroups/${name}`, { location: 'westeurope' });
  }
});

const once = { times: 1 };
const groups = (azure, options) => azure.resourceGroups(subscription, options);
const names = (list) => list.map(({ name }) => name).sort();
const makeNetwork = (azure, options) =>
  azure.send(
    {
      method: 'PUT',
      path: network,
      apiVersion: '2025-07-01',
      body: {
        location: 'westeurope',
        properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } },
      },
    },
    options,
  );
/** @type {import('../../pkg/index.js').AzureRequest} */
const register = {
  method: 'POST',
  path: `/subscriptions/${subscription}/providers/Microsoft.ContainerService/register`,
  apiVersion: '2024-11-01',
};
const sent = (method) => arm.requests.filter((it) => it.method === method).length;

describe('tokens', () => {
  test('tokens that all expire in the middle', async () => {
    const { azure, asked } = signedIn(arm, {
      onProgress: ({ type }) => {
        if (type === 'page') arm.tokens.expire();
      },
    });
    assert.deepEqual(names(await groups(azure)), ['rg', 'rg-2', 'rg-3']);
    const scopes = ['https://management.azure.com/.default'];
    const authority = 'https://login.microsoftonline.com';
    assert.deepEqual(asked, [
      { scopes, authority },
      { scopes, authority, renew: true },
    ]);
  });

  test('a token is shared by all that ask at the same time', async () => {
    const { azure, asked } = signedIn(arm);
    await Promise.all([groups(azure), groups(azure), groups(azure)]);
    await groups(azure);
    assert.equal(asked.length, 1);
  });

  test('a token is asked for before it ends', async () => {
    const ends = [60_000, 3_600_000];
    const { azure } = signedIn(arm, {
      token: () => ({ token: arm.token(), expiresOn: Date.now() + (ends.shift() ?? 0) }),
    });
    await groups(azure);
    await groups(azure);
    assert.deepEqual(ends, []);
    assert.ok(arm.requests.every(({ status }) => status === 200));
  });
});

describe('errors', () => {
  test('an answer keeps its ids', async () => {
    arm.fault({ status: 403, headers: { 'x-ms-correlation-request-id': 'c-1' } });
    const error = await thrown(groups(signedIn(arm).azure));
    assert.equal(error.correlationId, 'c-1');
    assert.match(error.requestId, /^[0-9a-f-]{36}$/);
  });

  test('a body that is too long', async () => {
    const error = await thrown(groups(signedIn(arm, { limits: { bodyBytes: 20 } }).azure));
    assert.equal(error.kind, 'tooLarge');
    assert.match(error.message, /longer than 20 bytes$/);
  });

  test('whoever gives tokens has none', async () => {
    for (const token of [
      () => Promise.reject(new Error('nobody is signed in')),
      () => {
        throw new Error('nobody is signed in');
      },
    ]) {
      const error = await thrown(groups(signedIn(arm, { token }).azure));
      assert.equal(error.kind, 'token');
      assert.match(error.message, /no token: nobody is signed in$/);
    }
    for (const token of [
      () => '',
      () => 'a\nb',
      () => ({ token: 'é' }),
      () => /** @type {any} */ (5),
    ]) {
      const error = await thrown(groups(signedIn(arm, { token }).azure));
      assert.equal(error.kind, 'token');
      assert.match(error.message, /gives neither a token nor an object with `token`$/);
    }
    assert.deepEqual(arm.requests, []);
  });
});

describe('what must be done once', () => {
  test('is not asked again where it may have been done', async () => {
    for (const fault of [
      { status: 500 },
      { status: 503 },
      { reset: 'before', after: true },
      { reset: 'middle' },
    ]) {
      arm.reset();
      arm.fault({ ...fault, match: { method: 'POST' } });
      const { azure } = signedIn(arm);
      await thrown(azure.send(register));
      assert.equal(sent('POST'), 1, JSON.stringify(fault));
    }
  });

  test('is asked again where Azure says that nothing was done', async () => {
    arm.fault({
      status: 429,
      headers: { 'x-ms-retry-after-ms': '1' },
      match: { method: 'POST' },
      times: 2,
    });
    await signedIn(arm).azure.send(register);
    assert.equal(sent('POST'), 3);
  });

  test('what is made is asked for again, and made once', async () => {
    arm.fault({ reset: 'before', after: true, match: { method: 'PUT' }, ...once });
    const made = await signedIn(arm).azure.send({
      method: 'PUT',
      path: `/subscriptions/${subscription}/resourceGroups/rg-4`,
      apiVersion: '2024-11-01',
      body: { location: 'westeurope' },
    });
    assert.equal(made.status, 200);
    assert.equal(sent('PUT'), 2);
  });
});

describe('operations', () => {
  test('end well', async () => {
    const states = [];
    const { azure } = signedIn(arm);
    const made = await makeNetwork(azure, {
      onProgress: (it) => {
        if (it.type === 'operation') states.push(it.state);
      },
    });
    assert.equal(/** @type {any} */ (made.body).properties.provisioningState, 'Succeeded');
    assert.ok(states.length >= 2, String(states));
    assert.deepEqual(arm.problems, []);
  });

  test('are not waited for where nobody wants to', async () => {
    const { azure } = signedIn(arm);
    const answer = await azure.send({
      method: 'DELETE',
      path: group,
      apiVersion: '2024-11-01',
      wait: false,
    });
    assert.equal(answer.status, 202);
    assert.equal(arm.requests.length, 1);
  });

  test('fail, and the rule is named that prevents it', async () => {
    const fails = { code: 'SubnetIsFull', message: 'Subnet nodes does not have enough capacity.' };
    arm.fault({ match: { method: 'PUT' }, operation: { fails } });
    const error = await thrown(makeNetwork(signedIn(arm).azure));
    assert.equal(error.kind, 'operationFailed');
    assert.match(error.message, /^PUT .*: it ended as `Failed`, SubnetIsFull: Subnet nodes does/);
    assert.ok(error.rules.includes('node-subnet-too-small'), String(error.rules));
    assert.equal(sent('PUT'), 1);
  });

  test('are canceled', async () => {
    const fails = { code: 'Canceled', message: 'Somebody stopped it.' };
    arm.fault({ match: { method: 'PUT' }, operation: { canceled: true, fails } });
    const error = await thrown(makeNetwork(signedIn(arm).azure));
    assert.equal(error.kind, 'operationFailed');
    assert.match(error.message, /it ended as `Canceled`, Canceled: Somebody stopped it$/);
  });

  test('hang', async () => {
    arm.fault({ match: { method: 'PUT' }, operation: { hangs: true } });
    const { azure } = signedIn(arm, { limits: { operationSeconds: 0.2 } });
    const error = await thrown(makeNetwork(azure));
    assert.equal(error.kind, 'operationTimedOut');
    assert.match(error.message, /not done after .* seconds; it is `/);
    assert.equal(sent('PUT'), 1);
  });

  test('vanish, and what they made tells', async () => {
    arm.fault({ match: { method: 'PUT' }, operation: { vanishes: true } });
    const outcome = await makeNetwork(signedIn(arm).azure).catch((error) => error);
    const there = arm.resources()[network.toLowerCase()] !== undefined;
    assert.equal(/** @type {any} */ (outcome).kind ?? 'made', there ? 'made' : 'operationGone');
    assert.equal(sent('PUT'), 1);
  });

  test('meet faults on their way', async () => {
    const polls = { method: 'GET', path: 'operation' };
    arm.fault({ match: polls, status: 429, times: 2, headers: { 'x-ms-retry-after-ms': '1' } });
    arm.fault({ match: polls, reset: 'middle', ...once });
    arm.fault({ match: polls, expired: true, ...once });
    const made = await makeNetwork(signedIn(arm).azure);
    assert.equal(made.status, 200);
    assert.equal(sent('PUT'), 1);
  });
});

describe('stopping', () => {
  const reason = new Error('enough');

  /** Waits until the service has a request. */
  const received = async () => {
    while (arm.requests.length === 0) await new Promise((done) => setTimeout(done, 1));
  };

  test('before anything is sent', async () => {
    const { azure, asked } = signedIn(arm);
    assert.equal(await thrown(groups(azure, { signal: AbortSignal.abort(reason) })), reason);
    assert.deepEqual([arm.requests, asked], [[], []]);
  });

  test('while a request is under way', async () => {
    arm.fault({ silent: true });
    const controller = new AbortController();
    const { azure } = signedIn(arm, {
      fetch: (url, init) => {
        const answer = fetch(url, init);
        received().then(() => controller.abort(reason));
        return answer;
      },
    });
    assert.equal(await thrown(groups(azure, { signal: controller.signal })), reason);
  });

  test('while it waits to ask again', async () => {
    arm.fault({ status: 429, headers: { 'retry-after': '25' } });
    const controller = new AbortController();
    const { azure } = signedIn(arm, { onProgress: () => controller.abort(reason) });
    assert.equal(await thrown(groups(azure, { signal: controller.signal })), reason);
    assert.equal(arm.requests.length, 1);
  });

  test('while it waits for a token', async () => {
    const controller = new AbortController();
    const { azure } = signedIn(arm, {
      signal: controller.signal,
      token: () => {
        setTimeout(() => controller.abort(reason), 5);
        return new Promise(() => {});
      },
    });
    assert.equal(await thrown(groups(azure)), reason);
  });

  test('one call stops none but itself', async () => {
    const controller = new AbortController();
    const { azure } = signedIn(arm);
    const both = [groups(azure, { signal: controller.signal }), groups(azure)];
    controller.abort(reason);
    const [first, second] = await Promise.allSettled(both);
    assert.deepEqual([first.status, second.status], ['rejected', 'fulfilled']);
  });
});

describe('what is secret', () => {
  const token = 'eyJ0.s3cret-token.x';
  const key = 's3cret"key\\';

  test('goes into headers, and nowhere else', async () => {
    const seen = [];
    const { azure } = signedIn(arm, {
      token: () => token,
      subscriptionKey: { value: key },
      fetch: async (url, init) => {
        seen.push({ url, headers: new Headers(init.headers), redirect: init.redirect });
        return new Response('{"value":[]}');
      },
    });
    await groups(azure);
    const [{ url, headers, redirect }] = seen;
    assert.equal(headers.get('authorization'), `Bearer ${token}`);
    assert.equal(headers.get('ocp-apim-subscription-key'), key);
    assert.ok(!url.includes('s3cret'));
    assert.equal(redirect, 'manual');

    const other = signedIn(arm, {
      token: undefined,
      subscriptionKey: { name: 'X-Key', value: key },
      fetch: async (_, init) => {
        const sent = new Headers(init.headers);
        assert.deepEqual([sent.get('x-key'), sent.get('authorization')], [key, null]);
        return new Response('{"value":[]}');
      },
    });
    await groups(other.azure);
  });

  test('is in no error, even where the service repeats it', async () => {
    const said = `You sent Bearer ${token} and ${key}.`;
    const faults = [
      {
        status: 400,
        body: { error: { code: 'Bad', message: said, additionalInfo: [{ info: said }] } },
      },
      { status: 401, body: said },
      { status: 200, body: said },
      { reset: 'before' },
    ];
    for (const fault of faults) {
      arm.reset();
      arm.fault(fault);
      const told = [];
      const { azure } = signedIn(arm, {
        token: () => token,
        subscriptionKey: { value: key },
        limits: { attempts: 2 },
        onProgress: (it) => told.push(it),
      });
      const error = await thrown(groups(azure));
      const all = [
        error.message,
        error.stack,
        JSON.stringify(error),
        String(error),
        JSON.stringify(told),
      ];
      assert.ok(!all.join('\n').includes('s3cret'), all.join('\n'));
    }
    const token2 = () => Promise.reject(new Error('no'));
    const { azure } = signedIn(arm, { token: token2, subscriptionKey: { value: key } });
    assert.ok(!JSON.stringify(await thrown(groups(azure))).includes('s3cret'));
    assert.ok(!JSON.stringify(azure).includes('s3cret'));
  });
});

test('no more is asked at the same time than is allowed', async () => {
  let [now, most] = [0, 0];
  const { azure } = signedIn(arm, {
    limits: { concurrency: 2 },
    fetch: async (url, init) => {
      now += 1;
      most = Math.max(most, now);
      const answer = await fetch(url, init);
      await new Promise((done) => setTimeout(done, 2));
      now -= 1;
      return answer;
    },
  });
  await Promise.all(Array.from({ length: 8 }, () => groups(azure)));
  assert.equal(most, 2);
});

test('with nothing asked for, nothing is sent', async () => {
  const { asked } = signedIn(arm);
  const pages = signedIn(arm).azure.resourceGraph('resources');
  assert.equal(typeof pages[Symbol.asyncIterator], 'function');
  await new Promise((done) => setTimeout(done, 5));
  assert.deepEqual([arm.requests, asked], [[], []]);
});

test('options that lead nowhere are refused', () => {
  const token = () => 't';
  for (const [options, says] of /** @type {[any, RegExp][]} */ ([
    [{}, /nobody is signed in/],
    [{ baseUrl: 'https://gateway.example.com' }, /nobody is signed in/],
    [{ token, baseUrl: 'http://gateway.example.com' }, /without encryption/],
    [
      { token, baseUrl: 'https://gateway.example.com/?key=s3cret' },
      /belongs into `subscriptionKey`/,
    ],
    [{ token, cloud: 'azure' }, /`azure` is no cloud/],
    [{ token, tokens: 1 }, /`tokens` is no option here; did you mean `token`\?/],
    [{ token: 'eyJ0' }, /`token` is a function/],
    [{ token, subscriptionKey: { value: 'a\nb' } }, /`subscriptionKey\.value` is empty, or/],
    [{ token, subscriptionKey: { name: 'Authorization', value: 'k' } }, /can't be the header/],
    [{ token, limits: { ...soon, requestSeconds: -1 } }, /`requestSeconds` is no time/],
    [{ token, limits: { retries: 1 } }, /unknown field `retries`/],
    [{ token, signal: 1 }, /`signal` is an AbortSignal/],
  ])) {
    assert.throws(
      () => new Azure(options),
      (/** @type {Error} */ error) => says.test(error.message) && !error.message.includes('s3cret'),
    );
  }
});
