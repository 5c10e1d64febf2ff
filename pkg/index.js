// Browsers, bundlers and workers: the wasm is fetched from beside this file.

import start from './aksplan.js';

export * from './aksplan.js';

export const init = async (source = new URL('./aksplan_bg.wasm', import.meta.url)) => {
  await start({ module_or_path: source });
};
