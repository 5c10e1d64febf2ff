// What the rules' pane is asked.

import { signal } from '@preact/signals';
import { showPane } from './shown.ts';

export const question = signal('');

/** Shows a rule's page. */
export function explain(rule: string): void {
  question.value = rule;
  showPane('explain', true);
}
