// The way in for what people have: paste, drop, open; review; take; the way back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { field, forgive, open, openPlan, planOf, settled, show } from './page.mjs';
import { small } from './plans.mjs';

const script = `#!/bin/bash
set -euo pipefail
LOCATION=westeurope
az group create --name "$RG" --location $LOCATION
az network vnet create -g "$RG" -n vnet --address-prefixes 10.10.0.0/16 \\
  --subnet-name nodes --subnet-prefixes 10.10.0.0/29
az aks create -g "$RG" -n shop --node-count 5 --network-plugin azure --network-plugin-mode overlay \\
  --vnet-subnet-id "$(az network vnet subnet show -g "$RG" --vnet-name vnet -n nodes --query id -o tsv)" \\
  --no-such-argument 7
az aks enable-addons -g "$RG" -n shop --addons azure-polcy
`;

const terraform = {
  network: `resource "azurerm_virtual_network" "main" {
  name                = "spoke"
  location            = "westeurope"
  resource_group_name = "rg"
  address_space       = ["10.20.0.0/16"]
}

resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  resource_group_name  = "rg"
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = ["10.20.0.0/24"]
}
`,
  cluster: `resource "azurerm_kubernetes_cluster" "main" {
  name                = "tf"
  location            = "westeurope"
  resource_group_name = "rg"
  dns_prefix          = "tf"
  no_such_attribute   = true

  default_node_pool {
    name           = "system"
    node_count     = 3
    vm_size        = "Standard_D4s_v5"
    vnet_subnet_id = azurerm_subnet.nodes.id
  }

  identity {
    type = "SystemAssigned"
  }

  network_profile {
    network_plugin = "azure"
  }
}
`,
};

const shown = JSON.stringify({
  id: '/subscriptions/11111111-1111-1111-1111-111111111111/resourcegroups/rg/providers/Microsoft.ContainerService/managedClusters/running',
  name: 'running',
  location: 'westeurope',
  resourceGroup: 'rg',
  kubernetesVersion: '1.35',
  agentPoolProfiles: [
    { name: 'system', mode: 'System', count: 3, vmSize: 'Standard_D4s_v5', osType: 'Linux' },
  ],
  networkProfile: {
    networkPlugin: 'azure',
    networkPluginMode: 'overlay',
    podCidr: '10.244.0.0/16',
    serviceCidr: '10.0.0.0/16',
    dnsServiceIp: '10.0.0.10',
  },
});

const yaml = `location: westeurope
clusters:
  - name: written
    agentPools:
      - { name: system, mode: System, count: 3 }
`;

const read = (page) => page.getByRole('dialog', { name: 'Read what you have' });
/** Waits until the dialog says what it read. */
const wasRead = (page, words) =>
  page.locator('.verdict-of-text p').filter({ hasText: words }).first().waitFor();

const take = async (page) => {
  await read(page).getByRole('button', { name: 'Use this plan' }).click();
  await read(page).waitFor({ state: 'detached' });
};

/** How a plan writes a value that is not known. */
const unknown = (name) => `\${${name}}`;

/** Opens the dialog by its button and puts a text into it. */
async function put(page, text) {
  await page.locator('header').getByRole('button', { name: 'Read what you have…' }).click();
  await page.locator('#reading-text').fill(text);
  await read(page)
    .getByRole('heading', { name: /^Findings/ })
    .waitFor();
}

