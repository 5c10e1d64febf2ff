// The whole planner, as the package has it: loaded when it is first asked for, and then at once.

import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { Button } from './marks.tsx';

export type Planner = typeof import('aksplan');

const loaded = signal<Planner | undefined>(undefined);
const problem = signal('');
let loading: Promise<Planner> | undefined;

/** The whole planner. Throws when it can't be loaded; another call tries again. */
export function whole(): Promise<Planner> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Planner> {
  try {
    const planner = await import('aksplan');
    await planner.init();
    problem.value = '';
    loaded.value = planner;
    return planner;
  } catch (error) {
    problem.value = navigator.onLine ? `the server did not give it: ${error}` : 'you are offline';
    throw new Error(`This part of the page could not be loaded: ${problem.value}`);
  }
}

/** A pane that asks the whole planner; until it is there, the pane says so, or why it is not. */
export function withPlanner(Pane: ComponentType<{ planner: Planner }>): ComponentType {
  return function WithPlanner() {
    const planner = loaded.value;
    useEffect(() => {
      whole().catch(() => {});
    }, []);
    if (planner) return <Pane planner={planner} />;
    if (problem.value) {
      return (
        <div class="refused" role="alert">
          <p>This part of the page could not be loaded: {problem.value}.</p>
          <p class="row">
            <Button onClick={() => whole().catch(() => {})}>Try again</Button>
          </p>
        </div>
      );
    }
    return <p class="muted loading">Loading…</p>;
  };
}
