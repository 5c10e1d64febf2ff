// Bytes of what ships.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { dist, npm, pkg } from '../scripts/project.mjs';
import { run } from '../scripts/step.mjs';

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
const gzip = (bytes) => gzipSync(bytes, { level: 9 }).length;

/** Rows of the table. */
export async function sizes() {
  const wasm = readFileSync(join(pkg, 'aksplan_bg.wasm'));
  const output = await run(...npm('pack', '--dry-run', '--json', '--silent'), { cwd: pkg });
  const [packed] = Object.values(JSON.parse(output.slice(output.search(/^[[{]/m))));
  const page = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  const sum = (of) => page.reduce((total, file) => total + of(file), 0);
  return [
    {
      what: 'the wasm',
      ours: `${kilobytes(wasm.length)}, ${kilobytes(gzip(wasm))} gzip, ${kilobytes(brotliCompressSync(wasm).length)} brotli`,
    },
    {
      what: 'the npm package',
      ours: `${kilobytes(packed.unpackedSize)}, ${kilobytes(packed.size)} packed`,
    },
    {
      what: 'the whole page',
      ours: `${kilobytes(sum((file) => file.length))}, ${kilobytes(sum(gzip))} gzip in ${page.length} files`,
    },
  ];
}
