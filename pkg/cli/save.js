// Files that are written whole or not at all.

import { randomUUID } from 'node:crypto';
import { mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from './arguments.js';

/**
 * Writes a text beside where it goes, and then puts it there.
 *
 * @param {string} file
 * @param {string} text
 * @param {number} [mode]
 */
export function saveText(file, text, mode = 0o644) {
  // A link stays one.
  const path = targetOf(file);
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(beside, text, { mode, flush: true });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new UsageError(`\`${file}\` could not be written: ${error.message}`);
  }
}

/** @param {string} file */
function targetOf(file) {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
