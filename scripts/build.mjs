// `npm run build`: the WebAssembly, the npm package in pkg/ and the page in dist/.

import { compile, compileGlue, writePackage, writeSchema } from './package.mjs';
import { buildPage } from './page.mjs';
import { nodeModules, rust } from './setup.mjs';
import { main } from './step.mjs';

await main(async () => {
  await Promise.all([nodeModules(), rust().then(() => Promise.all([compile(), compileGlue()]))]);
  await writePackage({ small: true });
  await writeSchema();
  await buildPage();
});
