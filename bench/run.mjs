// `npm run bench`: what aksplan promises of speed and size, measured in one run against its peers.
// Ratios are of medians of rounds that took turns; times alone differ between machines and days.

import { writePackage, writeSchema } from '../scripts/package.mjs';
import { buildPage, writePlanner } from '../scripts/page.mjs';
import { nodeModules, rust } from '../scripts/setup.mjs';
import { main, run, step } from '../scripts/step.mjs';
import { compile, compileFirst, compileGlue } from '../scripts/wasm.mjs';
import { command, engine } from './engine.mjs';
import { estates } from './estate.mjs';
import { median, spread, table } from './numbers.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 9);

await main(async () => {
  await Promise.all([nodeModules(), rust()]);
  await Promise.all([compile(), compileFirst(), compileGlue()]);
  await Promise.all([writePackage({ small: true }), writePlanner()]);
  await writeSchema();
  await buildPage();
  await step('compiling the native engine', () =>
    run('cargo', ['build', '--release', '--example=bench-native', '--example=bench-estate']),
  );
  const { sizes } = await import('./sizes.mjs');
  const { page } = await import('./page.mjs');
  const { map } = await import('./map.mjs');
  const rows = [
    ...(await step('measuring the engine', () => engine(ROUNDS))),
    ...(await step('measuring the command', () => command(ROUNDS))),
    ...(await step('measuring estates', () => estates(ROUNDS))),
    ...(await step('measuring sizes', sizes)),
    ...(await step('measuring the page', () => page(ROUNDS))),
    ...(await step('measuring the map', () => map(ROUNDS))),
  ];
  console.log(`\nMedians (least–most) of ${ROUNDS} rounds that took turns.\n`);
  table(
    ['what', 'measured', 'peer', 'ratio', 'bar', 'holds'],
    rows.map(({ what, ours, peer = '', ratio, most, bar = '', holds }) => {
      const kept =
        holds !== false && (ratio === undefined || most === undefined || median(ratio) <= most);
      // What holds or not by itself is judged without a peer, too.
      const judged = bar !== '' && (holds !== undefined || !peer.startsWith('not measured'));
      return [
        what,
        ours,
        peer,
        ratio ? spread(ratio, 'x', 2) : '',
        bar,
        judged ? (kept ? 'yes' : 'no') : '',
      ];
    }),
  );
});
