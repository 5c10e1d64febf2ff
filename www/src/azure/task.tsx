// Work that takes a while: what it says of itself, how to stop it, and why it failed.

import { type Signal, signal } from '@preact/signals';
import type { AzureError } from 'aksplan';
import { english, t } from '../lang.ts';
import { Button, Prose } from '../marks.tsx';
import { explain } from '../panes/question.ts';
import { announce } from '../status.ts';
import { closeAzure } from './door.tsx';

export interface Doing {
  said: string;
  done?: number | undefined;
  of?: number | undefined;
}

export interface Work {
  /** Stops it. */
  signal: AbortSignal;
  say: (doing: Doing) => void;
}

export interface Task<T> {
  doing: Signal<Doing | undefined>;
  problem: Signal<unknown>;
  value: Signal<T | undefined>;
  /** Does it; the former one of its kind is stopped. Answers what came, unless it failed. */
  run: (said: string, work: (work: Work) => Promise<T>) => Promise<T | undefined>;
  stop: () => void;
}

export function task<T>(): Task<T> {
  const doing = signal<Doing | undefined>(undefined);
  const problem = signal<unknown>(undefined);
  const value = signal<T | undefined>(undefined);
  let running: AbortController | undefined;
  return {
    doing,
    problem,
    value,
    stop: () => running?.abort(),
    async run(said, work) {
      running?.abort();
      const mine = new AbortController();
      running = mine;
      doing.value = { said };
      problem.value = undefined;
      const say = (it: Doing) => {
        if (running === mine) doing.value = it;
      };
      try {
        const answer = await work({ signal: mine.signal, say });
        if (running !== mine) return undefined;
        value.value = answer;
        return answer;
      } catch (error) {
        if (running === mine && !mine.signal.aborted) {
          problem.value = error;
          announce(
            t('Failed: {error}', { error: error instanceof Error ? error.message : String(error) }),
          );
        }
        return undefined;
      } finally {
        if (running === mine) {
          running = undefined;
          doing.value = undefined;
        }
      }
    },
  };
}

/** How far a task is, and why it failed. */
export function Progress(props: { of: Pick<Task<unknown>, 'doing' | 'problem' | 'stop'> }) {
  const { doing, problem, stop } = props.of;
  const now = doing.value;
  return (
    <>
      {now && (
        <div class="row" role="status">
          <progress
            {...(now.of ? { value: now.done ?? 0, max: now.of } : {})}
            aria-label={now.said}
          />
          <span>{now.said}</span>
          <Button onClick={stop}>{t('Stop')}</Button>
        </div>
      )}
      {problem.value !== undefined && <Problem error={problem.value} />}
    </>
  );
}

const isOfAzure = (error: unknown): error is Error & AzureError =>
  error instanceof Error && error.name === 'AzureError';

/** An error in words: what is wrong, what to do, and what Azure says. */
export function Problem({ error }: { error: unknown }) {
  const azure = isOfAzure(error) ? error : undefined;
  return (
    <div class="problem" role="alert">
      {!navigator.onLine && <p>{t('You are offline.')}</p>}
      <p lang={english}>
        <Prose text={sentence(error instanceof Error ? error.message : String(error))} />
      </p>
      {azure && (
        <p lang={english}>
          <Prose text={sentence(azure.help)} />
        </p>
      )}
      {azure?.rules.map((rule) => (
        <p key={rule}>
          <Button
            class="link"
            onClick={() => {
              closeAzure();
              explain(rule);
            }}
          >
            {rule}
          </Button>{' '}
          {t('prevents this')}
        </p>
      ))}
      {azure && (azure.requestId || azure.azure) && (
        <details>
          <summary>{t('What Azure says')}</summary>
          <dl class="facts">
            {azure.azure && (
              <>
                <dt>{azure.azure.code}</dt>
                <dd lang={english}>{azure.azure.message}</dd>
                {(azure.azure.details ?? []).map((it, at) => (
                  <div key={at}>
                    <dt>{it.code}</dt>
                    <dd lang={english}>{it.message}</dd>
                  </div>
                ))}
              </>
            )}
            {azure.requestId && (
              <>
                <dt>{t('Request, for Azure’s support')}</dt>
                <dd>
                  <code>{azure.requestId}</code>
                </dd>
              </>
            )}
            {azure.correlationId && (
              <>
                <dt>{t('Correlation, for the activity log')}</dt>
                <dd>
                  <code>{azure.correlationId}</code>
                </dd>
              </>
            )}
          </dl>
        </details>
      )}
    </div>
  );
}

/** Errors are half sentences: as a paragraph they are whole ones. */
export const sentence = (text: string): string =>
  text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
