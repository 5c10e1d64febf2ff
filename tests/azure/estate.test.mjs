// Whole estates out of Azure Resource Graph: every page or none, in order, and no faster than it may.

import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, test } from 'node:test';
import { Estate } from '../../pkg/node.js';
import { startArm } from '../arm/server.mjs';
import { signedIn, thrown } from './azure.mjs';

const arm = await startArm({ tls: false });
after(() => arm.close());
const { subscription } = arm.options;
const path = 'Microsoft.ResourceGraph/resources';
const { azure } = signedIn(arm);

beforeEach(() => arm.reset());
afterEach(() => {
  arm.faults.clear();
  arm.options.graph = undefined;
});

const queries = () => arm.requests.filter((it) => it.path.endsWith('/resources'));
const groupOf = (id) => `/subscriptions/${id}/resourceGroups/rg`;

/** A network as Resource Graph has it, with as many addresses in use as it takes to be large. */
function network(nth, { within = subscription, used = 0 } = {}) {
  const id = `${groupOf(within)}/providers/Microsoft.Network/virtualNetworks/vnet-${String(nth).padStart(6, '0')}`;
  const prefix = `10.${Math.floor(nth / 256) % 256}.${nth % 256}`;
  return {
    id,
    type: 'microsoft.network/virtualnetworks',
    addressSpace: { addressPrefixes: [`${prefix}.0/24`] },
    subnets: [
      {
        id: `${id}/subnets/nodes`,
        name: 'nodes',
        properties: {
          addressPrefix: `${prefix}.0/25`,
          ipConfigurations: Array.from({ length: used }, (_, at) => ({ id: `${id}/nic-${at}` })),
        },
      },
    ],
  };
}

const networks = (count, options) =>
  Array.from({ length: count }, (_, nth) => network(nth, options));

/** Called with each page that came, and where it stands. */
function pagesTold() {
  const told = /** @type {[number, number, number | undefined][]} */ ([]);
  /** @param {import('aksplan').AzureProgress} it */
  const onProgress = (it) => {
    if (it.type === 'page' && it.path.endsWith('/resources')) {
      told.push([it.pages, it.items, it.total]);
    }
  };
  return { told, onProgress };
}

