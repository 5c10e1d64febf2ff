// Which tenant and which subscription.

import { computed, effect, signal, untracked } from '@preact/signals';
import type { AzureSubscription, AzureTenant } from 'aksplan';
import { isObject } from '../json.ts';
import { t } from '../lang.ts';
import { plan } from '../plan.ts';
import { type Session, session } from './session.ts';
import { set, settings } from './settings.ts';
import { Choice, Field } from './sign-in.tsx';
import { Progress, task } from './task.tsx';

interface Seen {
  tenants: AzureTenant[];
  subscriptions: AzureSubscription[];
}

/** The tenant that is looked into; empty: that of the sign-in. */
export const tenant = signal('');

const looking = task<Seen>();

const seen = computed(() => looking.value.value ?? { tenants: [], subscriptions: [] });

export const subscriptions = computed(() => seen.value.subscriptions);

/** The subscription that is worked in. */
export const subscription = computed<AzureSubscription | undefined>(() => {
  const all = subscriptions.value;
  const named = isObject(plan.value) ? plan.value.subscription : undefined;
  const of = (word: unknown) =>
    typeof word === 'string' && word !== ''
      ? all.find((it) => it.subscriptionId.toLowerCase() === word.toLowerCase() || it.name === word)
      : undefined;
  return of(settings.value.subscription) ?? of(named) ?? all[0];
});

/** Options of a call: whose token it takes. */
export const tenantOption = (): { tenant?: string } =>
  tenant.peek() && session.peek()?.way === 'account' ? { tenant: tenant.peek() } : {};

effect(() => {
  const now = session.value;
  untracked(() => {
    looking.value.value = undefined;
    tenant.value = now?.tenant ?? '';
    if (now) void look(now);
    else looking.stop();
  });
});

function look({ azure, way }: Session) {
  return looking.run(t('Looking for subscriptions'), async ({ signal: stop }) => {
    const options = { signal: stop, ...tenantOption() };
    const [found, tenants] = await Promise.all([
      azure.subscriptions(options),
      // A token is of one tenant, and a gateway has one of its own.
      way === 'account' ? azure.tenants(options) : [],
    ]);
    found.sort((a, b) => a.name.localeCompare(b.name));
    return { tenants, subscriptions: found };
  });
}

/** From so many on there is a field to search. */
const MANY = 10;
const sought = signal('');

export function Scope({ now }: { now: Session }) {
  const { tenants, subscriptions: all } = seen.value;
  const chosen = subscription.value;
  const words = sought.value.toLowerCase();
  const shown = all.filter(
    (it) =>
      it === chosen ||
      it.name.toLowerCase().includes(words) ||
      it.subscriptionId.toLowerCase().includes(words),
  );
  return (
    <div class="scope">
      {tenants.length > 1 && (
        <Choice
          label={t('Tenant')}
          value={tenant.value}
          options={tenants.map((it) => [it.tenantId, it.name || it.defaultDomain || it.tenantId])}
          onChange={(it) => {
            tenant.value = it;
            void look(now);
          }}
        />
      )}
      {all.length > MANY && (
        <Field
          label={t('Search')}
          note={t('{shown} of {count} subscriptions', { shown: shown.length, count: all.length })}
          value={sought.value}
          onInput={(it) => {
            sought.value = it;
          }}
        />
      )}
      {all.length > 0 && (
        <Choice
          label={t('Subscription')}
          value={chosen?.subscriptionId ?? ''}
          options={shown.map((it) => [
            it.subscriptionId,
            it.state === 'Enabled' ? it.name : `${it.name} (${it.state})`,
          ])}
          onChange={(it) => set({ subscription: it })}
        />
      )}
      {looking.value.value && all.length === 0 && (
        <p>{t('This account sees no subscription here.')}</p>
      )}
      <Progress of={looking} />
    </div>
  );
}
