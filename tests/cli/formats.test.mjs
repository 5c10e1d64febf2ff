// Scripts and templates instead of plans: what is taken for what, and how it is shown.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { aksplan, folder, plan } from './run.mjs';

const script = `#!/bin/bash
set -e
RG=rg-shop
az group create --name $RG --location westeurope
az network vnet create -g $RG -n vnet --address-prefixes 10.1.0.0/16
az network vnet subnet create -g $RG --vnet-name vnet -n nodes --address-prefixes 10.1.0.0/24
SUBNET_ID=$(az network vnet subnet show -g $RG --vnet-name vnet -n nodes --query id -o tsv)
az aks create -g $RG -n shop \\
  --network-plugin azure \\
  --vnet-subnet-id "$SUBNET_ID" \\
  --node-count 10 --max-pods 30 \\
  --service-cidr 10.1.0.0/18 --dns-service-ip 10.1.0.10 \\
  --enable-cluster-autoscalar
`;

const terraform = `resource "azurerm_resource_group" "shop" {
  name     = "rg-shop"
  location = "westeurope"
}

resource "azurerm_virtual_network" "vnet" {
  name                = "vnet"
  resource_group_name = azurerm_resource_group.shop.name
  location            = azurerm_resource_group.shop.location
  address_space       = ["10.1.0.0/16"]
}

resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  resource_group_name  = azurerm_resource_group.shop.name
  virtual_network_name = azurerm_virtual_network.vnet.name
  address_prefixes     = ["10.9.0.0/24"]
}
`;

const yaml = `location: westeurope
virtualNetworks:
  - name: vnet
    addressPrefixes: [10.1.0.0/16]
    subnets:
      - name: nodes
        addressPrefix: 10.9.0.0/24
`;

const vnets = [
  {
    id: '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet',
    name: 'vnet',
    location: 'westeurope',
    addressSpace: { addressPrefixes: ['10.1.0.0/16'] },
    subnets: [{ name: 'nodes', addressPrefix: '10.9.0.0/24' }],
  },
];

/** The findings of a rule, as JSON. */
async function findings(cwd, rule, ...args) {
  const { out } = await aksplan(['check', ...args, '--format', 'json'], { cwd });
  return JSON.parse(out).files.map((it) => [
    it.format,
    it.findings.filter((finding) => finding.rule === rule).map((finding) => finding.source),
  ]);
}

test('a finding on a script shows the line and the value', async (t) => {
  const cwd = folder(t, { 'deploy.sh': script });
  const { code, out, err } = await aksplan(['check', 'deploy.sh'], { cwd });
  assert.deepEqual([code, err], [1, '']);
  const found = (rule) => out.split('\n\n').find((it) => it.includes(`[${rule}]: `)) ?? out;

  const lines = found('unknown-argument').split('\n');
  assert.match(lines[0], /az aks create.*`--enable-cluster-autoscalar`/);
  assert.equal(lines[1], '  --> deploy.sh:13:3');
  assert.equal(lines[3], '13 |   --enable-cluster-autoscalar');
  assert.match(lines[4], /^ {3}\| {3}\^{27}$/);
  assert.match(lines[5], /did you mean `--enable-cluster-autoscaler`\?/);

  const overlap = found('service-cidr-overlaps-subnet').split('\n');
  assert.equal(overlap[1], '  --> deploy.sh:12:18', out);
  assert.match(overlap[4], /^ {3}\| {18}\^{11}$/);
  assert.match(out, /\d+ errors?, .* in deploy\.sh, read as az script\n$/);
  assert.match(out, /= fix: .* \(try check --fix\)$/m);
});

test('files of several formats are read in one call, each as what it is', async (t) => {
  const cwd = folder(t, {
    'main.tf': terraform,
    'plan.json': plan(),
    'plan.yaml': yaml,
    'deploy.sh': script,
    'vnets.json': vnets,
  });
  const files = ['main.tf', 'plan.yaml', 'vnets.json', 'plan.json'];
  assert.deepEqual(await findings(cwd, 'subnet-outside-network', ...files), [
    ['terraform', [{ line: 17, column: 26 }]],
    ['plan', [{ line: 7, column: 24 }]],
    ['arm', [{ line: 14, column: 26 }]],
    ['plan', []],
  ]);
  const { code, out } = await aksplan(['check', ...files, 'deploy.sh'], { cwd });
  assert.equal(code, 1);
  assert.match(
    out,
    / in 5 files, read 1 as ARM JSON, 1 as az script, 2 as plan and 1 as Terraform/,
  );
});

test('standard input may be any format', async () => {
  for (const [input, format] of [
    [script, 'az script'],
    [terraform, 'Terraform'],
    [JSON.stringify(vnets), 'ARM JSON'],
  ]) {
    const { out } = await aksplan(['check', '-'], { input });
    assert.ok(out.includes(` in <stdin>, read as ${format}`), out);
  }
});

test('`--from` names the format where it is not what a text looks like', async (t) => {
  const cwd = folder(t, { 'commands.txt': 'echo nothing to see\n', 'deploy.sh': script });
  const unsaid = await aksplan(['check', 'commands.txt'], { cwd });
  assert.equal(unsaid.code, 2);
  assert.match(unsaid.err, /no az script, ARM JSON, Terraform or plan/);
  const said = await aksplan(['check', 'commands.txt', '--from', 'az'], { cwd });
  assert.match(said.out, /read as az script/);
  const wrong = await aksplan(['layout', 'deploy.sh', '--from', 'terraform'], { cwd });
  assert.notEqual(wrong.out + wrong.err, (await aksplan(['layout', 'deploy.sh'], { cwd })).out);
});

