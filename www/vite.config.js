import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { formTable } from './form-table.js';
import { offline } from './offline.js';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const schema = file('../pkg/plan.schema.json');

export default defineConfig({
  // Works from any folder of any server.
  base: './',
  plugins: [formTable(schema), wasmEarly(), connections(), offline()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Nothing as a data: address, which the page's content security policy forbids for scripts.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: [file('index.html'), file('signed-in.html')],
      output: { codeSplitting: { groups: [{ name: first, debugName: 'first' }] } },
    },
  },
});

/** Has the browser fetch the first wasm while it still reads the script. */
function wasmEarly() {
  return {
    name: 'wasm-early',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle, path }) {
        if (!path.endsWith('/index.html')) return [];
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

/**
 * Lets the page connect to a gateway of one's own: `AKSPLAN_CONNECT` names its address, several with
 * spaces between. A policy that allowed every host would hold nothing back; this one names those who
 * are asked, and nobody else.
 */
function connections() {
  return {
    name: 'connections',
    transformIndexHtml: {
      order: 'pre',
      handler(html) {
        const given = (process.env.AKSPLAN_CONNECT ?? '').split(/\s+/).filter(Boolean);
        const origins = [...new Set(given.map((it) => new URL(it).origin))];
        return html.replace("connect-src 'self'", ["connect-src 'self'", ...origins].join(' '));
      },
    },
  };
}

/** What the page loads first is one file: many small ones are longer together, as gzip sees each alone. */
function first(id, graph) {
  firstModules ??= reached(file('src/main.tsx'), graph);
  return firstModules.has(id) ? 'first' : null;
}

let firstModules;

function reached(id, graph, found = new Set()) {
  if (found.has(id)) return found;
  found.add(id);
  for (const next of graph.getModuleInfo(id)?.importedIds ?? []) reached(next, graph, found);
  return found;
}
