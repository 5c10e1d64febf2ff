// Everything a plan becomes, in one zip file.

import type { Plan } from 'aksplan';
import type { Json } from '../json.ts';
import type { Planner } from '../whole.tsx';
import { writers } from './writers.ts';

export interface File {
  name: string;
  text: string;
}

/** Every file that can be written of a plan, the reverses and the report among them. */
export function filesOf(planner: Planner, plan: Json, asOf: { asOf?: string }): File[] {
  const files = writers.flatMap(({ to, reverses }) =>
    (reverses ? [false, true] : [false]).flatMap((teardown) => {
      const { text, fileName } = planner.render(plan as Plan, {
        to,
        teardown,
        force: true,
        ...asOf,
      });
      return text === undefined || fileName === undefined ? [] : [{ name: fileName, text }];
    }),
  );
  const report = (to: 'markdown' | 'csv') => planner.report(plan as Plan, { to, ...asOf });
  return [
    ...files,
    { name: 'network.md', text: report('markdown') },
    { name: 'network.csv', text: report('csv') },
  ];
}

export async function zipOf(files: File[]): Promise<Blob> {
  const { downloadZip } = await import('client-zip');
  return downloadZip(files.map(({ name, text }) => ({ name, input: text }))).blob();
}
