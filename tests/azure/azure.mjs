// The package's class `Azure` against the local Azure Resource Manager.

import { Azure, init } from '../../pkg/node.js';

await init();

/** Waits that are over at once, and ends that come soon, so that no test waits for long. */
export const soon = {
  firstWaitSeconds: 0.002,
  longestWaitSeconds: 0.01,
  pollSeconds: 0.002,
  requestSeconds: 20,
  totalSeconds: 30,
  operationSeconds: 30,
};

/**
 * A client that is signed in, and the requests for tokens that it made.
 *
 * @param {{ httpUrl: string, token: () => string }} arm
 * @param {Partial<import('../../pkg/index.js').AzureOptions>} options
 */
export function signedIn(arm, options = {}) {
  const asked = [];
  const azure = new Azure({
    baseUrl: arm.httpUrl,
    token: async (request) => {
      asked.push(request);
      return arm.token();
    },
    ...options,
    limits: { ...soon, ...options.limits },
  });
  return { azure, asked };
}

/**
 * What a promise is rejected with.
 *
 * @returns {Promise<any>}
 */
export async function thrown(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
