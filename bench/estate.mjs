// Estates: a million ranges in WebAssembly against a tuned sweep in JavaScript, cidr-tools, and the
// same engine native. Answers are compared before times are.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { target } from '../scripts/project.mjs';
import { median, ratios, spread } from './numbers.mjs';
import { cidr, freeBlocks, overlaps, prefixesOf } from './sweep.mjs';

const MILLION = 1_000_000;
const encoder = new TextEncoder();

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** Numbers that look random, the same every time. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let it = Math.imul(state ^ (state >>> 15), 1 | state);
    it = (it + Math.imul(it ^ (it >>> 7), 61 | it)) ^ it;
    return ((it ^ (it >>> 14)) >>> 0) % below;
  };
}

/** Ranges in no order, of which about one in a hundred overlaps another. */
export function ranges(count, longest = 32) {
  const next = random(count);
  const texts = [];
  // Places of 32 addresses, twice as many as there are ranges, each taken once.
  const stride = (2_654_435_761 % (count * 2)) | 1;
  for (let nth = 0; nth < count; nth += 1) {
    const again = nth > 0 && next(100) === 0;
    const place = ((again ? next(nth) : nth) * stride) % (count * 2);
    const length = 27 + next(longest - 26);
    const start = 0x0a000000 + place * 32;
    texts.push(cidr(start >>> 0, length));
  }
  // Texts of their own, not parts that are still to be put together.
  return texts.join('\n').split('\n');
}

