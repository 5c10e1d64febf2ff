import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { formTable } from './form-table.js';

const schema = fileURLToPath(new URL('../pkg/plan.schema.json', import.meta.url));

export default defineConfig({
  // Works from any folder of any server.
  base: './',
  plugins: [formTable(schema), wasmEarly()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Nothing as a data: address, which the page's content security policy forbids for scripts.
    assetsInlineLimit: 0,
  },
});

/** Has the browser fetch the first wasm while it still reads the script. */
function wasmEarly() {
  return {
    name: 'wasm-early',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle }) {
        const first = Object.keys(bundle ?? {}).filter((file) => /planner_bg.*\.wasm$/.test(file));
        return first.map((file) => ({
          tag: 'link',
          injectTo: 'head',
          attrs: { rel: 'preload', as: 'fetch', crossorigin: true, href: `./${file}` },
        }));
      },
    },
  };
}
