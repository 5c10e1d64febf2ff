import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aksplan, folder, plan } from './run.mjs';

test('the address plan shows sums, pod ranges, ports, headroom and defaults', async (t) => {
  const cwd = folder(t, {
    'plan.json': plan((it) => {
      it.clusters[0].networkProfile = { networkPlugin: 'azure' };
      it.clusters[0].agentPools[1].count = 10;
    }),
  });
  const { code, out } = await aksplan(['layout', 'plan.json'], { cwd });
  assert.equal(code, 0);
  assert.match(out, /vnet\/nodes +10\.240\.0\.0\/22 +1,019 +403 +465 +616\n/);
  assert.match(out, /pool user: 10 nodes x \(1 \+ 30 pods\) = 310, 31 more in an upgrade\n/);
  assert.match(out, /prod: loadBalancer, 1 address, 64,000 ports, 1,024 for each node/);
  assert.match(out, /addresses of subnet nodes +15 +17 +until raised/);
  assert.match(out, /\/clusters\/0\/networkProfile\/serviceCidr +"10\.0\.0\.0\/16"/);
});

test('node 1 gets the first range, node 2 the next', async (t) => {
  const cwd = folder(t, { 'plan.json': plan() });
  const { out } = await aksplan(['layout', 'plan.json'], { cwd });
  assert.match(out, /Pods of prod: 10\.244\.0\.0\/16\n/);
  assert.match(out, /a \/24 for each node: 256 nodes fit, 8 planned with an upgrade\n/);
  assert.match(out, /node 1 gets 10\.244\.0\.0\/24\n {2}node 2 gets 10\.244\.1\.0\/24\n/);
  assert.match(out, /and so on for 5 nodes more/);
});

test('JSON is the layout of the library', async (t) => {
  const cwd = folder(t, { 'plan.json': plan() });
  const { out } = await aksplan(['layout', 'plan.json', '--format', 'json'], { cwd });
  const { init, layout } = await import('aksplan');
  await init();
  const answer = JSON.parse(out);
  assert.equal(answer.version, 1);
  assert.equal(answer.file, 'plan.json');
  assert.deepEqual(answer.layout, layout(plan()));
});

test('CSV has every range by address, with each planned node', async (t) => {
  const cwd = folder(t, {
    'plan.json': plan((it) => {
      it.virtualNetworks[0].name = '=HYPERLINK("x")';
    }),
  });
  const { code, out } = await aksplan(['layout', 'plan.json', '--format', 'csv'], { cwd });
  assert.equal(code, 0);
  const lines = out.trimEnd().split('\r\n');
  assert.equal(
    lines[0],
    'cidr,first,last,kind,name,owner,usable,required,requiredWithUpgrade,free,why',
  );
  assert.ok(
    lines.includes(
      `10.240.0.0/22,10.240.0.0,10.240.3.255,subnet,nodes,"'=HYPERLINK(""x"")",1019,6,8,1013,3 nodes (pool system) + 3 nodes (pool user)`,
    ),
    out,
  );
  const nodes = lines.filter((it) => it.includes(',nodePods,'));
  assert.equal(nodes.length, 8);
  assert.ok(nodes[7].startsWith('10.244.7.0/24,10.244.7.0,10.244.7.255,nodePods,node 8,prod,'));
});

test('Markdown has each planned node too', async (t) => {
  const cwd = folder(t, { 'plan.json': plan() });
  const { out } = await aksplan(['layout', 'plan.json', '--format', 'markdown'], { cwd });
  assert.match(out, /^# Network report/);
  assert.match(out, /\n## What must lie apart\n/);
  assert.match(out, /\n## Open questions\n/);
  assert.match(out, /\| 8 \| 10\.244\.7\.0\/24 \|\n/);
});

test('what cannot be read ends with 2', async (t) => {
  const cwd = folder(t, { 'plan.json': '{' });
  const { code, out, err } = await aksplan(['layout', 'plan.json'], { cwd });
  assert.deepEqual([code, out], [2, '']);
  assert.match(err, /plan\.json:1:1: this is no JSON/);
});
