// Asks whoever sits at the terminal.

import { createInterface } from 'node:readline/promises';

/** Whether anybody can be asked. */
export const canAsk = () => Boolean(process.stdin.isTTY && process.stderr.isTTY);

/**
 * @param {string} question
 * @param {AbortSignal} signal
 * @returns {Promise<boolean>} true for `yes` alone
 */
export async function isConfirmed(question, signal) {
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  // In this mode Ctrl-C comes to the reader, not to the process.
  reader.on('SIGINT', () => process.emit('SIGINT'));
  try {
    const answer = await reader.question(`${question}Type yes to go on: `, { signal });
    return answer.trim().toLowerCase() === 'yes';
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error;
  } finally {
    reader.close();
  }
}
