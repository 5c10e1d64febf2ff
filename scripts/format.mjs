// `npm run format`: puts Rust, TypeScript, JavaScript, JSON and CSS in their one form.

import { biome } from './project.mjs';
import { nodeModules, rust } from './setup.mjs';
import { main, run, step } from './step.mjs';

await main(async () => {
  await Promise.all([nodeModules(), rust({ lints: true })]);
  await step('formatting Rust', () => run('cargo', ['fmt']));
  for (const folder of ['fast', 'scripts/glue']) {
    await step(`formatting Rust, ${folder}`, () =>
      run('cargo', ['fmt', `--manifest-path=${folder}/Cargo.toml`]),
    );
  }
  await step('formatting the rest', () => run(...biome('check', '--write', '.')));
});
