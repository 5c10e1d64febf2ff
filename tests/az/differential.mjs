// Whether az makes of a script what the requests of the same plan make.

import { render } from '../../pkg/node.js';
import { startArm } from '../arm/server.mjs';
import { send } from '../requests/send.mjs';
import { differences, wanted } from './bodies.mjs';
import { seed } from './existing.mjs';

/**
 * A local Azure that requests are sent to, beside the one that az talks to.
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
      arm.reset();
      const { subscription } = arm.options;
      if (plan.subscription) arm.subscriptions.set(subscription, plan.subscription);
      seed(arm, plan);
      const { text = '' } = render(plan, { to: 'requests', force: true });
      const to = { url: arm.httpUrl, token: arm.token(), subscription, secrets };
      await send(JSON.parse(text), to);
      return differences(wanted(sentByAz), wanted(arm.requests));
    },
    close: () => arm.close(),
  };
}
