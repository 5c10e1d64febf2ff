// Node: the wasm is read on import, without top-level await, so that `require` works as well.

import { readFileSync } from 'node:fs';
import { initSync } from './aksplan.js';

initSync({ module: readFileSync(new URL('./aksplan_bg.wasm', import.meta.url)) });

export * from './aksplan.js';

export const init = async () => {};
