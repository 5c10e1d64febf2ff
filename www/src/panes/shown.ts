// Which pane is shown.

import { signal } from '@preact/signals';

export const shown = signal('findings');

export function showPane(id: string, go = false): void {
  shown.value = id;
  if (!go) return;
  requestAnimationFrame(() => {
    const tab = document.getElementById(`tab-${id}`);
    tab?.scrollIntoView({ block: 'nearest' });
    tab?.focus({ preventScroll: true });
  });
}
