// What fills when: the plan with more nodes, judged by the planner on a copy.

import { signal, useSignalEffect } from '@preact/signals';
import type { Layout } from 'aksplan';
import { useEffect, useMemo } from 'preact/hooks';
import { judge, report } from '../engine.ts';
import { jump } from '../form/open.ts';
import { isObject, type Json, withAt } from '../json.ts';
import { t, tn } from '../lang.ts';
import { Button } from '../marks.tsx';
import { change, plan } from '../plan.ts';
import { announce } from '../status.ts';
import { grown } from './view.ts';

/** In quarters, so that every step is a number that can be said. */
const STEPS_IN_ONE = 4;
const MOST = 10;
const LAST = (MOST - 1) * STEPS_IN_ONE;

const step = signal(0);
const factorOf = (at: number) => 1 + at / STEPS_IN_ONE;
const factorText = (at: number) => `×${factorOf(at)}`;

/** The plan with so many times the nodes in every pool. */
function grownPlan(of: Json, factor: number, layout: Layout): Json {
  const clusters = isObject(of) && Array.isArray(of.clusters) ? of.clusters : [];
  const given = new Map(layout.defaults.map((it) => [it.path, it.value]));
  let next = of;
  clusters.forEach((cluster, nth) => {
    const pools = isObject(cluster) && Array.isArray(cluster.agentPools) ? cluster.agentPools : [];
    pools.forEach((pool, place) => {
      if (!isObject(pool)) return;
      for (const name of ['count', 'minCount', 'maxCount']) {
        const path = `/clusters/${nth}/agentPools/${place}/${name}`;
        const value = pool[name] ?? given.get(path);
        if (typeof value === 'number') next = withAt(next, path, Math.ceil(value * factor));
      }
    });
  });
  return next;
}

interface Filling {
  key: string;
  cluster: string;
  what: string;
  path: string;
  permanent: boolean;
  /** The first step that does not fit; absent: all do. */
  at?: number;
}

const limits: Record<Layout['headroom'][number]['limit'], string> = {
  nodeSubnet: t('addresses of node subnet'),
  podSubnet: t('addresses of pod subnet'),
  podCidr: t('pod range'),
  routes: t('routes'),
  snatPorts: t('SNAT ports'),
  pool: t('nodes in pool'),
  cluster: t('nodes in cluster'),
};

const keyOf = (it: Layout['headroom'][number]) => `${it.limit} ${it.path} ${it.name}`;

/** For each limit the first step that is beyond it; what is full once stays full. */
function fillings(of: Json, layout: Layout): Filling[] {
  const known = new Map<number, Map<string, number>>();
  const leftAt = (at: number) => {
    const former = known.get(at);
    if (former) return former;
    const next = judge(grownPlan(of, factorOf(at), layout)).layout.headroom;
    const left = new Map(next.map((it) => [keyOf(it), it.moreNodes]));
    known.set(at, left);
    return left;
  };
  const isOver = (key: string, at: number) => (leftAt(at).get(key) ?? 0) < 0;
  const found = layout.headroom.map((it): Filling => {
    const key = keyOf(it);
    const filling = {
      key,
      cluster: it.cluster,
      what: `${limits[it.limit]} ${it.name}`,
      path: it.path,
      permanent: it.permanent,
    };
    if (!isOver(key, LAST)) return filling;
    let [low, high] = [0, LAST];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isOver(key, middle)) high = middle;
      else low = middle + 1;
    }
    return { ...filling, at: low };
  });
  return found.sort((a, b) => (a.at ?? LAST + 1) - (b.at ?? LAST + 1));
}

/** How many limits are exceeded. */
const errorsAt = (layout: Layout) => layout.headroom.filter((it) => it.moreNodes < 0).length;

const isFull = (it: Filling, at: number) => it.at !== undefined && it.at <= at;

export function Growth() {
  const at = step.value;
  const { layout } = report.value;
  const now = plan.value;
  const all = useMemo(() => fillings(now, layout), [now, layout]);
  useSignalEffect(() => {
    const before = report.value.layout;
    grown.value =
      step.value === 0
        ? undefined
        : judge(grownPlan(plan.value, factorOf(step.value), before)).layout;
  });
  useEffect(
    () => () => {
      grown.value = undefined;
      step.value = 0;
    },
    [],
  );
  if (all.length === 0) {
    return (
      <div class="tool">
        <h3>{t('Growth')}</h3>
        <p class="muted">{t('There is no cluster that could grow.')}</p>
      </div>
    );
  }
  const filling = all.filter((it) => it.at !== undefined);
  const full = grown.value ? errorsAt(grown.value) : errorsAt(layout);
  return (
    <div class="tool">
      <h3>{t('Growth')}</h3>
      <div class="row">
        <label class="row slider">
          <span>{t('Nodes {factor}', { factor: factorText(at) })}</span>
          <input
            type="range"
            min={0}
            max={LAST}
            value={at}
            aria-valuetext={tn(
              full,
              '{factor} times the nodes; {count} limit is exceeded',
              '{factor} times the nodes; {count} limits are exceeded',
              { factor: factorOf(at) },
            )}
            onInput={(event) => {
              step.value = Number(event.currentTarget.value);
            }}
          />
        </label>
        <Button
          disabled={at === 0}
          onClick={() => {
            const text = factorText(at);
            change(grownPlan(now, factorOf(at), layout), t('growth {factor}', { factor: text }));
            step.value = 0;
            announce(
              t('The plan has {factor} the nodes now; undo brings back what was there', {
                factor: text,
              }),
            );
          }}
        >
          {t('Plan for this')}
        </Button>
        {at > 0 && (
          <span class={full > 0 ? 'warn' : 'muted'}>
            {full > 0 && `✕ ${tn(full, '{count} exceeded.', '{count} exceeded.')} `}
            {t('The map shows {factor}; the plan is unchanged.', { factor: factorText(at) })}
          </span>
        )}
      </div>
      {filling.length > 0 && (
        <table>
          <caption class="unseen">{t('What fills when nodes grow')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('what runs out')}</th>
              <th scope="col">{t('full at')}</th>
              <th scope="col">{t('can be raised later')}</th>
            </tr>
          </thead>
          <tbody>
            {filling.map((it) => (
              <tr key={`${it.cluster} ${it.key}`} class={isFull(it, at) ? 'bad' : ''}>
                <td>
                  <Button class="link" onClick={() => jump(it.path)}>
                    {it.what}
                  </Button>{' '}
                  <span class="muted">{it.cluster}</span>
                </td>
                <td>
                  {isFull(it, at) && <span aria-hidden="true">✕ </span>}
                  {it.at === 0 ? t('now') : factorText(it.at ?? 0)}
                </td>
                <td>{it.permanent ? t('no') : t('yes')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="muted">
        {t('{holding} of {count} limits hold at ×{most}.', {
          holding: all.length - filling.length,
          count: all.length,
          most: MOST,
        })}
      </p>
    </div>
  );
}
