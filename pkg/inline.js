// Hosts that cannot fetch (webviews, extension hosts, single files): the wasm is part of the script.

import start from './aksplan.js';
import packed from './aksplan_packed.js';

export * from './aksplan.js';

let loading;

export const init = () => {
  loading ??= unpack().then((bytes) => start({ module_or_path: bytes }));
  return loading.then(() => {});
};

function unpack() {
  const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).arrayBuffer();
}
