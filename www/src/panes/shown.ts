// Which pane is shown.

import { signal } from '@preact/signals';
import { isWide, view } from '../screen.ts';

export const shown = signal('findings');

/** Shows a pane, and goes there. On a wide screen findings have a place of their own. */
export function showPane(id: string, go = false): void {
  const isApart = id === 'findings' && isWide.peek();
  if (!isApart) shown.value = id;
  view.value = 'details';
  if (!go) return;
  requestAnimationFrame(() => {
    const place = document.getElementById(isApart ? 'findings' : `tab-${id}`);
    place?.scrollIntoView({ block: 'nearest' });
    place?.focus({ preventScroll: true });
  });
}
