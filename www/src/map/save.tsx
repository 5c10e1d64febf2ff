// The map as a picture of its own: SVG, and PNG drawn from it.

import { report } from '../engine.ts';
import { download } from '../files.ts';
import { isObject } from '../json.ts';
import { t, tn } from '../lang.ts';
import { Button } from '../marks.tsx';
import { plan } from '../plan.ts';
import { announce } from '../status.ts';
import { drawnOf } from './drawn.ts';
import { lanesIn, numbersOf } from './estate-lane.tsx';
import { ticksOf } from './picture.tsx';
import type { Block, Picture } from './rows.ts';
import { viewOf, wrongOf } from './view.ts';

const WIDTH = 1400;
const MARGIN = 24;
const WORD = 80;
const GAP = 4;
const FONT =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

export function Saving({ pictures }: { pictures: Picture[] }) {
  return (
    <div class="tool">
      <h3>{t('Save picture')}</h3>
      <p class="row">
        <Button onClick={() => download(svgOf(pictures), `${fileName()}.svg`, 'image/svg+xml')}>
          {t('Download SVG')}
        </Button>
        <Button onClick={() => void savePng(pictures)}>{t('Download PNG')}</Button>
        <span class="muted">
          {t("what is in sight, in the page's colours, with title and date")}
        </span>
      </p>
    </div>
  );
}

function title(): string {
  const name = isObject(plan.peek()) ? (plan.peek() as { name?: unknown }).name : undefined;
  return typeof name === 'string' && name !== '' ? name : t('Address map');
}

const fileName = () =>
  `${
    title()
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'plan'
  }-map`;

/** A text in XML. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    // What XML can't have at all.
    .replaceAll(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '\uFFFD');

const round = (value: number) => Math.round(value * 100) / 100;

/** Colours as the page has them now; a drawing has no variables of ours. */
function colours() {
  const probe = document.createElement('span');
  document.body.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const pair = (name: string): [string, string] => [read(`--${name}`), read(`--${name}-line`)];
  const found = {
    panel: read('--panel'),
    text: read('--text'),
    muted: read('--muted'),
    line: read('--line'),
    sunk: read('--sunk'),
    error: read('--error'),
    kinds: {
      virtualNetwork: pair('network'),
      subnet: pair('subnet'),
      podCidr: pair('pods'),
      nodes: pair('pods'),
      serviceCidr: pair('services'),
      foreign: pair('foreign'),
      estate: pair('foreign'),
      free: [read('--sunk'), read('--line')] as [string, string],
    },
  };
  probe.remove();
  return found;
}

type Colours = ReturnType<typeof colours>;

