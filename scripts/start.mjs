// `npm start`: the page on this machine, from a fresh clone too. `PORT` chooses the port.

import { writePackage, writeSchema } from './package.mjs';
import { buildPage, servePage, writePlanner } from './page.mjs';
import { ci } from './project.mjs';
import { nodeModules, rust } from './setup.mjs';
import { main } from './step.mjs';
import { compile, compileGlue } from './wasm.mjs';

const desktop =
  !ci &&
  (['darwin', 'win32'].includes(process.platform) ||
    Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY));

await main(async () => {
  console.log('aksplan: building the page; the first time takes a minute or two');
  await Promise.all([
    nodeModules(),
    rust().then(() => Promise.all([compile(), compileGlue(), writeSchema()])),
  ]);
  // Shrinking the wasm, and compiling a part of it, takes longer than loading it from this machine.
  await Promise.all([writePackage({ small: false }), writePlanner({ first: false })]);
  await buildPage();
  const address = await servePage({ port: Number(process.env.PORT ?? 4173), open: desktop });
  console.log(`\naksplan is at ${address} (stop it with Ctrl+C)`);
});