describe('an estate out of Resource Graph', () => {
  test('has networks, hubs, gateways and clusters of the store', async () => {
    const hub = `${groupOf(subscription)}/providers/Microsoft.Network/virtualNetworks/hub`;
    const spoke = `${groupOf(subscription)}/providers/Microsoft.Network/virtualNetworks/spoke`;
    arm.seed(hub, {
      location: 'westeurope',
      properties: {
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [{ name: 'nodes', properties: { addressPrefix: '10.0.0.0/24' } }],
      },
    });
    arm.seed(spoke, {
      location: 'westeurope',
      properties: { addressSpace: { addressPrefixes: ['10.0.128.0/17', 'fd00::/56'] } },
    });
    const provider = (type, name) => `${groupOf(subscription)}/providers/${type}/${name}`;
    arm.seed(provider('Microsoft.Network/localNetworkGateways', 'datacenter'), {
      location: 'westeurope',
      properties: { localNetworkAddressSpace: { addressPrefixes: ['192.168.0.0/16'] } },
    });
    arm.seed(provider('Microsoft.Network/virtualHubs', 'wan'), {
      location: 'westeurope',
      properties: { addressPrefix: '172.31.0.0/23' },
    });
    arm.seed(provider('Microsoft.ContainerService/managedClusters', 'aks'), {
      location: 'westeurope',
      identity: { type: 'SystemAssigned' },
      properties: {
        dnsPrefix: 'aks',
        networkProfile: {
          networkPlugin: 'azure',
          networkPluginMode: 'overlay',
          podCidr: '10.244.0.0/16',
          serviceCidr: '10.100.0.0/16',
        },
        agentPoolProfiles: [
          { name: 'system', mode: 'System', vmSize: 'Standard_D4s_v5', count: 3 },
        ],
      },
    });
    const estate = await azure.estate();
    assert.ok(estate instanceof Estate);
    assert.deepEqual(estate.problems, { total: 0, list: [] });
    // The cluster has a network of its own, which Azure made for it.
    assert.equal(estate.size, 10);
    for (const [address, kind] of [
      ['192.168.1.1', 'onPremises'],
      ['172.31.1.1', 'virtualHub'],
      ['10.244.0.1', 'podCidr'],
      ['10.100.0.1', 'serviceCidr'],
    ]) {
      assert.deepEqual(
        estate.owners(address).map((it) => it.kind),
        [kind],
      );
    }
    const { total, groups } = estate.overlaps();
    assert.equal(total, 1);
    assert.deepEqual(
      groups[0].ranges.map((it) => [it.name, it.cidr, it.resourceGroup]),
      [
        ['hub', '10.0.0.0/16', 'rg'],
        ['spoke', '10.0.128.0/17', 'rg'],
      ],
    );
    assert.deepEqual(
      estate.owners('10.0.0.7').map((it) => it.kind),
      ['virtualNetwork', 'subnet'],
    );
    // More may follow from elsewhere.
    estate.add(new TextEncoder().encode('cidr,name\n10.0.0.0/8,office\n'));
    estate.end();
    assert.equal(estate.size, 11);
    estate.free();
    assert.deepEqual(arm.problems, []);
  });

  test('is all that is there, over many pages, in an order that keeps pages apart', async () => {
    const rows = networks(4_321);
    arm.options.graph = () => rows;
    const { told, onProgress } = pagesTold();
    const estate = await azure.estate({ onProgress });
    assert.equal(estate.size, 2 * rows.length);
    assert.equal(estate.overlaps().total, 0);
    assert.deepEqual(told, [
      [1, 1000, 4321],
      [2, 2000, 4321],
      [3, 3000, 4321],
      [4, 4000, 4321],
      [5, 4321, 4321],
    ]);
    const [first, second] = queries();
    assert.match(first.body.query, /\| order by id asc$/);
    assert.deepEqual(first.body.subscriptions, [subscription]);
    assert.equal(first.body.options.$top, 1000);
    assert.equal(first.body.options.allowPartialScopes, undefined);
    assert.equal(second.body.query, first.body.query);
  });

  test('asks for a thousand subscriptions at once, and counts on', async () => {
    const ids = Array.from(
      { length: 2_500 },
      (_, nth) => `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`,
    );
    for (const id of ids) arm.subscriptions.set(id, id);
    arm.options.graph = (_, body) =>
      body.subscriptions.map((id, nth) => network(nth, { within: id }));
    const { told, onProgress } = pagesTold();
    const estate = await azure.estate({ subscriptions: [...ids, ids[0]], onProgress });
    assert.equal(estate.size, 2 * ids.length);
    assert.deepEqual(told, [
      [1, 1000, undefined],
      [2, 2000, undefined],
      [3, 2500, 2500],
    ]);
    assert.deepEqual(
      queries().flatMap((it) => it.body.subscriptions),
      ids,
    );
    for (const id of ids) arm.subscriptions.delete(id);
  });

  test('of management groups', async () => {
    arm.options.graph = () => networks(3);
    const estate = await azure.estate({ managementGroups: ['landing-zones'] });
    assert.equal(estate.size, 6);
    const [{ body }] = queries();
    assert.deepEqual([body.managementGroups, body.subscriptions], [['landing-zones'], undefined]);
  });

  test('asks for less where the records are too large for an answer', async () => {
    // 1,000 of them would be 24 MB.
    const rows = networks(1_500, { used: 180 });
    arm.options.graph = () => rows;
    const estate = await azure.estate();
    assert.equal(estate.size, 2 * rows.length);
    assert.deepEqual(
      queries().map((it) => [it.status, it.body.options.$top]),
      [
        [400, 1000],
        [200, 500],
        [200, 500],
        [200, 500],
      ],
    );
  });

  test('reads pages without anything on them, and waits where it is told to', async () => {
    const rows = networks(3);
    const page = (data, more, headers = {}) =>
      arm.fault({
        match: { path },
        status: 200,
        times: 1,
        headers,
        body: { totalRecords: 3, count: data.length, data, ...(more && { $skipToken: more }) },
      });
    arm.fault({
      match: { path },
      status: 429,
      times: 2,
      headers: { 'x-ms-user-quota-resets-after': '00:00:00' },
      body: { error: { code: 'RateLimiting', message: 'too many requests' } },
    });
    page(rows.slice(0, 2), 'b', {
      'x-ms-user-quota-remaining': '0',
      'x-ms-user-quota-resets-after': '00:00:01',
    });
    page([], 'c');
    arm.fault({ match: { path }, times: 1, reset: 'middle' });
    page(rows.slice(2));
    const waits = /** @type {any[]} */ ([]);
    const estate = await azure.estate({
      onProgress: (it) => it.type === 'retry' && waits.push([it.why, it.attempts, it.seconds >= 1]),
    });
    assert.equal(estate.size, 6);
    assert.deepEqual(waits, [
      ['throttled', 1, false],
      ['throttled', 2, false],
      ['throttled', 0, true],
      ['network', 1, false],
    ]);
  });
});

