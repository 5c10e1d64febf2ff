// The list of all plans.

import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { download } from '../files.ts';
import { openFirst } from '../form/open.ts';
import { write } from '../json.ts';
import { rich, t } from '../lang.ts';
import { Button, Icon } from '../marks.tsx';
import { plan, planId } from '../plan.ts';
import { empty } from '../presets.ts';
import { openReading } from '../reading/door.tsx';
import { announce } from '../status.ts';
import { BIN_DAYS } from './archive.ts';
import { compareWith } from './compared.ts';
import { showWork } from './door.tsx';
import { everything } from './exchange.ts';
import { contentsOf, fileNameOf, nameOf } from './names.ts';
import * as shelf from './shelf.ts';
import { ago } from './time.ts';
import './work.css';

const plans = signal<shelf.Kept[] | undefined>(undefined);
const problem = signal('');
const search = signal('');
const renaming = signal<string | undefined>(undefined);
/** What was deleted last, with the way back at hand. */
const gone = signal<shelf.Kept | undefined>(undefined);

async function refresh(): Promise<void> {
  try {
    plans.value = await shelf.all();
    problem.value = '';
  } catch (error) {
    problem.value = error instanceof Error ? error.message : String(error);
  }
}

/** Does something to the list and shows it again. */
async function act(work: Promise<unknown>, said: string): Promise<void> {
  try {
    await work;
    announce(said);
  } catch (error) {
    announce(t('That could not be done: {error}', { error: String(error) }));
  }
  await refresh();
}

