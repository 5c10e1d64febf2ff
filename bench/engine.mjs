// The engine in WebAssembly against the same engine native, and the command against Node alone.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pkg, root, target } from '../scripts/project.mjs';
import { found } from '../scripts/setup.mjs';
import { median, ratios, spread } from './numbers.mjs';
import { asOf, plan } from './plan.mjs';

const WARM_UP = 500;
const CALLS = 500;

/** A full check of a plan, object in and object out: rows of the table. */
export async function engine(rounds) {
  const { check } = await import('../pkg/node.js');
  const folder = mkdtempSync(join(tmpdir(), 'aksplan-bench-'));
  const file = join(folder, 'plan.json');
  const text = JSON.stringify(plan);
  writeFileSync(file, text);

  const inWasm = () => {
    const times = [];
    for (let call = 0; call < CALLS; call += 1) {
      const start = performance.now();
      check(plan, { asOf });
      times.push((performance.now() - start) * 1000);
    }
    return median(times);
  };
  const native = () => {
    const program = join(target, 'release', 'examples', 'bench-native');
    const count = String(WARM_UP + CALLS);
    const output = execFileSync(program, [file, asOf, count], { encoding: 'utf8' });
    return median(output.trim().split('\n').slice(WARM_UP).map(Number));
  };

  for (let call = 0; call < WARM_UP; call += 1) check(plan, { asOf });
  const wasm = [];
  const peer = [];
  for (let round = 0; round < rounds; round += 1) {
    wasm.push(inWasm());
    peer.push(native());
  }
  rmSync(folder, { recursive: true });
  return [
    {
      what: `check of a plan of ${text.length} bytes, objects in and out, Node`,
      ours: spread(wasm, 'µs', 0),
      peer: `${spread(peer, 'µs', 0)} native`,
      ratio: ratios(wasm, peer),
      most: 3,
      holds: median(wasm) < 500,
      bar: '≤ 3x native, < 500 µs',
    },
  ];
}

/** `aksplan check` as a fresh process: rows of the table. */
export function command(rounds) {
  const fixture = join(root, 'tests', 'fixtures', '15-overlay-cilium.json');
  const time = (program, args) => {
    const start = performance.now();
    execFileSync(program, args, { stdio: 'ignore' });
    return performance.now() - start;
  };
  const az = found('az');
  const ours = [];
  const node = [];
  const help = [];
  for (let round = 0; round <= rounds; round += 1) {
    const times = [
      time(process.execPath, [join(pkg, 'cli', 'aksplan.js'), 'check', '--as-of', asOf, fixture]),
      time(process.execPath, ['-e', '0']),
      az ? time(az, ['aks', 'create', '--help']) : Number.NaN,
    ];
    // The first round fills the caches of the file system.
    if (round === 0) continue;
    for (const [at, list] of [ours, node, help].entries()) list.push(times[at]);
  }
  const what = '`aksplan check`, a fresh process';
  return [
    {
      what,
      ours: spread(ours, 'ms', 0),
      peer: `${spread(node, 'ms', 0)} \`node -e 0\``,
      ratio: ratios(ours, node),
    },
    az
      ? {
          what,
          ours: spread(ours, 'ms', 0),
          peer: `${spread(help, 'ms', 0)} \`az aks create --help\``,
          ratio: ratios(ours, help),
          most: 0.3,
          bar: '≤ 0.3x',
        }
      : {
          what,
          ours: spread(ours, 'ms', 0),
          peer: 'not measured: no az on this machine',
          bar: '≤ 0.3x az',
        },
  ];
}
