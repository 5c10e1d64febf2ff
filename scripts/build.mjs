// `npm run build`: the WebAssembly, the npm package in pkg/ and the page in dist/.

import { writeIdentity } from './identity.mjs';
import { writePackage, writeSchema } from './package.mjs';
import { buildPage, writePlanner } from './page.mjs';
import { nodeModules, rust } from './setup.mjs';
import { main } from './step.mjs';
import { compile, compileFirst, compileGlue } from './wasm.mjs';

await main(async () => {
  await Promise.all([
    nodeModules(),
    rust().then(() => Promise.all([compile(), compileFirst(), compileGlue()])),
  ]);
  await Promise.all([writePackage({ small: true }), writePlanner()]);
  await writeIdentity();
  await writeSchema();
  await buildPage();
});
