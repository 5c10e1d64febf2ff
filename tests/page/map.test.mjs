// The address map under hands: come nearer, resize, move, put subnets, grow, save, and an estate.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { field, openPlan, planOf, show, view } from './page.mjs';
import { small } from './plans.mjs';

/** The plan's map, with hands on it. */
async function openMap(plan, options) {
  const page = await openPlan(plan, options);
  await view(page, 'Map');
  await page.locator('.map').hover({ position: { x: 5, y: 5 } });
  await page.locator('.crumbs').first().waitFor();
  return page;
}

const block = (page, name) => page.locator('.map .lanes').getByRole('button', { name });
const boxOf = (locator) => locator.boundingBox();
const where = (page) => page.locator('.crumbs li').last().innerText();

const addressOf = (text) => text.split('.').reduce((sum, it) => sum * 256 + Number(it), 0);

/** First and last address in sight, and how many. */
async function sight(page) {
  const [first, last] = (await where(page)).split(' – ').map(addressOf);
  return { first, last, size: last - first + 1 };
}

const subnets = async (page) => (await planOf(page)).virtualNetworks[0].subnets;

const twoSubnets = (change = (_plan) => {}) =>
  small((plan) => {
    plan.virtualNetworks[0].subnets.push({ name: 'data', addressPrefix: '10.240.8.0/22' });
    change(plan);
  });

/** Drags from a point by so many pixels; `during` is called before it is dropped. */
async function drag(page, { x, y }, by, during = async () => {}) {
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 8; step += 1) await page.mouse.move(x + (by * step) / 8, y);
  await during();
  await page.mouse.up();
}

test('one comes nearer by buttons, wheel and keys, and finds the way back', async () => {
  const page = await openMap(twoSubnets());
  const all = await where(page);
  const nearer = page.getByRole('button', { name: 'Nearer, IPv4' });
  const back = page.getByRole('button', { name: 'Show all, IPv4' });
  assert.ok(await back.isDisabled());
  const whole = await sight(page);
  await nearer.click();
  assert.ok((await sight(page)).size < whole.size);
  await page.getByRole('button', { name: 'Farther, IPv4' }).click();
  assert.equal(await where(page), all);

  const line = await boxOf(page.locator('.picture .line').first());
  const nodes = await boxOf(block(page, /subnet nodes/));
  const x = nodes.x + nodes.width / 2;
  await page.mouse.move(x, line.y + 4);
  await page.keyboard.down('Control');
  for (let turn = 0; turn < 2; turn += 1) await page.mouse.wheel(0, -60);
  await page.keyboard.up('Control');
  await page.waitForFunction(() => document.querySelector('.overview .thumb') !== null);
  const near = await boxOf(block(page, /subnet nodes/));
  assert.ok(near.width > 2 * nodes.width, `${near.width} after ${nodes.width}`);
  // What was under the pointer is still there: the middle of the subnet.
  const share = (x - near.x) / near.width;
  assert.ok(Math.abs(share - 0.5) < 0.03, `${share}`);

  await back.click();
  assert.equal(await where(page), all);
  await block(page, /subnet data/).focus();
  await page.keyboard.press('+');
  await page.keyboard.press('+');
  assert.ok((await sight(page)).size < whole.size);
  assert.ok(await block(page, /subnet data/).isVisible(), 'what is chosen stays in sight');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('0');
  assert.equal(await where(page), all);

  await block(page, /subnet data/).dblclick();
  const data = await sight(page);
  assert.ok(data.first <= addressOf('10.240.8.0') && data.last >= addressOf('10.240.11.255'));
  assert.ok(data.size < 16_384, JSON.stringify(data));
  const crumbs = page.getByRole('navigation', { name: 'Where the map is, IPv4' });
  assert.match(await crumbs.innerText(), /IPv4[\s\S]*vnet[\s\S]*data/);
  await crumbs.getByRole('button', { name: 'vnet' }).click();
  const network = await sight(page);
  assert.ok(network.size > 60_000 && network.first <= addressOf('10.240.0.0'));
  await crumbs.getByRole('button', { name: 'IPv4' }).click();
  assert.equal(await where(page), all);
});

