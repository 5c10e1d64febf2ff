// What all commands that ask Azure have in common: signing in, a line that says what goes on, Ctrl-C,
// and what is told when Azure refuses.

import { setMaxListeners } from 'node:events';
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
 * @param {{ plan?: any, onProgress?: (progress: import('aksplan').AzureProgress, status: Status) => void,
 *   onStop?: () => string, onError?: (error: ReturnType<typeof toldOf>) => void }} [how] `onStop` is
 *   asked what to say when it is told to stop; `onError` is told what went wrong instead of `--format json`
 * @returns {Promise<number>}
 */
export async function ask(options, work, { plan, onProgress, onStop, onError } = {}) {
  const status = new Status();
  const controller = new AbortController();
  const { signal } = controller;
  // Each request listens, and many are on their way at the same time.
  setMaxListeners(0, signal);
  const stop = () => {
    // Who asks twice wants it now.
    if (signal.aborted) process.exit(INTERRUPTED);
    status.say(`aksplan: ${onStop?.() ?? 'stopping'}`);
    controller.abort(stopped);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const tell = (/** @type {import('aksplan').AzureProgress} */ progress) =>
    onProgress ? onProgress(progress, status) : status.tell(progress);
  /** @type {import('./session.js').Session | undefined} */
  let session;
  try {
    status.begin('signing in');
    session = await connect(options, { signal, plan, onProgress: tell });
    return await work({ ...session, status, signal });
  } catch (error) {
    status.clear();
    // What was begun may fail of it first: a terminal tells az, too.
    if (error === stopped || signal.aborted) return INTERRUPTED;
    if (error?.name !== 'AzureError') throw error;
    const told = toldOf(error, session?.refusal());
    if (onError) onError(told);
    else if (options.format === 'json') printJson({ error: told });
    reportError(told);
    return 2;
  } finally {
    status.clear();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