/** The pictures as one drawing that needs nothing else. */
export function svgOf(pictures: Picture[]): string {
  const of = colours();
  const parts: string[] = [];
  let y = MARGIN + 18;
  const text = (x: number, at: number, words: string, more = '') =>
    `<text x="${round(x)}" y="${round(at)}"${more}>${escaped(words)}</text>`;
  const date = new Date().toISOString().slice(0, 10);
  parts.push(text(MARGIN, y, title(), ' font-size="20" font-weight="600"'));
  parts.push(
    text(
      WIDTH - MARGIN,
      y,
      t('address map, {date}', { date }),
      ` text-anchor="end" fill="${of.muted}"`,
    ),
  );
  y += 24;
  for (const picture of pictures) {
    parts.push(text(MARGIN, y + 10, picture.key, ' font-weight="600"'));
    y += 20;
    for (const lane of picture.lanes) {
      const height = lane.isTall ? 46 : 28;
      parts.push(laneOf(lane, picture, y, height, of));
      y += height + GAP;
    }
    for (const lane of picture.key === 'IPv4' ? estateLanes(picture, of) : []) {
      parts.push(lane(y));
      y += 28 + GAP;
    }
    y += 12;
    const mono = ` font-family="ui-monospace, monospace" font-size="12" fill="${of.muted}"`;
    const width = WIDTH - 2 * MARGIN - WORD;
    for (const tick of ticksOf(picture, width)) {
      const anchor = tick.left === 1 ? `${mono} text-anchor="end"` : mono;
      parts.push(text(MARGIN + WORD + tick.left * width, y, tick.text, anchor));
    }
    y += 28;
  }
  for (const { a, b } of report.peek().layout.conflicts.slice(0, 20)) {
    const words = `✕ ${t('{one} overlaps {other}', {
      one: `${a.name} ${a.cidr}`,
      other: `${b.name} ${b.cidr}`,
    })}`;
    parts.push(text(MARGIN, y, words, ` fill="${of.error}"`));
    y += 20;
  }
  const height = Math.round(y + MARGIN);
  const hatch = (id: string, colour: string, step: number) =>
    `<pattern id="${id}" width="${step}" height="${step}" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="${step}" fill="${colour}"/></pattern>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="${FONT}" font-size="13" fill="${of.text}">`,
    `<title>${escaped(title())}</title>`,
    `<defs>${hatch('wrong', of.error, 9)}${hatch('free', of.line, 7)}</defs>`,
    `<rect width="100%" height="100%" fill="${of.panel}"/>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function laneOf(
  lane: Picture['lanes'][number],
  picture: Picture,
  y: number,
  height: number,
  of: Colours,
): string {
  const left = MARGIN + WORD;
  const width = WIDTH - MARGIN - left;
  const word = `<text x="${MARGIN}" y="${y + height / 2 + 4}" font-size="12" fill="${of.muted}">${escaped(lane.word)}</text>`;
  const ground = `<rect x="${left}" y="${y}" width="${width}" height="${height}" rx="4" fill="${of.sunk}" stroke="${of.line}"/>`;
  const blocks = drawnOf(lane.blocks, viewOf(picture), width).map((it) => {
    const block = it.blocks[0] as Block;
    const box = { x: left + it.left * width, y, width: Math.max(2, it.width * width), height };
    return blockOf(block, it.blocks.length, box, of);
  });
  return [word, ground, ...blocks].join('\n');
}

/** An estate's lanes: columns that have something, as few rectangles as there are steps in them. */
function estateLanes(picture: Picture, of: Colours): ((y: number) => string)[] {
  const left = MARGIN + WORD;
  const width = WIDTH - MARGIN - left;
  const view = viewOf(picture);
  const line = numbersOf(picture.axis);
  const [, colour] = of.kinds.estate;
  return lanesIn(picture.axis, view, width).map(({ word, ranges, columns }) => (y) => {
    const rect = (x: number, wide: number, bad: boolean) =>
      `<rect x="${round(left + x)}" y="${y}" width="${round(wide)}" height="28" fill="${bad ? of.error : colour}"/>`;
    const parts: string[] = [];
    let start = 0;
    for (let x = 1; x <= width; x++) {
      const isSame =
        columns.counts[x] === columns.counts[start] && columns.bad[x] === columns.bad[start];
      if (isSame && x < width) continue;
      if (columns.counts[start])
        parts.push(rect(start, x - start, word === t('exists') && columns.bad[start] === 1));
      start = x;
    }
    const scale = width / (view.to - view.from);
    for (const at of columns.wide) {
      const from = Math.max(0, (line.place(ranges.first[at] ?? 0) - view.from) * scale);
      const to = Math.min(width, (line.place((ranges.last[at] ?? 0) + 1) - view.from) * scale);
      parts.push(rect(from, to - from, word === t('exists') && ranges.clash[at] === 1));
    }
    const text = `<text x="${MARGIN}" y="${y + 18}" font-size="12" fill="${of.muted}">${word}</text>`;
    return `<g>${text}${parts.join('')}</g>`;
  });
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Letters of 13 pixels are about so wide. */
const LETTER = 6.9;

function blockOf(block: Block, count: number, box: Box, of: Colours): string {
  const { x, y, width, height } = box;
  const [fill, line] = of.kinds[block.kind];
  const wrong = wrongOf(block);
  const frame = `x="${round(x)}" y="${y}" width="${round(width)}" height="${height}" rx="4"`;
  const stroke = wrong ? `stroke="${of.error}" stroke-width="2"` : `stroke="${line}"`;
  const parts = [`<rect ${frame} fill="${fill}" ${stroke}/>`];
  if (block.kind === 'free') parts.push(`<rect ${frame} fill="url(#free)"/>`);
  if (wrong) parts.push(`<rect ${frame} fill="url(#wrong)" opacity="0.25"/>`);
  if (block.fill !== undefined) {
    const taken = round(width * block.fill);
    parts.push(
      `<rect x="${round(x)}" y="${y + height - 4}" width="${taken}" height="4" fill="${line}"/>`,
    );
  }
  const mark = wrong ? '✕ ' : '';
  const words =
    count > 1
      ? [tn(count, '{count} range', '{count} ranges')]
      : height > 40
        ? [mark + block.label, block.short ?? block.note]
        : [`${mark}${block.label} ${block.short ?? block.note}`];
  const room = Math.floor((width - 8) / LETTER);
  words.forEach((it, nth) => {
    if (room < 2) return;
    const cut = it.length > room ? `${it.slice(0, room - 1)}…` : it;
    const at = y + (words.length > 1 ? 18 + nth * 17 : height / 2 + 4);
    parts.push(`<text x="${round(x + 5)}" y="${round(at)}">${escaped(cut.trim())}</text>`);
  });
  const said = [block.title, wrong, ...block.lines].filter(Boolean).join('\n');
  return `<g><title>${escaped(said)}</title>${parts.join('')}</g>`;
}

const PIXELS = 2;

async function savePng(pictures: Picture[]): Promise<void> {
  try {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgOf(pictures))}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * PIXELS;
    canvas.height = image.naturalHeight * PIXELS;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error(t('it is too large'));
    download(blob, `${fileName()}.png`, 'image/png');
  } catch (error) {
    announce(
      t('The picture could not be drawn: {error}', {
        error: error instanceof Error ? error.message : String(error),
      }),
    );
  }
}