test('one moves along by dragging the ground, and never out of the line', async () => {
  const page = await openMap(twoSubnets());
  const nearer = page.getByRole('button', { name: 'Nearer, IPv4' });
  for (let turn = 0; turn < 2; turn += 1) await nearer.click();
  const before = await sight(page);
  const line = await boxOf(page.locator('.picture .line').last());
  const middle = { x: line.x + line.width / 2, y: line.y + line.height / 2 };
  await drag(page, middle, -100);
  const after = await sight(page);
  assert.ok(after.first > before.first && after.last > before.last);
  for (let turn = 0; turn < 30; turn += 1) await drag(page, middle, 200);
  assert.equal((await sight(page)).first, addressOf('10.0.0.0'));
});

test('two fingers come nearer, one moves along', async () => {
  const page = await openMap(twoSubnets());
  const whole = await sight(page);
  await page.locator('.picture .lanes').evaluate((lanes) => {
    const line = /** @type {HTMLElement} */ (lanes.querySelector('.line'));
    const { left, width, top } = line.getBoundingClientRect();
    const at = (type, pointerId, share) =>
      line.dispatchEvent(
        new PointerEvent(type, {
          pointerId,
          pointerType: 'touch',
          isPrimary: pointerId === 1,
          bubbles: true,
          clientX: left + share * width,
          clientY: top + 4,
        }),
      );
    at('pointerdown', 1, 0.45);
    at('pointerdown', 2, 0.55);
    for (let step = 0; step <= 10; step += 1) {
      at('pointermove', 1, 0.45 - step * 0.03);
      at('pointermove', 2, 0.55 + step * 0.03);
    }
    at('pointerup', 1, 0.15);
    at('pointerup', 2, 0.85);
  });
  await page.locator('.overview .thumb').waitFor();
  const near = await sight(page);
  assert.ok(near.size < whole.size / 2, `${near.size} of ${whole.size}`);
});

test('an edge is dragged with the arithmetic live, and undone in one step', async () => {
  const page = await openMap(twoSubnets());
  const before = await subnets(page);
  const nodes = await boxOf(block(page, /subnet nodes/));
  const next = await boxOf(block(page, /free in vnet/).first());
  const edge = { x: nodes.x + nodes.width - 2, y: nodes.y + nodes.height / 2 };
  await drag(page, edge, next.width, async () => {
    const tip = page.locator('.tip');
    assert.match(await tip.innerText(), /nodes 10\.240\.0\.0\/21/);
    assert.match(await tip.innerText(), /needs 6 \(8 in an upgrade\), has 2,043: 2,037 free/);
    assert.match(await page.locator('.ghost').innerText(), /10\.240\.0\.0\/21/);
  });
  assert.equal(await page.locator('.ghost').count(), 0);
  assert.equal((await subnets(page))[0].addressPrefix, '10.240.0.0/21');
  assert.match(await page.locator('.said').innerText(), /nodes is 10\.240\.0\.0\/21 now/);
  await page.getByRole('button', { name: /^Undo range of nodes/ }).click();
  assert.deepEqual(await subnets(page), before);
});

test('what can not be is refused, and why is said', async () => {
  const page = await openMap(
    twoSubnets((plan) => {
      plan.virtualNetworks[0].subnets.push({
        name: 'old',
        addressPrefix: '10.240.16.0/22',
        existing: true,
      });
    }),
  );
  const before = await subnets(page);
  const far = async (name, by, why) => {
    const box = await boxOf(block(page, name));
    await drag(page, { x: box.x + box.width - 2, y: box.y + 20 }, by);
    assert.match(await page.locator('.said.refused').innerText(), why);
  };
  // Over the free space between them and onto the other.
  const [nodes, data] = await Promise.all(
    [/subnet nodes/, /subnet data/].map((it) => boxOf(block(page, it))),
  );
  await far(/subnet nodes/, data.x + data.width - nodes.x - nodes.width, /overlap data/);
  await far(/subnet old/, -20, /exists already/);
  // Smaller than Azure takes, by keys.
  await block(page, /subnet data/).focus();
  for (let turn = 0; turn < 8; turn += 1) await page.keyboard.press('Shift+ArrowLeft');
  assert.match(await page.locator('.said.refused').innerText(), /the smallest is a \/29/);
  const now = await subnets(page);
  assert.deepEqual(now[0], before[0]);
  assert.deepEqual(now[2], before[2]);
  assert.equal(now[1].addressPrefix, '10.240.8.0/29');
});

