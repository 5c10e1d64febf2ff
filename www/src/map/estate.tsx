// Opens what exists already from files: CSV, lists of ranges, JSON of az and of Azure.

import { signal } from '@preact/signals';
import { estate, takeEstate } from '../estate.ts';
import { Button } from '../marks.tsx';
import { announce } from '../status.ts';
import { whole } from '../whole.tsx';
import { number } from './rows.ts';

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
      const why = next.problems.list[0]?.message ?? 'it has no ranges';
      next.free();
      throw new Error(why);
    }
    takeEstate({ planner, estate: next, from });
    announce(`${number(next.size)} ranges that exist are on the map`);
  } catch (error) {
    problem.value = cancelled ? '' : `${from} can't be read: ${errorText(error)}`;
    announce(problem.value || 'Reading was cancelled');
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
      <h3>What exists already</h3>
      <p class="muted">
        A CSV file with the columns <code>cidr,name</code>, a list of ranges, or what{' '}
        <code>az network vnet list</code> prints. It is read here and sent nowhere.
      </p>
      {now ? (
        <p class="row" role="status">
          <progress
            value={now.done}
            max={Math.max(1, now.all)}
            aria-label={`Reading ${now.name}`}
          />
          <span>
            {number(now.done)} of {number(now.all)} bytes
          </span>
          <Button
            onClick={() => {
              cancelled = true;
            }}
          >
            Cancel
          </Button>
        </p>
      ) : (
        <label class="row">
          <span>Open files</span>
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
        <strong>
          {number(known.estate.size)} {known.estate.size === 1 ? 'range' : 'ranges'}
        </strong>{' '}
        from {known.from}.{' '}
        <Button class="link" onClick={() => takeEstate(undefined)}>
          Put them away
        </Button>
      </p>
      {overlaps.total > 0 && (
        <>
          <p class="warn">
            ✕ {number(overlaps.total)} {overlaps.total === 1 ? 'group' : 'groups'} of them overlap
          </p>
          <ul class="terms">
            {overlaps.groups.map((it) => (
              <li key={it.cidr}>
                {it.cidr}: {it.members.join(', ')}
                {it.size > it.members.length && ` and ${number(it.size - it.members.length)} more`}
              </li>
            ))}
            {overlaps.total > SHOWN && <li>and {number(overlaps.total - SHOWN)} groups more</li>}
          </ul>
        </>
      )}
      {problems.total > 0 && (
        <details>
          <summary>{number(problems.total)} could not be read</summary>
          <ul class="terms">
            {problems.list.slice(0, 20).map((it) => (
              <li key={`${it.line} ${it.message}`}>
                line {it.line}: {it.message}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
