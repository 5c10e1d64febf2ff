// The az commands of a script, as bash passes them.
//
// The script runs under the real bash, with `az` as a function that writes down its arguments and
// makes nothing. What the script asks Azure is answered by the test: in one run everything is there
// and as wanted, in another nothing is, so that every branch is taken.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// In front of the script: bash keeps the files that the script writes for az to read.
const before = (folder) => `mktemp() { echo '${folder}'; }\n`;

// Behind the script's own functions, in their place.
const instead = (log, status) => `
trap - EXIT
az() {
  printf '%s\\0' "$#" "$@" >> '${log}'
  # Roles are counted before they are given, and waited for afterwards.
  case "$*" in
    'role assignment create'*) granted=1 ;;
    'role assignment list'*) echo "\${granted:-0}" ;;
    *) echo answer ;;
  esac
}
found() { "$@" --output none; return ${status}; }
is() { shift; "$@" --output tsv; return ${status}; }
require() { shift 2; "$@" --output tsv; }
wait_for() { shift 3; "$@" --output tsv; }
die() { :; }
`;

/**
 * Every command of a script once: lists of words, without `az`. Files that the commands name are
 * in `folder`.
 *
 * @param {string} script
 * @param {string} folder
 * @returns {Promise<string[][]>}
 */
export async function commandsOf(script, folder) {
  const functions = script.indexOf('# --- Functions');
  const body = script.indexOf('\n# --- ', functions + 1);
  if (functions < 0 || body < 0) throw new Error(`the script has no functions:\n${script}`);
  const own = mkdtempSync(join(tmpdir(), 'aksplan-az-'));
  try {
    const [file, log] = [join(own, 'script.sh'), join(own, 'log')];
    const commands = new Map();
    for (const status of [0, 1]) {
      writeFileSync(log, '');
      const text = [
        before(folder),
        script.slice(0, body),
        instead(log, status),
        script.slice(body),
      ];
      writeFileSync(file, text.join(''));
      await bash(file);
      for (const words of calls(readFileSync(log, 'utf8'))) commands.set(words.join('\0'), words);
    }
    return [...commands.values()];
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

/** The names of the commands that stand in a script: `network vnet show`. */
export function namesIn(script) {
  const code = script.replace(/^\s*#.*$/gm, '');
  return new Set(
    [...code.matchAll(/\baz ((?:[a-z0-9]+(?:-[a-z0-9]+)*[ \n])+)/g)].map(([, it]) => it.trim()),
  );
}

function bash(file) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, AKSPLAN_CLIENT_SECRET: 'a secret' };
    const child = spawn('bash', [file], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(undefined) : reject(new Error(`${file} ended with ${code}\n${said}`)),
    );
  });
}

/** The calls of a log: each a count and so many arguments, a NUL after each. */
function* calls(log) {
  const words = log.split('\0');
  for (let at = 0; at + 1 < words.length; ) {
    const count = Number(words[at]);
    yield words.slice(at + 1, at + 1 + count);
    at += 1 + count;
  }
}
