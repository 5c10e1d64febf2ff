// What az knows without asking Azure: the subscriptions it is signed in to, and which is the default.

import { execFile } from 'node:child_process';

/**
 * @typedef {object} Account
 * @property {string} id
 * @property {string} name
 * @property {string} tenantId
 * @property {string} environmentName the cloud
 * @property {boolean} isDefault
 */

/** @returns {Promise<Account[]>} none where az is not there or nobody is signed in to it */
export function azAccounts() {
  // On Windows it is a script, which only a shell runs; a shell looks into its own folder first.
  const isWindows = process.platform === 'win32';
  const cwd = isWindows ? (process.env.SystemRoot ?? 'C:\\Windows') : '/';
  return new Promise((resolve) => {
    execFile(
      'az',
      ['account', 'list', '--output', 'json', '--only-show-errors'],
      { cwd, shell: isWindows, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 },
      (error, out) => resolve(error ? [] : accountsIn(out)),
    );
  });
}

/** @param {string} text */
function accountsIn(text) {
  try {
    const all = JSON.parse(text);
    return Array.isArray(all) ? all.filter((it) => typeof it?.id === 'string') : [];
  } catch {
    return [];
  }
}