test('a subnet is resized without a mouse, and moved to where a size fits', async () => {
  const page = await openMap(twoSubnets());
  await block(page, /subnet nodes/).focus();
  await page.keyboard.press('Shift+ArrowRight');
  assert.equal((await subnets(page))[0].addressPrefix, '10.240.0.0/21');
  const larger = page.getByRole('button', { name: 'Larger: nodes' });
  await block(page, /subnet nodes/).focus();
  await larger.click();
  assert.match(
    await page.locator('.said.refused').innerText(),
    /overlap data \(10\.240\.8\.0\/22\)/,
  );
  await page.getByRole('button', { name: 'Move it to 10.240.16.0/20, which is free' }).click();
  assert.equal((await subnets(page))[0].addressPrefix, '10.240.16.0/20');
  await block(page, /subnet nodes/).focus();
  await page.getByRole('button', { name: 'As large as needed: /28' }).click();
  assert.equal((await subnets(page))[0].addressPrefix, '10.240.16.0/28');
  await page.locator('.inspector').getByLabel('Size').selectOption({ label: '/26: 64' });
  assert.equal((await subnets(page))[0].addressPrefix, '10.240.16.0/26');
});

test('a subnet is moved into free space by hand, and not onto another', async () => {
  const page = await openMap(twoSubnets());
  const data = await boxOf(block(page, /subnet data/));
  const free = await boxOf(block(page, /free in vnet/).first());
  const y = data.y + data.height / 2;
  await drag(
    page,
    { x: data.x + data.width / 2, y },
    free.x + free.width / 2 - data.x - data.width / 2,
  );
  assert.equal((await subnets(page))[1].addressPrefix, '10.240.4.0/22');
  const now = await boxOf(block(page, /subnet data/));
  const nodes = await boxOf(block(page, /subnet nodes/));
  await drag(page, { x: now.x + now.width / 2, y }, nodes.x - now.x);
  assert.match(await page.locator('.said.refused').innerText(), /overlap nodes/);
  assert.equal((await subnets(page))[1].addressPrefix, '10.240.4.0/22');
});

test('Escape ends a drag and leaves everything as it was', async () => {
  const page = await openMap(twoSubnets());
  const before = await subnets(page);
  const nodes = await boxOf(block(page, /subnet nodes/));
  await drag(page, { x: nodes.x + nodes.width - 2, y: nodes.y + 9 }, 60, async () => {
    await page.locator('.ghost').waitFor();
    await page.keyboard.press('Escape');
  });
  assert.equal(await page.locator('.ghost').count(), 0);
  assert.deepEqual(await subnets(page), before);
});

