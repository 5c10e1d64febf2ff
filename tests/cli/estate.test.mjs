import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aksplan, folder, plan } from './run.mjs';

const csv = 'cidr,name\n10.0.0.0/16,hub\n10.0.4.0/22,"lab, old"\n10.1.0.0/16,shop\n';
const network = (name, prefix, subnets = []) => ({
  id: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/${name}`,
  name,
  addressSpace: { addressPrefixes: [prefix] },
  subnets,
});

test('overlaps are groups, with exit code 1', async (t) => {
  const cwd = folder(t, { 'e.csv': csv });
  const { code, out, err } = await aksplan(['estate', 'overlaps', 'e.csv'], { cwd });
  assert.deepEqual([code, err], [1, '']);
  assert.match(
    out,
    /^10\.0\.0\.0\/16: 2 ranges\n {2}10\.0\.0\.0\/16 {2}hub\n {2}10\.0\.4\.0\/22 {2}lab, old\n/,
  );
  assert.match(out, /1 group of 2 ranges that overlap, among 3\n$/);

  const json = await aksplan(['estate', 'overlaps', 'e.csv', '--format', 'json'], { cwd });
  const { version, total, groups } = JSON.parse(json.out);
  assert.deepEqual([json.code, version, total, groups.length], [1, 1, 1, 1]);
  assert.equal(groups[0].cidr, '10.0.0.0/16');
  assert.deepEqual(groups[0].members, ['hub', 'lab, old']);
});

test('networks and their own subnets do not overlap, with exit code 0', async () => {
  const subnets = [{ name: 'a', addressPrefix: '10.0.0.0/24' }];
  const input = JSON.stringify([network('hub', '10.0.0.0/16', subnets)], null, 2);
  const { code, out } = await aksplan(['estate', 'overlaps', '-'], { input });
  assert.deepEqual([code, out], [0, 'nothing overlaps among 2 ranges\n']);
});

test('free space is blocks of a size', async (t) => {
  const cwd = folder(t, { 'e.csv': csv });
  const free = (...args) => aksplan(['estate', 'free', 'e.csv', ...args], { cwd });
  const found = await free('--within', '10.0.0.0/14', '--prefix', '16', '--format', 'json');
  const { version, blocks, total } = JSON.parse(found.out);
  assert.deepEqual([found.code, version, total, blocks], [0, 1, 2, ['10.2.0.0/16', '10.3.0.0/16']]);
  const none = await free('--within', '10.0.0.0/15', '--prefix', '16');
  assert.equal(none.code, 1);
  assert.match(none.out, /no block of \/16 is free; 0 of 131,072 addresses are free/);
  const wrong = await free('--within', '10.0.0.0/14', '--prefix', '8');
  assert.equal(wrong.code, 2);
  assert.match(wrong.err, /no block of length 8 fits into `10\.0\.0\.0\/14`/);
});

test('owners and collisions', async (t) => {
  const cwd = folder(t, { 'e.csv': csv, 'n.json': [network('far', '10.9.0.0/16')] });
  const ask = (...args) => aksplan(['estate', ...args], { cwd });
  const owner = await ask('owner', 'e.csv', 'n.json', '--address', '10.9.1.2');
  assert.deepEqual([owner.code, owner.out], [0, '  10.9.0.0/16  virtual network rg/far (s)\n']);
  assert.equal((await ask('owner', 'e.csv', '--address', '172.16.0.1')).code, 1);
  const hit = await ask('collisions', 'e.csv', '--with', '10.0.0.0/15', '--format', 'json');
  assert.deepEqual([hit.code, JSON.parse(hit.out).total], [1, 3]);
  assert.equal((await ask('collisions', 'e.csv', '--with', '10.64.0.0/16')).code, 0);
});

test('what could not be read is told, and beside it everything is', async (t) => {
  const cwd = folder(t, {
    'e.csv': `${csv}10.7.0.0/33,bad\n`,
    'cut.json': '[{"cidr":"10.5.0.0/16"},{"cidr"',
    'utf16.csv': Buffer.from(`\ufeff${csv}`, 'utf16le'),
  });
  const ask = (...files) => aksplan(['estate', 'overlaps', ...files], { cwd });
  const bad = await ask('e.csv');
  assert.equal(bad.code, 1);
  assert.match(bad.err, /warning: e\.csv:5: `10\.7\.0\.0\/33` is no range/);
  const cut = await ask('cut.json');
  assert.equal(cut.code, 2);
  assert.match(cut.err, /error: cut\.json, resource 2: this is no JSON behind byte 31/);
  const none = await ask('e.csv', 'nope.csv');
  assert.equal(none.code, 2);
  assert.match(none.err, /nope\.csv: there is no such file/);
  assert.equal((await ask('utf16.csv')).code, 1);
});

test('questions and options are looked at first', async () => {
  const ask = async (...args) => {
    const { code, err } = await aksplan(['estate', ...args]);
    assert.equal(code, 2);
    return err;
  };
  assert.match(await ask('overlap', 'x.csv'), /did you mean `overlaps`\?/);
  assert.match(await ask('free', 'x.csv'), /needs `--within`/);
  assert.match(await ask('overlaps'), /name a file/);
  assert.match(await ask('overlaps', 'x.csv', '--within', '10.0.0.0/8'), /takes no `--within`/);
  assert.match(await ask('overlaps', '-', '-'), /standard input can be read once only/);
});

test('check and layout hold a plan against an estate', async (t) => {
  const cwd = folder(t, {
    'plan.json': plan(),
    'e.json': { data: [network('old', '10.240.128.0/17')], count: 1 },
  });
  const run = (...args) => aksplan([...args, '--estate', 'e.json'], { cwd });
  const checked = await run('check', 'plan.json');
  assert.equal(checked.code, 0);
  assert.match(checked.out, /warning\[network-overlaps-foreign-range\]/);
  assert.match(
    checked.out.replace(/\s+/g, ' '),
    /overlaps `rg\/old` \(`10\.240\.128\.0\/17`\) of the estate/,
  );
  const { out } = await run('layout', 'plan.json', '--format', 'json');
  const { conflicts } = JSON.parse(out).layout;
  assert.deepEqual([conflicts[0].relation, conflicts[0].b.name], ['networkAndForeign', 'rg/old']);
  const alone = await aksplan(['check', 'plan.json'], { cwd });
  assert.doesNotMatch(alone.out, /of the estate/);
  const missing = await aksplan(['check', 'plan.json', '--estate', 'nope'], { cwd });
  assert.equal(missing.code, 2);
});