export function Plans() {
  useEffect(() => {
    gone.value = undefined;
    renaming.value = undefined;
    void refresh();
    const again = () => void refresh();
    addEventListener('storage', again);
    return () => removeEventListener('storage', again);
  }, []);
  const all = plans.value;
  const words = search.value.trim().toLowerCase();
  const isMeant = (it: shelf.Kept) =>
    words === '' || JSON.stringify(it.plan).toLowerCase().includes(words);
  const kept = (all ?? []).filter((it) => !it.deleted);
  const meant = kept.filter(isMeant);
  const binned = (all ?? []).filter((it) => it.deleted);
  return (
    <>
      <div class="tools">
        <label class="inline-label grow">
          <span class="unseen">{t('Search')}</span>
          <input
            type="search"
            placeholder={t('Search names, subnets, addresses…')}
            value={search.value}
            onInput={(event) => {
              search.value = event.currentTarget.value;
            }}
          />
        </label>
        <Button
          onClick={() => {
            empty();
            showWork(undefined);
          }}
        >
          {t('New plan')}
        </Button>
        <Button
          onClick={() => {
            showWork(undefined);
            openReading();
          }}
        >
          {t('Open files…')}
        </Button>
        <Button disabled={kept.length === 0} onClick={() => void downloadAll()}>
          {t('Download all')}
        </Button>
      </div>
      {problem.value && (
        <div class="problem" role="alert">
          <p>
            {rich(
              t(
                'This browser does not let the page keep plans: {problem}. Save them as files or links.',
              ),
              { problem: problem.value },
            )}
          </p>
        </div>
      )}
      {gone.value && <Gone it={gone.value} />}
      {planId.value === undefined && (
        <p class="here">
          {rich(
            t('{name} is on screen and not in this list yet: it is kept as soon as you change it.'),
            { name: <strong>{nameOf(plan.value)}</strong> },
          )}
        </p>
      )}
      {all === undefined && !problem.value && <p class="muted loading">{t('Loading…')}</p>}
      {all && kept.length === 0 && (
        <p class="muted">
          {t(
            'No plan is kept yet. Change the one on screen, read what you have, or open a file: every plan is kept here by itself.',
          )}
        </p>
      )}
      {kept.length > 0 && meant.length === 0 && (
        <p class="muted">{t('No plan has these words.')}</p>
      )}
      <ul class="plans">
        {meant.map((it) => (
          <PlanItem key={it.id} it={it} />
        ))}
      </ul>
      {binned.length > 0 && (
        <details class="bin">
          <summary>
            {t('Deleted in the last {days} days ({count})', {
              days: BIN_DAYS,
              count: binned.length,
            })}
          </summary>
          <ul class="plans">
            {binned.map((it) => (
              <li key={it.id}>
                <div class="what">
                  <strong>{nameOf(it.plan)}</strong>
                  <span class="muted">
                    {t('{contents} · deleted {ago}', {
                      contents: contentsOf(it.plan),
                      ago: ago(it.deleted ?? 0),
                    })}
                  </span>
                </div>
                <Button
                  label={t('Bring back {name}', { name: nameOf(it.plan) })}
                  onClick={() =>
                    void act(shelf.bringBack(it), t('{name} is back', { name: nameOf(it.plan) }))
                  }
                >
                  {t('Bring back')}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Gone({ it }: { it: shelf.Kept }) {
  return (
    <p class="here row">
      <span class="grow">
        {rich(t('{name} is deleted.'), { name: <strong>{nameOf(it.plan)}</strong> })}
      </span>
      <Button
        onClick={() => {
          gone.value = undefined;
          void act(shelf.bringBack(it), t('{name} is back', { name: nameOf(it.plan) }));
        }}
      >
        {t('Undo')}
      </Button>
    </p>
  );
}

function PlanItem({ it }: { it: shelf.Kept }) {
  const name = nameOf(it.plan);
  const isHere = it.id === planId.value;
  if (renaming.value === it.id) return <Renaming it={it} />;
  return (
    <li class={isHere ? 'is-here' : undefined}>
      <div class="what">
        <Button class="link" onClick={() => open(it)}>
          {name}
        </Button>
        <span class="muted">
          {isHere && <strong>{`${t('on screen')} ·`} </strong>}
          {contentsOf(it.plan)} · {ago(it.changed)}
        </span>
      </div>
      <div class="row">
        <Button
          label={t('Rename {name}', { name })}
          onClick={() => {
            renaming.value = it.id;
          }}
        >
          {t('Rename')}
        </Button>
        <Button
          label={t('Duplicate {name}', { name })}
          onClick={() => {
            shelf.duplicate(it);
            showWork(undefined);
            announce(t('A copy of {name} is open', { name }));
          }}
        >
          {t('Duplicate')}
        </Button>
        {!isHere && (
          <Button
            label={t('Compare {name} with the plan on screen', { name })}
            onClick={() => {
              compareWith(it.plan, name);
              showWork('compare');
            }}
          >
            {t('Compare')}
          </Button>
        )}
        <Button
          label={t('Download {name}', { name })}
          onClick={() => download(write(it.plan), fileNameOf(it.plan), 'application/json')}
        >
          {t('Download')}
        </Button>
        <Button
          class="icon"
          label={t('Delete {name}', { name })}
          onClick={() => {
            gone.value = it;
            void act(shelf.remove(it), t('{name} is deleted; undo brings it back', { name }));
            document.getElementById('work-title')?.focus();
          }}
        >
          <Icon name="remove" />
        </Button>
      </div>
    </li>
  );
}

function Renaming({ it }: { it: shelf.Kept }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const end = () => {
    renaming.value = undefined;
    document.getElementById('work-title')?.focus();
  };
  return (
    <li>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          const name = field.current?.value.trim();
          if (name) void act(shelf.rename(it, name), t('It is called {name} now', { name }));
          end();
        }}
      >
        <label class="inline-label grow">
          {t('New name')}
          <input
            ref={field}
            value={nameOf(it.plan)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.preventDefault();
              event.stopPropagation();
              end();
            }}
          />
        </label>
        <button type="submit" class="fix">
          {t('Rename')}
        </button>
        <Button onClick={end}>{t('Cancel')}</Button>
      </form>
    </li>
  );
}

function open(it: shelf.Kept): void {
  shelf.show(it);
  openFirst(plan.peek());
  showWork(undefined);
  announce(t('{name} is open', { name: nameOf(it.plan) }));
}

async function downloadAll(): Promise<void> {
  download(await everything(), 'aksplan-plans.json', 'application/json');
}
