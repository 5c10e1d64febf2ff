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
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, ...args], { cwd, env: { ...rest, ...env } });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
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
