// Runs the command line as a process.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export { small as plan } from '../support/plans.mjs';

export const bin = fileURLToPath(new URL('../../pkg/cli/aksplan.js', import.meta.url));

/**
 * @param {string[]} args
 * @param {{ input?: string | Buffer, env?: Record<string, string>, cwd?: string }} [options]
 * @returns {Promise<{ code: number | null, out: string, err: string }>}
 */
export function aksplan(args, { input, env = {}, cwd } = {}) {
  const { FORCE_COLOR: _, NO_COLOR: __, COLUMNS: ___, ...rest } = process.env;
  return start(args, { input, cwd, env: { ...rest, ...env } }).done;
}

/**
 * The command line while it runs, with nothing in its environment but what is given.
 *
 * @param {string[]} args
 * @param {{ input?: string | Buffer, env: Record<string, string | undefined>, cwd?: string }} options
 */
export function start(args, { input, env, cwd }) {
  const child = spawn(process.execPath, [bin, ...args], { cwd, env });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    err += text;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  /** @type {Promise<{ code: number | null, signal: string | null, out: string, err: string }>} */
  const done = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, out, err }));
  });
  return { child, done, said: () => out + err };
}

/**
 * A folder with files, gone after the test.
 *
 * @param {import('node:test').TestContext} test
 * @param {Record<string, string | Buffer | object>} files
 */
export function folder(test, files) {
  const path = mkdtempSync(join(tmpdir(), 'aksplan-cli-'));
  test.after(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const text =
      typeof content === 'string' || Buffer.isBuffer(content)
        ? content
        : JSON.stringify(content, null, 2);
    writeFileSync(join(path, name), text);
  }
  return path;
}
