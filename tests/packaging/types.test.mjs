// The installed package's types, as users' compilers see them.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root, tool } from '../../scripts/project.mjs';
import { run } from '../../scripts/step.mjs';
import { brokenPlan, installed } from './installed.mjs';

const esm = (from) => `import { Azure, check, Estate, init } from '${from}';
import type { Plan } from '${from}';

const plan: Plan = ${JSON.stringify(brokenPlan)};

export async function rules(): Promise<string[]> {
  await init();
  return check(plan).findings.map((finding) => finding.rule);
}

export async function sizes(token: string, signal: AbortSignal): Promise<number | undefined> {
  const azure = new Azure({ token: () => token, fetch: (url, init) => fetch(url, init), signal });
  const [{ subscriptionId }] = await azure.subscriptions();
  for await (const page of azure.resourceGraph('resources', { onProgress: ({ type }) => type })) {
    page.byteLength.toFixed();
  }
  const { plan } = await azure.importPlan([], { signal });
  check(plan);
  return (await azure.vmSizes(subscriptionId, 'westeurope'))[0].vCpus;
}

// @ts-expect-error a cloud that is none
export const cloud = new Azure({ cloud: 'azure', token: () => '' });

// @ts-expect-error a property that no plan has
export const misspelt: Plan = { cluster: [] };

export async function beside(bytes: Uint8Array): Promise<[string[], string[], number]> {
  const estate = new Estate();
  estate.add(bytes, { format: 'csv' });
  estate.end();
  const { blocks } = estate.freeSpace({ within: '10.0.0.0/8', prefix: 16 });
  const [group] = estate.overlaps({ limit: 10 }).groups;
  const { findings } = check(plan, { estate });
  estate.free();
  return [blocks, group?.members ?? [], findings.length];
}

// @ts-expect-error no option of it
export const misasked = new Estate().overlaps({ within: '10.0.0.0/8' });

// @ts-expect-error a word that Azure does not know
export const unknown: Plan = { clusters: [{ networkProfile: { networkPlugin: 'flannel' } }] };
`;

const cjs = `import aksplan = require('aksplan');

export const rules: string[] = aksplan.check({ clusters: [] }).findings.map((finding) => finding.rule);
`;

/** @type {Awaited<ReturnType<typeof installed>>} */
let project;
before(async () => {
  project = await installed();
  project.write('main.mts', esm('aksplan'));
  project.write('inline.mts', esm('aksplan/inline'));
  project.write('main.cts', cjs);
});
after(() => project.remove());

/** Type-checks files of the project, the package's own declarations included. */
async function compiles(files, options) {
  const compilerOptions = {
    noEmit: true,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    target: 'es2022',
    ...options,
  };
  const config = join(project.folder, 'tsconfig.json');
  writeFileSync(config, JSON.stringify({ compilerOptions, files }));
  await run(...tool('typescript/bin/tsc', '--project', config), { cwd: project.folder });
}

const browser = { lib: ['es2022', 'dom'], types: [] };
const node = {
  lib: ['es2022'],
  typeRoots: [join(root, 'node_modules', '@types')],
  types: ['node'],
};

test('a bundler, for the browser', () =>
  compiles(['main.mts', 'inline.mts'], {
    ...browser,
    module: 'esnext',
    moduleResolution: 'bundler',
  }));

test('Node, without the types of the browser', () =>
  compiles(['main.mts', 'inline.mts', 'main.cts'], { ...node, module: 'nodenext' }));
