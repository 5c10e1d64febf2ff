// Names that tell nothing: the same is found in every fixture.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { check, init, read } from 'aksplan';
import { tableOf } from '../../www/form-table.js';
import { anonymised } from '../../www/src/work/anonymise.js';

const root = new URL('../../', import.meta.url);
const table = tableOf(JSON.parse(readFileSync(new URL('pkg/plan.schema.json', root), 'utf8')));
const asOf = '2026-11-23';

test('the same is found in plans whose names are replaced', async () => {
  await init();
  let count = 0;
  for (const folder of ['tests/fixtures/', 'www/src/presets/']) {
    for (const file of readdirSync(new URL(folder, root)).filter((it) => it.endsWith('.json'))) {
      const { plan } = read(readFileSync(new URL(folder + file, root), 'utf8'));
      const next = anonymised(/** @type {any} */ (plan), /** @type {any} */ (table));
      const found = (it) =>
        check(it, { asOf })
          .findings.map(({ severity, rule, path }) => `${severity} ${rule} ${path}`)
          .sort();
      assert.deepEqual(found(next.plan), found(plan), file);
      count++;
    }
  }
  assert.ok(count > 40, `${count} plans`);
});

test('one word always becomes the same, and Azure’s own stay', () => {
  const plan = {
    name: 'Hornet',
    virtualNetworks: [{ name: 'hornet-vnet', subnets: [{ name: 'AzureBastionSubnet' }] }],
    clusters: [{ name: 'hornet', tags: { owner: 'Hornet' } }],
  };
  const next = /** @type {any} */ (anonymised(plan, /** @type {any} */ (table)).plan);
  assert.doesNotMatch(JSON.stringify(next), /hornet|owner/i);
  assert.equal(next.name.toLowerCase(), next.clusters[0].name);
  assert.equal(next.virtualNetworks[0].name, `${next.clusters[0].name}-vnet`);
  assert.equal(next.virtualNetworks[0].subnets[0].name, 'AzureBastionSubnet');
});
