// The system's own Chromium, driven by Playwright.

import { spawn } from 'node:child_process';
import { chromium } from 'playwright-core';
import { chromium as installed } from '../../scripts/setup.mjs';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts a browser without a window; close it when done.
 *
 * @param {{ args?: string[] }} options
 */
export function launchBrowser({ args = [] } = {}) {
  return chromium.launch({ executablePath: installed(), args: [...flags, ...args] });
}

/**
 * A browser with a profile on the disk, as people have it; `kill` ends it as a crash does.
 *
 * @param {string} profile
 */
export async function launchProfile(profile) {
  const args = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`];
  const program = spawn(installed(), [...flags, ...args, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const address = await new Promise((resolve, reject) => {
    let said = '';
    program.stderr.on('data', (text) => {
      said += text;
      const found = /listening on (ws:\S+)/.exec(said);
      if (found) resolve(found[1]);
    });
    program.on('exit', () => reject(new Error(`the browser ended: ${said}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const ended = new Promise((resolve) => program.on('exit', resolve));
  const kill = async () => {
    // With everything that it has started.
    if (program.exitCode === null && program.pid) process.kill(-program.pid, 'SIGKILL');
    await ended;
  };
  return { newPage: () => browser.contexts()[0]?.newPage() ?? browser.newPage(), kill };
}
