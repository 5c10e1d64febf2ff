// How much is seen at once: columns on a wide screen, one view after another on a phone. The widths are
// those of styles/columns.css.

import { type ReadonlySignal, signal } from '@preact/signals';

/** Whether a media query holds, as it changes. */
function media(query: string): ReadonlySignal<boolean> {
  const list = matchMedia(query);
  const holds = signal(list.matches);
  list.addEventListener('change', () => {
    holds.value = list.matches;
  });
  return holds;
}

/** Form, map with findings, and output stand side by side. */
export const isWide = media('(width >= 100rem)');

/** One view at a time, and the header without what the menu has too. */
export const isNarrow = media('(width <= 54rem)');

export type View = 'form' | 'map' | 'details';

/** What a phone shows. */
export const view = signal<View>('form');
