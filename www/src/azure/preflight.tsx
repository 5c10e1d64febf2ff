// Whether the plan will work: the same rules, with what Azure says.

import { signal } from '@preact/signals';
import type { AzurePreflight, Plan } from 'aksplan';
import { asOf, report } from '../engine.ts';
import type { Json } from '../json.ts';
import { clock } from '../lang/time.ts';
import { rich, t, tn } from '../lang.ts';
import { isLive, live, ownOf } from '../live.ts';
import { Button, Prose } from '../marks.tsx';
import { FindingItem } from '../panes/findings.tsx';
import { showPane } from '../panes/shown.ts';
import { plan } from '../plan.ts';
import { announce } from '../status.ts';
import { closeAzure, openAzure } from './door.tsx';
import { subscription, tenantOption } from './scope.tsx';
import { type Session, session } from './session.ts';
import { Progress, sentence, task } from './task.tsx';

interface Answer extends AzurePreflight {
  /** When. */
  at: Date;
}

const asking = task<void>();
const answered = signal<Answer | undefined>(undefined);

function ask(now: Session): Promise<void> {
  return asking.run(t('Asking Azure'), async ({ signal: stop, say }) => {
    const of = plan.peek();
    const day = asOf.peek();
    const one = subscription.peek();
    const answer = await now.azure.preflight(of as Plan, {
      ...(one ? { subscriptionId: one.subscriptionId } : {}),
      ...(day ? { asOf: day } : {}),
      ...tenantOption(),
      signal: stop,
      onProgress: (it) => {
        if (it.type !== 'preflight') return;
        const { what, done, total } = it;
        say({
          said: t('Asking for {what}: {done} of {total}', { what, done, total }),
          done,
          of: total,
        });
      },
    });
    const without = now.planner.check(of as Plan, day ? { asOf: day } : {});
    const own = ownOf(answer.findings, without.findings);
    answered.value = { ...answer, at: new Date() };
    live.value = { plan: of as Json, asOf: day, findings: answer.findings, own, Note };
    announce(
      tn(
        own.size,
        'Azure was asked: {count} finding is from there',
        'Azure was asked: {count} findings are from there',
      ),
    );
  });
}

export function Preflight({ now }: { now: Session }) {
  const answer = answered.value;
  const said = live.value;
  return (
    <section>
      <h3>{t('Will the plan work there?')}</h3>
      <p>
        {t(
          'Azure is asked for what the plan needs: sizes, zones, quotas, versions, features, addresses in use, routes, roles, names. Nothing is changed.',
        )}
      </p>
      <p class="row">
        <Button class="fix" onClick={() => void ask(now)}>
          {answer ? t('Ask again') : t('Ask Azure')}
        </Button>
        {said && !isLive.value && <span class="muted">{t('The plan has changed since.')}</span>}
      </p>
      <Progress of={asking} />
      {answer && said && (
        <>
          <p>
            {said.own.size === 0 ? (
              <span class="good">
                <span aria-hidden="true">✓ </span>
                {report.value.findings.length === 0
                  ? t('Azure’s facts bring nothing new: nothing is found.')
                  : t('Azure’s facts bring nothing new: the findings stay.')}
              </span>
            ) : (
              <strong>
                {tn(
                  said.own.size,
                  '{count} finding is from Azure’s facts.',
                  '{count} findings are from Azure’s facts.',
                )}
              </strong>
            )}{' '}
            <Button
              class="link"
              onClick={() => {
                closeAzure();
                showPane('findings', true);
              }}
            >
              {t('See all findings beside the plan')}
            </Button>
          </p>
          <ol class="findings">
            {[...said.own].map((it, at) => (
              <FindingItem key={`${it.rule} ${it.path} ${at}`} finding={it} />
            ))}
          </ol>
          <Facts answer={answer} />
        </>
      )}
    </section>
  );
}

/** What was looked at, and what nobody knows. */
function Facts({ answer: { checked, unknown } }: { answer: Answer }) {
  return (
    <>
      <details>
        <summary>{rich(t('Not known ({count})'), { count: unknown.length })}</summary>
        <dl class="facts">
          {unknown.map((it) => (
            <div key={it.what}>
              <dt>
                <Prose text={sentence(it.what)} />
              </dt>
              <dd>
                <Prose text={sentence(it.why)} />
              </dd>
            </div>
          ))}
        </dl>
      </details>
      <details>
        <summary>{rich(t('Looked at ({count})'), { count: checked.length })}</summary>
        <dl class="facts">
          {checked.map((it) => (
            <div key={it.what}>
              <dt>
                <Prose text={it.what} />
              </dt>
              <dd>
                <Prose text={it.found} />
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}

/** Over the findings: how much of them is Azure's word, and of when. */
function Note() {
  const answer = answered.value;
  if (!answer) return null;
  const now = session.value;
  return (
    <section class="live-note" aria-label={t('From Azure')}>
      <p>
        {isLive.value
          ? t(
              'Judged with what Azure said at {at}: {count} things looked at, {unknown} not known.',
              {
                at: clock(answer.at),
                count: answer.checked.length,
                unknown: answer.unknown.length,
              },
            )
          : rich(
              t(
                'The plan has changed since Azure was asked at {at}; what it said then is put aside.',
              ),
              { at: clock(answer.at) },
            )}
      </p>
      <p class="row">
        <Button onClick={() => (now ? void ask(now) : openAzure())}>{t('Ask again')}</Button>
        <Button class="quiet" onClick={openAzure}>
          {t('Details')}
        </Button>
        <Button
          class="quiet"
          onClick={() => {
            live.value = undefined;
            answered.value = undefined;
          }}
        >
          {t('Put aside')}
        </Button>
      </p>
      <Progress of={asking} />
    </section>
  );
}