test('layout and render read scripts, and a script becomes the plan that is in it', async (t) => {
  const fitting = script
    .replace('10.1.0.0/24', '10.1.0.0/22')
    .replace('10.1.0.0/18 --dns-service-ip 10.1.0.10', '10.2.0.0/16 --dns-service-ip 10.2.0.10')
    .replace(' \\\n  --enable-cluster-autoscalar', '');
  const cwd = folder(t, { 'deploy.sh': fitting });
  const written = await aksplan(['render', 'deploy.sh', '--to', 'plan', '-o', '.'], { cwd });
  assert.equal(written.code, 0, written.err);
  const made = JSON.parse(readFileSync(join(cwd, 'plan.json'), 'utf8'));
  assert.equal(made.clusters[0].name, 'shop');
  assert.equal(made.clusters[0].networkProfile.serviceCidr, '10.2.0.0/16');
  assert.equal(made.virtualNetworks[0].subnets[0].addressPrefix, '10.1.0.0/22');

  const [ofScript, ofPlan] = await Promise.all(
    ['deploy.sh', 'plan.json'].map((file) => aksplan(['layout', file, '--format', 'csv'], { cwd })),
  );
  assert.match(ofScript.out, /10\.1\.0\.0\/22/);
  assert.equal(ofScript.out, ofPlan.out);

  const [again, same] = await Promise.all(
    ['deploy.sh', 'plan.json'].map((file) => aksplan(['render', file, '--to', 'az'], { cwd })),
  );
  assert.match(again.out, /az aks create/);
  assert.equal(again.out, same.out);
});

test('a script with errors is not written, and the errors are shown with their lines', async (t) => {
  const cwd = folder(t, { 'deploy.sh': script });
  const { code, out, err } = await aksplan(['render', 'deploy.sh', '--to', 'plan'], { cwd });
  assert.deepEqual([code, out], [1, '']);
  assert.match(err, /12 \| {3}--service-cidr 10\.1\.0\.0\/18/);
  assert.match(err, /deploy\.sh: nothing was written/);
});

test('fixes are written into scripts, and what can not be is said', async (t) => {
  const cwd = folder(t, { 'deploy.sh': script });
  const { out, err } = await aksplan(['check', 'deploy.sh', '--fix-all'], { cwd });
  assert.match(out, /^fixed deploy\.sh:\d+:\d+: .* \(free-tier\)$/m);
  const mended = readFileSync(join(cwd, 'deploy.sh'), 'utf8');
  assert.match(mended, /--tier Standard/i);
  assert.ok(mended.includes('SUBNET_ID=$(az network vnet subnet show -g $RG'), mended);
  // `az aks create` has no argument for it.
  assert.match(out, /\[max-surge-unset\][\s\S]*= fix: set `maxSurge` to 10%/);
  assert.match(err, /fix(es)? can't be written into deploy\.sh/);
  assert.match(err, /`aksplan render deploy\.sh --to plan --force`/);
});

test('Terraform takes values in place of others', async (t) => {
  const cwd = folder(t, { 'main.tf': terraform });
  const { out } = await aksplan(['check', 'main.tf', '--fix'], { cwd });
  assert.match(out, /^fixed main\.tf:17:26: .* \(subnet-outside-network\)$/m);
  const mended = readFileSync(join(cwd, 'main.tf'), 'utf8');
  assert.equal(mended, terraform.replace('10.9.0.0/24', '10.1.0.0/24'));
});

test('a secret in a script is not shown, though its line is', async () => {
  const secret = 'Wq8~hunter2-Yz';
  const create = 'az aks create -g rg -n shop --node-count 1 --client-secret';
  for (const [input, shown] of [
    [`az group create -n rg -l westeurope\n${create} ${secret}\n`, `${create} **************`],
    [`az group create -n rg -l westeurope\n${create}='${secret}'\n`, `${create}='**************'`],
    [`az group create -n rg -l westeurope\n${create} "$SECRET"\n`, `${create} "$SECRET"`],
    [
      `resource "azurerm_kubernetes_cluster" "a" {\n  client_secret = "${secret}"\n}\n`,
      '  client_secret = "**************"',
    ],
  ]) {
    const { out, err } = await aksplan(['check', '-'], { input });
    assert.ok(out.includes(` | ${shown}\n`), out + err);
    assert.ok(!(out + err).includes(secret), out);
  }
});

/** @type {[string, string | Buffer, RegExp][]} */
const refused = [
  [
    'main.bicep',
    "resource a 'Microsoft.Network/virtualNetworks@2024-05-01' = {\n",
    /az bicep build/,
  ],
  ['pod.yaml', 'apiVersion: v1\nkind: Pod\n', /Kubernetes manifest[\s\S]*az aks show/],
  ['empty.sh', '', /the text is empty/],
  ['prose.md', 'Dear colleagues,\n', /name the format if it is one of these/],
  ['image.sh', Buffer.from([0x89, 0x50, 0xff, 0xfe]), /it is not text/],
];
for (const [name, text, told] of refused) {
  test(`${name} is refused with what to do`, async (t) => {
    const cwd = folder(t, { [name]: text });
    for (const command of [['check'], ['layout'], ['render', '--to', 'plan']]) {
      const { code, out, err } = await aksplan([...command, name], { cwd });
      assert.equal(code, 2, command[0]);
      assert.equal(out, '');
      assert.match(err, told);
      assert.match(err, /= help: /);
    }
  });
}
