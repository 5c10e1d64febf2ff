// Installs what is missing, so that a machine with rustup and Node is enough.
// Nothing here needs anything installed.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ci, npm, root, target } from './project.mjs';
import { run, step } from './step.mjs';

const wasm = 'wasm32-unknown-unknown';

/** `node_modules` as package-lock.json says. */
export async function nodeModules() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const stamp = join(root, 'node_modules', '.installed-for');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  await step('installing the JavaScript tools (npm ci)', async () => {
    await run(...npm('ci', '--include=dev', '--prefer-offline'));
    writeFileSync(stamp, lock);
  });
}

/** Rust's WebAssembly target, and for the tests rustfmt and clippy. */
export async function rust({ lints = false } = {}) {
  const sysroot = await run('rustc', ['--print', 'sysroot']).catch(() => {
    throw new Error('Rust is missing: install it from https://rustup.rs and run this again');
  });
  if (!existsSync(join(sysroot.trim(), 'lib', 'rustlib', wasm, 'lib'))) {
    await step(`adding Rust's target ${wasm}`, () => rustup('target', 'add', wasm));
  }
  if (!lints) return;
  for (const component of ['rustfmt', 'clippy']) {
    const there = await run('cargo', [component === 'clippy' ? 'clippy' : 'fmt', '--version']).then(
      () => true,
      () => false,
    );
    if (!there) await step(`adding ${component}`, () => rustup('component', 'add', component));
  }
}

async function rustup(...args) {
  await run('rustup', args).catch((error) => {
    throw new Error(`this is missing and needs rustup: rustup ${args.join(' ')}\n${error.message}`);
  });
}

const browsers = {
  linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ],
  win32: ['C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'],
};

/** The Chromium that the browser tests drive: `CHROMIUM`, or the system's own. */
export function chromium() {
  const named = process.env.CHROMIUM;
  return named ?? (browsers[process.platform] ?? browsers.linux).map(found).find(Boolean);
}

/** A program's full path, when there is one. */
export function found(program) {
  if (existsSync(program)) return program;
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
}

/** A Python that can make virtual environments. */
async function python() {
  const program = ['python3', 'python'].map(found).find(Boolean);
  if (!program) return undefined;
  // Debian's own Python has them in a package of its own.
  return run(program, ['-c', 'import venv, ensurepip']).then(
    () => program,
    () => undefined,
  );
}

/** Python with the azure-cli that scripts/azure-cli.requirements.txt names; answers its program. */
export async function azureCli() {
  const requirements = join(root, 'scripts', 'azure-cli.requirements.txt');
  const folder = join(target, 'azure-cli');
  const windows = process.platform === 'win32';
  const program = windows ? join('Scripts', 'python.exe') : join('bin', 'python');
  const stamp = join(folder, '.installed-for');
  const wanted = readFileSync(requirements, 'utf8');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    await step('installing azure-cli for the tests (pip)', async () => {
      rmSync(folder, { recursive: true, force: true });
      await run(await python(), ['-m', 'venv', folder]);
      const quiet = ['--disable-pip-version-check', '--no-input', '--quiet'];
      const only = ['--no-deps', '--no-compile', `--requirement=${requirements}`];
      await run(join(folder, program), ['-m', 'pip', 'install', ...quiet, ...only]);
      writeFileSync(stamp, wanted);
    });
  }
  return join(folder, program);
}

/** What the tests need from the system: a Chromium, ShellCheck and Python. */
export async function testTools() {
  const missing = [
    ...(chromium() ? [] : ['chromium']),
    ...(found('shellcheck') ? [] : ['shellcheck']),
    ...((await python()) ? [] : ['python3', 'python3-venv']),
  ];
  if (missing.length === 0) return;

  const root = process.getuid?.() === 0;
  const sudo = ci && Boolean(found('sudo'));
  if (!found('apt-get') || !(root || sudo)) {
    throw new Error(
      `the tests need ${missing.join(' and ')}: install ${missing.length > 1 ? 'them' : 'it'} and run this again ` +
        `(on Debian and Ubuntu: sudo apt-get install ${missing.join(' ')}; ` +
        'a Chromium or Chrome elsewhere can be named in the environment as CHROMIUM)',
    );
  }
  const apt = (...args) =>
    root
      ? run('apt-get', args, { env: { DEBIAN_FRONTEND: 'noninteractive' } })
      : run('sudo', ['-n', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]);
  await step(`installing ${missing.join(' and ')} (apt-get)`, async () => {
    await apt('update', '-q');
    await apt('install', '-q', '-y', '--no-install-recommends', ...missing);
  });
}
