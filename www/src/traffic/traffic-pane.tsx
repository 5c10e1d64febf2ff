// Who gets which address, and how packets travel, on the plan's own numbers.

import { useComputed } from '@preact/signals';
import type { ClusterTraffic, Hop, Journey, Plan, Verdict } from 'aksplan';
import { jump } from '../form/open.ts';
import { Told } from '../glossary/told.tsx';
import { english, rich, t } from '../lang.ts';
import { Button, Prose } from '../marks.tsx';
import { plan } from '../plan.ts';
import type { Planner } from '../whole.tsx';
import './traffic.css';

export function TrafficPane({ planner }: { planner: Planner }) {
  const clusters = useComputed(() => planner.traffic(plan.value as Plan)).value;
  if (clusters.length === 0) return <p class="muted">{t('There are no clusters.')}</p>;
  return (
    <div class="traffic">
      <p class="muted">
        {t('Addresses of nodes and pods are examples: Azure gives them out, from these ranges.')}
      </p>
      {clusters.map((it) => (
        <Cluster key={it.path} cluster={it} />
      ))}
    </div>
  );
}

function Cluster({ cluster }: { cluster: ClusterTraffic }) {
  return (
    <section>
      <h3>
        <Button class="link" onClick={() => jump(cluster.path)}>
          {cluster.cluster || t('cluster')}
        </Button>
        : <span lang={english}>{cluster.model}</span>
      </h3>
      <Holders cluster={cluster} />
      <h4>{t('How packets travel')}</h4>
      {cluster.journeys.map((it, at) => (
        <Way key={it.way} journey={it} isOpen={at === 0} />
      ))}
    </section>
  );
}

function Holders({ cluster }: { cluster: ClusterTraffic }) {
  const label = t('Addresses of {name}', { name: cluster.cluster });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section class="scroll" aria-label={label} tabIndex={0}>
      <table>
        <caption>{t('Who gets which address')}</caption>
        <thead>
          <tr>
            {[t('who'), t('from'), t('such as'), t('how')].map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cluster.holders.map((it) => (
            <tr key={it.who}>
              <th scope="row" lang={english}>
                {it.who}
              </th>
              <td>{it.range ?? <span class="muted">{t('not in the plan')}</span>}</td>
              <td>{it.example}</td>
              <td>
                <span lang={english}>
                  <Told text={it.how} />
                </span>{' '}
                <SourceLink url={it.url} of={it.who} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const verdicts: Record<Verdict, { word: string; sign: string }> = {
  arrives: { word: t('arrives'), sign: '✓' },
  limited: { word: t('in part'), sign: '!' },
  blocked: { word: t('does not arrive'), sign: '✕' },
  depends: { word: t('not known here'), sign: '?' },
};

function Way({ journey, isOpen }: { journey: Journey; isOpen: boolean }) {
  const { word, sign } = verdicts[journey.verdict];
  return (
    <details class="way" open={isOpen}>
      <summary>
        <span lang={english}>{journey.title}</span>{' '}
        <span class={`verdict-mark ${journey.verdict}`}>
          <span aria-hidden="true">{sign}</span> {word}
        </span>
      </summary>
      <p>
        <span lang={english}>
          <Told text={journey.answer} />
        </span>{' '}
        <SourceLink url={journey.url} of={journey.title} />
      </p>
      <ol class="hops">
        {journey.hops.map((hop) => (
          <Step key={hop.place} hop={hop} />
        ))}
      </ol>
    </details>
  );
}

function Step({ hop }: { hop: Hop }) {
  const { source, destination } = hop;
  return (
    <li>
      <p class="place" lang={english}>
        <Prose text={hop.place} />
      </p>
      {(source || destination) && (
        <p class="packet">
          {source && <>{rich(t('from {address}'), { address: <code>{source}</code> })} </>}
          {destination && <>{rich(t('to {address}'), { address: <code>{destination}</code> })}</>}
        </p>
      )}
      <p lang={english}>
        <Told text={hop.what} />
      </p>
    </li>
  );
}

function SourceLink({ url, of }: { url: string; of: string }) {
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {t('source')}
      <span class="unseen"> {t('for {what}, opens in a new tab', { what: of })}</span>
    </a>
  );
}
