// Work that is kept: link, reload, second tab, undo.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  address,
  context,
  field,
  forgive,
  fragmentOf,
  load,
  open,
  openPlan,
  planOf,
  settled,
} from './page.mjs';
import { overlapping, small } from './plans.mjs';

const name = '/clusters/0/name';

test('the link carries the whole plan', async () => {
  const page = await openPlan(overlapping());
  await field(page, name).fill('linked');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.waitForFunction(() =>
    /Link copied/.test(document.querySelector('output')?.textContent ?? ''),
  );
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#p=1[\w-]+$/);
  const other = await open({ fragment: new URL(link).hash });
  assert.equal(await field(other, name).inputValue(), 'linked');
  assert.deepEqual(await planOf(other), await planOf(page));
});

test('text in any language survives the link', async () => {
  const plan = small((it) => {
    it.name = 'Netzplan für Köln 東京 🚀 "quoted" \\ back';
  });
  const page = await openPlan(plan);
  assert.deepEqual(await planOf(page), plan);
});

test('work survives a reload', async () => {
  const page = await openPlan(small());
  await field(page, name).fill('kept');
  await page.reload();
  assert.equal(await field(page, name).inputValue(), 'kept');
});

test('work survives a crash, without the link too', async () => {
  const browser = await context();
  const page = await load(browser, await fragmentOf(small()));
  await field(page, name).fill('crashed');
  await settled(page);
  await page.evaluate(() => history.replaceState(null, '', location.pathname));
  // Nothing is told to a page whose tab is killed.
  const again = await load(browser);
  assert.equal(await field(again, name).inputValue(), 'crashed');
});

test('a link opened over other work keeps that work within reach', async () => {
  const browser = await context();
  const first = await load(browser, await fragmentOf(small()));
  await field(first, name).fill('mine');
  await settled(first);
  await first.close();
  const page = await load(browser, await fragmentOf(overlapping()));
  assert.equal(await field(page, name).inputValue(), 'prod');
  await page.getByRole('button', { name: 'Back to my former plan' }).click();
  assert.equal(await field(page, name).inputValue(), 'mine');
});

test('a damaged link says so and loses nothing', async () => {
  const browser = await context();
  const first = await load(browser, await fragmentOf(small()));
  await field(first, name).fill('mine');
  await settled(first);
  await first.close();
  const whole = await fragmentOf(overlapping());
  /** @type {[string, RegExp][]} */
  const links = [
    [whole.slice(0, -30), /damaged/],
    ['#p=1!!!', /damaged/],
    ['#p=9abc', /newer version/],
    ['#p=1', /damaged|no JSON/],
    [await fragmentOf([1, 2]), /a plan is an object/],
    [await fragmentOf(nestedDeep()), /deep|recursion|nested/],
  ];
  for (const [damaged, reason] of links) {
    const page = await load(browser, damaged);
    assert.match(await page.locator('.notice').innerText(), reason);
    assert.match(await page.locator('.notice').innerText(), /unchanged/);
    assert.equal(await field(page, name).inputValue(), 'mine');
    assert.equal(await page.evaluate(() => location.hash), damaged, 'the link can be looked at');
    await page.close();
  }
  forgive();
});

test('a link put into the address bar opens, and can be undone', async () => {
  const page = await openPlan(small());
  await field(page, name).fill('mine');
  await settled(page);
  const fragment = await fragmentOf(overlapping());
  await page.evaluate((it) => {
    location.hash = it;
  }, fragment);
  await page.locator('.notice').waitFor();
  assert.equal(await field(page, name).inputValue(), 'prod');
  await page.getByRole('button', { name: 'Back to my former plan' }).click();
  assert.equal(await field(page, name).inputValue(), 'mine');
});

test('two tabs on one plan follow each other, and changes made at once are joined', async () => {
  const browser = await context();
  const one = await load(browser, await fragmentOf(small()));
  await field(one, name).fill('one');
  await settled(one);
  const two = await load(browser);
  assert.equal(await field(two, name).inputValue(), 'one');
  await field(two, name).fill('two');
  await valueIs(one, name, 'two');
  // Neither has written when the other types.
  await Promise.all([field(one, '/name').fill('first'), field(two, '/location').fill('second')]);
  for (const page of [one, two]) {
    await valueIs(page, '/name', 'first');
    await valueIs(page, '/location', 'second');
    assert.equal(await page.locator('.notice').count(), 0, 'nobody is asked');
  }
  await two.getByRole('button', { name: 'Undo change in another tab' }).waitFor();
});

test('tabs on different plans do not meet', async () => {
  const browser = await context();
  const one = await load(browser, await fragmentOf(small()));
  await field(one, name).fill('one');
  await settled(one);
  const two = await load(browser);
  await two.selectOption('.examples', 'kubenet (legacy)');
  await field(two, name).fill('two');
  await settled(two);
  await field(one, name).fill('still-one');
  await settled(one);
  assert.equal(await field(two, name).inputValue(), 'two');
  await Promise.all([one.reload(), two.reload()]);
  assert.equal(await field(one, name).inputValue(), 'still-one');
  assert.equal(await field(two, name).inputValue(), 'two');
});

async function valueIs(page, pointer, value) {
  await page.waitForFunction(
    ([id, text]) =>
      /** @type {HTMLInputElement} */ (document.getElementById(id ?? ''))?.value === text,
    [`at${pointer}`, value],
  );
}

test('a browser that keeps nothing is told about', async () => {
  const browser = await context();
  await browser.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  const page = await load(browser, await fragmentOf(small()));
  await field(page, name).fill('typed');
  await page.locator('.notice').waitFor();
  assert.match(await page.locator('.notice').innerText(), /keeps nothing more.*Save your work/);
  assert.equal(await field(page, name).inputValue(), 'typed');
});

test('nothing but the page itself is ever fetched, and the policy is strict', async () => {
  const page = await open();
  const policy = await page
    .locator('meta[http-equiv="Content-Security-Policy"]')
    .getAttribute('content');
  assert.match(
    policy,
    /default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'/,
  );
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'/);
  const refused = await page.evaluate(async (own) => {
    const answer = await fetch('https://example.com/').catch(() => 'refused');
    await fetch(own);
    return answer;
  }, address);
  assert.equal(refused, 'refused');
  forgive();
});

/** Lists in lists, deeper than any reader goes. */
function nestedDeep() {
  let value = [];
  for (let depth = 0; depth < 2000; depth++) value = [value];
  return { clusters: value };
}