/** What `az network vnet list` prints, with what every network has in it. */
export function networkList(count) {
  const next = random(count + 1);
  const networks = [];
  for (let nth = 0; nth < count; nth += 1) {
    const group = `rg-landing-zone-${nth % 997}`;
    const name = `vnet-workload-${nth}`;
    const subscription = `00000000-0000-4000-8000-${String(nth % 211).padStart(12, '0')}`;
    const id = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Network/virtualNetworks/${name}`;
    const start = 0x0a000000 + (next(50) === 0 ? next(count) : nth) * 256;
    networks.push({
      addressSpace: { addressPrefixes: [cidr(start >>> 0, 24)] },
      dhcpOptions: { dnsServers: ['10.255.0.4', '10.255.0.5'] },
      enableDdosProtection: false,
      etag: `W/"${subscription}"`,
      id,
      location: 'westeurope',
      name,
      privateEndpointVNetPolicies: 'Disabled',
      provisioningState: 'Succeeded',
      resourceGroup: group,
      resourceGuid: subscription,
      subnets: [0, 1, 2].map((at) => ({
        addressPrefix: cidr((start + at * 64) >>> 0, 26),
        delegations: [],
        etag: `W/"${subscription}"`,
        id: `${id}/subnets/snet-${at}`,
        ipConfigurations: [1, 2].map((nic) => ({
          id: `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Network/networkInterfaces/nic-${nic}/ipConfigurations/ipconfig`,
          resourceGroup: group,
        })),
        name: `snet-${at}`,
        networkSecurityGroup: {
          id: `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Network/networkSecurityGroups/nsg-${at}`,
          resourceGroup: group,
        },
        privateEndpointNetworkPolicies: 'Disabled',
        privateLinkServiceNetworkPolicies: 'Enabled',
        provisioningState: 'Succeeded',
        resourceGroup: group,
        type: 'Microsoft.Network/virtualNetworks/subnets',
      })),
      tags: { environment: 'production', owner: `team-${nth % 89}` },
      type: 'Microsoft.Network/virtualNetworks',
      virtualNetworkPeerings: [],
    });
  }
  return networks;
}

/** Milliseconds of a call, and its answer; what the call before it left behind is cleared away first. */
function timed(work) {
  collectGarbage();
  const start = performance.now();
  const answer = work();
  return { took: performance.now() - start, answer };
}

/** Milliseconds of each of them, in turns. */
function inTurns(rounds, ...works) {
  const times = works.map(() => /** @type {number[]} */ ([]));
  for (let round = 0; round <= rounds; round += 1) {
    works.forEach((work, at) => {
      const took = typeof work === 'function' ? timed(work).took : Number.NaN;
      // The first round compiles.
      if (round > 0) times[at].push(took);
    });
  }
  return times;
}

/** Rows of the table. */
export async function estates(rounds) {
  const { Estate } = await import('../pkg/node.js');
  const { initSync } = await import('../pkg/aksplan.js');
  const folder = mkdtempSync(join(tmpdir(), 'aksplan-bench-'));
  /** Asks a new estate of these bytes. */
  const ask = (bytes, question) => {
    const estate = new Estate();
    try {
      estate.add(bytes);
      estate.end();
      return question(estate);
    } finally {
      estate.free();
    }
  };
  const native = (file, question) => () => {
    const program = join(target, 'release', 'examples', 'bench-estate');
    const output = execFileSync(program, [file, '3', question], { encoding: 'utf8' });
    return median(output.trim().split('\n').map(Number)) / 1000;
  };
  const groups = (estate) => estate.overlaps();
  const joined = (texts) => encoder.encode(texts.join('\n'));
  try {
    const texts = ranges(MILLION);
    const bytes = joined(texts);
    const file = join(folder, 'ranges.txt');
    writeFileSync(file, bytes);
    const rows = [];

    same(ask(bytes, groups), overlaps(texts));
    const ofText = inTurns(
      rounds,
      () => ask(joined(texts), groups),
      () => overlaps(texts),
      () => ask(bytes, groups),
    );
    const nativeTimes = Array.from({ length: rounds }, native(file, 'overlaps'));
    const sweep = spread(ofText[1], 'ms', 0);
    rows.push(
      {
        what: `overlaps among ${million} ranges, an array of texts in`,
        ours: spread(ofText[0], 'ms', 0),
        peer: `${sweep} tuned JavaScript`,
        ratio: ratios(ofText[0], ofText[1]),
        most: 0.75,
        bar: '≤ 0.75x tuned JavaScript',
      },
      {
        what: `the same, bytes in`,
        ours: spread(ofText[2], 'ms', 0),
        peer: `${spread(nativeTimes, 'ms', 0)} native`,
        ratio: ratios(ofText[2], nativeTimes),
        most: 2,
        bar: '≤ 2x native',
      },
    );

    const csv = encoder.encode(
      `cidr,name\n${texts.map((it, at) => `${it},network ${at}`).join('\n')}\n`,
    );
    const named = ask(csv, (estate) => ({ answer: groups(estate), memory: estate.memory }));
    same(unnamed(named.answer), overlaps(texts));
    const ofCsv = inTurns(
      rounds,
      () => ask(csv, groups),
      () => overlaps(texts),
    );
    rows.push({
      what: `the same, ${megabytes(csv.length)} of CSV with names in`,
      ours: `${spread(ofCsv[0], 'ms', 0)}, ${megabytes(named.memory)} of memory`,
      peer: `${spread(ofCsv[1], 'ms', 0)} tuned JavaScript, without names`,
      ratio: ratios(ofCsv[0], ofCsv[1]),
    });

    rows.push(...growth(rounds, ask, groups));
    rows.push(...(await freeSpace(rounds, ask)));
    rows.push(...networksInJson(rounds, ask, groups));
    rows.push(...(await networksInPages(rounds, groups)));
    // It is there already: what is given is not looked at.
    rows.push({
      what: 'memory of WebAssembly after all of this',
      ours: megabytes(initSync({ module: new Uint8Array() }).memory.buffer.byteLength),
    });
    return rows;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const million = '1,000,000';
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;

/** A sweep has no names: members are ranges. */
const unnamed = ({ groups, ...rest }) => ({
  ...rest,
  groups: groups.map((it) => ({ ...it, members: it.ranges.map((range) => range.cidr) })),
});

function same(ours, theirs) {
  const { total, prefixes, groups } = ours;
  const told = groups.map(({ cidr, size, members }) => ({ cidr, size, members }));
  assert.deepEqual({ total, prefixes, groups: told }, theirs);
}

/** From ten thousand to a million: what each ten times more costs. */
function growth(rounds, ask, groups) {
  const sizes = [10_000, 100_000, MILLION].map((count) => encoder.encode(ranges(count).join('\n')));
  const times = inTurns(rounds, ...sizes.map((bytes) => () => ask(bytes, groups)));
  return [1, 2].map((at) => ({
    what: `overlaps, from ${['10,000', '100,000', million][at - 1]} ranges to ten times as many`,
    ours: spread(times[at], 'ms'),
    peer: spread(times[at - 1], 'ms'),
    ratio: ratios(times[at], times[at - 1]),
    most: 16,
    bar: '≤ 16x',
  }));
}

/** All free blocks of 10.0.0.0/8 among a hundred thousand ranges, none smaller than Azure's subnets. */
async function freeSpace(rounds, ask) {
  const { excludeCidr } = await import('cidr-tools');
  const texts = ranges(100_000, 29);
  const within = '10.0.0.0/8';
  const ours = () =>
    ask(encoder.encode(texts.join('\n')), (it) => it.freeSpace({ within, limit: MILLION }));
  const theirs = () => excludeCidr([within], texts);
  assert.deepEqual(ours().blocks, theirs());
  assert.deepEqual(ours().blocks, freeBlocks(within, texts));
  const times = inTurns(rounds, ours, theirs);
  return [
    {
      what: `all ${ours().total} free blocks among 100,000 ranges, an array of texts in`,
      ours: spread(times[0], 'ms', 0),
      peer: `${spread(times[1], 'ms', 0)} cidr-tools`,
      ratio: ratios(times[0], times[1]),
      most: 0.3,
      bar: '≤ 0.3x cidr-tools',
    },
  ];
}

/** A hundred thousand networks as `az network vnet list` prints them. */
function networksInJson(rounds, ask, groups) {
  const count = Number(process.env.NETWORKS ?? 100_000);
  const pieces = [];
  for (const part of parts(networkList(count), 1_000)) {
    pieces.push(part.map((it) => JSON.stringify(it)).join(','));
  }
  const bytes = encoder.encode(`[${pieces.join(',')}]`);
  pieces.length = 0;
  // That the text has to be decoded first is not counted.
  const text = new TextDecoder().decode(bytes);
  const theirs = () => overlaps(prefixesOf(JSON.parse(text)));
  const { answer, memory } = ask(bytes, (it) => ({ answer: groups(it), memory: it.memory }));
  same(unnamed(answer), theirs());
  const few = Math.max(3, Math.ceil(rounds / 3));
  const times = inTurns(few, () => ask(bytes, groups), theirs);
  return [
    {
      what: `${count.toLocaleString('en')} virtual networks, ${megabytes(bytes.length)} of JSON in`,
      ours: `${spread(times[0], 'ms', 0)}, ${megabytes(memory)} of memory`,
      peer: `${spread(times[1], 'ms', 0)} JSON.parse and tuned JavaScript`,
      ratio: ratios(times[0], times[1]),
      most: 0.45,
      bar: '≤ 0.45x JSON.parse and sweep',
    },
  ];
}

/** The same networks out of Azure Resource Graph, a thousand a page over http. */
async function networksInPages(rounds, groups) {
  const { Azure } = await import('../pkg/node.js');
  const count = Number(process.env.NETWORKS ?? 100_000);
  const worker = new Worker(new URL('./graph.mjs', import.meta.url), { workerData: { count } });
  try {
    const { url, bytes } = await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    const azure = new Azure({ baseUrl: url, token: () => 'token' });
    const ours = async () => {
      const estate = await azure.estate();
      const answer = { answer: groups(estate), memory: estate.memory };
      estate.free();
      return answer;
    };
    const theirs = async () => {
      const texts = /** @type {string[]} */ ([]);
      let more = /** @type {string | undefined} */ (undefined);
      do {
        const body = JSON.stringify({ options: { $skipToken: more } });
        const response = await fetch(url, { method: 'POST', body });
        const page = await response.json();
        for (const { addressSpace } of page.data) texts.push(...addressSpace.addressPrefixes);
        more = page.$skipToken;
      } while (more !== undefined);
      return overlaps(texts);
    };
    const { answer, memory } = await ours();
    same(unnamed(answer), await theirs());
    const times = [ours, theirs].map(() => /** @type {number[]} */ ([]));
    for (let round = 0; round < Math.max(3, Math.ceil(rounds / 3)); round += 1) {
      for (const [at, work] of [ours, theirs].entries()) {
        const start = performance.now();
        await work();
        times[at].push(performance.now() - start);
      }
    }
    return [
      {
        what: `the same in pages over http, ${megabytes(bytes)}`,
        ours: `${spread(times[0], 'ms', 0)}, ${megabytes(memory)} of memory`,
        peer: `${spread(times[1], 'ms', 0)} fetch, JSON.parse and tuned JavaScript`,
        ratio: ratios(times[0], times[1]),
      },
    ];
  } finally {
    await worker.terminate();
  }
}

function* parts(list, size) {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size);
}
