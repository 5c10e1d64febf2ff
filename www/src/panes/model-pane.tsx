// Which way of addressing pods fits: needs in, a recommendation with reasons out.

import { signal, useComputed } from '@preact/signals';
import type { ModelVerdict, Needs, Recommendation } from 'aksplan';
import { Told } from '../glossary/told.tsx';
import { at, child, isObject, type Json, withAt } from '../json.ts';
import { english, rich, t } from '../lang.ts';
import { Button, Prose } from '../marks.tsx';
import { change, plan, valueAt } from '../plan.ts';
import { announce } from '../status.ts';
import type { Planner } from '../whole.tsx';
import './model-pane.css';

/** Needs as typed: what is no number stays text, and is said to be none. */
const needs = signal<Record<string, string>>({});

interface Need {
  name: keyof Needs;
  label: string;
  /** Absent: a number. `yes`: a box to tick. Else the words to choose from. */
  kind?: 'text' | 'yes' | [string, string][];
}

const questions: Need[] = [
  { name: 'nodes', label: t('Nodes, with all the autoscaler may add') },
  { name: 'podsPerNode', label: t('Pods on a node') },
  { name: 'freePrefix', label: t('Free range, as /22 or 10.1.0.0/22'), kind: 'text' },
  { name: 'addressesAvailable', label: t('Addresses the network can spare') },
  {
    name: 'traffic',
    label: t('Pods mostly talk to'),
    kind: [
      ['outside', t('machines and services outside the cluster')],
      ['inside', t('other pods of the cluster')],
      ['mixed', t('both')],
    ],
  },
  {
    name: 'networkPolicy',
    label: t('Network policy engine'),
    kind: ['none', 'azure', 'calico', 'cilium'].map((it) => [it, it]),
  },
  {
    name: 'manageRoutes',
    label: t('A route for each node is acceptable'),
    kind: [
      ['true', t('yes')],
      ['false', t('no')],
    ],
  },
  { name: 'directPodAccess', label: t('Pods are reached by their own addresses'), kind: 'yes' },
  { name: 'windows', label: t('Windows nodes'), kind: 'yes' },
  { name: 'virtualNodes', label: t('Virtual nodes'), kind: 'yes' },
  { name: 'dualStack', label: t('IPv4 and IPv6'), kind: 'yes' },
  { name: 'ownCni', label: t('A network plugin of your own'), kind: 'yes' },
];

function typedNeeds(answers: Record<string, string>): { needs: Needs; wrong: string[] } {
  const wrong: string[] = [];
  const all = questions.flatMap(({ name, label, kind }): [string, unknown][] => {
    const text = answers[name]?.trim() ?? '';
    if (text === '') return [];
    if (text === 'true' || text === 'false') return [[name, text === 'true']];
    if (kind !== undefined) return [[name, text]];
    if (/^\d{1,9}$/.test(text)) return [[name, Number(text)]];
    wrong.push(t('`{text}` is no whole number ({label}) and had no say', { text, label }));
    return [];
  });
  return { needs: Object.fromEntries(all) as Needs, wrong };
}

export function ModelPane({ planner }: { planner: Planner }) {
  const answer = useComputed(() => {
    const typed = typedNeeds(needs.value);
    return { ...typed, advice: planner.recommend(typed.needs) };
  }).value;
  return (
    <div class="model">
      <p class="muted">{t('What is left empty has no say.')}</p>
      <div class="fields">
        {questions.map((question) => (
          <Question key={question.name} question={question} />
        ))}
      </div>
      <Advice advice={answer.advice} wrong={answer.wrong} />
    </div>
  );
}

