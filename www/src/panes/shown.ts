// Which pane is shown, and on a phone which part of the page.

import { signal } from '@preact/signals';

export const shown = signal('findings');

/** On a phone: `form`, `map`, `findings` or `output`. */
export const view = signal('form');

export const viewOf = (pane: string): string => (pane === 'findings' ? 'findings' : 'output');

export function showPane(id: string, go = false): void {
  shown.value = id;
  if (go) view.value = viewOf(id);
  if (!go) return;
  requestAnimationFrame(() => {
    const tab = document.getElementById(`tab-${id}`);
    tab?.scrollIntoView({ block: 'nearest' });
    tab?.focus({ preventScroll: true });
  });
}
