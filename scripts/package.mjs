// The generated files of the npm package: aksplan.js and aksplan.d.ts (glue), types.d.ts (its types,
// for every host), aksplan_bg.wasm, and aksplan_packed.js (the same wasm, compressed into a script,
// for hosts that cannot fetch); and plan.schema.json.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { pkg } from './project.mjs';
import { run, step } from './step.mjs';
import { bind, compiled } from './wasm.mjs';

/** Writes what comes out of the compiled wasm. */
export async function writePackage({ small }) {
  await bind({
    from: compiled,
    folder: pkg,
    name: 'aksplan',
    title: 'the package',
    small,
    further: ['types.d.ts', 'aksplan_packed.js'],
    also: () => {
      writeTypes();
      pack();
    },
  });
}

/** The glue's types without its own loader, whose types exist in browsers only. */
function writeTypes() {
  const glue = readFileSync(join(pkg, 'aksplan.d.ts'), 'utf8');
  const loader = glue.indexOf('export type InitInput');
  if (loader < 0) throw new Error('aksplan.d.ts has changed its shape: it declares no InitInput');
  // Classes can be disposed of; not every compiler that reads these types knows the symbol.
  const types = glue.slice(0, loader).replaceAll(/^ *\[Symbol\.dispose\]\(\): void;\n/gm, '');
  writeFileSync(join(pkg, 'types.d.ts'), `${types.trimEnd()}\n`);
}

function pack() {
  const packed = deflateRawSync(readFileSync(join(pkg, 'aksplan_bg.wasm')), { level: 9 });
  writeFileSync(
    join(pkg, 'aksplan_packed.js'),
    `// aksplan_bg.wasm, deflated and in base64. Generated.\nexport default '${packed.toString('base64')}';\n`,
  );
}

/** The plan's JSON Schema, from the same types that the library reads. */
export async function writeSchema() {
  await step("writing the plan's JSON Schema", async () => {
    const args = ['run', '--quiet', '--features=schema', '--example=plan-schema'];
    writeFileSync(join(pkg, 'plan.schema.json'), await run('cargo', args));
  });
}
