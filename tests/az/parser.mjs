// The parser and the validators of the real az, in one process (parse.py).

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { target } from '../../scripts/project.mjs';
import { azureCli } from '../../scripts/setup.mjs';
import { commandsOf, namesIn } from './commands.mjs';

export async function startParser() {
  const folder = mkdtempSync(join(tmpdir(), 'aksplan-az-'));
  const program = fileURLToPath(new URL('parse.py', import.meta.url));
  const child = spawn(await azureCli(), [program], {
    env: { ...process.env, PYTHONPYCACHEPREFIX: join(target, 'azure-cli', 'compiled') },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  /** What is still to be answered: one asks after the other. */
  let before = Promise.resolve();

  async function ask(commands) {
    child.stdin.write(commands.map((words) => `${JSON.stringify(words)}\n`).join(''));
    const answers = [];
    for (const _ of commands) {
      const { done, value } = await lines.next();
      if (done) throw new Error('az ended');
      answers.push(JSON.parse(value));
    }
    return answers;
  }

  const parser = {
    /**
     * What az has against commands, or null for each that it takes.
     *
     * @param {string[][]} commands lists of words, without `az`
     * @returns {Promise<(string | null)[]>}
     */
    objections(commands) {
      const asked = before.then(() => ask(commands));
      before = asked.then(
        () => undefined,
        () => undefined,
      );
      return asked;
    },
    /** Every command of a script, once: see commands.mjs. */
    commandsOf: (script) => commandsOf(script, folder),
    /**
     * What az has against the commands of a script, in words; and commands that stand in the script
     * and were never run.
     *
     * @param {string} script
     * @returns {Promise<string[]>}
     */
    async objectionsTo(script) {
      const commands = await parser.commandsOf(script);
      const run = new Set(commands.map(nameOf));
      const unseen = [...namesIn(script)].filter((name) => !run.has(name));
      const answers = await parser.objections(commands);
      return [
        ...unseen.map((name) => `az ${name} stands in the script and was not run`),
        ...answers.flatMap((answer, at) =>
          answer === null ? [] : [`${answer}\n  az ${commands[at].join(' ')}`],
        ),
      ];
    },
    async close() {
      child.stdin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return parser;
}

/** The words in front of the arguments. */
function nameOf(words) {
  const end = words.findIndex((word) => word.startsWith('-'));
  return words.slice(0, end < 0 ? words.length : end).join(' ');
}
