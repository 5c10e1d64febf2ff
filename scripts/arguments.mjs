// `node scripts/arguments.mjs`: writes src/read/az/azure-cli.txt from the pinned azure-cli.

import { writeFileSync } from 'node:fs';
import { file, table } from './azure-cli.mjs';
import { testTools } from './setup.mjs';
import { main, step } from './step.mjs';

await main(async () => {
  await testTools();
  const text = await step("reading az's own table of commands", table);
  writeFileSync(file, text);
});