test('free space takes a subnet that is as large as its pools need', async () => {
  const page = await openMap(
    small((plan) => {
      plan.clusters[0].networkProfile = { networkPlugin: 'azure' };
      delete plan.clusters[0].agentPools[1].vnetSubnet;
      plan.clusters[0].agentPools[1].count = 10;
    }),
  );
  await block(page, /free in vnet/).click();
  const form = page.locator('.placing');
  assert.equal(await form.getByLabel('Name').inputValue(), 'snet-user');
  assert.ok(await form.getByLabel('prod / user').isChecked());
  // 10 nodes and an upgrade's, each with 30 pods.
  assert.equal(await form.getByLabel('Size').inputValue(), '23');
  assert.match(
    await form.innerText(),
    /10\.240\.4\.0\/23: needs 310 \(341 in an upgrade\), has 507/,
  );
  await form.getByLabel('Size').selectOption('25');
  assert.match(await form.innerText(), /187 too few/);
  await form.getByLabel('Size').selectOption('23');
  await form.getByRole('button', { name: 'Put it here' }).click();
  const plan = await planOf(page);
  assert.deepEqual(plan.virtualNetworks[0].subnets[1], {
    name: 'snet-user',
    addressPrefix: '10.240.4.0/23',
  });
  assert.equal(plan.clusters[0].agentPools[1].vnetSubnet, 'snet-user');
  assert.match(
    await page.locator('.inspector').getByRole('heading').first().innerText(),
    /subnet snet-user 10\.240\.4\.0\/23/,
  );
  await page.getByRole('button', { name: /^Undo subnet snet-user/ }).click();
  const before = await planOf(page);
  assert.equal(before.virtualNetworks[0].subnets.length, 1);
  assert.equal(before.clusters[0].agentPools[1].vnetSubnet, undefined);
});

test('a subnet goes where the free space was clicked, when that is wished', async () => {
  const page = await openMap(small());
  const free = await boxOf(block(page, /free in vnet/));
  await page.mouse.click(free.x + free.width * 0.6, free.y + 10);
  const form = page.locator('.placing');
  await form.getByLabel('Name').fill('later');
  await form.getByLabel('Where').selectOption('there');
  await form.getByRole('button', { name: 'Put it here' }).click();
  const [, subnet] = await subnets(page);
  assert.equal(subnet.name, 'later');
  assert.match(subnet.addressPrefix, /^10\.240\.(?!4\.)\d+\.0\/24$/);
});

test('a range leads to its field and its findings, and a field to its range', async () => {
  const page = await openMap(
    twoSubnets((plan) => {
      plan.virtualNetworks[0].subnets[1].addressPrefix = '10.240.2.0/24';
    }),
  );
  const nodes = block(page, /subnet nodes/);
  assert.match(await nodes.getAttribute('aria-label'), /overlaps another range/);
  await nodes.click();
  const found = page.locator('.inspector .finding');
  assert.match(await found.first().innerText(), /overlaps/);
  const prefix = field(page, '/virtualNetworks/0/subnets/0/addressPrefix');
  await prefix.waitFor();
  assert.ok(
    await nodes.evaluate((it) => it === document.activeElement),
    'the field is shown, and the hand stays on the map',
  );
  await page.getByRole('button', { name: 'To its field' }).click();
  await page.waitForFunction(() => document.activeElement?.id.endsWith('subnets/0/addressPrefix'));
  assert.match(await nodes.getAttribute('class'), /\bhere\b/);
  await page.keyboard.press('Alt+m');
  assert.ok(await nodes.evaluate((it) => it === document.activeElement));
  await page
    .locator('.overlaps')
    .getByRole('button', { name: /subnet data/ })
    .first()
    .click();
  await page.waitForFunction(() => document.activeElement?.id.endsWith('subnets/1/addressPrefix'));
});

