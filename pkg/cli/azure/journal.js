// The journal of a deployment, in a file beside the plan.

import { readFileSync } from 'node:fs';
import { saveText } from '../save.js';

/** Where the journal of a plan is. @param {string} file the plan's */
export const journalOf = (file) =>
  file === '-' ? 'aksplan-journal.json' : `${file}.aksplan-journal.json`;

/**
 * Keeps what the library writes down; it has neither tokens nor secrets in it.
 *
 * @param {string} path
 * @returns {import('aksplan').AzureJournal}
 */
export const journalIn = (path) => ({
  load: () => {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      if (error.code === 'ENOENT') return undefined;
      throw new Error(`\`${path}\`: ${error.message}`);
    }
  },
  save: (text) => saveText(path, text, 0o600),
});
