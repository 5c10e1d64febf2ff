// What the dialog shows: the sign-in, then what can be done there.

import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { clock } from '../lang/time.ts';
import { rich, t } from '../lang.ts';
import { Button } from '../marks.tsx';
import type { Planner } from '../whole.tsx';
import { clouds } from './clouds.ts';
import { Deploy } from './deploy.tsx';
import { Existing } from './existing.tsx';
import { Preflight } from './preflight.tsx';
import { Scope } from './scope.tsx';
import { question, type Session, session, signOut, tokenEnds } from './session.ts';
import { Asked, SignIn } from './sign-in.tsx';
import './azure.css';

const parts: { id: string; title: string; Part: ComponentType<{ now: Session }> }[] = [
  { id: 'existing', title: t('What exists'), Part: Existing },
  { id: 'preflight', title: t('Will it work'), Part: Preflight },
  { id: 'deploy', title: t('Deploy'), Part: Deploy },
];

const shown = signal('existing');

const isOnline = signal(navigator.onLine);
for (const event of ['online', 'offline']) {
  addEventListener(event, () => {
    isOnline.value = navigator.onLine;
  });
}

export function Panel({ planner }: { planner: Planner }) {
  const now = session.value;
  return (
    <div class="azure-panel">
      {!isOnline.value && (
        <p class="problem" role="alert">
          {t(
            'You are offline. What runs tries again until the network is back, for ten minutes; what was begun in Azure goes on there.',
          )}
        </p>
      )}
      {question.value && <Asked question={question.value} />}
      {now ? <SignedIn now={now} /> : <SignIn planner={planner} />}
    </div>
  );
}

function SignedIn({ now }: { now: Session }) {
  const { id, Part } = parts.find((it) => it.id === shown.value) ?? (parts[0] as (typeof parts)[0]);
  return (
    <>
      <div class="row">
        <p class="grow">
          {rich(t('Signed in to {cloud}: {who}'), {
            cloud: clouds[now.cloud].title,
            who: <strong>{now.who}</strong>,
          })}
          {tokenEnds.value !== undefined && (
            <span class="muted">{t(', until {time}', { time: clock(tokenEnds.value) })}</span>
          )}
        </p>
        <Button onClick={signOut}>{t('Sign out')}</Button>
      </div>
      <Scope now={now} />
      <div class="tabs" role="tablist" aria-label="Azure" onKeyDown={walk}>
        {parts.map((it) => (
          <button
            key={it.id}
            type="button"
            role="tab"
            id={`azure-tab-${it.id}`}
            aria-selected={it.id === id}
            aria-controls="azure-part"
            tabIndex={it.id === id ? 0 : -1}
            onClick={() => {
              shown.value = it.id;
            }}
          >
            {it.title}
          </button>
        ))}
      </div>
      <div
        class="azure-part"
        role="tabpanel"
        id="azure-part"
        aria-labelledby={`azure-tab-${id}`}
        tabIndex={-1}
      >
        <Part now={now} />
      </div>
    </>
  );
}

/** Arrow keys go from tab to tab. */
function walk(event: KeyboardEvent): void {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step === undefined) return;
  const at = parts.findIndex((it) => it.id === shown.value);
  const next = parts[(at + step + parts.length) % parts.length];
  if (!next) return;
  event.preventDefault();
  shown.value = next.id;
  document.getElementById(`azure-tab-${next.id}`)?.focus();
}
