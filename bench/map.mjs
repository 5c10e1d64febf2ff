// The address map with an estate of 100,000 ranges: a frame of coming nearer, beside a frame that
// paints every range there is.

import { dist } from '../scripts/project.mjs';
import { launchBrowser } from '../tests/support/browser.mjs';
import { serve } from '../tests/support/serve.mjs';
import { ranges } from './estate.mjs';
import { median, ratios, spread } from './numbers.mjs';

const RANGES = 100_000;
const FRAMES = 20;
const FRAME = 1000 / 60;

/** Rows of the table. */
export async function map(rounds) {
  const server = await serve(dist, { 'cache-control': 'no-store' });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(server.url, { waitUntil: 'networkidle' });
    await page.locator('.map').hover({ position: { x: 5, y: 5 } });
    await page.getByRole('button', { name: 'What exists' }).click();
    const cidrs = ranges(RANGES);
    await page.locator('.tool input[type=file]').setInputFiles({
      name: 'estate.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`cidr\n${cidrs.join('\n')}\n`),
    });
    await page.locator('.line canvas').waitFor();
    /** @type {number[][]} */
    const [ours, every] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(median(await page.evaluate(frames, FRAMES)));
      every.push(median(await page.evaluate(paintAll, { cidrs, count: 5 })));
    }
    return [
      {
        what: 'a frame of the map with 100,000 ranges that exist',
        ours: spread(ours, 'ms', 1),
        peer: `painting every range ${spread(every, 'ms', 1)}`,
        ratio: ratios(ours, every),
        most: 0.5,
        bar: '≤ 0.5x, in one frame',
        holds: median(ours) <= FRAME,
      },
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}

/** In the page: comes nearer and goes back, and waits each time until the lane is painted. */
async function frames(count) {
  const canvas = document.querySelector('.line canvas');
  const [nearer, farther] = ['Nearer, IPv4', 'Farther, IPv4'].map((name) =>
    document.querySelector(`[aria-label="${name}"]`),
  );
  if (!canvas || !(nearer instanceof HTMLElement) || !(farther instanceof HTMLElement)) {
    throw new Error('the map has no such parts');
  }
  const times = [];
  for (let nth = 0; nth < count; nth += 1) {
    await new Promise(requestAnimationFrame);
    const start = performance.now();
    const painted = new Promise((resolve) => {
      new MutationObserver((_, observer) => {
        observer.disconnect();
        // Reading a height makes the browser lay the page out.
        resolve(performance.now() - start + 0 * document.body.offsetHeight);
      }).observe(canvas, { attributes: true, attributeFilter: ['width'] });
    });
    (nth % 2 === 0 ? nearer : farther).click();
    times.push(await painted);
  }
  return times;
}

/** In the page: a lane as large, with a rectangle for each range. */
function paintAll({ cidrs, count }) {
  const spans = cidrs.map((cidr) => {
    const [address, length] = cidr.split('/');
    const first = address.split('.').reduce((sum, it) => sum * 256 + Number(it), 0);
    return [first, 2 ** (32 - Number(length))];
  });
  const canvas = document.createElement('canvas');
  canvas.width = 480;
  canvas.height = 28;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  const scale = canvas.width / 2 ** 23;
  const times = [];
  for (let nth = 0; nth < count; nth += 1) {
    const start = performance.now();
    context.clearRect(0, 0, canvas.width, canvas.height);
    for (const [first, size] of spans) {
      context.fillRect((first - 0x0a000000) * scale, 0, Math.max(1, size * scale), 28);
    }
    context.getImageData(0, 0, 1, 1);
    times.push(performance.now() - start);
  }
  return times;
}
