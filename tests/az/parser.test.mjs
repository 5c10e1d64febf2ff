// Every command of every fixture's scripts, under the parser and the validators of the real az.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { check } from '../../pkg/node.js';
import { azureCli } from '../../scripts/setup.mjs';
import { commandsOf, namesIn } from './commands.mjs';
import { plans, scripts } from './plans.mjs';
import { settings } from './settings.mjs';

/** @type {(commands: string[][]) => Promise<(string | null)[]>} */
let objections;
/** @type {string} */
let folder;
/** @type {import('node:child_process').ChildProcess} */
let az;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aksplan-az-'));
  const program = fileURLToPath(new URL('parse.py', import.meta.url));
  const child = spawn(await azureCli(), ['-B', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  az = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  objections = async (commands) => {
    child.stdin.write(commands.map((words) => `${JSON.stringify(words)}\n`).join(''));
    const answers = [];
    for (const _ of commands) {
      const { done, value } = await lines.next();
      assert.ok(!done, 'az ended');
      answers.push(JSON.parse(value));
    }
    return answers;
  };
});
after(() => {
  az.stdin?.end();
  rmSync(folder, { recursive: true, force: true });
});

test('az takes every command of every script', async (context) => {
  let count = 0;
  const refused = [];
  for (const { name, deploy, teardown } of plans()) {
    for (const [kind, script] of Object.entries({ deploy, teardown })) {
      const commands = await commandsOf(script, folder);
      const seen = new Set(commands.map((words) => verb(words)));
      assert.deepEqual(
        [...namesIn(script)].filter((it) => !seen.has(it)),
        [],
        `${name}, ${kind}: never run`,
      );
      count += commands.length;
      const answers = await objections(commands);
      for (const [at, answer] of answers.entries()) {
        if (answer !== null)
          refused.push(`${name}, ${kind}: ${answer}\n  az ${commands[at].join(' ')}`);
      }
    }
  }
  assert.deepEqual(refused, []);
  context.diagnostic(`az takes the commands of all scripts: ${count}`);
});

test('az takes every setting that aksplan finds no error in', async (context) => {
  const known = new Set();
  const refused = [];
  let count = 0;
  for (const { place, value, plan } of settings()) {
    const { deploy } = withoutErrors(plan);
    if (deploy === undefined) continue;
    count += 1;
    const commands = await commandsOf(deploy, folder);
    const unseen = commands.filter((words) => !known.has(words.join('\0')));
    for (const words of unseen) known.add(words.join('\0'));
    for (const [at, answer] of (await objections(unseen)).entries()) {
      if (answer === null) continue;
      refused.push(`${place} ${JSON.stringify(value)}: ${answer}\n  az ${unseen[at].join(' ')}`);
    }
  }
  assert.deepEqual(refused, []);
  assert.ok(count > 250, `${count} settings`);
  context.diagnostic(`settings that az takes: ${count}, in commands: ${known.size}`);
});

/** The scripts of a plan, where it has no error. */
function withoutErrors(plan) {
  const { findings } = check(plan, {});
  return findings.some((it) => it.severity === 'error') ? {} : scripts(plan);
}

/** The words in front of the arguments. */
function verb(words) {
  const end = words.findIndex((word) => word.startsWith('-'));
  return words.slice(0, end < 0 ? words.length : end).join(' ');
}

const subnet = ['network', 'vnet', 'subnet', 'create', '-g', 'rg', '--vnet-name', 'vnet'];
const cluster = ['aks', 'create', '--resource-group', 'rg', '--name', 'prod'];
const bad = /** @type {const} */ ([
  ['a command that is misspelled', ['aks', 'craete', '--name', 'prod'], /no such command/],
  ['an argument that there is not', [...cluster, '--pods', '30'], /unrecognized arguments: --pods/],
  ['an argument of another command', [...cluster, '--subnet-name', 'x'], /unrecognized arguments/],
  [
    'the beginning of an argument',
    [...subnet, '-n', 'x', '--address-prefix', '10.0.0.0/24'],
    /--address-prefix is no whole name/,
  ],
  [
    'a choice that there is not',
    [...cluster, '--network-plugin', 'azur'],
    /'azur' is not a valid value/,
  ],
  ['a missing argument', ['aks', 'create', '--name', 'prod'], /required: --resource-group/],
  ['a missing argument of a generated command', [...subnet.slice(0, 6), '-n', 'x'], /--vnet-name/],
  ['a deprecated argument', [...cluster, '--docker-bridge-address', '10.0.0.1/24'], /deprecated/],
  ['a word for a number', [...cluster, '--max-pods', 'many'], /invalid int value/],
  ['what a validator refuses', [...cluster, '--nodepool-name', 'a-b'], /alphanumeric/],
  [
    'a value that is not of its format',
    ['network', 'nat', 'gateway', 'create', '-g', 'rg', '-n', 'x', '--idle-timeout', 'long'],
    /invalid literal for int/,
  ],
  [
    'a question that nobody answers',
    ['group', 'delete', '--name', 'rg'],
    /asks for a confirmation/,
  ],
]);

test('az refuses what is wrong', async (context) => {
  const answers = await objections(bad.map(([, words]) => [...words]));
  for (const [at, [title, , reason]] of bad.entries()) {
    await context.test(title, () => assert.match(answers[at] ?? 'taken', reason));
  }
});
