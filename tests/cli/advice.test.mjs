// explain and recommend

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { aksplan, folder } from './run.mjs';

test('explain shows a rule with its examples, other names and source', async () => {
  const { code, out } = await aksplan(['explain', 'service-cidr-overlaps-subnet']);
  assert.equal(code, 0);
  assert.match(out, /^service-cidr-overlaps-subnet {2}error {2}profile service {2}address-plan\n/);
  assert.match(out, /\nWhy\n\n\w/);
  assert.match(out, /\nFails\n\n {2}\{ "clusters": .*\n\n- error: service CIDR /);
  assert.match(out, /\nPasses\n\n {2}\{ "clusters": /);
  assert.match(out, /\n- Error codes of Azure: .*ServiceCidrOverlapExistingSubnetsCidr.* \(https:/);
  assert.match(out, /\nSource\n\n- .* \(https:\/\/learn\.microsoft\.com\/.*\), 20\d\d-/);
  assert.doesNotMatch(out, /```|\*\*|\]\(/);
});

test('explain prints what stands in docs/rules', async () => {
  const { rules } = JSON.parse((await aksplan(['explain', 'pool-name', '--format', 'json'])).out);
  const page = readFileSync(new URL('../../docs/rules/pool-name.md', import.meta.url), 'utf8');
  assert.ok(page.endsWith(`\n\n${rules[0].docs}\n`), page);
});

test('explain finds rules by the error that Azure gives, also from a pipe', async () => {
  const error =
    '(ServiceCidrOverlapExistingSubnetsCidr) The specified service CIDR 10.0.0.0/16 is conflicted with an existing subnet CIDR 10.0.0.0/24\nCode: ServiceCidrOverlapExistingSubnetsCidr';
  const given = await aksplan(['explain', error]);
  const piped = await aksplan(['explain', '-'], { input: `${error}\n` });
  assert.match(given.out, /^service-cidr-overlaps-subnet /);
  assert.equal(piped.out, given.out);
  const json = JSON.parse((await aksplan(['explain', error, '--format', 'json'])).out);
  assert.equal(json.version, 1);
  assert.equal(json.rules[0].rule, 'service-cidr-overlaps-subnet');
});

test('explain knows what was meant, and what it does not know', async () => {
  const near = await aksplan(['explain', 'service-cidr-overlap-subnet']);
  assert.equal(near.code, 0);
  assert.match(near.out, /^There is no `service-cidr-overlap-subnet`; this is `service-cidr-ov/);
  const far = await aksplan(['explain', 'qqqqqqqqqqqqqqqqqqqqqqqq']);
  assert.equal(far.code, 2);
  assert.match(far.err, /no rule is about `q+`\n {2}help: `aksplan rules` lists every rule/);
});

test('explain says when no rule is about an error, and what is nearest', async () => {
  const error =
    '(ZonalAllocationFailed) Allocation failed. There is not sufficient capacity for the requested size in this zone.\nCode: ZonalAllocationFailed';
  const { code, out } = await aksplan(['explain', error]);
  assert.equal(code, 0);
  assert.match(
    out,
    /^No rule is about `ZonalAllocationFailed`\. The nearest by their words:\n\n {2}[a-z-]+: /,
  );
  const words = await aksplan(['explain', 'pods can not reach machines in the peered network']);
  assert.match(words.out, /^Nothing in it names a rule; this is the nearest by its words\.\n\n/);
});

test('every rule can be explained', async () => {
  const { rules } = JSON.parse((await aksplan(['rules', '--format', 'json'])).out);
  for (const { rule } of rules.filter((_, at) => at % 20 === 0)) {
    const { code, out } = await aksplan(['explain', rule]);
    assert.equal(code, 0);
    assert.ok(out.startsWith(`${rule}  `), out);
  }
});

test('recommend names a model, with reasons for and against each', async () => {
  const { code, out } = await aksplan([
    'recommend',
    ...['--nodes', '50', '--traffic', 'outside', '--free-prefix', '/24'],
  ]);
  assert.equal(code, 0);
  assert.match(out, /^Azure CNI overlay: /);
  assert.match(out, /\nAzure CNI overlay {2}recommended {2}61 addresses of the network\n {2}\+ /);
  assert.match(out, /\nkubenet {2}possible[\s\S]*kubenet .* 2028-03-31/);
  assert.match(out, /\nAzure CNI node subnet {2}not possible[\s\S]*\n {2}x it takes a \/21/);
});

test('needs come from a file, from options, or both', async (t) => {
  const cwd = folder(t, { 'needs.json': { nodes: 20, directPodAccess: true } });
  const run = async (...args) =>
    JSON.parse((await aksplan(['recommend', ...args, '--format', 'json'], { cwd })).out);
  const { recommended, models } = await run('needs.json');
  assert.equal(recommended, 'podSubnet');
  assert.deepEqual(await run('--nodes=20', '--direct-pod-access'), await run('needs.json'));
  assert.equal(models.length, 6);
  const windows = await run('needs.json', '--windows', '--manage-routes', 'no');
  assert.notDeepEqual(windows.models, models);
});

const misunderstood = [
  [['--nodes', 'many'], '', /`--nodes`: `many` is no whole number of 0 or more/],
  [['--traffic', 'outsid'], '', /`--traffic` can't be `outsid`\n.*did you mean `outside`\?/],
  [['-'], '{"node": 3}', /<stdin>: unknown field `node`, expected one of/],
  [['-'], '[]', /<stdin>: needs are an object such as/],
  [['-'], '{', /<stdin>: this is no JSON/],
  [['missing.json'], '', /missing\.json: there is no such file/],
];
for (const [args, input, told] of /** @type {[string[], string, RegExp][]} */ (misunderstood)) {
  test(`\`aksplan recommend ${args.join(' ')}\` with ${input || 'nothing'} ends with 2`, async () => {
    const { code, out, err } = await aksplan(['recommend', ...args], { input });
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, told);
  });
}