test('growth says what fills when, shows it, and changes the plan when asked to', async () => {
  const page = await openMap(
    small((plan) => {
      plan.clusters[0].networkProfile = { networkPlugin: 'azure' };
      plan.virtualNetworks[0].subnets[0].addressPrefix = '10.240.0.0/23';
    }),
  );
  await page.getByRole('button', { name: 'Growth', exact: true }).click();
  const tool = page.locator('.tool');
  // Nodes with 31 addresses each, and one in an upgrade of each pool: 16 of them at 14 fill 507.
  const row = tool.getByRole('row', { name: /node subnet nodes/ });
  const times = Number(/×([\d.]+)/.exec(await row.innerText())?.[1]);
  const nodesAt = (factor) =>
    2 * (Math.ceil(3 * factor) + Math.max(1, Math.ceil(0.1 * 3 * factor)));
  assert.ok(nodesAt(times) * 31 > 507, `${times}`);
  assert.ok(nodesAt(times - 0.25) * 31 <= 507, `${times}`);
  const before = await planOf(page);
  await tool.getByRole('slider').fill(String((times - 1) * 4));
  await page.locator('.block.subnet.short').waitFor();
  assert.match(await tool.innerText(), /the plan is\s+unchanged/);
  assert.deepEqual(await planOf(page), before);
  await tool.getByRole('button', { name: 'Plan for this' }).click();
  const after = await planOf(page);
  const count = Math.ceil(3 * times);
  assert.deepEqual(
    after.clusters[0].agentPools.map((it) => it.count),
    [count, count],
  );
  await page.getByRole('button', { name: /^Undo growth/ }).click();
  assert.deepEqual(await planOf(page), before);
  await tool.getByRole('slider').fill('36');
  await page.getByRole('button', { name: 'Growth', exact: true }).click();
  await page.locator('.block.subnet:not(.short)').waitFor();
});

async function saved(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name }).click(),
  ]);
  return {
    name: download.suggestedFilename(),
    content: readFileSync(await download.path()),
  };
}

