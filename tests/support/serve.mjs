// A folder over HTTP, with the headers a test asks for.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { gzipSync } from 'node:zlib';

const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * Serves `folder` on a free port of this machine: `{ url, close }`; `compressed` with gzip, as servers
 * of static files do.
 */
export async function serve(folder, headers = {}, { compressed = false } = {}) {
  const zipped = compressed ? { 'content-encoding': 'gzip' } : {};
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = resolve(folder, join('.', path.endsWith('/') ? `${path}index.html` : path));
    const body = file.startsWith(resolve(folder) + sep)
      ? await readFile(file).catch(() => null)
      : null;
    if (body === null) {
      response.writeHead(404).end();
      return;
    }
    const type = types[extname(file)] ?? 'application/octet-stream';
    response
      .writeHead(200, { 'content-type': type, ...zipped, ...headers })
      .end(compressed ? gzipSync(body) : body);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((closed) => server.close(closed).closeAllConnections()),
  };
}
