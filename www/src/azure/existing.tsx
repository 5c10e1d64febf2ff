// What exists: all networks and clusters as an estate, and single ones as a start for the plan.

import { signal, useComputed } from '@preact/signals';
import type { AzureCluster, AzureProgress, AzureVirtualNetwork } from 'aksplan';
import { estate, takeEstate } from '../estate.ts';
import { number, rich, t, tn } from '../lang.ts';
import { Button, Prose } from '../marks.tsx';
import { announce } from '../status.ts';
import { closeAzure } from './door.tsx';
import { openClusters, takeNetwork } from './import.ts';
import { subscription, subscriptions, tenantOption } from './scope.tsx';
import type { Session } from './session.ts';
import { Choice, Field } from './sign-in.tsx';
import { Progress, sentence, task, type Work } from './task.tsx';

export function Existing({ now }: { now: Session }) {
  return (
    <>
      <WholeEstate now={now} />
      <Starts now={now} />
    </>
  );
}

const reading = task<void>();
const onlyOne = signal(false);

/** Tells of pages and of waits. */
export const telling =
  (say: Work['say'], what: string) =>
  (it: AzureProgress): void => {
    if (it.type === 'page') {
      const said = it.total
        ? t('{what}: {items} of {total}', { what, items: it.items, total: it.total })
        : `${what}: ${number(it.items)}`;
      say({ said, done: it.items, of: it.total });
    } else if (it.type === 'retry') {
      const wait =
        it.seconds < 1 ? t('at once') : t('in {whole} s', { whole: Math.round(it.seconds) });
      say({ said: t('{what}: Azure is asked again {wait} ({why})', { what, wait, why: it.why }) });
    }
  };

function WholeEstate({ now }: { now: Session }) {
  const all = subscriptions.value.length;
  const one = subscription.value;
  const known = estate.value;
  const read = () =>
    reading.run(t('Reading networks and clusters'), async ({ signal: stop, say }) => {
      const scope = onlyOne.value && one ? { subscriptions: [one.subscriptionId] } : {};
      const found = await now.azure.estate({
        ...scope,
        ...tenantOption(),
        signal: stop,
        onProgress: telling(say, t('Reading')),
      });
      const from = 'subscriptions' in scope ? (one?.name ?? '') : subscriptionsText(all);
      takeEstate({ planner: now.planner, estate: found, from });
      announce(tn(found.size, '{count} range read', '{count} ranges read'));
    });
  return (
    <section>
      <h3>{t('All networks and clusters')}</h3>
      <p>
        {t(
          'Their ranges are held against the plan’s, and drawn on the map. They are read by Azure Resource Graph.',
        )}
      </p>
      <div class="row">
        {all > 1 && (
          <Choice
            label={t('Of')}
            value={onlyOne.value ? 'one' : 'all'}
            options={[
              ['all', tn(all, 'all {count} subscription', 'all {count} subscriptions')],
              ['one', t('only {name}', { name: one?.name ?? '' })],
            ]}
            onChange={(it) => {
              onlyOne.value = it === 'one';
            }}
          />
        )}
        <Button
          class="fix"
          onClick={() => void read()}
          disabled={reading.doing.value !== undefined}
        >
          {known ? t('Read again') : t('Read them')}
        </Button>
        {known && <Button onClick={() => takeEstate(undefined)}>{t('Forget them')}</Button>}
      </div>
      <Progress of={reading} />
      {known && <Known />}
    </section>
  );
}

const subscriptionsText = (count: number) =>
  tn(count, '{count} subscription', '{count} subscriptions');

const SHOWN = 5;

