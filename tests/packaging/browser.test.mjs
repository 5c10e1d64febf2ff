// The installed package in a real browser: bundled and not, in a worker, under the policies of a
// strict page and of an editor's webview.

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build as vite } from 'vite';
import webpack from 'webpack';
import { launchBrowser } from '../support/browser.mjs';
import { serve } from '../support/serve.mjs';
import { expectedRule, installed, program } from './installed.mjs';

const strict = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const strictWithWorkers = `${strict}; worker-src 'self'`;
const webview = "default-src 'none'; script-src 'nonce-N' 'wasm-unsafe-eval'";

const show = `document.querySelector('output').textContent = JSON.stringify(rules);`;
const inPage = (from) => `import { check, init } from '${from}';${program}${show}`;
const inWorker = (from) => `import { check, init } from '${from}';${program}postMessage(rules);`;
const startWorker = (file) =>
  `const worker = new Worker(new URL('${file}', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data: rules }) => { ${show} };`;

/** A page with one script, and one that no policy here allows. */
const html = (script) => `<!doctype html><title>test</title><output></output>
<script>document.title = 'policy is off';</script>
${script}`;

/** @type {Awaited<ReturnType<typeof installed>>} */
let project;
/** @type {Awaited<ReturnType<typeof launchBrowser>>} */
let browser;
before(async () => {
  [project, browser] = await Promise.all([installed(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  project?.remove();
});

/** Opens an address and demands that its script found the broken plan's fault. */
async function findsAt(url, { policy = true } = {}) {
  const page = await browser.newPage();
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  try {
    await page.goto(url);
    const output = page.locator('output');
    await output
      .filter({ hasText: /./ })
      .waitFor({ state: 'attached', timeout: 20_000 })
      .catch(() => {});
    const text = await output.textContent();
    assert.ok(
      text?.includes(`"${expectedRule}"`),
      `${url} shows ${text}; console:\n${said.join('\n')}`,
    );
    if (policy) assert.equal(await page.title(), 'test', 'the policy was not in force');
  } finally {
    await page.close();
  }
}

/** Serves a folder under a policy and demands the finding from its index.html. */
async function finds(folder, policy, path = '') {
  const server = await serve(folder, { 'content-security-policy': policy });
  try {
    await findsAt(server.url + path);
  } finally {
    await server.close();
  }
}

const module = (src) => `<script type="module" src="${src}"></script>`;

test('a page without a bundler under a strict policy', async () => {
  project.write('plain.html', html(module('./plain.js')));
  project.write('plain.js', inPage('./node_modules/aksplan/index.js'));
  await finds(project.folder, strict, 'plain.html');
});

test('a module worker without a bundler', async () => {
  project.write('worker.html', html(module('./start-worker.js')));
  project.write('start-worker.js', startWorker('./worker.js'));
  project.write('worker.js', inWorker('./node_modules/aksplan/index.js'));
  await finds(project.folder, strictWithWorkers, 'worker.html');
});

for (const kind of ['page', 'worker']) {
  const policy = kind === 'page' ? strict : strictWithWorkers;

  /** A source folder for a bundler; answers its path. */
  const source = (name) => {
    const folder = join(project.folder, name);
    mkdirSync(folder);
    const text = kind === 'page' ? inPage('aksplan') : startWorker('./worker.js');
    project.write(`${name}/main.js`, text);
    if (kind === 'worker') project.write(`${name}/worker.js`, inWorker('aksplan'));
    return folder;
  };

  test(`a ${kind} built by Vite`, async () => {
    const folder = source(`vite-${kind}`);
    project.write(`vite-${kind}/index.html`, `<output></output>${module('./main.js')}`);
    await vite({
      root: folder,
      logLevel: 'warn',
      build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: false },
      worker: { format: 'es' },
    });
    const [script] = readdirSync(join(folder, 'dist', 'assets')).filter((f) =>
      /^index.*js$/.test(f),
    );
    project.write(`vite-${kind}/dist/index.html`, html(module(`./assets/${script}`)));
    await finds(join(folder, 'dist'), policy);
  });

  test(`a ${kind} built by webpack`, async () => {
    const folder = source(`webpack-${kind}`);
    const stats = await new Promise((resolve, reject) => {
      webpack(
        {
          mode: 'production',
          context: folder,
          entry: './main.js',
          output: { path: join(folder, 'dist'), publicPath: '/' },
          performance: false,
        },
        (error, result) => (error ? reject(error) : resolve(result)),
      );
    });
    assert.deepEqual(stats.toJson().errors, []);
    assert.deepEqual(stats.toJson().warnings, []);
    project.write(
      `webpack-${kind}/dist/index.html`,
      html('<script defer src="./main.js"></script>'),
    );
    await finds(join(folder, 'dist'), policy);
  });
}

test('the inline entry where nothing can be fetched: a webview, and a file', async () => {
  const folder = join(project.folder, 'webview');
  mkdirSync(folder);
  const entry = project.write('webview/main.js', `(async () => {${program}${show}})();`);
  project.write(
    'webview/main.js',
    `import { check, init } from 'aksplan/inline';(async () => {${program}${show}})();`,
  );
  await vite({
    root: folder,
    logLevel: 'warn',
    build: { lib: { entry, name: 'view', formats: ['iife'], fileName: () => 'view.js' } },
  });
  project.write('webview/dist/index.html', html('<script nonce="N" src="view.js"></script>'));
  await finds(join(folder, 'dist'), webview);
  await findsAt(pathToFileURL(join(folder, 'dist', 'index.html')).href, { policy: false });
});