test('the map is saved as SVG and as PNG that need nothing else', async () => {
  const page = await openMap(
    twoSubnets((plan) => {
      plan.name = 'A <shop> & "more"';
      plan.virtualNetworks[0].subnets[1].addressPrefix = '10.240.2.0/24';
    }),
  );
  await page.getByRole('button', { name: 'Save picture' }).click();
  const svg = await saved(page, 'Download SVG');
  assert.equal(svg.name, 'a-shop-more-map.svg');
  const text = svg.content.toString();
  assert.doesNotMatch(text, /var\(|href=|https?:(?!\/\/www\.w3\.org\/2000\/svg)/);
  const seen = await page.evaluate((source) => {
    const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
    const all = (name) => [...parsed.getElementsByTagName(name)].map((it) => it.textContent ?? '');
    return { root: parsed.documentElement.tagName, texts: all('text'), titles: all('title') };
  }, text);
  assert.equal(seen.root, 'svg');
  assert.ok(seen.texts.includes('A <shop> & "more"'));
  assert.ok(seen.texts.some((it) => /address map, \d{4}-\d\d-\d\d/.test(it)));
  assert.ok(seen.texts.some((it) => /^✕ .* overlaps .*10\.240/.test(it)));
  assert.ok(seen.titles.some((it) => /subnet nodes 10\.240\.0\.0\/22/.test(it)));
  const png = await saved(page, 'Download PNG');
  assert.equal(png.name, 'a-shop-more-map.png');
  assert.deepEqual([...png.content.subarray(0, 8)], [137, 80, 78, 71, 13, 10, 26, 10]);
  assert.equal(png.content.readUInt32BE(16), 2800);
});

/** Which columns in the middle of a painted lane, or at its top, have paint: read from a copy. */
async function paintOf(canvas, share = 0.5) {
  return canvas.evaluate((it, height) => {
    const of = /** @type {HTMLCanvasElement} */ (it);
    const copy = new OffscreenCanvas(of.width, of.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
      copy.getContext('2d', { willReadFrequently: true })
    );
    context.drawImage(of, 0, 0);
    const { data } = context.getImageData(0, Math.floor(of.height * height), of.width, 1);
    const xs = Array.from({ length: of.width }, (_, x) => x);
    return xs.filter((x) => (data[x * 4 + 3] ?? 0) > 0).map((x) => x / of.width);
  }, share);
}

/** An estate in CSV: /26 in the order of addresses, some of which overlap. */
function estateOf(count) {
  const rows = ['cidr,name', '10.240.0.0/20,far office'];
  for (let nth = 1; nth < count; nth += 1) {
    const [a, b, c] = [nth >> 14, (nth >> 6) & 255, nth & 63];
    rows.push(`10.${a + 1}.${b}.${c * 4}/30,site-${nth}`);
    if (nth % 1000 === 999) rows.push(`10.${a + 1}.${b}.${c * 4}/31,twice-${nth}`);
  }
  return rows.slice(0, count + 1).join('\n');
}

async function openEstate(page, text, name = 'estate.csv') {
  await page.getByRole('button', { name: 'What exists' }).click();
  await page.locator('.tool input[type=file]').setInputFiles({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });
}

test('a hundred thousand ranges that exist are painted, not made into elements', async () => {
  const page = await openMap(small());
  const count = () => page.locator('.map *').count();
  const without = await count();
  await openEstate(page, estateOf(100_000));
  const canvas = page.locator('.line canvas');
  await canvas.waitFor();
  assert.match(await page.locator('.tool').innerText(), /100,000 ranges from estate\.csv/);
  assert.equal(Number(await canvas.getAttribute('data-seen')), 100_000);
  const painted = await paintOf(canvas);
  assert.ok(painted.length > 10, `${painted.length} columns are painted`);
  assert.ok((await count()) < without + 120, `${await count()} elements after ${without}`);

  // The plan is judged beside it: the far office has what the network has.
  assert.match(
    await page.locator('.overlaps').innerText(),
    /existing far office 10\.240\.0\.0\/20/,
  );
  assert.match(
    await page.getByRole('button', { name: /virtual network vnet/ }).getAttribute('aria-label'),
    /overlaps another range/,
  );

  // Nearer and nearer, until ranges have names; never more elements than have room.
  /** @type {number[][]} */
  const [seen, most] = [[], []];
  for (let turn = 0; turn < 8; turn += 1) {
    const box = await boxOf(canvas);
    const columns = await paintOf(canvas);
    const first = columns[columns.length >> 1];
    if (first === undefined) break;
    await page.mouse.click(box.x + first * box.width, box.y + box.height / 2);
    seen.push(Number(await canvas.getAttribute('data-seen')));
    most.push(await page.locator('.block.estate').count());
  }
  assert.ok(Number(seen.at(-1)) < 100, `${seen}`);
  assert.ok(Math.max(...most) > 0 && Math.max(...most) <= 80, `${most}`);
  const one = page.locator('.block.estate').first();
  assert.match(
    await one.getAttribute('aria-label'),
    /exists: (site|twice)-\d+ 10\.\d+\.\d+\.\d+\/3/,
  );
  await one.focus();
  assert.match(await page.locator('.tip').innerText(), /[42] addresses/);

  await page.getByRole('button', { name: 'Show all, IPv4' }).click();
  await page.getByRole('button', { name: 'Save picture' }).click();
  const svg = (await saved(page, 'Download SVG')).content.toString();
  assert.match(svg, />exists<\/text><rect /);
  assert.ok(svg.length < 300_000, `${svg.length} bytes`);

  await page.getByRole('button', { name: 'What exists' }).click();
  await page.getByRole('button', { name: 'Put them away' }).click();
  assert.equal(await canvas.count(), 0);
  assert.equal(await page.locator('.overlaps').count(), 0);
});

test('a table that is dropped on the page is what exists, not a plan', async () => {
  const page = await openMap(small());
  const before = await planOf(page);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['cidr,name\n10.9.0.0/16,hub\n'], 'estate.csv', { type: 'text/csv' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
  });
  await page.locator('.line canvas').waitFor();
  assert.match(await page.locator('.tool').innerText(), /1 range from estate\.csv/);
  assert.equal(await page.locator('dialog.reading').count(), 0);
  assert.match(
    await page.locator('.block.estate').first().getAttribute('aria-label'),
    /exists: hub 10\.9\.0\.0\/16/,
  );
  assert.deepEqual(await planOf(page), before);
});

