// `npm run lint`: formatters in check mode, clippy, biome, and the types.

import { writeIdentity } from './identity.mjs';
import * as lints from './lints.mjs';
import { writePackage } from './package.mjs';
import { writePlanner } from './page.mjs';
import { nodeModules, rust } from './setup.mjs';
import { main, step } from './step.mjs';
import { compile, compileFirst, compileGlue } from './wasm.mjs';

await main(async () => {
  await Promise.all([nodeModules(), rust({ lints: true })]);
  for (const { title, check } of lints.source) await step(title, check);
  await Promise.all([compile(), compileFirst(), compileGlue()]);
  await Promise.all([writePackage({ small: false }), writePlanner({ small: false })]);
  await writeIdentity();
  for (const { title, check } of lints.types) await step(title, check);
});
