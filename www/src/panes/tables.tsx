// The layout in numbers: what each subnet must hold, what each node gets, how much more fits.

import type { Layout } from 'aksplan';
import { type ComponentChildren, Fragment } from 'preact';
import { report } from '../engine.ts';
import { jump } from '../form/open.ts';
import { english, t } from '../lang.ts';
import { number } from '../map/rows.ts';
import { Button } from '../marks.tsx';

export function TablesPane() {
  const { layout } = report.value;
  return (
    <div class="tables">
      <Subnets subnets={layout.subnets} />
      <PodCidrs pods={layout.podCidrs} />
      <Headroom headroom={layout.headroom} />
      <Snat snat={layout.snat} />
      <Upgrades upgrades={layout.upgrades} />
    </div>
  );
}

interface TableProps {
  title: string;
  empty: string;
  columns: [string, 'text' | 'number'][];
  rows: { key: string; isBad?: boolean; cells: ComponentChildren[] }[];
}

const ROWS_SHOWN = 300;

export function Table({ title, empty, columns, rows }: TableProps) {
  if (rows.length === 0) {
    return (
      <section>
        <h3>{title}</h3>
        <p class="muted">{empty}</p>
      </section>
    );
  }
  return (
    <section class="scroll">
      <table>
        <caption>{title}</caption>
        <thead>
          <tr>
            {columns.map(([word, kind]) => (
              <th key={word} scope="col" class={kind}>
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, ROWS_SHOWN).map((row) => (
            <tr key={row.key} class={row.isBad ? 'bad' : undefined}>
              {row.cells.map((cell, at) => (
                <td key={at} class={columns[at]?.[1]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > ROWS_SHOWN && (
        <p class="muted">{t('and {count} more rows', { count: rows.length - ROWS_SHOWN })}</p>
      )}
    </section>
  );
}

function To({ path, children }: { path: string; children: ComponentChildren }) {
  return (
    <Button class="link" onClick={() => jump(path)}>
      {children}
    </Button>
  );
}

const short = (value: number) => (
  <>
    {value < 0 && <span class="unseen">{t('too few:')} </span>}
    {number(value)}
  </>
);

function Subnets({ subnets }: { subnets: Layout['subnets'] }) {
  return (
    <Table
      title={t('Subnets')}
      empty={t('There are no subnets.')}
      columns={[
        [t('subnet'), 'text'],
        [t('who takes how many'), 'text'],
        [t('required'), 'number'],
        [t('with upgrade'), 'number'],
        [t('usable'), 'number'],
        [t('free'), 'number'],
      ]}
      rows={subnets.map((it) => ({
        key: it.path,
        isBad: it.free < 0,
        cells: [
          <Fragment key="to">
            <To path={it.path}>
              {it.virtualNetwork}/{it.name}
            </To>{' '}
            {it.addressPrefix}
          </Fragment>,
          <Terms key="terms" demand={it.demand} />,
          number(it.required),
          number(it.requiredWithUpgrade),
          number(it.usable),
          short(it.free),
        ],
      }))}
    />
  );
}

function Terms({ demand }: { demand: Layout['subnets'][number]['demand'] }) {
  if (demand.length === 0) return <span class="muted">{t('nobody')}</span>;
  return (
    <ul class="terms">
      {demand.map((it) => (
        <li key={`${it.path} ${it.who} ${it.what}`}>
          <span lang={english}>
            {it.who}: {it.what}
          </span>{' '}
          = {number(it.addresses)}
          {it.surge > 0 && (
            <span class="muted"> {t('(+{count} in an upgrade)', { count: it.surge })}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function PodCidrs({ pods }: { pods: Layout['podCidrs'] }) {
  return (
    <Table
      title={t('Pod ranges of nodes')}
      empty={t('No cluster has pods in a range of their own.')}
      columns={[
        [t('cluster'), 'text'],
        [t('range'), 'text'],
        [t('first nodes'), 'text'],
        [t('each node'), 'number'],
        [t('planned'), 'number'],
        [t('possible'), 'number'],
      ]}
      rows={pods.map((it) => ({
        key: `${it.path} ${it.cidr}`,
        isBad: it.nodesPlanned > it.nodesPossible,
        cells: [
          <To key="to" path={it.path}>
            {it.cluster}
          </To>,
          it.cidr,
          it.firstNodes
            .map((range, at) => t('node {at}: {range}', { at: at + 1, range }))
            .join(', '),
          `/${it.perNode}`,
          number(it.nodesPlanned),
          number(it.nodesPossible),
        ],
      }))}
    />
  );
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

function Headroom({ headroom }: { headroom: Layout['headroom'] }) {
  return (
    <Table
      title={t('How many more nodes fit')}
      empty={t('There are no clusters.')}
      columns={[
        [t('cluster'), 'text'],
        [t('what runs out'), 'text'],
        [t('planned nodes'), 'number'],
        [t('more'), 'number'],
        [t('can be raised later'), 'text'],
      ]}
      rows={headroom.map((it) => ({
        key: `${it.path} ${it.limit} ${it.name}`,
        isBad: it.moreNodes < 0,
        cells: [
          it.cluster,
          <To key="to" path={it.path}>
            {limits[it.limit]} <span lang={english}>{it.name}</span>
          </To>,
          number(it.nodesPlanned),
          short(it.moreNodes),
          it.permanent ? t('no') : t('yes'),
        ],
      }))}
    />
  );
}

function Snat({ snat }: { snat: Layout['snat'] }) {
  return (
    <Table
      title={t('Ports for outbound traffic')}
      empty={t('No cluster sends through a load balancer or NAT gateway.')}
      columns={[
        [t('cluster'), 'text'],
        [t('outbound'), 'text'],
        [t('addresses'), 'number'],
        [t('ports'), 'number'],
        [t('each node'), 'number'],
        [t('planned'), 'number'],
        [t('possible'), 'number'],
      ]}
      rows={snat.map((it) => ({
        key: it.path,
        isBad: it.nodesPossible !== undefined && it.nodesPlanned > it.nodesPossible,
        cells: [
          <To key="to" path={it.path}>
            {it.cluster}
          </To>,
          it.outboundType,
          number(it.addresses),
          number(it.ports),
          it.portsPerNode === undefined ? t('shared') : number(it.portsPerNode),
          number(it.nodesPlanned),
          it.nodesPossible === undefined ? '' : number(it.nodesPossible),
        ],
      }))}
    />
  );
}

function Upgrades({ upgrades }: { upgrades: Layout['upgrades'] }) {
  return (
    <Table
      title={t('What upgrade channels would bring')}
      empty={t(
        "Give kubernetesVersions (what the region offers) and a cluster's version to see this.",
      )}
      columns={[
        [t('cluster'), 'text'],
        [t('channel'), 'text'],
        [t('from'), 'text'],
        [t('after that'), 'text'],
        [t('container runtime'), 'text'],
      ]}
      rows={upgrades.map((it) => ({
        key: `${it.cluster} ${it.channel}`,
        cells: [
          it.cluster,
          it.chosen ? (
            <strong key="channel">{t('{channel} (chosen)', { channel: it.channel })}</strong>
          ) : (
            it.channel
          ),
          it.current,
          [it.steps.join(t(', then ')) || t('stays'), it.note].filter(Boolean).join('; '),
          it.containerRuntime === it.containerRuntimeAfter
            ? it.containerRuntime
            : `${it.containerRuntime}${t(', then ')}${it.containerRuntimeAfter}`,
        ],
      }))}
    />
  );
}
