// The planner that the page loads first: it judges plans, lays out their addresses, applies fixes
// and reads plans in JSON. `whole.tsx` has the rest.

import start from '../planner/planner.js';

export * from '../planner/planner.js';

export async function init(): Promise<void> {
  const wasm = new URL('../planner/planner_bg.wasm', import.meta.url);
  await start({ module_or_path: wasm });
}
