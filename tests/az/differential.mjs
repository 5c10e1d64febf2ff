// Whether az makes of a script what `deploy` makes of the same plan.

import assert from 'node:assert/strict';
import { startArm } from '../arm/server.mjs';
import { azureFor, requestsOf, scene } from '../azure/deploying.mjs';
import { differences, wanted } from './bodies.mjs';

/**
 * A local Azure that plans are deployed to, beside the one that az talks to.
 */
export async function startRequests() {
  const arm = await startArm({ tls: false });
  return {
    /**
     * Where what az sent differs from what is sent for the same plan.
     *
     * @param {any} plan
     * @param {any[]} sentByAz as the local Azure recorded it
     * @param {Record<string, string>} secrets
     */
    async unlike(plan, sentByAz, secrets) {
      const options = { ...scene(arm, plan), secrets, confirm: async () => true };
      const { state, ...deployment } = await azureFor(arm, plan).deploy(requestsOf(plan), options);
      assert.equal(state, 'done', JSON.stringify(deployment, null, 1));
      return differences(wanted(sentByAz), wanted(arm.requests));
    },
    close: () => arm.close(),
  };
}
