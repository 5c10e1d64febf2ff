// The page in German: nothing of the page itself stays English, and longer words fit.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { transformWithOxc } from 'vite';
import { address, context, fragmentOf, load, openPlan } from './page.mjs';
import { big, overlapping, small } from './plans.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const { code } = await transformWithOxc(
  readFileSync(new URL('../../www/src/lang/de.ts', import.meta.url), 'utf8'),
  'de.ts',
);
const german = (await import(`data:text/javascript,${encodeURIComponent(code)}`)).default;

/** English texts that are not German as well, as patterns: what stands for `{name}` may be anything. */
const said = new Set(Object.values(german).flatMap((it) => (it.other ? Object.values(it) : [it])));
const english = Object.keys(german)
  .filter((key) => !said.has(key) && /[a-z]{2}/i.test(key.replaceAll(/\{\w+\}/g, '')))
  .map((key) => {
    const parts = key.split(/(\{\w+\})/).map((it) => {
      if (it === '{count}') return '[\\d.,]+';
      return it.startsWith('{') ? '.+?' : it.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    });
    return `^${parts.join('')}$`;
  });

/** Names in the plans of these tests, and a word of ARM to choose. */
const own = ['nodes', 'identity', 'none'];

/** What the page says in English where it should be German. */
const left = (page) =>
  page
    .evaluate((patterns) => {
      const known = patterns.map((it) => new RegExp(it));
      const apart =
        '[lang=en], code, kbd, pre, textarea, datalist, script, style, noscript, .field label';
      const texts = new Set();
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { parentElement, textContent } = walker.currentNode;
        if (!parentElement?.closest(apart)) texts.add(textContent?.trim() ?? '');
      }
      for (const name of ['aria-label', 'title', 'placeholder', 'aria-valuetext']) {
        for (const it of document.querySelectorAll(`[${name}]`)) {
          if (!it.closest('[lang=en]')) texts.add(it.getAttribute(name)?.trim() ?? '');
        }
      }
      return [...texts].filter((it) => known.some((pattern) => pattern.test(it)));
    }, english)
    .then((found) => found.filter((it) => !own.includes(it)));

/** What axe has to say of the page as it stands. */
async function violations(page) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate(() => globalThis.axe.run());
  return found.map(
    (it) => `${it.id}: ${it.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
  );
}

const overflow = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const settledPane = (page) => page.locator('.loading').waitFor({ state: 'hidden' });

const tabs = ['findings', 'script', 'tables', 'text', 'report', 'traffic', 'model', 'explain'];

test('the page is German throughout, and the planner is quoted in English', async () => {
  for (const plan of [small(), overlapping(), {}]) {
    const page = await openPlan(plan, { locale: 'de-DE' });
    assert.equal(await page.locator('html').getAttribute('lang'), 'de');
    assert.equal(await page.locator('html').getAttribute('dir'), 'ltr');
    await page.getByRole('heading', { name: 'Adresskarte' }).waitFor();
    for (const tab of tabs) {
      await page.locator(`#tab-${tab}`).evaluate((it) => it.click());
      await settledPane(page);
      assert.deepEqual(await left(page), [], tab);
    }
    for (const tool of ['Wachstum', 'Was vorhanden ist', 'Bild speichern']) {
      await page.getByRole('button', { name: tool, exact: true }).click();
      await page.locator('.map-tool, .map form, .map h3').first().waitFor();
      assert.deepEqual(await left(page), [], tool);
    }
    for (const dialog of ['Eigene Pläne…', 'Verlauf dieses Plans…', 'Vergleichen…', 'Tasten…']) {
      await page.getByRole('button', { name: 'Menü' }).click();
      await page.locator('#menu').getByRole('button', { name: dialog }).click();
      await page.locator('dialog.work').waitFor();
      await page.locator('dialog .loading').waitFor({ state: 'hidden' });
      assert.deepEqual(await left(page), [], dialog);
      assert.deepEqual(await violations(page), [], dialog);
      await page.keyboard.press('Escape');
    }
  }
});

test('findings are marked as English', async () => {
  const page = await openPlan(overlapping(), { locale: 'de-DE' });
  const messages = page.locator('#pane .finding .message');
  await messages.first().waitFor();
  assert.equal(await messages.first().getAttribute('lang'), 'en');
  assert.equal(
    await messages.count(),
    await page.locator('#pane .finding .message[lang=en]').count(),
  );
});

test('German words fit 320 pixels, and axe finds nothing', async () => {
  const page = await openPlan(big(), {
    locale: 'de-DE',
    viewport: { width: 320, height: 640 },
  });
  assert.ok((await overflow(page)) <= 0);
  assert.deepEqual(await violations(page), []);
  for (const tab of tabs) {
    await page.locator(`#tab-${tab}`).evaluate((it) => it.click());
    await settledPane(page);
    assert.ok((await overflow(page)) <= 0, tab);
  }
});

test('the language is chosen in the menu and kept; the link says one for a visit', async () => {
  const inContext = await context();
  const page = await load(inContext, await fragmentOf(small()));
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByLabel('Language').selectOption('de');
  await page.getByRole('heading', { name: 'Adresskarte' }).waitFor();
  const other = await inContext.newPage();
  await other.goto(address);
  await other.getByRole('heading', { name: 'Adresskarte' }).waitFor();
  await other.goto(`${address}?lang=en`);
  await other.getByRole('heading', { name: 'Address map' }).waitFor();
  await other.goto(address);
  await other.getByRole('heading', { name: 'Adresskarte' }).waitFor();
});

test('English fetches no language', async () => {
  const page = await openPlan(small());
  const fetched = await page.evaluate(() =>
    performance.getEntriesByType('resource').map((it) => it.name),
  );
  assert.deepEqual(
    fetched.filter((it) => /\/de-[^/]*\.js$/.test(it)),
    [],
  );
});
