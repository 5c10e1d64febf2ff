// The table of az's arguments, from the azure-cli that scripts/azure-cli.requirements.txt names.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, target } from './project.mjs';
import { azureCli } from './setup.mjs';
import { run } from './step.mjs';

/** What the library reads. */
export const file = join(root, 'src', 'read', 'az', 'azure-cli.txt');

/** The table as the package has it. */
export async function table() {
  const python = await azureCli();
  const written = join(target, 'azure-cli.txt');
  await run(python, [join(root, 'scripts', 'azure-cli.py'), written], {
    env: { PYTHONDONTWRITEBYTECODE: '' },
  });
  return readFileSync(written, 'utf8');
}

/** Throws with the difference when the file is not what the package says. */
export async function check() {
  const [theirs, ours] = [await table(), readFileSync(file, 'utf8')];
  if (theirs === ours) return;
  const found = difference(commands(ours), commands(theirs));
  const shown =
    found.length > 40 ? [...found.slice(0, 40), `… and ${found.length - 40} more`] : found;
  throw new Error(
    `src/read/az/azure-cli.txt is not what azure-cli says; run \`node scripts/arguments.mjs\`\n${shown.join('\n')}`,
  );
}

/** The lines of each command. */
function commands(text) {
  const blocks = text.split('\n\n').map((block) => block.split('\n').filter(Boolean));
  return new Map(blocks.map(([name, ...lines]) => [name, lines]));
}

function difference(ours, theirs) {
  const names = [...new Set([...ours.keys(), ...theirs.keys()])];
  const found = names.flatMap((name) => {
    const [a, b] = [ours.get(name) ?? [], theirs.get(name) ?? []];
    return [
      ...a.filter((line) => !b.includes(line)).map((line) => `- ${name}: ${line}`),
      ...b.filter((line) => !a.includes(line)).map((line) => `+ ${name}: ${line}`),
    ];
  });
  return found.length > 0 ? found : ['the order of commands or arguments differs'];
}
