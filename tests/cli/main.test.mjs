import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { aksplan, bin, folder, plan } from './run.mjs';

test('--version is the package’s', async () => {
  const { version } = JSON.parse(
    readFileSync(new URL('../../pkg/package.json', import.meta.url), 'utf8'),
  );
  const { code, out } = await aksplan(['--version']);
  assert.deepEqual([code, out], [0, `${version}\n`]);
});

test('--help names every command, and every command explains itself with examples', async () => {
  const { code, out } = await aksplan(['--help']);
  assert.equal(code, 0);
  const named = (help) => [...help.matchAll(/^ {2}([a-z]+) {2,}\w/gm)].map(([, name]) => name);
  const commands = named(out).map((name) => [name]);
  for (const name of ['check', 'layout', 'render', 'azure', 'explain', 'recommend', 'rules'])
    assert.ok(
      commands.some(([it]) => it === name),
      name,
    );
  for (const path of commands) {
    const name = path.join(' ');
    const { code, out, err } = await aksplan([...path, '--help']);
    assert.deepEqual([code, err], [0, ''], name);
    assert.match(out, /\nUsage\n {2}aksplan /, name);
    assert.ok(out.includes(`\nExamples\n  aksplan ${name}`), name);
    const lines = out.split('\n').filter((it) => !/^ {2}aksplan |^ {2}az /.test(it));
    assert.ok(Math.max(...lines.map((it) => it.length)) <= 100, `${name} is wide`);
    const further = out.match(/\nCommands\n(( {2}.*\n)+)/)?.[1];
    if (path.length === 1) commands.push(...named(further ?? '').map((it) => [...path, it]));
  }
  for (const name of ['estate', 'import', 'preflight', 'deploy'])
    assert.ok(
      commands.some((it) => it.join(' ') === `azure ${name}`),
      name,
    );
  assert.deepEqual(await aksplan(['help', 'azure']), await aksplan(['azure', '--help']));
});

/** @type {[string[], RegExp, RegExp?][]} */
const misunderstood = [
  [[], /^$/, /aksplan COMMAND/],
  [['chekc', 'plan.json'], /there is no command `chekc`\n {2}help: did you mean `aksplan check`\?/],
  [['destroy'], /there is no command `destroy`\n {2}help: one of check, layout/],
  [['check'], /name a plan, script or template, or `-` for standard input/],
  [['check', 'a', '--formt', 'json'], /`aksplan check` has no option `--formt`\n.*`--format`\?/],
  [['check', 'a', '--format', 'jsno'], /`--format` can't be `jsno`\n.*did you mean `json`\?/],
  [['check', 'a', '--format', 'sarif'], /`--format` can't be `sarif`\n.*there is human or json/],
  [['check', 'a', '--format'], /`--format` needs a value: human or json/],
  [['check', 'a', '--format', '--as-of'], /`--format` needs a value/],
  [['check', 'a', '--from', 'bash'], /`--from` can't be `bash`\n.*did you mean `az`\?/],
  [['layout', 'a', '--from', 'TF'], /`--from` can't be `TF`\n.*did you mean `terraform`\?/],
  [['render', 'a', '--from', 'terrafrom'], /did you mean `terraform`\?/],
  [['check', 'a', '--from', 'bicep'], /there is plan, az, arm or terraform/],
  [['layout', 'a', 'b'], /`b` is one too many for `aksplan layout`/],
  [['azure'], /^$/, /aksplan azure COMMAND/],
  [['azure', 'estat'], /`aksplan azure` has no command `estat`\n.*`aksplan azure estate`\?/],
  [['azure', 'remove'], /`aksplan azure` has no command `remove`\n.*one of estate, import/],
  [['rules', '--constructor'], /`aksplan rules` has no option `--constructor`/],
];
for (const [args, err, out = /^$/] of misunderstood) {
  test(`\`aksplan ${args.join(' ')}\` ends with 2 and says what would be right`, async () => {
    const answer = await aksplan(args);
    assert.equal(answer.code, 2);
    assert.match(answer.err, err);
    assert.match(answer.out, out);
  });
}

test('a reader that stops early is no crash', async (t) => {
  const cwd = folder(t, { 'plan.json': plan() });
  for (const args of [['rules'], ['check', 'plan.json', '--format', 'json']]) {
    const child = spawn(process.execPath, [bin, ...args], { cwd });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
    });
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.on('close', resolve));
    assert.equal(err, '');
    assert.ok(code === 0, `${args}: ${code}`);
  }
});

test('rules: every rule once, as text, JSON and Markdown', async () => {
  const answer = JSON.parse((await aksplan(['rules', '--format', 'json'])).out);
  assert.equal(answer.version, 1);
  for (const it of answer.rules) {
    for (const key of ['rule', 'severity', 'topic', 'summary', 'url']) {
      assert.equal(typeof it[key], 'string', `${it.rule} ${key}`);
    }
    assert.ok(Array.isArray(it.aliases));
  }
  const names = answer.rules.map((it) => it.rule);
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.includes('service-cidr-overlaps-subnet'));
  const human = (await aksplan(['rules'])).out;
  const markdown = (await aksplan(['rules', '--format', 'markdown'])).out;
  assert.match(human, new RegExp(`\n${names.length.toLocaleString('en-US')} rules; `));
  for (const name of names) {
    assert.ok(human.includes(`  ${name} `), name);
    assert.ok(markdown.includes(`| [\`${name}\`](`), name);
  }
});
