#!/usr/bin/env node
// The command `aksplan`.

import { main } from './main.js';

// Whoever reads may stop before the end (`aksplan rules | head`).
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

process.exitCode = await main(process.argv.slice(2));
