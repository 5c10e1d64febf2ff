// `npm run lint`: formatters in check mode, clippy, biome, and the types.

import * as lints from './lints.mjs';
import { compile, compileGlue, writePackage } from './package.mjs';
import { nodeModules, rust } from './setup.mjs';
import { main, step } from './step.mjs';

await main(async () => {
  await Promise.all([nodeModules(), rust({ lints: true })]);
  for (const { title, check } of lints.source) await step(title, check);
  await Promise.all([compile(), compileGlue()]);
  await writePackage({ small: false });
  for (const { title, check } of lints.types) await step(title, check);
});
