import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { aksplan, folder, plan } from './run.mjs';

/** A slip in a subnet's name, in a file with a style of its own. */
const slip = `{
    "location": "westeurope",
    "resourceGroups": [{"name": "rg"}],
    "virtualNetworks": [
        {"name": "vnet", "addressPrefixes": ["10.240.0.0/16"], "subnets": [{"name": "nodes", "addressPrefix": "10.240.0.0/22"}]}
    ],

    "clusters": [{"name": "prod",
        "networkProfile": {"networkPlugin": "azure", "networkPluginMode": "overlay"},
        "agentPools": [{"name": "system", "count": 3, "vnetSubnet": "node"}]}]
}
`;

test('--fix mends what has one remedy, says so, and leaves the rest as it was typed', async (t) => {
  const cwd = folder(t, { 'plan.json': slip });
  const { code, out } = await aksplan(['check', 'plan.json', '--fix'], { cwd });
  assert.equal(code, 0, out);
  assert.match(out, /^fixed plan\.json:10:69: use `nodes` \(unknown-reference\)\n/);
  const after = readFileSync(join(cwd, 'plan.json'), 'utf8');
  assert.equal(after, slip.replace('"vnetSubnet": "node"', '"vnetSubnet": "nodes"'));
  const again = await aksplan(['check', 'plan.json', '--fix'], { cwd });
  assert.doesNotMatch(again.out, /^fixed/m);
  assert.equal(readFileSync(join(cwd, 'plan.json'), 'utf8'), after);
});

test('--fix leaves good practice to --fix-all', async (t) => {
  const cwd = folder(t, { 'plan.json': plan() });
  const read = () => JSON.parse(readFileSync(join(cwd, 'plan.json'), 'utf8'));
  const before = await aksplan(['check', 'plan.json', '--fix', '--format', 'json'], { cwd });
  assert.deepEqual(JSON.parse(before.out).files[0].fixes, []);
  assert.deepEqual(read(), plan());
  const { out } = await aksplan(['check', 'plan.json', '--fix-all', '--format', 'json'], { cwd });
  const [file] = JSON.parse(out).files;
  const tier = file.fixes.find((it) => it.rule === 'free-tier');
  assert.equal(typeof tier.title, 'string');
  assert.deepEqual(read().clusters[0].sku, { tier: 'Standard' });
  assert.ok(!file.findings.some((it) => it.rule === 'free-tier'));
});

test('--fix keeps the encoding that Windows PowerShell wrote', async (t) => {
  const cwd = folder(t, { 'plan.json': Buffer.from(`\ufeff${slip}`, 'utf16le') });
  await aksplan(['check', 'plan.json', '--fix'], { cwd });
  const after = readFileSync(join(cwd, 'plan.json')).toString('utf16le');
  assert.equal(after, `\ufeff${slip.replace('"node"}', '"nodes"}')}`);
});

test('--fix needs a file', async () => {
  const { code, err } = await aksplan(['check', '-', '--fix'], { input: slip });
  assert.equal(code, 2);
  assert.match(err, /`--fix` changes files; standard input is none/);
});

test('--fix leaves a file that is no plan alone', async (t) => {
  const cwd = folder(t, { 'plan.json': '{ "clusters": [ }' });
  const { code } = await aksplan(['check', 'plan.json', '--fix'], { cwd });
  assert.equal(code, 2);
  assert.equal(readFileSync(join(cwd, 'plan.json'), 'utf8'), '{ "clusters": [ }');
});

test('--fix edits a script of az commands where it says what is wrong', async (t) => {
  const bash = `#!/bin/bash
SUBNET=/subscriptions/11111111-2222-4333-8444-555566667777/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/nodes
DNS_IP=10.1.0.10   # in the service CIDR
az group create -n rg -l westeurope
az aks create \\
  --resource-group rg \\
  --name           aks \\
  --vnet-subnet-id "$SUBNET" \\
  --service-cidr   10.0.0.0/16 \\
  --dns-service-ip $DNS_IP
`;
  const powershell = bash
    .replace('#!/bin/bash', '$ErrorActionPreference = "Stop"')
    .replace(/^(SUBNET|DNS_IP)=(\S+)/gm, "$$$1 = '$2'")
    .replaceAll('\\\n', '`\n');
  const cwd = folder(t, { 'make.sh': bash, 'make.ps1': powershell });
  const { code, out } = await aksplan(['check', 'make.sh', 'make.ps1', '--fix'], { cwd });
  assert.equal(code, 0, out);
  assert.match(out, /^fixed make\.sh:3:8: .* \(dns-service-ip-outside-service-cidr\)$/m);
  assert.match(out, /^fixed make\.ps1:3:12: .* \(dns-service-ip-outside-service-cidr\)$/m);
  const after = (/** @type {string} */ file) => readFileSync(join(cwd, file), 'utf8');
  const fixed = bash
    .replace('10.1.0.10', '10.0.0.10')
    .replace(
      '$DNS_IP\n',
      '$DNS_IP \\\n  --network-plugin azure \\\n  --network-plugin-mode overlay\n',
    );
  assert.equal(after('make.sh'), fixed);
  const inPowershell = powershell
    .replace('10.1.0.10', '10.0.0.10')
    .replace(
      '$DNS_IP\n',
      '$DNS_IP `\n  --network-plugin azure `\n  --network-plugin-mode overlay\n',
    );
  assert.equal(after('make.ps1'), inPowershell);
});
