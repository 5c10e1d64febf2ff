// Opens what exists already from files: CSV, lists of ranges, JSON of az and of Azure.

import { signal } from '@preact/signals';
import { estate, takeEstate } from '../estate.ts';
import { english, rich, t, tn } from '../lang.ts';
import { Button } from '../marks.tsx';
import { announce } from '../status.ts';
import { whole } from '../whole.tsx';

const reading = signal<{ name: string; done: number; all: number } | undefined>(undefined);
const problem = signal('');
let cancelled = false;

/** Reads files into a new estate, which takes the place of the former. */
export async function openEstate(files: File[]): Promise<void> {
  if (files.length === 0 || reading.value) return;
  cancelled = false;
  problem.value = '';
  const all = files.reduce((sum, it) => sum + it.size, 0);
  const from = files.map((it) => it.name).join(', ');
  reading.value = { name: from, done: 0, all };
  try {
    const planner = await whole();
    const next = new planner.Estate();
    try {
      for (const file of files) await readFile(next, file);
    } catch (error) {
      next.free();
      throw error;
    }
    if (next.size === 0) {
      const why = next.problems.list[0]?.message ?? t('it has no ranges');
      next.free();
      throw new Error(why);
    }
    takeEstate({ planner, estate: next, from });
    announce(
      tn(
        next.size,
        '{count} range that exists is on the map',
        '{count} ranges that exist are on the map',
      ),
    );
  } catch (error) {
    problem.value = cancelled
      ? ''
      : t("{from} can't be read: {error}", { from, error: errorText(error) });
    announce(problem.value || t('Reading was cancelled'));
  } finally {
    reading.value = undefined;
  }
}

const errorText = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

async function readFile(
  into: { add(bytes: Uint8Array): void; end(): void },
  file: File,
): Promise<void> {
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (cancelled) throw new Error('cancelled');
    if (done) break;
    into.add(value);
    const now = reading.value;
    if (now) reading.value = { ...now, done: now.done + value.length };
  }
  into.end();
}

export function Opening() {
  const known = estate.value;
  const now = reading.value;
  return (
    <div class="tool">
      <h3>{t('What exists already')}</h3>
      <p class="muted">
        {rich(
          t(
            'A CSV file with the columns {columns}, a list of ranges, or what {command} prints. It is read here and sent nowhere.',
          ),
          { columns: <code>cidr,name</code>, command: <code>az network vnet list</code> },
        )}
      </p>
      {now ? (
        <p class="row" role="status">
          <progress
            value={now.done}
            max={Math.max(1, now.all)}
            aria-label={t('Reading {name}', { name: now.name })}
          />
          <span>{t('{done} of {all} bytes', { done: now.done, all: now.all })}</span>
          <Button
            onClick={() => {
              cancelled = true;
            }}
          >
            {t('Cancel')}
          </Button>
        </p>
      ) : (
        <label class="row">
          <span>{t('Open files')}</span>
          <input
            type="file"
            multiple
            accept=".csv,.json,.txt,.tsv"
            onChange={(event) => {
              const input = event.currentTarget;
              void openEstate([...(input.files ?? [])]);
              input.value = '';
            }}
          />
        </label>
      )}
      {problem.value && (
        <p class="warn" role="alert">
          ✕ {problem.value}
        </p>
      )}
      {known && <Summary />}
    </div>
  );
}

const SHOWN = 5;

/** What the estate holds, and what is wrong in itself. */
function Summary() {
  const known = estate.value;
  if (!known) return null;
  const overlaps = known.estate.overlaps({ limit: SHOWN, members: 4 });
  const problems = known.estate.problems;
  return (
    <>
      <p>
        {rich(t('{ranges} from {from}.'), {
          ranges: <strong>{tn(known.estate.size, '{count} range', '{count} ranges')}</strong>,
          from: known.from,
        })}{' '}
        <Button class="link" onClick={() => takeEstate(undefined)}>
          {t('Put them away')}
        </Button>
      </p>
      {overlaps.total > 0 && (
        <>
          <p class="warn">
            ✕{' '}
            {tn(overlaps.total, '{count} group of them overlap', '{count} groups of them overlap')}
          </p>
          <ul class="terms">
            {overlaps.groups.map((it) => (
              <li key={it.cidr}>
                {it.cidr}: {it.members.join(', ')}
                {it.size > it.members.length &&
                  ` ${t('and {count} more', { count: it.size - it.members.length })}`}
              </li>
            ))}
            {overlaps.total > SHOWN && (
              <li>
                {tn(overlaps.total - SHOWN, 'and {count} group more', 'and {count} groups more')}
              </li>
            )}
          </ul>
        </>
      )}
      {problems.total > 0 && (
        <details>
          <summary>{t('{count} could not be read', { count: problems.total })}</summary>
          <ul class="terms">
            {problems.list.slice(0, 20).map((it) => (
              <li key={`${it.line} ${it.message}`}>
                {t('line {line}', { line: String(it.line) })}:{' '}
                <span lang={english}>{it.message}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
