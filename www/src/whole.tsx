// The whole planner, as the package has it, and the parts of the page that ask it: loaded when they
// are first shown, and from then on at once.

import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { rich, t } from './lang.ts';
import { Button } from './marks.tsx';

export type Planner = typeof import('aksplan');

export type Part = ComponentType<{ planner: Planner }>;

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
  const planner = await import('aksplan');
  await planner.init();
  return planner;
}

/** A part of the page that asks the whole planner; loaded with it when it is first shown. */
export function later(part: () => Promise<Part>): ComponentType {
  return lazy(async () => {
    const [Part, planner] = await Promise.all([part(), whole()]);
    return () => <Part planner={planner} />;
  });
}

/** A part of the page that is loaded later; until it is there it says so, or why it is not. */
export function lazy(load: () => Promise<ComponentType>): ComponentType {
  const ready = signal<{ Part: ComponentType } | undefined>(undefined);
  const problem = signal('');
  const begin = async () => {
    problem.value = '';
    try {
      ready.value = { Part: await load() };
    } catch (error) {
      problem.value = navigator.onLine ? String(error) : t('you are offline');
    }
  };
  return function Later() {
    useEffect(() => {
      if (!ready.peek()) void begin();
    }, []);
    if (ready.value) {
      const { Part } = ready.value;
      return <Part />;
    }
    if (problem.value) {
      return (
        <div class="refused" role="alert">
          <p>
            {rich(t('This part of the page could not be loaded: {problem}.'), {
              problem: problem.value,
            })}
          </p>
          <p class="row">
            <Button onClick={begin}>{t('Try again')}</Button>
          </p>
        </div>
      );
    }
    return <p class="muted loading">{t('Loading…')}</p>;
  };
}
