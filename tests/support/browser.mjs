// The system's own Chromium, driven by Playwright.

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