test('a file without ranges is refused, and what exists stays', async () => {
  const page = await openMap(small());
  await openEstate(page, 'cidr,name\n10.9.0.0/16,hub\n');
  await page.locator('.line canvas').waitFor();
  await page.locator('.tool input[type=file]').setInputFiles({
    name: 'notes.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('hello there'),
  });
  await page.locator('.tool [role=alert]').waitFor();
  assert.match(await page.locator('.tool [role=alert]').innerText(), /notes\.txt can't be read/);
  assert.match(await page.locator('.tool').innerText(), /1 range from estate\.csv/);
});

test('thousands of subnets are drawn as what can be told apart', async () => {
  const page = await openMap(
    small((plan) => {
      plan.virtualNetworks[0].addressPrefixes = ['10.240.0.0/12'];
      plan.virtualNetworks[0].subnets = Array.from({ length: 1500 }, (_, at) => ({
        name: `s${at}`,
        addressPrefix: `10.${240 + (at >> 8)}.${at & 255}.0/28`,
      }));
      for (const pool of plan.clusters[0].agentPools) pool.vnetSubnet = 's0';
      plan.clusters[0].networkProfile.podCidr = '172.16.0.0/16';
    }),
  );
  const lane = page.getByRole('group', { name: /subnets of vnet/ });
  const drawn = await lane.locator('.block').count();
  assert.ok(drawn > 20 && drawn < 200, `${drawn} blocks`);
  const many = lane.locator('.block.many').first();
  const before = await sight(page);
  await many.click();
  assert.ok((await sight(page)).size < before.size / 10);
});

test('from right to left everything is mirrored, and hands with it', async () => {
  const page = await openMap(twoSubnets());
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  const [nodes, data, free] = await Promise.all(
    [
      block(page, /subnet nodes/),
      block(page, /subnet data/),
      block(page, /free in vnet/).first(),
    ].map(boxOf),
  );
  assert.ok(nodes.x > data.x);
  await drag(page, { x: nodes.x + 2, y: nodes.y + 9 }, -free.width);
  assert.equal((await subnets(page))[0].addressPrefix, '10.240.0.0/21');
});

test('the map and its tools hold at 320 pixels', async () => {
  const page = await openMap(twoSubnets(), { viewport: { width: 320, height: 700 } });
  for (const word of ['Growth', 'What exists', 'Save picture']) {
    await page.getByRole('button', { name: word }).click();
    await page.locator('.tool').waitFor();
    const { scroll, width } = await page.locator('.map').evaluate((map) => ({
      scroll: map.scrollWidth,
      width: map.clientWidth,
    }));
    assert.ok(scroll <= width, `${word}: ${scroll} > ${width}`);
  }
  await block(page, /free in vnet/)
    .first()
    .click();
  await page.locator('.placing').waitFor();
  assert.ok(await page.locator('.map').evaluate((map) => map.scrollWidth <= map.clientWidth));
  await show(page, 'Tables');
});

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

test('axe finds nothing in any state of the map', async () => {
  const page = await openMap(twoSubnets());
  const violations = async () => {
    await page.evaluate(axe);
    const { violations: found } = await page.evaluate(() =>
      globalThis.axe.run(/** @type {any} */ ('#map')),
    );
    return found.map((it) => `${it.id}: ${it.nodes.map((one) => one.html.slice(0, 120))}`);
  };
  await openEstate(page, 'cidr,name\n10.0.0.0/8,hub\n10.9.0.0/16,lab\n10.10.0.0/30,tiny\n');
  await page.locator('.block.estate').first().waitFor();
  assert.deepEqual(await violations(), [], 'what exists');
  await page.getByRole('button', { name: 'Growth', exact: true }).click();
  await page.getByRole('slider').fill('20');
  assert.deepEqual(await violations(), [], 'growth');
  await page.getByRole('button', { name: 'Save picture' }).click();
  await block(page, /subnet nodes/).click();
  await page.keyboard.press('+');
  assert.deepEqual(await violations(), [], 'a chosen subnet, near');
  await page.keyboard.press('0');
  await block(page, /free in vnet/)
    .first()
    .click();
  await page.locator('.placing').waitFor();
  assert.deepEqual(await violations(), [], 'free space');
});
