// The real az, signed in to a local Azure Resource Manager, and scripts that run with it.
//
//   const arm = await startArm();
//   const az = await startAz(arm);
//   const run = await az.script(text);   // real bash, real az: { code, out, err, requests, problems }
//   await az.run('aks', 'list');         // one command: the same
//   await az.close();
//   await arm.close();
//
// `withAz(work, options)` does all but the middle: `work(az, arm)` with an Azure of its own, which is
// started with `options`. `arm.reset()` between plans is much faster than another Azure.
//
// The local Azure is az's own cloud: registered by `az cloud register`, signed in to by
// `az login --identity`, trusted by its own authority alone. Nothing else can be reached, and no file
// of the person who runs the tests is read. Commands run in forks of a process that has az loaded
// (serve.py); `startAz(arm, { plain: true })` starts Python for each, as people's machines do.
// Of `sleep`, a tenth of a second stands for ten.

import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { target } from '../../scripts/project.mjs';
import { azureCli } from '../../scripts/setup.mjs';
import { startArm } from '../arm/server.mjs';

/** @typedef {Awaited<ReturnType<typeof startArm>>} Arm */
/** @typedef {Awaited<ReturnType<typeof startAz>>} Az */

/**
 * What came of a script or a command: its exit code, what it printed, and what it asked of Azure.
 *
 * @typedef {{ code: number | null, out: string, err: string, requests: any[], problems: any[] }} Run
 */

/**
 * Runs `work` with a local Azure of its own and az signed in to it.
 *
 * @template T
 * @param {(az: Az, arm: Arm) => Promise<T>} work
 * @param {Parameters<typeof startArm>[0]} [options]
 * @returns {Promise<T>}
 */
export async function withAz(work, options) {
  const arm = await startArm(options);
  try {
    const az = await startAz(arm);
    try {
      return await work(az, arm);
    } finally {
      await az.close();
    }
  } finally {
    await arm.close();
  }
}

/**
 * az, signed in to a local Azure.
 *
 * @param {Arm} arm
 */
export async function startAz(arm, { plain = false } = {}) {
  const python = await azureCli();
  const folder = mkdtempSync(join(tmpdir(), 'aksplan-az-'));
  const [bin, work] = ['bin', 'work'].map((name) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  });
  const env = environment(arm, folder, bin);
  const loads = program(bin, 'az', `exec '${python}' -m azure.cli "$@"`);
  program(bin, 'sleep', 'exec /bin/sleep 0.1');

  const running = new Set();
  /** Starts a program in a process group of its own; `ended` is what came of it. */
  function start(command, args, more = {}) {
    const before = [arm.requests.length, arm.problems.length];
    const child = spawn(command, args, {
      cwd: work,
      env: { ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    running.add(child);
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
    });
    /** @type {Promise<Run>} */
    const ended = new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        running.delete(child);
        const requests = arm.requests.slice(before[0]);
        resolve({ code, out, err, requests, problems: arm.problems.slice(before[1]) });
      });
    });
    const kill = () => process.kill(-(child.pid ?? 0), 'SIGKILL');
    return { ended, kill };
  }

  const run = (...words) => start('az', words).ended;
  const az = {
    env,
    /** Runs one command. */
    run,
    /** Runs one command that must succeed. */
    async ok(...words) {
      const ended = await run(...words);
      if (ended.code !== 0) throw new Error(`az ${words.join(' ')}: ${ended.err}`);
      return ended;
    },
    /** Starts a script: `{ ended, kill }`, where `kill` ends bash and az at once. */
    startScript(text, more = {}) {
      const file = join(work, 'script.sh');
      writeFileSync(file, text);
      return start('bash', [file], more);
    },
    /** Runs a script, with more in its environment. */
    script: (text, more = {}) => az.startScript(text, more).ended,
    async close() {
      for (const child of running) process.kill(-child.pid, 'SIGKILL');
      server?.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };

  for (const words of [
    ['cloud', 'register', '--name', 'Local', '--endpoint-resource-manager', arm.url],
    ['cloud', 'set', '--name', 'Local'],
    ['login', '--identity'],
  ]) {
    await az.ok(...words);
  }
  const server = plain ? undefined : await serve(python, env, folder);
  if (server) {
    program(bin, 'az', `exec '${python}' -I -S '${here('client.py')}' "$@"`);
  } else {
    loads();
  }
  return az;
}

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Writes a program of one line, and answers how to write it again. */
function program(folder, name, line) {
  const write = () => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${line}\n`);
    chmodSync(join(folder, name), 0o755);
  };
  write();
  return write;
}

function environment(arm, folder, bin) {
  const nowhere = 'http://127.0.0.1:9';
  return {
    PATH: [bin, process.env.PATH].join(delimiter),
    LANG: 'C.UTF-8',
    HOME: join(folder, 'home'),
    TMPDIR: folder,
    AZURE_CONFIG_DIR: join(folder, 'config'),
    AZURE_CORE_COLLECT_TELEMETRY: 'no',
    AZURE_CORE_NO_COLOR: 'yes',
    AZURE_EXTENSION_USE_DYNAMIC_INSTALL: 'no',
    AZURE_LOGGING_ENABLE_LOG_FILE: 'no',
    AKSPLAN_AZ_SOCKET: join(folder, 'socket'),
    IDENTITY_ENDPOINT: `${arm.httpUrl}/msi/token`,
    IDENTITY_HEADER: 'tests',
    REQUESTS_CA_BUNDLE: arm.ca,
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    NO_PROXY: '127.0.0.1',
    PYTHONPYCACHEPREFIX: join(target, 'azure-cli', 'compiled'),
  };
}

/** The process that has az loaded, when it is ready. */
function serve(python, env, folder) {
  const child = spawn(python, [here('serve.py'), env.AKSPLAN_AZ_SOCKET], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      reject(new Error(`az ended with ${code}: ${said}`));
      // Once it is ready, only `close` ends it.
      if (signal === null) console.error(said);
    });
    child.stdout.once('data', () => resolve(child));
  });
}
