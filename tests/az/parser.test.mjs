// Settings, and what is wrong, under the parser and the validators of the real az.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check } from '../../pkg/node.js';
import { startParser } from './parser.mjs';
import { scripts } from './plans.mjs';
import { settings } from './settings.mjs';

/** @type {Awaited<ReturnType<typeof startParser>>} */
let az;
before(async () => {
  az = await startParser();
});
after(() => az.close());

test('az takes every setting that aksplan finds no error in', async (context) => {
  const known = new Set();
  const refused = [];
  let count = 0;
  for (const { place, value, plan } of settings()) {
    const { deploy } = withoutErrors(plan);
    if (deploy === undefined) continue;
    count += 1;
    const commands = await az.commandsOf(deploy);
    const unseen = commands.filter((words) => !known.has(words.join('\0')));
    for (const words of unseen) known.add(words.join('\0'));
    for (const [at, answer] of (await az.objections(unseen)).entries()) {
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
  const answers = await az.objections(bad.map(([, words]) => [...words]));
  for (const [at, [title, , reason]] of bad.entries()) {
    await context.test(title, () => assert.match(answers[at] ?? 'taken', reason));
  }
});
