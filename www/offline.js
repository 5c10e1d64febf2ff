// Vite plugin: `sw.js`, with the list of the page's files as they were built.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function offline() {
  const source = new URL('./sw.js', import.meta.url);
  let folder = '';
  return {
    name: 'offline',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = join(root, build.outDir);
    },
    closeBundle() {
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((it) => it.isFile() && it.name !== 'sw.js')
        .map((it) => join(it.parentPath, it.name).slice(folder.length).replaceAll('\\', '/'))
        .map((it) => it.replace(/^\//, ''))
        .sort();
      const sum = createHash('sha256');
      for (const file of files) sum.update(file).update(readFileSync(join(folder, file)));
      const page = JSON.stringify({ version: sum.digest('hex').slice(0, 16), files });
      writeFileSync(
        join(folder, 'sw.js'),
        `self.__page = ${page};\n${readFileSync(source, 'utf8')}`,
      );
    },
  };
}
