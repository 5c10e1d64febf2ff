// Steps that say what they do and how long it took. Nothing here needs anything installed.

import { spawn } from 'node:child_process';
import { root } from './project.mjs';

/** A program that ended badly; the message carries what it printed. */
export class ProgramFailed extends Error {
  constructor(line, ending, output) {
    super(`\`${line}\` ${ending}\n${output.trimEnd()}`);
    this.output = output;
  }
}

/** Runs `work`, saying so at the start, every 15 seconds, and at the end with `result` in words. */
export async function step(title, work, result = (_answer) => '') {
  const started = performance.now();
  const took = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
  console.log(`  … ${title}`);
  const reminder = setInterval(() => console.log(`  … ${title}, ${took()} so far`), 15_000);
  try {
    const answer = await work();
    console.log(`  ✓ ${title}${result(answer)} (${took()})`);
    return answer;
  } catch (error) {
    console.log(`  ✗ ${title} (${took()})`);
    throw error;
  } finally {
    clearInterval(reminder);
  }
}

/** Runs a program and answers what it printed; throws `ProgramFailed` when it ends badly. */
export function run(command, args, { cwd = root, env = {} } = {}) {
  const line = [command, ...args].join(' ');
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (error) =>
      reject(new ProgramFailed(line, `did not start: ${error.message}`, output)),
    );
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else
        reject(
          new ProgramFailed(line, signal ? `was ended by ${signal}` : `ended with ${code}`, output),
        );
    });
  });
}

/** Runs a command's whole work and turns an error into a message and exit code 1. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
