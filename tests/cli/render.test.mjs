import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { aksplan, folder, plan } from './run.mjs';

const broken = plan((it) => {
  it.clusters[0].networkProfile.serviceCidr = '10.240.0.0/16';
});

test('--to az prints a script that bash takes', async (t) => {
  const cwd = folder(t, { 'plan.json': plan() });
  const { code, out } = await aksplan(['render', 'plan.json', '--to', 'az'], { cwd });
  assert.equal(code, 0);
  assert.match(out, /^#!.*bash\n/);
  assert.match(out, /set -euo pipefail/);
  assert.match(out, /az aks create/);
  execFileSync('bash', ['-n'], { input: out });
  const teardown = await aksplan(['render', 'plan.json', '--to=az', '--teardown'], { cwd });
  assert.equal(teardown.code, 0);
  assert.match(teardown.out, /az .*delete/);
  execFileSync('bash', ['-n'], { input: teardown.out });
});

test('--to plan prints a plan that says the same', async (t) => {
  const cwd = folder(t, { 'plan.json': plan() });
  const { code, out } = await aksplan(['render', 'plan.json', '--to', 'plan'], { cwd });
  assert.equal(code, 0);
  const [first, second] = await Promise.all([
    aksplan(['layout', 'plan.json', '--format', 'csv'], { cwd }),
    aksplan(['layout', '-', '--format', 'csv'], { input: out }),
  ]);
  assert.equal(second.out, first.out);
});

test('--to requests prints the requests of the plan, and their reverse', async (t) => {
  const cwd = folder(t, { 'plan.json': plan() });
  const { code, out } = await aksplan(['render', 'plan.json', '--to', 'requests'], { cwd });
  assert.equal(code, 0);
  /** @type {import('aksplan').Requests} */
  const made = JSON.parse(out);
  assert.deepEqual([made.version, made.problems], [1, []]);
  const put = made.requests.filter((it) => it.method === 'PUT');
  assert.match(put.at(-1)?.path ?? '', /\/managedClusters\//);
  for (const { needs } of made.requests) {
    for (const id of needs) assert.ok(made.requests.some((it) => it.id === id));
  }
  const args = ['render', 'plan.json', '--to', 'requests', '--teardown'];
  /** @type {import('aksplan').Requests} */
  const gone = JSON.parse((await aksplan(args, { cwd })).out);
  const groups = (/** @type {import('aksplan').Request[]} */ all) =>
    all.filter((it) => /\/resourceGroups\/[^/]*$/.test(it.path)).map((it) => it.path);
  assert.deepEqual(new Set(gone.requests.map((it) => it.method)), new Set(['DELETE']));
  assert.deepEqual(groups(gone.requests), groups(made.requests));

  const saved = await aksplan([...args, '-o', 'out'], { cwd });
  assert.ok(saved.err.includes(`wrote ${join('out', 'teardown.json')}\n`), saved.err);
});

test('a plan with errors is refused with its errors, unless forced', async (t) => {
  const cwd = folder(t, { 'plan.json': broken });
  const refused = await aksplan(['render', 'plan.json', '--to', 'az'], { cwd });
  assert.deepEqual([refused.code, refused.out], [1, '']);
  assert.match(refused.err, /error\[service-cidr-overlaps-subnet\]: /);
  assert.match(refused.err, /\d errors? in plan\.json: nothing was written \(`--force` writes it/);
  const forced = await aksplan(['render', 'plan.json', '--to', 'az', '--force'], { cwd });
  assert.equal(forced.code, 0);
  assert.match(forced.out, /az aks create/);
  assert.match(forced.err, /\d errors?.* written anyway; `aksplan check` shows/);
});

test('-o writes a file that can be run, and never over the plan that was read', async (t) => {
  const cwd = folder(t, { 'plan.json': plan() });
  const { code, out, err } = await aksplan(
    ['render', 'plan.json', '--to', 'az', '-o', 'out/prod'],
    { cwd },
  );
  assert.deepEqual([code, out], [0, '']);
  const path = join('out', 'prod', 'deploy.sh');
  assert.ok(err.includes(`wrote ${path}\n`), err);
  assert.match(readFileSync(join(cwd, path), 'utf8'), /az aks create/);
  if (process.platform !== 'win32') assert.ok(statSync(join(cwd, path)).mode & 0o100);

  const over = await aksplan(['render', 'plan.json', '--to', 'plan', '-o', '.'], { cwd });
  assert.equal(over.code, 2);
  assert.match(over.err, /`plan\.json` is the plan that was read/);
  assert.deepEqual(JSON.parse(readFileSync(join(cwd, 'plan.json'), 'utf8')), plan());
});

const misunderstood = [
  [
    ['render', 'plan.json'],
    /`--to` is missing: what to write\n {2}help: there is az, arm, requests or plan/,
  ],
  [
    ['render', 'plan.json', '--to', 'bicep'],
    /`--to` can't be `bicep`\n {2}help: there is az, arm, requests or plan/,
  ],
  [
    ['render', 'plan.json', '--to', 'arm', '--teardown'],
    /takes none away[\s\S]*--to az --teardown/,
  ],
  [
    ['render', 'plan.json', '--to', 'plan', '--teardown'],
    /`--teardown` goes with `--to az` or `--to requests`/,
  ],
  [['render', 'nothing.json', '--to', 'az'], /nothing\.json: there is no such file/],
  [['render', 'plan.json', '--to', 'az', '-o', 'plan.json'], /could not be written/],
];
for (const [args, told] of /** @type {[string[], RegExp][]} */ (misunderstood)) {
  test(`\`aksplan ${args.join(' ')}\` ends with 2`, async (t) => {
    const cwd = folder(t, { 'plan.json': plan() });
    const { code, out, err } = await aksplan(args, { cwd });
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, told);
  });
}