describe('an estate with holes is none', () => {
  const cases = [
    [
      'a token that leads in a circle',
      'pagingLoop',
      { totalRecords: 9, count: 1, data: [network(1)], $skipToken: 'same' },
    ],
    [
      'a rest without a way to it',
      'incomplete',
      { totalRecords: 9, count: 1, data: [network(1)], resultTruncated: 'true' },
    ],
    [
      'fewer records than were promised',
      'incomplete',
      { totalRecords: 9, count: 1, data: [network(1)] },
    ],
    ['no page', 'malformed', { count: 1 }],
  ];
  for (const [what, kind, body] of /** @type {[string, string, any][]} */ (cases)) {
    test(what, async () => {
      arm.fault({ match: { path }, status: 200, body });
      const error = await thrown(azure.estate());
      assert.equal(error.kind, kind);
      assert.match(error.message, /^POST \/providers\/Microsoft\.ResourceGraph\/resources: /);
      assert.ok(error.help.length > 0);
    });
  }

  test('a page that is cut off', async () => {
    arm.options.graph = () => networks(1_500);
    arm.fault({ match: { path }, skip: 1, malformed: 'cut' });
    assert.equal((await thrown(azure.estate())).kind, 'malformed');
  });

  test('subscriptions that Azure did not look at', async () => {
    arm.fault({
      match: { path },
      status: 200,
      headers: { 'x-ms-tenant-subscription-limit-hit': 'true' },
      body: { totalRecords: 1, count: 1, data: [network(1)] },
    });
    const error = await thrown(azure.estate({ managementGroups: ['root'] }));
    assert.equal(error.kind, 'incomplete');
    assert.match(error.message, /more than 10,000 subscriptions/);
  });

  test('a scope that can not be seen, or is none', async () => {
    const other = '11111111-1111-4111-8111-111111111111';
    for (const [options, message] of /** @type {[any, RegExp][]} */ ([
      [{ subscriptions: [subscription, other] }, /does not see the subscription `1{8}-/],
      [{ subscriptions: [] }, /no subscription to look in/],
      [{ managementGroups: [] }, /0 are given/],
      [{ managementGroups: Array(11).fill('a') }, /11 are given, and a query takes 1 to 10/],
      [{ managementGroups: ['a'], subscriptions: [subscription] }, /or of management groups/],
    ])) {
      const error = await thrown(azure.estate(options));
      assert.equal(error.kind, 'argument');
      assert.match(error.message, message);
    }
    assert.deepEqual(queries(), []);
    assert.match((await thrown(azure.estate(/** @type {any} */ ({ scope: 1 })))).message, /scope/);
  });

  test('what was stopped in the middle', async () => {
    arm.options.graph = () => networks(3_000);
    const controller = new AbortController();
    const reason = new Error('enough');
    const reading = azure.estate({
      signal: controller.signal,
      onProgress: (it) => it.type === 'page' && it.pages === 2 && controller.abort(reason),
    });
    assert.equal(await thrown(reading), reason);
    assert.equal(queries().length, 2);
  });
});