function Question({ question: { name, label, kind } }: { question: Need }) {
  const id = `need-${name}`;
  const value = needs.value[name] ?? '';
  const set = (text: string) => {
    needs.value = { ...needs.value, [name]: text };
  };
  if (kind === 'yes') {
    return (
      <div class="field check">
        <div class="label">
          <input
            id={id}
            type="checkbox"
            checked={value === 'true'}
            onChange={(event) => set(event.currentTarget.checked ? 'true' : '')}
          />
          <label for={id}>{label}</label>
        </div>
      </div>
    );
  }
  return (
    <div class="field">
      <div class="label">
        <label for={id}>{label}</label>
      </div>
      {Array.isArray(kind) ? (
        <select id={id} value={value} onChange={(event) => set(event.currentTarget.value)}>
          <option value="">{t('not known')}</option>
          {kind.map(([word, meaning]) => (
            <option key={word} value={word}>
              {meaning}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          type="text"
          autocomplete="off"
          inputMode={kind === 'text' ? undefined : 'numeric'}
          value={value}
          onInput={(event) => set(event.currentTarget.value)}
        />
      )}
    </div>
  );
}

function Advice({ advice, wrong }: { advice: Recommendation; wrong: string[] }) {
  return (
    <>
      <output class="advice">
        <Prose text={advice.summary} />
      </output>
      {[...wrong, ...advice.notes].map((note) => (
        <p key={note} class="note">
          <Prose text={note} />
        </p>
      ))}
      {advice.networkProfile && <Take advice={advice} />}
      <ol class="models">
        {advice.models.map((model) => (
          <Model key={model.model} model={model} isBest={model.model === advice.recommended} />
        ))}
      </ol>
    </>
  );
}

function Model({ model, isBest }: { model: ModelVerdict; isBest: boolean }) {
  return (
    <li class={isBest ? 'model-card best' : 'model-card'}>
      <h3>
        <span lang={english}>{model.name}</span>
        <span class={model.possible ? 'good' : 'warn'}>
          {isBest
            ? ` ✓ ${t('recommended')}`
            : model.possible
              ? ` ${t('possible')}`
              : ` ✕ ${t('not possible')}`}
        </span>
      </h3>
      <p class="muted">
        {t('{count} addresses of the virtual network', { count: model.addresses })}
        <span lang={english}>
          {model.subnets.map((it) => `; ${it.name}: /${it.prefix} (${it.sum})`).join('')}
        </span>
      </p>
      <ul>
        {model.reasonsFor.map((it) => (
          <ReasonItem key={it.text} sign="+" isFor word={t('for')} text={it.text} url={it.url} />
        ))}
        {model.reasonsAgainst.map((it) => (
          <ReasonItem
            key={it.text}
            sign={it.excludes ? '✕' : '–'}
            word={it.excludes ? t('rules it out') : t('against')}
            text={it.text}
            url={it.url}
          />
        ))}
      </ul>
    </li>
  );
}

function ReasonItem(props: {
  sign: string;
  word: string;
  text: string;
  url: string;
  isFor?: boolean;
}) {
  return (
    <li class={props.isFor ? 'for' : 'against'}>
      <span class="sign" aria-hidden="true">
        {props.sign}
      </span>
      <span>
        <span class="unseen">{props.word}: </span>
        <span lang={english}>
          <Told text={props.text} />
        </span>{' '}
        <a href={props.url} target="_blank" rel="noreferrer">
          {t('source')}
          <span class="unseen"> {t('of this reason, opens in a new tab')}</span>
        </a>
      </span>
    </li>
  );
}

/** Properties of a network profile that say which model it is. */
const decisive = ['networkPlugin', 'networkPluginMode', 'networkDataplane', 'networkPolicy'];

/** Takes the recommendation into a cluster of the plan. */
function Take({ advice }: { advice: Recommendation }) {
  const clusters = useComputed(() => {
    const value = valueAt('/clusters');
    return Array.isArray(value)
      ? value.map((it) => (isObject(it) && typeof it.name === 'string' ? it.name : '')).join('\n')
      : undefined;
  }).value;
  if (clusters === undefined) return null;
  return (
    <p class="row">
      {clusters.split('\n').map((name, place) => (
        <Button key={place} class="fix" onClick={() => take(advice, place, name)}>
          {rich(t('Use it in {name}'), {
            name: name || t('cluster {place}', { place: place + 1 }),
          })}
        </Button>
      ))}
    </p>
  );
}

function take(advice: Recommendation, place: number, name: string): void {
  const pointer = child(child('/clusters', place), 'networkProfile');
  const before = at(plan.value, pointer);
  const kept = Object.entries(isObject(before) ? before : {}).filter(
    ([property]) => !decisive.includes(property),
  );
  const profile = { ...Object.fromEntries(kept), ...(advice.networkProfile as object) } as Json;
  change(withAt(plan.value, pointer, profile), t('network model of {name}', { name }));
  announce(t('Network model of {name} changed; see what is found', { name }));
}
