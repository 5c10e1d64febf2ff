// Azure Resource Graph as the bench needs it: pages that are ready to be sent, from a thread of its own.

import { createServer } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { networkList } from './estate.mjs';

const size = 1_000;
const networks = networkList(workerData.count);

/** What the query of an estate gives of a network. */
const row = ({ id, addressSpace, subnets, virtualNetworkPeerings }) => ({
  id,
  type: 'microsoft.network/virtualnetworks',
  addressSpace,
  addressPrefix: null,
  subnets: subnets.map(({ id, name, ...properties }) => ({ id, name, properties })),
  virtualNetworkPeerings,
  localNetworkAddressSpace: null,
  networkProfile: null,
});

const pages = /** @type {Buffer[]} */ ([]);
for (let at = 0; at < networks.length; at += size) {
  const data = networks.slice(at, at + size).map(row);
  const more = at + size < networks.length ? { $skipToken: String(pages.length + 1) } : {};
  const page = { totalRecords: networks.length, count: data.length, data, ...more };
  pages.push(Buffer.from(JSON.stringify({ ...page, facets: [], resultTruncated: 'false' })));
}
const bytes = pages.reduce((sum, page) => sum + page.length, 0);

const server = createServer(async (request, response) => {
  response.setHeader('content-type', 'application/json');
  if (request.method === 'GET') {
    const subscriptionId = '00000000-0000-4000-8000-000000000000';
    response.end(JSON.stringify({ value: [{ subscriptionId, state: 'Enabled' }] }));
    return;
  }
  let text = '';
  for await (const part of request) text += part;
  const { options } = JSON.parse(text);
  response.end(pages[Number(options.$skipToken ?? 0)]);
});
server.listen(0, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  parentPort?.postMessage({ url: `http://127.0.0.1:${port}`, bytes });
});
