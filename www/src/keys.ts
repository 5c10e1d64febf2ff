// What keys do anywhere on the page. Texts in lines have the browser's own undo.

import { t } from './lang.ts';
import { redo, undo } from './plan.ts';
import { back, toFinding } from './trail.ts';

export const keys = [
  { shown: 'Ctrl+Z', what: t('Undo') },
  { shown: 'Ctrl+Y', what: t('Do it again') },
  { shown: 'F8', what: t('Go to the place of the next finding') },
  { shown: 'Shift+F8', what: t('Go to the place of the finding before') },
  { shown: 'F9', what: t('Back to where I was') },
];

const plain: Record<string, (event: KeyboardEvent) => void> = {
  F8: (event) => toFinding(event.shiftKey ? -1 : 1),
  F9: () => back(),
};

const withControl: Record<string, (event: KeyboardEvent) => void> = {
  z: (event) => (event.shiftKey ? redo() : undo()),
  y: () => redo(),
};

export function listenForKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.altKey || !(event.target instanceof HTMLElement)) return;
    if (event.target.closest('dialog')) return;
    const isControl = event.ctrlKey || event.metaKey;
    if (isControl && event.target.closest('.code-edit')) return;
    const act = isControl ? withControl[event.key.toLowerCase()] : plain[event.key];
    if (!act) return;
    act(event);
    event.preventDefault();
  });
}
