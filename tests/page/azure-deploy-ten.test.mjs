// The ten plans deployed from the page, in tabs that die one after another: each request that changes
// something is the last one of a tab. It ends as when Node deploys them, and nothing is sent twice.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { init } from '../../pkg/node.js';
import { azureFor, changing, memory, requestsOf, scene, ten, there } from '../azure/deploying.mjs';
import { arm, azureContext, dialog, withToken } from './azure.mjs';
import { fragmentOf, load } from './page.mjs';

await init();

/** As `arm.requests` has them, those that arrived. */
const arrived = () => changing(arm.requests.filter(({ status }) => status !== 0));

/**
 * A tab's death: by the next request that changes something and that no tab has died of yet. What the
 * tab sends after that is lost, until it is buried: some of it arrives when the tab is gone.
 *
 * @param {Set<string>} dead what tabs have died of
 */
function deadly(dead) {
  const changes = ({ method }) => method !== 'GET';
  /** @type {(value: true) => void} */
  let die = () => {};
  const death = new Promise((resolve) => {
    die = resolve;
  });
  let isDead = false;
  const takeBack = [
    arm.fault({
      match: ({ method, path }) => {
        const it = `${method} ${path}`;
        if (isDead || !changes({ method }) || dead.has(it)) return false;
        dead.add(it);
        isDead = true;
        die(true);
        return true;
      },
      // By turns, the request is lost on its way, and its answer is.
      ...(dead.size % 2 ? { silent: true } : { unheard: true }),
    }),
    arm.fault({ match: (it) => isDead && changes(it), unheard: true }),
  ];
  return { death, bury: () => takeBack.forEach((it) => void it()) };
}

const over = (panel) =>
  panel.getByRole('heading', { name: /everything is as planned|failed|stopped/ });

/** Says yes where what exists changes. */
function agreeing(panel) {
  const yes = panel.getByRole('button', { name: 'Yes, change it' });
  void yes.click({ timeout: 0 }).catch(() => undefined);
}

/** What the plan asks for that nobody keeps. */
async function tellSecrets(panel) {
  for (const secret of await panel.locator('.azure-part input[type="password"]').all()) {
    await secret.fill('a secret');
  }
}

for (const { name, plan } of ten) {
  test(`${name}: deployed by tabs that die at every step`, async () => {
    const given = { ...scene(arm, plan), confirm: async () => true, journal: memory() };
    const node = await azureFor(arm, plan).deploy(requestsOf(plan), given);
    assert.equal(node.state, 'done', JSON.stringify(node, null, 1));
    const expected = there(arm);
    const steps = new Set(changing(arm.requests));

    scene(arm, plan);
    const context = await azureContext();
    /** @type {Set<string>} */
    const dead = new Set();
    let page = await load(context, await fragmentOf(plan));
    let panel = await withToken(page);
    const subscription = panel.getByLabel('Subscription', { exact: true });
    await subscription.selectOption([...arm.subscriptions.keys()].at(-1));
    await panel.getByRole('tab', { name: 'Deploy' }).click();
    await panel.getByRole('button', { name: 'Show what would be sent' }).click();
    await panel.locator('.request').first().waitFor();
    let go = panel.getByRole('button', { name: /^Deploy: \d+ requests?$/ });
    await go.waitFor();
    for (;;) {
      await tellSecrets(panel);
      const { death, bury } = deadly(dead);
      await go.click();
      agreeing(panel);
      const isDead = await Promise.race([
        death,
        over(panel)
          .waitFor()
          .then(() => false),
      ]);
      if (!isDead) break;
      await page.close();
      page = await load(context);
      await page.getByRole('button', { name: 'Look at it…' }).click();
      panel = dialog(page);
      await withToken(page, { open: false });
      await panel.getByRole('tab', { name: 'Deploy' }).click();
      go = panel.getByRole('button', { name: 'Go on' });
      await go.waitFor();
      bury();
    }
    assert.match(await over(panel).innerText(), /everything is as planned/);
    assert.deepEqual([...dead].sort(), [...steps].sort(), 'each step was the last one of a tab');
    assert.deepEqual(there(arm), expected);
    const sent = arrived().filter((it) => !it.startsWith('POST '));
    assert.deepEqual(sent, [...new Set(sent)], 'nothing twice');
    assert.deepEqual(arm.problems, []);
  });
}
