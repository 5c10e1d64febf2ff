// @azure/identity as one file of the package, for `aksplan azure`.
//
// As a dependency it would be 43 packages, 36 MB and 6,540 files in the folder of everybody who checks
// a plan, and take 220 ms to load. The part that signs in without a window is one file: 0.4 MB,
// 0.1 MB on the wire, loaded in 60 ms, and only when Azure is asked.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pkg, root } from './project.mjs';
import { step } from './step.mjs';

const folder = join(pkg, 'cli', 'azure');
const entry = join(root, 'scripts', 'identity', 'credentials.js');
const made = join(folder, 'identity.js');
const licenses = 'identity.licenses.md';

/** Writes it, unless it is there and made from the same. */
export async function writeIdentity() {
  const stamp = `// @ts-nocheck ${fingerprint()}\n`;
  const have = existsSync(made) ? readFileSync(made, 'utf8') : '';
  if (have.startsWith(stamp) && existsSync(join(folder, licenses))) return;
  await step('writing what signs in to Azure', async () => {
    const { build } = await import('vite');
    await build({
      root,
      configFile: false,
      logLevel: 'warn',
      publicDir: false,
      ssr: { noExternal: true, target: 'node' },
      build: {
        ssr: entry,
        outDir: folder,
        emptyOutDir: false,
        copyPublicDir: false,
        minify: true,
        target: 'node20',
        license: { fileName: licenses },
        rolldownOptions: {
          output: { entryFileNames: 'identity.js', codeSplitting: false, postBanner: stamp },
        },
      },
    });
    const text = readFileSync(made, 'utf8');
    if (!text.startsWith(stamp)) writeFileSync(made, stamp + text);
  });
}

/** What it is made of: the versions, and what is taken of them. */
function fingerprint() {
  const sum = createHash('sha256');
  for (const file of ['package-lock.json', 'scripts/identity.mjs']) {
    sum.update(readFileSync(join(root, file)));
  }
  return sum.update(readFileSync(entry)).digest('hex');
}
