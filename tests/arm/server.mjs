// A local Azure Resource Manager for tests. README.md says what it is and what it cannot prove.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Arm } from './arm.mjs';
import { handle } from './handle.mjs';
import { Schemas } from './schemas.mjs';
import { certificates } from './tls.mjs';

/** Listens on a free port of this machine only; answers the port. */
const listen = (server) =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  });

const close = (server) =>
  new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });

/** @param {Partial<Omit<typeof import('./arm.mjs').defaults, 'lro'>> & { lro?: Partial<typeof import('./arm.mjs').defaults.lro> }} options */
export async function startArm(options = {}) {
  const arm = new Arm(options);
  if (arm.options.schemas) arm.schemas = await Schemas.load();
  const folder = mkdtempSync(join(tmpdir(), 'aksplan-arm-'));
  // What can not even be read, such as a path that is none, ends without an answer.
  const serve = (request, response) =>
    handle(arm, request, response).catch(() => response.destroy());
  const plain = http.createServer(serve);
  arm.httpUrl = `http://127.0.0.1:${await listen(plain)}`;
  arm.url = arm.httpUrl;
  const servers = [plain];

  if (arm.options.tls) {
    const { ca, cert, key } = await certificates();
    arm.ca = join(folder, 'ca.pem');
    writeFileSync(arm.ca, ca);
    const secure = https.createServer({ cert, key }, serve);
    arm.url = `https://127.0.0.1:${await listen(secure)}`;
    servers.push(secure);
  }

  return Object.assign(arm, {
    async close() {
      await Promise.all(servers.map(close));
      rmSync(folder, { recursive: true, force: true });
    },
  });
}
