// What the real az makes of texts that it could take for something else, in a table that the tests of
// quoting rely on (tests/quoting.rs).

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { azureCli } from '../../scripts/setup.mjs';

const { texts, kinds } = JSON.parse(
  readFileSync(new URL('readings.json', import.meta.url), 'utf8'),
);

/** A value with a text in place of `TEXT`. */
const put = (value, text) => {
  if (typeof value === 'string') return value.replaceAll('TEXT', text);
  if (Array.isArray(value)) return value.map((it) => put(it, text));
  return Object.fromEntries(
    Object.entries(value).map(([name, it]) => [put(name, text), put(it, text)]),
  );
};

/** What az takes the last option of each command for. */
async function readings(commands) {
  const program = fileURLToPath(new URL('readings.py', import.meta.url));
  const child = spawn(await azureCli(), ['-B', program], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end(commands.map((words) => `${JSON.stringify(words)}\n`).join(''));
  const lines = (await child.stdout.setEncoding('utf8').toArray()).join('').trim().split('\n');
  return lines.map((it) => JSON.parse(it));
}

test('az reads texts as the table says', async () => {
  const cases = kinds.flatMap((kind) => texts.map((text) => ({ ...kind, text })));
  const said = await readings(cases.map(({ words, text }) => put(words, text)));
  assert.equal(said.length, cases.length);
  for (const [at, { words, meant, misread, text }] of cases.entries()) {
    const wanted = put(meant, text);
    const about = `az ${put(words, text).join(' ')}`;
    if (misread.includes(text)) assert.notDeepEqual(said[at], wanted, about);
    else assert.deepEqual(said[at], wanted, about);
  }
});
