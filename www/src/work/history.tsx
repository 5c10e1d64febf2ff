// What was done to the plan on screen, and the way back to any of it.

import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { download } from '../files.ts';
import { same, sharing, write } from '../json.ts';
import { rich, t } from '../lang.ts';
import { Button } from '../marks.tsx';
import { change, plan, planId } from '../plan.ts';
import { announce } from '../status.ts';
import { type Entry, historyOf } from './archive.ts';
import { compareWith } from './compared.ts';
import { showWork } from './door.tsx';
import { contentsOf, fileNameOf, nameOf } from './names.ts';
import { close } from './recorder.ts';
import { clockOf, dayOf, momentOf } from './time.ts';
import './work.css';

const entries = signal<Entry[] | undefined>(undefined);
const problem = signal('');

async function refresh(): Promise<void> {
  try {
    await close();
    const id = planId.peek();
    entries.value = id === undefined ? [] : await historyOf(id);
    problem.value = '';
  } catch (error) {
    problem.value = error instanceof Error ? error.message : String(error);
  }
}

export function History() {
  useEffect(() => {
    entries.value = undefined;
    void refresh();
  }, []);
  const all = entries.value;
  if (problem.value) {
    return (
      <div class="problem" role="alert">
        <p>{rich(t('This browser keeps no history: {problem}.'), { problem: problem.value })}</p>
      </div>
    );
  }
  if (!all) return <p class="muted loading">{t('Loading…')}</p>;
  if (all.length === 0) {
    return (
      <p class="muted">
        {rich(
          t(
            'Nothing has been changed yet. From the first change on, every state of {name} can be had back here.',
          ),
          { name: <strong>{nameOf(plan.value)}</strong> },
        )}
      </p>
    );
  }
  const days = [...new Set(all.map((it) => dayOf(it.at)))];
  return (
    <>
      <p class="muted">
        {rich(
          t(
            '{name}, as it was. What you bring back is a change like any other: undo takes it away again. Older states are kept more sparsely.',
          ),
          { name: <strong>{nameOf(plan.value)}</strong> },
        )}
      </p>
      {days.map((day) => (
        <section key={day} class="day">
          <h3>{day}</h3>
          <ol class="plans">
            {all
              .filter((it) => dayOf(it.at) === day)
              .map((it) => (
                <EntryItem key={it.key} it={it} />
              ))}
          </ol>
        </section>
      ))}
    </>
  );
}

function EntryItem({ it }: { it: Entry }) {
  const isNow = same(it.plan, plan.value);
  const when = momentOf(it.at);
  return (
    <li class={isNow ? 'is-here' : undefined}>
      <div class="what">
        <span>
          <time dateTime={new Date(it.at).toISOString()} class="muted">
            {clockOf(it.at)}
          </time>{' '}
          {it.what}
        </span>
        <span class="muted">
          {isNow && <strong>{`${t('on screen')} ·`} </strong>}
          {contentsOf(it.plan)}
        </span>
      </div>
      {!isNow && (
        <div class="row">
          <Button
            label={t('Bring back the plan of {when}', { when })}
            onClick={() => {
              change(sharing(plan.peek(), it.plan), t('return to {when}', { when }));
              announce(t('The plan is as it was on {when}; undo takes this back', { when }));
              showWork(undefined);
            }}
          >
            {t('Bring back')}
          </Button>
          <Button
            label={t('Compare the plan of {when} with the one on screen', { when })}
            onClick={() => {
              compareWith(it.plan, t('the plan of {when}', { when }));
              showWork('compare');
            }}
          >
            {t('Compare')}
          </Button>
          <Button
            label={t('Download the plan of {when}', { when })}
            onClick={() => download(write(it.plan), fileNameOf(it.plan), 'application/json')}
          >
            {t('Download')}
          </Button>
        </div>
      )}
    </li>
  );
}