/** What was read, in numbers. */
function Known() {
  const answer = useComputed(() => {
    const now = estate.value?.estate;
    return now && { size: now.size, overlaps: now.overlaps({ limit: SHOWN }), odd: now.problems };
  }).value;
  if (!answer) return null;
  const { size, overlaps, odd } = answer;
  return (
    <>
      <p>
        {rich(tn(size, '{ranges} of {from} is known.', '{ranges} of {from} are known.'), {
          ranges: <strong>{tn(size, '{count} range', '{count} ranges')}</strong>,
          from: estate.value?.from,
        })}
        {overlaps.total > 0 &&
          ` ${tn(
            overlaps.total,
            '{count} group of them overlap each other.',
            '{count} groups of them overlap each other.',
          )}`}
      </p>
      {overlaps.groups.length > 0 && (
        <details>
          <summary>{t('Those that overlap')}</summary>
          <ul class="dots">
            {overlaps.groups.map((it) => (
              <li key={it.cidr}>
                <code>{it.cidr}</code>: {it.members.slice(0, SHOWN).join(', ')}
                {it.size > SHOWN && ` ${t('and {count} more', { count: it.size - SHOWN })}`}
              </li>
            ))}
          </ul>
        </details>
      )}
      {odd.total > 0 && (
        <details>
          <summary>{t('{count} could not be read', { count: odd.total })}</summary>
          <ul class="dots">
            {odd.list.slice(0, 50).map((it, at) => (
              <li key={at}>
                <Prose text={sentence(it.message)} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

interface Found {
  of: string;
  clusters: AzureCluster[];
  networks: AzureVirtualNetwork[];
}

const listing = task<Found>();
const importing = task<void>();
const sought = signal('');
const chosen = signal<ReadonlySet<string>>(new Set());

/** Single clusters and networks. */
function Starts({ now }: { now: Session }) {
  const one = subscription.value;
  if (!one) return null;
  const list = () =>
    listing.run(t('Looking into {name}', { name: one.name }), async ({ signal: stop }) => {
      const options = { signal: stop, ...tenantOption() };
      const [clusters, networks] = await Promise.all([
        now.azure.clusters(one.subscriptionId, options),
        now.azure.virtualNetworks(one.subscriptionId, options),
      ]);
      chosen.value = new Set();
      return { of: one.subscriptionId, clusters, networks };
    });
  const open = () =>
    importing.run(t('Reading clusters'), async ({ signal: stop, say }) => {
      const ids = [...chosen.value];
      const options = { signal: stop, ...tenantOption(), onProgress: telling(say, t('Reading')) };
      openClusters(now.planner, await now.azure.importPlan(ids, options));
      closeAzure();
    });
  const found = listing.value.value;
  const isCurrent = found?.of === one.subscriptionId;
  return (
    <section>
      <h3>{t('One of them as a start')}</h3>
      <p class="row">
        <Button onClick={() => void list()}>
          {rich(t('List clusters and networks of {name}'), { name: one.name })}
        </Button>
      </p>
      <Progress of={listing} />
      {found && isCurrent && (
        <>
          {found.clusters.length + found.networks.length > 10 && (
            <Field
              label={t('Search')}
              value={sought.value}
              onInput={(it) => {
                sought.value = it;
              }}
            />
          )}
          <Clusters all={found.clusters} />
          {found.clusters.length > 0 && (
            <p class="row">
              <Button class="fix" disabled={chosen.value.size === 0} onClick={() => void open()}>
                {t('Open as a plan')}
              </Button>
              <span class="muted">
                {t('It takes the place of the plan on screen, which stays within reach.')}
              </span>
            </p>
          )}
          <Progress of={importing} />
          <Networks all={found.networks} subscriptionId={found.of} />
        </>
      )}
    </section>
  );
}

const matches = (...texts: string[]) =>
  texts.some((it) => it.toLowerCase().includes(sought.value.toLowerCase()));

const ROWS = 100;

function Clusters({ all }: { all: AzureCluster[] }) {
  const rows = all.filter((it) => matches(it.name, it.resourceGroup, it.location));
  return (
    <div class="scroll">
      <table>
        <caption>{rich(t('Clusters ({count})'), { count: all.length })}</caption>
        {all.length > 0 && (
          <thead>
            <tr>
              <th scope="col">{t('Name')}</th>
              <th scope="col">{t('Resource group')}</th>
              <th scope="col">{t('Region')}</th>
              <th scope="col">{t('Version')}</th>
              <th scope="col">{t('State')}</th>
            </tr>
          </thead>
        )}
        <tbody>
          {rows.slice(0, ROWS).map((it) => (
            <tr key={it.id}>
              <td>
                <label class="inline-label">
                  <input
                    type="checkbox"
                    checked={chosen.value.has(it.id)}
                    onChange={(event) => {
                      const next = new Set(chosen.value);
                      if (event.currentTarget.checked) next.add(it.id);
                      else next.delete(it.id);
                      chosen.value = next;
                    }}
                  />
                  {it.name}
                </label>
              </td>
              <td>{it.resourceGroup}</td>
              <td>{it.location}</td>
              <td>{it.kubernetesVersion}</td>
              <td>
                {it.provisioningState}
                {it.powerState && `, ${it.powerState}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > ROWS && (
        <p class="muted">
          {rich(t('and {count} more: search for them'), { count: rows.length - ROWS })}
        </p>
      )}
    </div>
  );
}

function Networks(props: { all: AzureVirtualNetwork[]; subscriptionId: string }) {
  const rows = props.all.filter((it) =>
    matches(it.name, it.resourceGroup, it.location, ...it.addressPrefixes),
  );
  return (
    <div class="scroll">
      <table>
        <caption>{rich(t('Networks ({count})'), { count: props.all.length })}</caption>
        {props.all.length > 0 && (
          <thead>
            <tr>
              <th scope="col">{t('Name')}</th>
              <th scope="col">{t('Resource group')}</th>
              <th scope="col">{t('Ranges')}</th>
              <th scope="col">{t('Subnets')}</th>
              <th scope="col">
                <span class="unseen">{t('Into the plan')}</span>
              </th>
            </tr>
          </thead>
        )}
        <tbody>
          {rows.slice(0, ROWS).map((it) => (
            <tr key={it.id}>
              <td>{it.name}</td>
              <td>{it.resourceGroup}</td>
              <td>{it.addressPrefixes.join(', ')}</td>
              <td class="number">{it.subnets.length}</td>
              <td>
                <Button
                  label={t('Take {name} into the plan', { name: it.name })}
                  onClick={() => takeNetwork(it, props.subscriptionId)}
                >
                  {t('Take into the plan')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > ROWS && (
        <p class="muted">
          {rich(t('and {count} more: search for them'), { count: rows.length - ROWS })}
        </p>
      )}
    </div>
  );
}
