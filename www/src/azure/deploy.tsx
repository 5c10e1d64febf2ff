// Deploying the plan: first what would be sent, then the sending, request by request.

import { signal, useComputed } from '@preact/signals';
import type { AzureChange, AzureDryRequest, AzureDryRun, Plan, Requests } from 'aksplan';
import { useEffect } from 'preact/hooks';
import { asOf, report } from '../engine.ts';
import { isObject } from '../json.ts';
import { english, locale, rich, t, tn } from '../lang.ts';
import { Button, Prose } from '../marks.tsx';
import { showPane } from '../panes/shown.ts';
import { plan } from '../plan.ts';
import {
  type Confirm,
  confirming,
  type Deploying,
  deploy,
  deploying,
  isOver,
  type Row,
} from './deploying.ts';
import { closeAzure } from './door.tsx';
import { telling } from './existing.tsx';
import { type Begun, forget, isBusy, look, unfinished } from './journal.ts';
import { subscription, tenant, tenantOption } from './scope.tsx';
import type { Session } from './session.ts';
import { Choice, Field } from './sign-in.tsx';
import { Problem, Progress, sentence, task } from './task.tsx';

const isTeardown = signal(false);
/** Secrets that the plan asks for, by environment variable, while the page is open. */
const secrets = signal<Record<string, string>>({});

const trying = task<{ of: Requests; answer: AzureDryRun }>();
const starting = task<void>();

type Rendered = { requests: Requests } | { failure: string } | { errors: number };

