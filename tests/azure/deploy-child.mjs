// Deploys in a process of its own, with a journal in a file: deploy-child.mjs WORK JOURNAL.

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { Azure, init } from '../../pkg/node.js';
import { soon } from './azure.mjs';

const [, , work, file] = process.argv;
const { url, token, options, requests } = JSON.parse(readFileSync(work, 'utf8'));
await init();
const azure = new Azure({ baseUrl: url, graphBaseUrl: url, token: () => token, limits: soon });
await azure.deploy(requests, {
  ...options,
  journal: {
    load: () => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
    save: (text) => {
      writeFileSync(`${file}.new`, text);
      renameSync(`${file}.new`, file);
    },
  },
});
