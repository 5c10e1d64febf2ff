// What all commands that ask Azure have in common: signing in, a line that says what goes on, Ctrl-C,
// and what is told when Azure refuses.

import { printJson, reportError, toldOf } from './report.js';
import { connect } from './session.js';
import { Status } from './status.js';

/** Stopped by Ctrl-C, as shells count it: 128 and the number of the signal. */
export const INTERRUPTED = 130;

/** What work that was stopped by a signal throws. */
export const stopped = Symbol('stopped by a signal');

/**
 * @typedef {import('./session.js').Session & { status: Status, signal: AbortSignal }} Asking
 */

/**
 * @param {Record<string, any>} options
 * @param {(asking: Asking) => Promise<number>} work answers the exit code
 * @param {{ plan?: any, onProgress?: (progress: import('aksplan').AzureProgress) => void,
 *   onStop?: () => string }} [how] `onStop` is asked what to say when it is told to stop
 * @returns {Promise<number>}
 */
export async function ask(options, work, { plan, onProgress, onStop } = {}) {
  const status = new Status();
  const controller = new AbortController();
  const { signal } = controller;
  const stop = () => {
    // Who asks twice wants it now.
    if (signal.aborted) process.exit(INTERRUPTED);
    status.say(`aksplan: ${onStop?.() ?? 'stopping'}`);
    controller.abort(stopped);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  /** @type {import('./session.js').Session | undefined} */
  let session;
  try {
    status.begin('signing in');
    session = await connect(options, { signal, plan, onProgress: onProgress ?? status.tell });
    return await work({ ...session, status, signal });
  } catch (error) {
    status.clear();
    // What was begun may fail of it first: a terminal tells az, too.
    if (error === stopped || signal.aborted) return INTERRUPTED;
    if (error?.name !== 'AzureError') throw error;
    const told = toldOf(error, session?.refusal());
    if (options.format === 'json') printJson({ error: told });
    reportError(told);
    return 2;
  } finally {
    status.clear();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