function render({ planner }: Session): Rendered {
  const options = {
    to: 'requests' as const,
    teardown: isTeardown.value,
    ...(asOf.value ? { asOf: asOf.value } : {}),
  };
  try {
    const { text } = planner.render(plan.value as Plan, options);
    if (text !== undefined) return { requests: JSON.parse(text) as Requests };
    return { errors: report.value.findings.filter((it) => it.severity === 'error').length };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

export function Deploy({ now }: { now: Session }) {
  useEffect(() => void look(), []);
  if (deploying.value) return <OnItsWay now={now} it={deploying.value} />;
  return (
    <>
      <Unfinished now={now} />
      <Begin now={now} />
    </>
  );
}

/** What was begun here before. */
function Unfinished({ now }: { now: Session }) {
  const all = unfinished.value;
  if (all.length === 0) return null;
  return (
    <section aria-label={t('Not at their end')}>
      <h3>{t('Begun, and not at its end')}</h3>
      {all.map((it) => (
        <BegunBefore key={it.key} now={now} it={it} />
      ))}
      <NotBegun />
    </section>
  );
}

function BegunBefore({ now, it }: { now: Session; it: Begun }) {
  const elsewhere = useElsewhere(it.key);
  const needed = secretsOf(it.requests);
  const isOther = it.cloud !== now.cloud;
  return (
    <div class="begun">
      <p>
        {rich(
          it.isTeardown
            ? t('{name}: taking away of {when}, {done} of {count} requests done.')
            : t('{name}: deployment of {when}, {done} of {count} requests done.'),
          {
            name: <strong>{it.name}</strong>,
            when: new Date(it.began).toLocaleString(locale),
            done: it.done,
            count: it.requests.requests.length,
          },
        )}{' '}
        {elsewhere
          ? t('Another tab is at it: look there.')
          : t('It goes on with what it began; what is there already is not made again.')}
      </p>
      {isOther && <p>{t('It is of another cloud: sign in there to go on.')}</p>}
      <Secrets names={needed} />
      <p class="row">
        <Button
          class="fix"
          disabled={elsewhere || isOther || !haveSecrets(needed)}
          onClick={() => void begin(now, it)}
        >
          {t('Go on')}
        </Button>
        <Button disabled={elsewhere} onClick={() => void forget(it.key)}>
          {t('Forget it')}
        </Button>
        <span class="muted">
          {t('Forgetting changes nothing in Azure; what was made stays there.')}
        </span>
      </p>
    </div>
  );
}

/** Whether another tab is at it, looked at again and again. */
function useElsewhere(key: string): boolean {
  const found = useComputed(() => busyElsewhere.value.has(key)).value;
  useEffect(() => {
    const check = async () => {
      const at = (await isBusy(key)) && deploying.peek()?.begun.key !== key;
      if (at === busyElsewhere.peek().has(key)) return;
      const next = new Set(busyElsewhere.peek());
      if (at) next.add(key);
      else next.delete(key);
      busyElsewhere.value = next;
      await look();
    };
    void check();
    const timer = setInterval(check, 1000);
    return () => clearInterval(timer);
  }, [key]);
  return found;
}

const busyElsewhere = signal<ReadonlySet<string>>(new Set());

/** Why nothing could be begun. */
function NotBegun() {
  return starting.problem.value === undefined ? null : <Problem error={starting.problem.value} />;
}

const begin = (now: Session, it: Begun) =>
  starting.run(t('Beginning'), async () => {
    await deploy(now, it, secrets.peek());
    // It is as if the plan had been deployed anew: what would be sent now is another question.
    trying.value.value = undefined;
  });

interface Needed {
  environment: string;
  about: string;
}

const secretsOf = (requests: Requests): Needed[] =>
  requests.values.flatMap((it) =>
    it.kind === 'secret' ? [{ environment: it.environment, about: it.about }] : [],
  );

const haveSecrets = (names: Needed[]) => names.every((it) => secrets.value[it.environment]);

function Secrets({ names }: { names: Needed[] }) {
  return (
    <>
      {names.map(({ environment, about }) => (
        <Field
          key={environment}
          secret
          label={about || environment}
          note={environment}
          value={secrets.value[environment] ?? ''}
          onInput={(it) => {
            secrets.value = { ...secrets.value, [environment]: it };
          }}
        />
      ))}
    </>
  );
}

/** One journal for a plan in a subscription: teardown knows by it what deployment made. */
function begunOf(now: Session, requests: Requests, subscriptionId: string): Begun {
  const at = plan.peek();
  const named = (list: string) => {
    const all = isObject(at) ? at[list] : undefined;
    return (Array.isArray(all) ? all : []).map((it) => (isObject(it) ? String(it.name) : ''));
  };
  const names = ['clusters', 'virtualNetworks', 'resourceGroups'].map(named);
  const name = requests.name ?? (names.find((it) => it.length > 0)?.join(', ') || t('a plan'));
  return {
    key: JSON.stringify([now.cloud, subscriptionId.toLowerCase(), name, names]),
    name,
    cloud: now.cloud,
    subscriptionId,
    tenant: tenant.peek(),
    isTeardown: isTeardown.peek(),
    requests,
    state: 'running',
    began: Date.now(),
    done: 0,
  };
}

function Begin({ now }: { now: Session }) {
  const one = subscription.value;
  const rendered = useComputed(() => render(now)).value;
  return (
    <section>
      <h3>{t('The plan on screen')}</h3>
      <Choice
        label={t('What is done')}
        value={isTeardown.value ? 'teardown' : 'deploy'}
        options={[
          ['deploy', t('Make what is missing')],
          ['teardown', t('Take away what the plan makes')],
        ]}
        onChange={(it) => {
          isTeardown.value = it === 'teardown';
        }}
      />
      {'failure' in rendered && (
        <p>{rich(t('This plan can’t be deployed: {failure}'), { failure: rendered.failure })}</p>
      )}
      {'errors' in rendered && (
        <p>
          {tn(
            rendered.errors,
            'The plan has {count} error, so Azure would refuse it.',
            'The plan has {count} errors, so Azure would refuse it.',
          )}{' '}
          <Button
            class="link"
            onClick={() => {
              closeAzure();
              showPane('findings', true);
            }}
          >
            {t('See them')}
          </Button>
        </p>
      )}
      {'requests' in rendered && one && (
        <Try now={now} requests={rendered.requests} subscriptionId={one.subscriptionId} />
      )}
    </section>
  );
}

function Try(props: { now: Session; requests: Requests; subscriptionId: string }) {
  const { now, requests, subscriptionId } = props;
  if (requests.problems.length > 0) {
    return (
      <>
        <p>{t('The plan leaves open what nobody can guess:')}</p>
        <ul class="dots">
          {requests.problems.map((it) => (
            <li key={it}>
              <span lang={english}>
                <Prose text={it} />
              </span>
            </li>
          ))}
        </ul>
      </>
    );
  }
  const needed = secretsOf(requests);
  const tried = trying.value.value;
  const isCurrent = tried && JSON.stringify(tried.of) === JSON.stringify(requests);
  const begun = begunOf(now, requests, subscriptionId);
  const isOpen = unfinished.value.some((it) => it.key === begun.key);
  const look = () =>
    trying.run(t('Looking at what exists'), async ({ signal: stop, say }) => {
      const options = { subscriptionId, signal: stop, ...tenantOption() };
      const onProgress = telling(say, t('Looking'));
      return { of: requests, answer: await now.azure.dryRun(requests, { ...options, onProgress }) };
    });
  const refused = tried?.answer.requests.filter((it) => it.does === 'refused').length ?? 0;
  const count = tried?.answer.requests.filter((it) => it.does !== 'skip').length ?? 0;
  return (
    <>
      <p>
        {t(
          'First Azure is asked what is there, and nothing is changed. You see each request before anything is sent.',
        )}
      </p>
      <p class="row">
        <Button class={isCurrent ? '' : 'fix'} onClick={() => void look()}>
          {t('Show what would be sent')}
        </Button>
        {tried && !isCurrent && <span class="muted">{t('The plan has changed since.')}</span>}
      </p>
      <Progress of={trying} />
      {isCurrent && tried && (
        <>
          <Dry answer={tried.answer} />
          <Secrets names={needed} />
          {isOpen ? (
            <p>{t('This plan was begun already: go on with that above, or forget it.')}</p>
          ) : (
            <p class="row">
              <Button
                class="fix"
                disabled={refused > 0 || count === 0 || !haveSecrets(needed)}
                onClick={() => void begin(now, begun)}
              >
                {isTeardown.value
                  ? tn(count, 'Take it away: {count} request', 'Take it away: {count} requests')
                  : tn(count, 'Deploy: {count} request', 'Deploy: {count} requests')}
              </Button>
              <span class="muted">
                {count === 0
                  ? t('There is nothing to do.')
                  : t('Changes to what exists are shown, and wait for your yes.')}
              </span>
            </p>
          )}
          <NotBegun />
        </>
      )}
    </>
  );
}

const doesWords: Record<AzureDryRequest['does'], string> = {
  send: t('is sent'),
  skip: t('nothing to do'),
  change: t('changes what exists'),
  follow: t('is gone on with'),
  refused: t('can’t go well'),
  unknown: t('is decided on the way'),
};

function Dry({ answer }: { answer: AzureDryRun }) {
  return (
    <>
      <ol class="requests">
        {answer.requests.map((it) => (
          <li key={it.id} class={`request does-${it.does}`}>
            <details>
              <summary class="request-line">
                <span class="grow" lang={english}>
                  {it.title}
                </span>{' '}
                <span class="muted">{doesWords[it.does]}</span>
              </summary>
              {it.why && (
                <p>
                  <span lang={english}>
                    <Prose text={sentence(it.why)} />
                  </span>
                </p>
              )}
              <p>
                <code>
                  {it.method} {it.path}
                </code>
              </p>
              {it.body !== undefined && (
                <pre class="example">{JSON.stringify(it.body, null, 2)}</pre>
              )}
            </details>
            {it.does === 'refused' && it.why && (
              <p class="problem">
                <span lang={english}>
                  <Prose text={sentence(it.why)} />
                </span>
              </p>
            )}
            {it.changes.length > 0 && <Changes all={it.changes} />}
          </li>
        ))}
      </ol>
      {answer.leftOut.length > 0 && (
        <details>
          <summary>
            {rich(t('What the plan names and nobody sends ({count})'), {
              count: answer.leftOut.length,
            })}
          </summary>
          <ul class="dots">
            {answer.leftOut.map((it) => (
              <li key={it}>
                <span lang={english}>
                  <Prose text={it} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

const value = (it: unknown) => (it === undefined ? t('nothing') : JSON.stringify(it));

/** Differences, place by place. */
function Changes({ all }: { all: AzureChange[] }) {
  return (
    <ul class="changes">
      {all.map((it) => (
        <li key={`${it.id} ${it.path}`}>
          <code>{it.path || it.resource.split('/').at(-1)}</code>: <del>{value(it.from)}</del>{' '}
          <span aria-hidden="true">→</span>
          <span class="unseen">{t('becomes')}</span> <ins>{value(it.to)}</ins>
        </li>
      ))}
    </ul>
  );
}

/** Asks before what exists is changed. */
function Ask({ it: { changes, answer } }: { it: Confirm }) {
  const titles = [...new Set(changes.map((it) => it.title))];
  return (
    <div class="asked" role="alertdialog" aria-labelledby="azure-confirm">
      <p id="azure-confirm">
        <strong>{t('This changes what exists. Is it meant like this?')}</strong>
      </p>
      {titles.map((title) => (
        <div key={title}>
          <p lang={english}>{title}</p>
          <Changes all={changes.filter((it) => it.title === title)} />
        </div>
      ))}
      <p class="row">
        <Button class="fix" onClick={() => answer(true)}>
          {t('Yes, change it')}
        </Button>
        <Button onClick={() => answer(false)}>{t('No, send nothing')}</Button>
      </p>
    </div>
  );
}

const clock = signal(Date.now());

function OnItsWay({ now, it }: { now: Session; it: Deploying }) {
  const { begun, rows, answer } = it;
  useEffect(() => {
    if (answer) return undefined;
    const timer = setInterval(() => {
      clock.value = Date.now();
    }, 1000);
    return () => clearInterval(timer);
  }, [answer]);
  const done = rows.filter((row) => isOver(row.state)).length;
  return (
    <section aria-label={t('Deployment')}>
      <h3>
        {begun.name}:{' '}
        {answer ? overWords[answer.state] : it.stopping ? t('stopping…') : t('on its way')}
      </h3>
      <p class="row">
        <progress value={done} max={rows.length} aria-label={t('All requests')} />
        <span>
          {rich(t('{done} of {count} requests, {time}'), {
            done,
            count: rows.length,
            time: time(answer ? answer.seconds : (clock.value - it.began) / 1000),
          })}
        </span>
        {!answer && (
          <Button disabled={it.stopping} onClick={it.stop}>
            {t('Stop')}
          </Button>
        )}
      </p>
      {confirming.value && <Ask it={confirming.value} />}
      {answer?.error && <Problem error={Object.assign(new Error(), answer.error, named)} />}
      {answer?.help && (
        <p>
          <span lang={english}>
            <Prose text={sentence(answer.help)} />
          </span>
        </p>
      )}
      <ol class="requests">
        {rows.map((row) => (
          <RequestRow key={row.id} row={row} />
        ))}
      </ol>
      {answer && (
        <p class="row">
          {answer.state !== 'done' && (
            <Button class="fix" onClick={() => void begin(now, begun)}>
              {answer.state === 'failed' ? t('Try again') : t('Go on')}
            </Button>
          )}
          <Button
            onClick={() => {
              deploying.value = undefined;
              trying.value.value = undefined;
            }}
          >
            {t('Back')}
          </Button>
        </p>
      )}
      <NotBegun />
      {!answer && (
        <p class="muted">
          {t(
            'You can close this dialog. If this tab is closed or reloaded, what Azure has begun goes on, and the rest is offered when you come back.',
          )}
        </p>
      )}
    </section>
  );
}

const named = { name: 'AzureError' };

const overWords = {
  done: t('everything is as planned'),
  stopped: t('stopped'),
  failed: t('something failed'),
} as const;

const stateWords: Record<Row['state'], string> = {
  waiting: t('waits'),
  looking: t('looks what is there'),
  sending: t('is sent'),
  operation: t('Azure works on it'),
  done: t('done'),
  skipped: t('nothing to do'),
  failed: t('failed'),
  stopped: t('stopped'),
};

const signs: Partial<Record<Row['state'], string>> = { done: '✓', skipped: '✓', failed: '✕' };

function RequestRow({ row }: { row: Row }) {
  const { state, percent, began, why } = row;
  const isAtIt = state === 'looking' || state === 'sending' || state === 'operation';
  const seconds = isAtIt && began ? (clock.value - began) / 1000 : (row.seconds ?? 0);
  return (
    <li class={`request ${state}`}>
      <p class="row">
        <span class="sign" aria-hidden="true">
          {signs[state] ?? '·'}
        </span>
        <span class="grow" lang={english}>
          {row.title}
        </span>
        {isAtIt && (
          <progress
            aria-label={row.title}
            {...(percent === undefined ? {} : { value: percent, max: 100 })}
          />
        )}
        <span class="muted">
          {stateWords[state]}
          {seconds >= 1 && `, ${time(seconds)}`}
        </span>
      </p>
      {why && state !== 'waiting' && (
        <p class="muted">
          <span lang={english}>
            <Prose text={sentence(why)} />
          </span>
        </p>
      )}
      {row.error && <Problem error={Object.assign(new Error(), row.error, named)} />}
    </li>
  );
}

function time(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return whole < 60
    ? t('{whole} s', { whole })
    : t('{floor} min {whole} s', { floor: Math.floor(whole / 60), whole: whole % 60 });
}
