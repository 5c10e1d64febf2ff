// A deployment on its way. It goes on while the dialog is closed.

import { signal } from '@preact/signals';
import type { AzureChange, AzureDeployment, AzureError, AzureRequestState } from 'aksplan';
import { t, tn } from '../lang.ts';
import { announce } from '../status.ts';
import { busy } from './door.tsx';
import { alone, type Begun, load, look, save } from './journal.ts';
import type { Session } from './session.ts';

export interface Row {
  id: string;
  title: string;
  state: AzureRequestState;
  why?: string | undefined;
  /** When it began, and how long it took. */
  began?: number | undefined;
  seconds?: number | undefined;
  percent?: number | undefined;
  error?: AzureError | undefined;
}

export interface Deploying {
  begun: Begun;
  rows: Row[];
  began: number;
  /** Absent while it runs. */
  answer?: AzureDeployment;
  stopping: boolean;
  stop: () => void;
}

export const deploying = signal<Deploying | undefined>(undefined);

/** Changes to what exists, that somebody has to look at. */
export interface Confirm {
  changes: AzureChange[];
  answer: (yes: boolean) => void;
}

export const confirming = signal<Confirm | undefined>(undefined);

const isAtIt = (state: AzureRequestState) =>
  state === 'looking' || state === 'sending' || state === 'operation';

export const isOver = (state: AzureRequestState) => state === 'done' || state === 'skipped';

/** Carries it out, and goes on with what was begun before. Throws when nothing could be begun. */
export async function deploy(
  { azure, way }: Session,
  given: Begun,
  secrets: Record<string, string>,
): Promise<AzureDeployment> {
  return alone(given.key, async () => {
    const before = await load(given.key);
    const journal = before?.journal;
    let begun: Begun = { ...given, ...(journal ? { journal } : {}), state: 'running' };
    const stopper = new AbortController();
    const now: Deploying = {
      begun,
      rows: given.requests.requests.map(({ id, title }) => ({ id, title, state: 'waiting' })),
      began: Date.now(),
      stopping: false,
      stop: () => {
        if (deploying.peek())
          deploying.value = { ...(deploying.peek() as Deploying), stopping: true };
        confirming.peek()?.answer(false);
        stopper.abort();
      },
    };
    deploying.value = now;
    const leaving = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', leaving);
    const put = (rows: Row[]) => {
      deploying.value = { ...(deploying.peek() ?? now), rows };
      busy.value = t('{done} of {count}', {
        done: rows.filter((it) => isOver(it.state)).length,
        count: rows.length,
      });
    };
    put(now.rows);
    const keep = async (part: Partial<Begun>) => {
      const done = (deploying.peek() ?? now).rows.filter((it) => isOver(it.state)).length;
      begun = { ...begun, done, ...part };
      await save(begun);
    };
    try {
      await keep({});
      const answer = await azure.deploy(given.requests, {
        signal: stopper.signal,
        subscriptionId: given.subscriptionId,
        secrets,
        ...(way === 'account' && given.tenant ? { tenant: given.tenant } : {}),
        journal: {
          load: async () => (await load(given.key))?.journal,
          save: (text) => keep({ journal: text }),
        },
        confirm: (changes) => ask(changes),
        onProgress: (it) => {
          const { rows } = deploying.peek() ?? now;
          if (it.type === 'request') {
            put(rows.map((row) => (row.id === it.id ? moved(row, it) : row)));
          } else if (it.type === 'operation' && it.percent !== undefined) {
            const at = given.requests.requests.findIndex((request) => same(request.path, it.path));
            put(rows.map((row, place) => (place === at ? { ...row, percent: it.percent } : row)));
          }
        },
      });
      put(
        (deploying.peek() ?? now).rows.map((row) => {
          const came = answer.requests.find((it) => it.id === row.id);
          return came ? { ...row, state: came.state, why: came.why, error: came.error } : row;
        }),
      );
      await keep({ state: answer.state });
      deploying.value = { ...(deploying.peek() ?? now), answer };
      announce(ended[answer.state]);
      return answer;
    } catch (error) {
      // Nothing was begun this time; what was begun before can still be gone on with.
      deploying.value = undefined;
      if (journal)
        await keep({
          state: before?.state === 'running' ? 'stopped' : (before?.state ?? 'stopped'),
        });
      else await dropped(given.key);
      throw error;
    } finally {
      removeEventListener('beforeunload', leaving);
      busy.value = '';
      confirming.value = undefined;
    }
  });
}

/** Takes away what was noted of something that never began. */
async function dropped(key: string): Promise<void> {
  const { forget } = await import('./journal.ts');
  const now = await load(key);
  if (now?.journal) await save({ ...now, state: 'stopped' });
  else await forget(key);
  await look();
}

const ended: Record<AzureDeployment['state'], string> = {
  done: t('Deployed: everything is as planned'),
  stopped: t('Stopped; it can be gone on with'),
  failed: t('Something failed'),
};

const same = (a: string, b: string) => decodeURI(a).toLowerCase() === decodeURI(b).toLowerCase();

function moved(
  row: Row,
  it: { state: AzureRequestState; why?: string | undefined; seconds: number },
): Row {
  const began = isAtIt(it.state) ? (row.began ?? Date.now() - it.seconds * 1000) : row.began;
  return { ...row, state: it.state, why: it.why, seconds: it.seconds, began };
}

function ask(changes: AzureChange[]): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (yes: boolean) => {
      confirming.value = undefined;
      resolve(yes);
    };
    confirming.value = { changes, answer };
    announce(
      tn(
        changes.length,
        '{count} change to what exists waits for a yes',
        '{count} changes to what exists wait for a yes',
      ),
    );
  });
}
