// The command line against the local Azure Resource Manager, signed in by a stand-in for az: what
// @azure/identity runs is a program of that name on the PATH.

import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { start } from './run.mjs';

/** @typedef {Awaited<ReturnType<typeof import('../arm/server.mjs').startArm>>} Arm */

const ours = /^(AZURE|AKSPLAN|ARM|IDENTITY|MSI|IMDS)_/;

/**
 * What a person has who is signed in with az.
 *
 * @param {string} folder where az is
 * @param {Arm} arm
 * @param {{ accounts?: any[], token?: string, fails?: string }} [options] `fails` is what az says instead
 */
export function signedInWithAz(folder, arm, { accounts, token = arm.token(), fails } = {}) {
  const { subscription } = arm.options;
  const all = accounts ?? [
    {
      id: subscription,
      name: 'Shop',
      tenantId: arm.tenant,
      environmentName: 'AzureCloud',
      isDefault: true,
    },
  ];
  const file = (/** @type {string} */ name) => join(folder, name);
  const ends = Math.floor(Date.now() / 1000) + 3600;
  writeFileSync(file('accounts.json'), JSON.stringify(all));
  writeFileSync(
    file('token.json'),
    JSON.stringify({ accessToken: token, expires_on: ends, tokenType: 'Bearer' }),
  );
  const answer = fails
    ? `echo "${fails}" >&2; exit 1`
    : `case "$1 $2" in
  'account list') cat '${file('accounts.json')}' ;;
  'account get-access-token') cat '${file('token.json')}' ;;
  *) echo "unknown: $*" >&2; exit 2 ;;
esac`;
  writeFileSync(file('az'), `#!/bin/sh\necho "$*" >> '${file('az.log')}'\n${answer}\n`);
  chmodSync(file('az'), 0o755);
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
  return {
    token,
    env: {
      ...env,
      AKSPLAN_BASE_URL: arm.httpUrl,
      PATH: [folder, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
    },
    /** What az was asked. */
    asked: () => readFileSync(file('az.log'), 'utf8').trim().split('\n'),
  };
}

/**
 * `aksplan azure …`; nothing of it may have a secret in it.
 *
 * @param {string[]} args
 * @param {{ env: Record<string, string | undefined>, cwd?: string, secrets?: string[],
 *   input?: string }} options
 */
export function azure(args, { secrets = [], ...options }) {
  const running = start(['azure', ...args], options);
  const done = running.done.then((it) => {
    for (const secret of secrets) {
      if (`${it.out}${it.err}`.includes(secret)) throw new Error('a secret was shown');
    }
    return it;
  });
  return Object.assign(running, { done });
}
