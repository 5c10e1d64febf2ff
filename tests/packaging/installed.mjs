// The package as its users get it: packed by `npm pack`, installed from the tarball into a project
// of its own outside this repository.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm, pkg } from '../../scripts/project.mjs';
import { run } from '../../scripts/step.mjs';

/** A plan that can't work: a service CIDR that overlaps the nodes' subnet. */
export const brokenPlan = {
  location: 'westeurope',
  resourceGroups: [{ name: 'rg' }],
  virtualNetworks: [
    {
      name: 'vnet',
      addressPrefixes: ['10.0.0.0/16'],
      subnets: [{ name: 'nodes', addressPrefix: '10.0.4.0/22' }],
    },
  ],
  clusters: [
    {
      name: 'cluster',
      networkProfile: { networkPlugin: 'azure', serviceCidr: '10.0.0.0/16' },
      agentPools: [{ name: 'system', mode: 'System', count: 3, maxPods: 30, vnetSubnet: 'nodes' }],
    },
  ],
};

/** The rule that finds it. */
export const expectedRule = 'service-cidr-overlaps-subnet';

/** Statements that check the broken plan and leave the rules found in `rules`. */
export const program = `
await init();
const rules = check(${JSON.stringify(brokenPlan)}).findings.map((finding) => finding.rule);
`;

/** Packs the package; answers what `npm pack` says about it, with the tarball's path. */
export async function pack(folder) {
  const output = await run(...npm('pack', '--json', '--silent', `--pack-destination=${folder}`), {
    cwd: pkg,
  });
  const [packed] = Object.values(JSON.parse(output.slice(output.search(/^[[{]/m))));
  return { ...packed, path: join(folder, packed.filename) };
}

/** A new project with the package installed: `{ folder, write, remove }`. */
export async function installed() {
  const folder = mkdtempSync(join(tmpdir(), 'aksplan-user-'));
  const write = (name, text) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  write('package.json', '{ "name": "user", "private": true }');
  const { path } = await pack(folder);
  await run(...npm('install', '--no-audit', '--no-fund', '--prefer-offline', path), {
    cwd: folder,
  });
  return { folder, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
