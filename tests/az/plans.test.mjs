// Every plan of tests/fixtures, from its script to its teardown: real bash, real az, a local Azure. What
// az sends on the way is what `render --to requests` says of the same plan.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startArm } from '../arm/server.mjs';
import { Sieve } from './allowed.mjs';
import { startAz } from './cloud.mjs';
import { startRequests } from './differential.mjs';
import { seed } from './existing.mjs';
import { startParser } from './parser.mjs';
import { plans } from './plans.mjs';

const LANES = 2;
const secret = { AKSPLAN_CLIENT_SECRET: 'a secret' };

/** @type {Awaited<ReturnType<typeof startParser>>} */
let parser;
/**
 * @typedef {Awaited<ReturnType<typeof startRequests>>} Requests
 * @type {{ arm: import('./cloud.mjs').Arm, az: import('./cloud.mjs').Az, requests: Requests }[]}
 */
const lanes = [];
const sieve = new Sieve();

before(async () => {
  const lane = async () => {
    const arm = await startArm();
    const [az, requests] = await Promise.all([startAz(arm), startRequests()]);
    lanes.push({ arm, az, requests });
  };
  [parser] = await Promise.all([startParser(), ...Array.from({ length: LANES }, lane)]);
});
after(async () => {
  await Promise.all([parser.close(), ...lanes.map(({ az }) => az.close())]);
  await Promise.all(lanes.flatMap(({ arm, requests }) => [arm.close(), requests.close()]));
});

const columns = /** @type {const} */ (['accepted', 'ran', 'bodies equal', 're-ran', 'torn down']);

test('plans', { concurrency: LANES }, async (context) => {
  const all = plans();
  /** @type {Map<string, Set<string>>} */
  const table = new Map(all.map(({ name }) => [name, new Set()]));
  const free = [...lanes];
  /** @type {((lane: (typeof lanes)[0]) => void)[]} */
  const waiting = [];
  /** @returns {Promise<(typeof lanes)[0]>} */
  const lane = () => {
    const one = free.pop();
    return one ? Promise.resolve(one) : new Promise((resolve) => waiting.push(resolve));
  };
  const tests = all.map((plan) =>
    context.test(plan.name, async () => {
      const its = await lane();
      try {
        await live(its, plan, (column) => table.get(plan.name)?.add(column));
      } finally {
        const next = waiting.shift();
        if (next) next(its);
        else free.push(its);
      }
    }),
  );
  await Promise.all(tests);

  const width = Math.max(...all.map(({ name }) => name.length));
  context.diagnostic(`${'plan:'.padEnd(width + 1)} ${columns.join('  ')}`);
  for (const [name, done] of table) {
    const cells = columns.map((it) => (done.has(it) ? 'yes' : 'no').padEnd(it.length));
    context.diagnostic(`${`${name}:`.padEnd(width + 1)} ${cells.join('  ').trimEnd()}`);
  }

  assert.deepEqual(sieve.needless(), [], 'what may differ and does not');
});

/** Makes a plan, makes it again, and takes it away. */
async function live({ arm, az, requests }, { plan, deploy, teardown }, done) {
  assert.deepEqual(await parser.objectionsTo(deploy), []);
  assert.deepEqual(await parser.objectionsTo(teardown), []);
  done('accepted');

  arm.reset();
  await signIn(arm, az, plan);
  seed(arm, plan);
  const there = resources(arm);
  const before = arm.resources();

  const first = await az.script(deploy, secret);
  ended(first);
  assert.ok(changes(first).length > 0, 'it makes nothing');
  done('ran');

  const unlike = await requests.unlike(plan, first.requests, secret);
  assert.deepEqual(sieve.wrong(unlike), []);
  done('bodies equal');

  const made = arm.resources();
  const second = await az.script(deploy, secret);
  ended(second);
  assert.deepEqual(changes(second), []);
  assert.deepEqual(arm.resources(), made);
  done('re-ran');

  const gone = await az.script(teardown, secret);
  ended(gone);
  const stays = staying(arm, there, before);
  const left = resources(arm).filter((id) => !stays(id));
  assert.deepEqual(
    left,
    there.filter((id) => !stays(id)),
  );
  done('torn down');
}

function ended(run) {
  assert.equal(run.code, 0, `${run.out}\n${run.err}`);
  assert.match(run.out, /^done$/m);
  assert.doesNotMatch(run.err, /^ERROR|Traceback/m);
  const problems = run.problems.map(({ path, message }) => `${path} ${message}`);
  assert.deepEqual(
    problems.filter((it) => !own.has(it)),
    [],
  );
}

/** What az itself sends, whatever a script says. */
const own = new Set([
  // az has no type for `--day-of-month`, and sends its text.
  '/properties/maintenanceWindow/schedule/absoluteMonthly/dayOfMonth must be integer',
]);

/** Requests that may change something. */
function changes({ requests }) {
  const changing = requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD');
  return changing.map(({ method, path }) => `${method} ${path}`);
}

const resources = (arm) => Object.keys(arm.resources()).sort();

/**
 * What a teardown leaves beside what was there: what clusters got that were there, and roles of
 * identities that were there on what was there, which others may rely on.
 */
function staying(arm, ids, before) {
  const clusters = ids.filter((id) => cluster.test(id)).map((id) => `${id}/`);
  const nodes = Object.values(before).flatMap(
    ({ properties }) => properties?.nodeResourceGroup ?? [],
  );
  const groups = nodes.map((name) => `/resourcegroups/${name.toLowerCase()}/`);
  const principals = new Set(
    Object.values(before).map(({ properties }) => properties?.principalId),
  );
  const after = arm.resources();
  return (id) =>
    shared.test(id) ||
    monitoring.test(id) ||
    besideDns.test(id) ||
    clusters.some((it) => id.startsWith(it)) ||
    groups.some((it) => id.includes(it)) ||
    (id.includes('/roleassignments/') && principals.has(after[id]?.properties.principalId));
}

/** What az makes for all clusters of a subscription when the first of them is watched. */
const shared = /\/resourcegroups\/defaultresourcegroup-/;

/**
 * What az makes for monitoring beside a cluster and leaves when the cluster goes: it stays where its
 * group is not the plan's own.
 */
const monitoring = /\/providers\/microsoft\.insights\/datacollection(endpoints|rules)\//;

/** The role of an add-on's identity on a zone that was there, which goes with its cluster. */
const besideDns = /\/dnszones\/[^/]+\/providers\/microsoft\.authorization\/roleassignments\//;

/** A cluster's id. */
const cluster = /\/managedclusters\/[^/]+$/;

/** Signs in to the plan's own subscription and cloud, where it names them. */
async function signIn(arm, az, { subscription, connection }) {
  const named = subscription && subscription !== arm.options.subscription;
  if (named) arm.subscriptions.set(arm.options.subscription, subscription);
  const cloud = connection?.cloud;
  if (cloud)
    await az.ok('cloud', 'update', '--name', cloud, '--endpoint-resource-manager', arm.url);
  if (cloud) await az.ok('cloud', 'set', '--name', cloud);
  if (named || cloud) await az.ok('login', '--identity');
  if (cloud) await az.ok('cloud', 'set', '--name', 'Local');
}