/** Drops files on the page, as a file manager does. */
async function drop(page, files) {
  const transfer = await page.evaluateHandle((given) => {
    const made = new DataTransfer();
    for (const [name, text] of given) made.items.add(new File([text], name));
    return made;
  }, Object.entries(files));
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  assert.match(await page.locator('.drop-here').innerText(), /Drop/);
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

test('a pasted az script is shown with what was found and what was not understood, each with its line', async () => {
  const page = await openPlan(small());
  const requests = [];
  page.on('request', (request) => requests.push(request));
  await page.evaluate((text) => navigator.clipboard.writeText(text), script);
  await page.locator('#form').focus();
  await page.keyboard.press('Control+V');
  const dialog = read(page);
  await wasRead(page, /^Read as an az script/);
  assert.match(await dialog.innerText(), /1 cluster, 1 agent pool, 1 virtual network, 1 subnet/);
  const left = dialog.locator('.remark-group li', { hasText: 'no-such-argument' });
  assert.match(await left.innerText(), /line 9/);
  const other = dialog.locator('.remark-group li', { hasText: 'azure-polcy' });
  assert.match(await other.innerText(), /line 10/);
  // The line is one click away, and marked.
  await left.getByRole('button', { name: 'line 9' }).click();
  const selected = await page.locator('#reading-text').evaluate((it) => {
    const area = /** @type {HTMLTextAreaElement} */ (it);
    return area.value.slice(area.selectionStart, area.selectionEnd);
  });
  assert.match(selected, /^--no-such-argument/);
  assert.ok((await dialog.locator('.stripe.warning').count()) >= 2);
  // Nothing is replaced before it is said so.
  assert.equal(await field(page, '/clusters/0/name').inputValue(), 'prod');
  await take(page);
  assert.equal(await field(page, '/clusters/0/name').inputValue(), 'shop');
  assert.match(await page.locator('.map').innerText(), /vnet/);
  assert.match(await page.locator('.finding.error').first().innerText(), /nodes/);
  // The page fetched its own files and sent nothing.
  assert.ok(requests.length > 0);
  for (const request of requests) {
    assert.equal(request.method(), 'GET');
    assert.match(request.url(), /\/assets\/[\w.-]+$/);
  }
});

test('what was not understood stays in reach until it is dismissed, and so does the former plan', async () => {
  const page = await openPlan(small());
  await field(page, '/clusters/0/name').fill('mine');
  const before = await planOf(page);
  await put(page, script);
  await take(page);
  const kept = page.getByRole('region', { name: 'What was read' });
  await kept.locator('summary').first().click();
  assert.match(await kept.innerText(), /line 9[\s\S]*no-such-argument/);
  await field(page, '/clusters/0/name').fill('edited');
  await settled(page);
  await page.reload();
  assert.match(await kept.innerText(), /Not understood, not kept/);
  await kept.getByRole('button', { name: 'Back to my former plan' }).click();
  assert.deepEqual(await planOf(page), before);
  assert.equal(await kept.count(), 0);
  await page.getByRole('button', { name: /^Undo/ }).click();
  assert.equal(await field(page, '/clusters/0/name').inputValue(), 'edited');
});

test('undo brings the former plan back', async () => {
  const page = await openPlan(small());
  const before = await planOf(page);
  await put(page, yaml);
  await take(page);
  assert.equal(await field(page, '/clusters/0/name').inputValue(), 'written');
  await page.getByRole('button', { name: /^Undo reading/ }).click();
  assert.deepEqual(await planOf(page), before);
});

test('dropped files of Terraform are read as one, each line under the name of its file', async () => {
  const page = await open();
  await drop(page, { 'network.tf': terraform.network, 'main.tf': terraform.cluster });
  const dialog = read(page);
  await wasRead(page, /^Read as Terraform/);
  assert.match(await dialog.innerText(), /1 cluster, 1 agent pool, 1 virtual network, 1 subnet/);
  const left = dialog.locator('.remark-group li', { hasText: 'no_such_attribute' });
  assert.match(await left.innerText(), /main\.tf line 6/);
  await take(page);
  const plan = await planOf(page);
  assert.equal(plan.clusters[0].name, 'tf');
  assert.equal(plan.virtualNetworks[0].subnets[0].addressPrefix, '10.20.0.0/24');
});

test('dropped files of other formats are read one by one', async () => {
  const page = await open();
  await drop(page, { 'deploy.sh': script, 'plan.yaml': yaml });
  const dialog = read(page);
  await wasRead(page, /^Read as an az script/);
  await dialog.getByRole('combobox', { name: /^File/ }).selectOption('plan.yaml');
  await wasRead(page, /^Read as a plan/);
  await take(page);
  assert.equal(await field(page, '/clusters/0/name').inputValue(), 'written');
  assert.match(await page.locator('.taken').innerText(), /plan\.yaml/);
});

test('what az shows of a cluster is read', async () => {
  const page = await open();
  await put(page, shown);
  assert.match(await read(page).innerText(), /JSON of Azure Resource Manager: 1 cluster/);
  await take(page);
  const plan = await planOf(page);
  assert.equal(plan.clusters[0].name, 'running');
  assert.equal(plan.clusters[0].networkProfile.podCidr, '10.244.0.0/16');
});

test('a text of no known format says so, and its format can be chosen', async () => {
  const page = await openPlan(small());
  await page.locator('header').getByRole('button', { name: 'Read what you have…' }).click();
  const dialog = read(page);
  await page.locator('#reading-text').fill('hello there');
  await dialog.locator('.problem').waitFor();
  assert.match(await dialog.locator('.problem').innerText(), /no az script/);
  assert.ok(await dialog.getByRole('button', { name: 'Use this plan' }).isDisabled());
  await page.getByLabel('Read as').selectOption('az');
  await wasRead(page, /^Read as an az script/);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  // What was typed there is still there.
  await page.locator('header').getByRole('button', { name: 'Read what you have…' }).click();
  assert.equal(await page.locator('#reading-text').inputValue(), 'hello there');
  assert.equal(await field(page, '/clusters/0/name').inputValue(), 'prod');
});

test('files that PowerShell wrote are read, and what is no text is named', async () => {
  const page = await open();
  await page.locator('header').getByRole('button', { name: 'Read what you have…' }).click();
  const files = page.getByLabel('Files to read');
  await files.setInputFiles([
    {
      name: 'plan.json',
      mimeType: 'application/json',
      buffer: Buffer.from(`\uFEFF${JSON.stringify(small())}`, 'utf16le'),
    },
    { name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from([0x89, 0x50, 0, 0, 1]) },
  ]);
  await wasRead(page, /^Read as a plan: 1 cluster/);
  assert.match(await read(page).getByRole('alert').innerText(), /logo\.png is no text/);
});

test('text in the text pane that is another format can be read from there', async () => {
  const page = await openPlan(small());
  await show(page, 'Text');
  await page.locator('#plan-text').fill(script);
  await page.getByRole('button', { name: 'Read it as an az script…' }).click();
  await wasRead(page, /^Read as an az script/);
});

test('values that are not known are shown, and filled in once for all their places', async () => {
  const page = await openPlan(
    small((plan) => {
      plan.resourceGroups[0].name = unknown('RG');
      plan.clusters[0].name = `${unknown('RG')}-aks`;
      plan.clusters[0].agentPools[0].count = unknown('COUNT');
    }),
  );
  const list = page.getByRole('region', { name: 'Values not known' });
  assert.match(await list.innerText(), /\(2\)/);
  assert.equal(await field(page, '/clusters/0/name').inputValue(), `${unknown('RG')}-aks`);
  await list.getByRole('textbox', { name: unknown('RG') }).fill('rg-shop');
  await page.keyboard.press('Enter');
  await list.getByRole('textbox', { name: unknown('COUNT') }).fill('4');
  await list.getByRole('button', { name: 'Fill in COUNT' }).click();
  assert.equal(await list.count(), 0);
  const plan = await planOf(page);
  assert.equal(plan.resourceGroups[0].name, 'rg-shop');
  assert.equal(plan.clusters[0].name, 'rg-shop-aks');
  assert.equal(plan.clusters[0].agentPools[0].count, 4);
  await page.getByRole('button', { name: 'Undo value of COUNT' }).click();
  await page.getByRole('button', { name: 'Undo value of RG' }).click();
  assert.match(await list.innerText(), /\(2\)/);
});

test('offline, the text is kept until the readers could be loaded', async () => {
  const page = await openPlan(small());
  await page.context().setOffline(true);
  await page.evaluate((text) => navigator.clipboard.writeText(text), yaml);
  await page.locator('#form').focus();
  await page.keyboard.press('Control+V');
  const dialog = read(page);
  await dialog.getByRole('alert').waitFor();
  assert.match(await dialog.innerText(), /you are offline/);
  await page.context().setOffline(false);
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await wasRead(page, /^Read as a plan/);
  forgive();
});
