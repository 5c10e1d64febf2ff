// What is in the package, and how much.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { pkg, root } from '../../scripts/project.mjs';
import { pack } from './installed.mjs';

const read = (...path) => readFileSync(join(...path), 'utf8');
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;

test('the package holds every file that it promises, and one wasm', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'aksplan-pack-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const packed = await pack(folder);
  const files = packed.files.map((file) => file.path);

  const { exports, bin } = JSON.parse(read(pkg, 'package.json'));
  const promised = [exports, bin].flatMap(function targets(value) {
    return typeof value === 'string' ? [value] : Object.values(value).flatMap(targets);
  });
  for (const target of promised) {
    assert.ok(files.includes(target.replace('./', '')), `${target} is not in the package`);
  }
  assert.equal(files.filter((file) => file.endsWith('.wasm')).length, 1);
  t.diagnostic(
    `package: ${kilobytes(packed.size)} packed, ${kilobytes(packed.unpackedSize)} unpacked`,
  );
});

test('the package has the version of the crate', () => {
  const crate = read(root, 'Cargo.toml').match(/^version = "(.*)"$/m)?.[1];
  assert.equal(JSON.parse(read(pkg, 'package.json')).version, crate);
});

// Every rule is code, and there are more than three hundred, each with its page; every argument of az's
// commands and of azurerm's resources is in a table; and Azure is asked, held against plans and deployed
// to. 1,242 KB were measured with all of that: a ceiling that may only come down.
test('the wasm takes at most 1,270 KB of the wire', (t) => {
  const wasm = readFileSync(join(pkg, 'aksplan_bg.wasm'));
  const wire = gzipSync(wasm, { level: 9 }).length;
  t.diagnostic(`wasm: ${kilobytes(wasm.length)}, ${kilobytes(wire)} gzip`);
  assert.ok(wire <= 1_270_000, `${wire} bytes`);
});

test('the inline entry carries the same wasm', async () => {
  const { default: packed } = await import('../../pkg/aksplan_packed.js');
  const { inflateRawSync } = await import('node:zlib');
  const carried = inflateRawSync(Buffer.from(packed, 'base64'));
  assert.ok(carried.equals(readFileSync(join(pkg, 'aksplan_bg.wasm'))));
});

test('the glue and the crate have the same version of wasm-bindgen', () => {
  const pinned = (file) =>
    read(root, file).match(/wasm-bindgen(?:-cli-support)? = .*?"(=[\d.]+)"/)?.[1];
  assert.ok(pinned('Cargo.toml'));
  assert.equal(pinned('Cargo.toml'), pinned('scripts/glue/Cargo.toml'));
});
