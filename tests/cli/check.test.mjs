import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aksplan, folder, plan } from './run.mjs';

/** A service CIDR on a subnet: an error since the beginning of AKS. */
const broken = plan((it) => {
  it.clusters[0].networkProfile.serviceCidr = '10.240.0.0/16';
});

test('a plan without errors ends with 0', async (t) => {
  const cwd = folder(t, { 'plan.json': plan() });
  const { code, out, err } = await aksplan(['check', 'plan.json'], { cwd });
  assert.equal(code, 0, out);
  assert.match(out, / in plan\.json\n$/);
  assert.equal(err, '');
});

test('a plan with an error ends with 1 and shows rule, place, line, remedy', async (t) => {
  const cwd = folder(t, { 'plan.json': broken });
  const { code, out } = await aksplan(['check', 'plan.json'], { cwd });
  assert.equal(code, 1);
  const found = out
    .split('\n\n')
    .find((it) => it.startsWith('error[service-cidr-overlaps-subnet]: '));
  assert.ok(found, out);
  const lines = found.split('\n');
  assert.match(lines[1], /^ {2}--> plan.json:37:24$/);
  assert.equal(lines[3], '37 |         "serviceCidr": "10.240.0.0/16"');
  assert.equal(lines[4], `   | ${' '.repeat(23)}^^^^^^^^^^^^^^^`);
  assert.match(found, /= help: choose a service CIDR/);
  assert.match(found, /= note: subnet `nodes` .*\(plan\.json:22:28\)/);
  assert.match(found, /= also: ServiceCidrOverlapExistingSubnetsCidr/);
  assert.match(found, /= see: https:\/\/learn\.microsoft\.com\//);
});

test('JSON has the keys that the contract names', async (t) => {
  const cwd = folder(t, { 'plan.json': broken });
  const { code, out } = await aksplan(['check', 'plan.json', '--format', 'json'], { cwd });
  assert.equal(code, 1);
  const answer = JSON.parse(out);
  assert.deepEqual(Object.keys(answer), ['version', 'files', 'summary']);
  assert.equal(answer.version, 1);
  assert.deepEqual(Object.keys(answer.summary), ['errors', 'warnings', 'infos']);
  const [file] = answer.files;
  assert.deepEqual(Object.keys(file), ['file', 'format', 'findings', 'layout']);
  assert.equal(file.file, 'plan.json');
  assert.equal(file.format, 'plan');
  const count = (severity) => file.findings.filter((it) => it.severity === severity).length;
  assert.deepEqual(answer.summary, {
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
  });

  const finding = file.findings.find((it) => it.rule === 'service-cidr-overlaps-subnet');
  assert.equal(finding.severity, 'error');
  assert.equal(finding.path, '/clusters/0/networkProfile/serviceCidr');
  assert.deepEqual(finding.source, { line: 37, column: 24 });
  assert.equal(finding.aliases[0], 'ServiceCidrOverlapExistingSubnetsCidr');
  assert.equal(finding.related[0].path, '/virtualNetworks/0/subnets/0/addressPrefix');
  for (const key of ['message', 'help', 'url']) assert.equal(typeof finding[key], 'string', key);

  const [subnet] = file.layout.subnets;
  for (const key of ['name', 'virtualNetwork', 'addressPrefix']) {
    assert.equal(typeof subnet[key], 'string', key);
  }
  for (const key of ['required', 'requiredWithUpgrade', 'usable', 'free']) {
    assert.equal(typeof subnet[key], 'number', key);
  }
  for (const term of subnet.demand) {
    assert.equal(typeof term.who, 'string');
    assert.equal(typeof term.what, 'string');
    assert.equal(typeof term.addresses, 'number');
  }
  const [pods] = file.layout.podCidrs;
  assert.deepEqual(
    { cluster: pods.cluster, cidr: pods.cidr, perNode: pods.perNode, fit: pods.nodesPossible },
    { cluster: 'prod', cidr: '10.244.0.0/16', perNode: 24, fit: 256 },
  );
  assert.equal(pods.nodesPlanned, 8);
  assert.deepEqual(pods.firstNodes, ['10.244.0.0/24', '10.244.1.0/24', '10.244.2.0/24']);
});

test('findings come worst first, then in the order of the file', async () => {
  const input = JSON.stringify(
    plan((it) => {
      it.clusters[0].agentPools[0].vnetSubnet = 'a';
      it.clusters[0].agentPools[1].vnetSubnet = 'b';
      it.clusters[0].networkProfile.podCidr = 'x';
    }),
    null,
    2,
  );
  const { out } = await aksplan(['check', '-', '--format=json'], { input });
  const { findings } = JSON.parse(out).files[0];
  const order = ['error', 'warning', 'info'];
  const keys = findings.map((it) => [order.indexOf(it.severity), it.source.line, it.source.column]);
  const sorted = keys.toSorted((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  assert.ok(findings.length >= 2);
  assert.deepEqual(keys, sorted);
});

test('standard input is `-`', async () => {
  const { code, out } = await aksplan(['check', '-'], { input: JSON.stringify(broken) });
  assert.equal(code, 1);
  assert.match(out, /--> <stdin>:1:\d+/);
  const twice = await aksplan(['check', '-', '-'], { input: '{}' });
  assert.equal(twice.code, 2);
  assert.match(twice.err, /standard input can be read once only/);
});

test('files that can be read are checked though others cannot', async (t) => {
  const cwd = folder(t, { 'good.json': plan(), 'bad.json': broken, 'no.json': '{ "a": ' });
  const files = ['good.json', 'no.json', 'missing.json', 'bad.json'];
  const { code, out, err } = await aksplan(['check', ...files, '--format', 'json'], { cwd });
  assert.equal(code, 2);
  const answer = JSON.parse(out);
  assert.deepEqual(
    answer.files.map((it) => [it.file, 'error' in it]),
    files.map((file) => [file, file === 'no.json' || file === 'missing.json']),
  );
  const { error } = answer.files[1];
  assert.deepEqual(error.source, { line: 1, column: 7 });
  assert.match(error.message, /^this is no JSON: EOF/);
  assert.match(error.help, /ends too early/);
  assert.ok(answer.summary.errors >= 1);
  assert.match(err, /no\.json:1:7: this is no JSON/);
  assert.match(err, /missing\.json: there is no such file/);
});

/** What people get wrong: the file's content, the exit code, and what they are told. */
const mistakes = [
  {
    what: 'broken JSON',
    content: '{\n  "clusters": [{ "name": "a", }]\n}',
    told: /plan\.json:2:31: this is no JSON: trailing comma[\s\S]*take away the comma/,
  },
  {
    what: 'comments',
    content: '{\n  // mine\n  "clusters": []\n}',
    told: /plan\.json:2:3: [\s\S]*JSON has no comments/,
  },
  { what: 'nothing', content: '', told: /plan\.json:1:1: [\s\S]*the text is empty/ },
  { what: 'a JSON text', content: '"plan"', told: /a plan is an object .* not the text/ },
  { what: 'noise', content: Buffer.from([0x89, 0x50, 0xff, 0xfe, 0x00]), told: /it is not text/ },
];
for (const { what, content, told } of mistakes) {
  test(`${what} instead of a plan ends with 2 and a remedy`, async (t) => {
    const cwd = folder(t, { 'plan.json': content });
    const { code, err, out } = await aksplan(['check', 'plan.json'], { cwd });
    assert.equal(code, 2);
    assert.match(err, told);
    assert.match(err, /= help: /);
    assert.equal(out, '');
  });
}

test('values of a wrong type are findings, not the end', async (t) => {
  const content = plan((it) => {
    it.clusters[0].agentPools[0].count = 'three';
    it.clusters[0].agentPools[0].vnetSubnet = 'node';
  });
  const cwd = folder(t, { 'plan.json': content });
  const { code, out } = await aksplan(['check', 'plan.json'], { cwd });
  assert.equal(code, 1);
  assert.match(out, /there is no subnet `node` in the plan/);
  assert.match(out, /help: did you mean `nodes`\?/);
});

test('a missing file and a folder are told with what is there', async (t) => {
  const cwd = folder(t, { 'plan.json': plan() });
  const missing = await aksplan(['check', 'plam.json'], { cwd });
  assert.equal(missing.code, 2);
  assert.match(missing.err, /plam\.json: there is no such file\n.*did you mean `plan\.json`\?/);
  const whole = await aksplan(['check', '.'], { cwd });
  assert.equal(whole.code, 2);
  assert.match(whole.err, /it is a folder\n.*name the files in it: plan\.json/);
});

/** A megabyte each: the text, and the exit codes it may end with. */
const noise = [
  { what: 'brackets', input: '['.repeat(1_000_000), codes: [2] },
  { what: 'bytes', input: Buffer.alloc(1_000_000, 0xc3), codes: [2] },
  { what: 'one text', input: `{"clusters":"${'\\u0001 y'.repeat(120_000)}"}`, codes: [1] },
  {
    what: 'clusters',
    input: `{"clusters":[${'{"agentPools":[{"count":"x"}]},'.repeat(32_000)}{}]}`,
    codes: [1, 2],
  },
  {
    what: 'unknown properties',
    input: `{${Array.from({ length: 50_000 }, (_, at) => `"unknown${at}": ${at}`)}}`,
    codes: [0, 1],
  },
];
for (const { what, input, codes } of noise) {
  test(`a megabyte of ${what} neither crashes nor hangs`, async () => {
    const started = performance.now();
    const { code, out, err } = await aksplan(['check', '-'], { input });
    assert.ok(codes.includes(code ?? -1), `${code}: ${out.slice(0, 500)} ${err.slice(0, 500)}`);
    assert.ok(out.length + err.length < 1_000_000, `${out.length} characters`);
    assert.ok(performance.now() - started < 60_000);
  });
}

test('Windows PowerShell writes UTF-16, and editors a byte order mark', async (t) => {
  const text = JSON.stringify(broken, null, 2);
  const cwd = folder(t, {
    'utf16.json': Buffer.from(`\ufeff${text}`, 'utf16le'),
    'mark.json': `\ufeff${text}`,
  });
  const { code, out } = await aksplan(['check', 'utf16.json', 'mark.json'], { cwd });
  assert.equal(code, 1);
  assert.match(out, /--> utf16\.json:37:24/);
  assert.match(out, /--> mark\.json:37:24/);
});

test('colours are there when wanted, and only then', async (t) => {
  const cwd = folder(t, { 'plan.json': broken });
  const paint = '\u001b[';
  const run = (env) => aksplan(['check', 'plan.json'], { cwd, env });
  assert.ok(!(await run({})).out.includes(paint));
  assert.ok((await run({ FORCE_COLOR: '1' })).out.includes(`${paint}31merror[`));
  assert.ok(!(await run({ FORCE_COLOR: '0' })).out.includes(paint));
  assert.ok(!(await run({ NO_COLOR: '1' })).out.includes(paint));
});

test('nothing in a plan steers the terminal', async () => {
  const input = JSON.stringify(
    plan((it) => {
      it.clusters[0].agentPools[0].vnetSubnet = '\u001b[2J\u0007\u202egpj.exe';
    }),
  ).replaceAll('\\u001b', '\\u001b');
  const { out } = await aksplan(['check', '-'], { input });
  assert.ok(out.includes('there is no subnet `\\u001b[2J\\u0007\\u202egpj.exe`'), out);
  assert.ok(!out.includes('\u001b') && !out.includes('\u202e'));
});

test('lines are as wide as the terminal', async (t) => {
  const cwd = folder(t, { 'plan.json': broken });
  const { out } = await aksplan(['check', 'plan.json'], { cwd, env: { COLUMNS: '80' } });
  const long = out.split('\n').filter((line) => line.length > 80 && line.includes(' ', 20));
  assert.deepEqual(
    long.filter((line) => !line.includes('https://')),
    [],
  );
});

test('--profile decides what is asked; errors are in each', async (t) => {
  const cwd = folder(t, { 'plan.json': broken });
  const rules = async (...options) => {
    const { out } = await aksplan(['check', 'plan.json', '--format', 'json', ...options], { cwd });
    return JSON.parse(out).files[0].findings.map((it) => it.rule);
  };
  const service = await rules('--profile', 'service');
  const strict = await rules('--profile=strict');
  for (const found of [service, await rules(), strict]) {
    assert.ok(found.includes('service-cidr-overlaps-subnet'));
  }
  assert.ok(!service.includes('free-tier'));
  assert.deepEqual(await rules('--profile', 'recommended'), await rules());
  assert.ok((await rules()).includes('free-tier'));
  assert.ok(!(await rules()).includes('egress-not-filtered'));
  assert.ok(strict.includes('egress-not-filtered'));
  const { code, err } = await aksplan(['check', 'plan.json', '--profile', 'lax'], { cwd });
  assert.equal(code, 2);
  assert.match(err, /`--profile` can't be `lax`/);
});

test('a finding is suppressed with a reason, an error is not', async (t) => {
  const suppress = [
    { rule: 'free-tier', path: '/clusters/0', reason: 'for trying things out' },
    { rule: 'service-cidr-overlaps-subnet', reason: 'we know' },
  ];
  const text = { ...broken, suppress };
  const cwd = folder(t, { 'plan.json': text });
  const { code, out } = await aksplan(['check', 'plan.json', '--format', 'json'], { cwd });
  assert.equal(code, 1);
  const { findings } = JSON.parse(out).files[0];
  const rules = findings.map((it) => it.rule);
  assert.ok(!rules.includes('free-tier'));
  assert.ok(rules.includes('service-cidr-overlaps-subnet'));
  const refused = findings.find((it) => it.rule === 'suppression-refused');
  assert.equal(refused.path, '/suppress/1/rule');
});

test('--as-of decides what is retired; it must be a day', async (t) => {
  const cwd = folder(t, { 'plan.json': plan() });
  const { code, err } = await aksplan(['check', 'plan.json', '--as-of', '2026-02-30'], { cwd });
  assert.equal(code, 2);
  assert.match(err, /`--as-of`: `2026-02-30` is no day; give one such as 2026-11-23/);
  const right = await aksplan(['check', 'plan.json', '--as-of=2026-11-23'], { cwd });
  assert.equal(right.code, 0);
});

test('a secret in a plan is never shown', async (t) => {
  const content = plan((it) => {
    it.clusters[0].servicePrincipalProfile = { clientId: '0', secret: 'hunter2-\u00e9"x' };
    it.clusters[0].httpProxyConfig = { httpProxy: 'http://me:hunter2@10.9.0.4:3128' };
  });
  const cwd = folder(t, {
    'plan.json': content,
    'line.json': JSON.stringify(content).replace('hunter2-', '\\u0068unter2-'),
  });
  for (const format of ['human', 'json']) {
    const args = ['check', 'plan.json', 'line.json', '--format', format];
    const { code, out, err } = await aksplan(args, { cwd });
    assert.equal(code, 1);
    assert.ok(out.includes('secret-in-plan'));
    assert.ok(!`${out}${err}`.includes('unter2'), out);
  }
  const { out } = await aksplan(['check', 'plan.json'], { cwd });
  assert.match(out, /"secret": "\*+"/);
});

test('a value that could not be read is told once', async () => {
  const input = JSON.stringify(
    plan((it) => {
      it.clusters[0].sku = { tier: 'standard' };
    }),
  );
  const { out } = await aksplan(['check', '-', '--format', 'json'], { input });
  const told = JSON.parse(out).files[0].findings.filter((it) => it.path === '/clusters/0/sku/tier');
  assert.deepEqual(
    told.map((it) => it.rule),
    ['invalid-value'],
  );
});
