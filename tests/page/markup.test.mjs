// The HTML as it is built, and as it stands once scripts have made it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { HtmlValidate } from 'html-validate';
import { open, openPlan, show } from './page.mjs';
import { big } from './plans.mjs';

/** How a person writes HTML is no matter where a browser wrote it. */
const written = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y'],
  rules: {
    // The map's places are numbers, and Preact sets them as properties, which no policy minds.
    'no-inline-style': 'off',
    // What is typed is taken as it is typed: there is nothing to submit.
    'wcag/h32': 'off',
    // A lane of the map is a group by its element and has its name by aria-label.
    'wcag/h71': 'off',
  },
});
const source = new HtmlValidate({ root: true, extends: ['html-validate:recommended'] });

async function faults(validator, html) {
  const { results } = await validator.validateString(html);
  const lines = html.split('\n');
  return results
    .flatMap((it) => it.messages)
    .map(({ ruleId, message, line, column }) => {
      const around = (lines[line - 1] ?? '').slice(Math.max(0, column - 60), column + 100);
      return `${ruleId}: ${message} at ${around}`;
    });
}

const dom = async (page) => faults(written, await page.content());

test('the built HTML is valid', async () => {
  for (const name of ['index.html', 'signed-in.html']) {
    const html = readFileSync(new URL(`../../dist/${name}`, import.meta.url), 'utf8');
    assert.deepEqual(await faults(source, html), [], name);
  }
});

test('the page is valid HTML in its main states', async () => {
  const page = await open();
  assert.deepEqual(await dom(page), [], 'at first');
  await page.selectOption('.examples', 'Crowded, with much to find');
  await page.locator('.finding.error').first().waitFor();
  assert.deepEqual(await dom(page), [], 'with findings');
  for (const tab of ['Output', 'Tables', 'Text', 'Report', 'Packets', 'Model', 'Rules']) {
    await show(page, tab);
    if (tab === 'Text') await page.locator('#plan-text').fill('{ broken');
    if (tab === 'Output') await page.getByRole('button', { name: 'Show it anyway' }).click();
    assert.deepEqual(await dom(page), [], tab);
  }
  await page.locator('header').getByRole('button', { name: 'Read what you have…' }).click();
  await page.locator('#reading-text').fill('hello there');
  await page.locator('.reading .problem').waitFor();
  assert.deepEqual(await dom(page), [], 'what can not be read');
});

test('ten pools and twenty subnets are valid HTML', async () => {
  const page = await openPlan(big());
  assert.deepEqual(await dom(page), []);
});
