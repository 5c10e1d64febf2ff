// What the page says: one line that screen readers speak, and notices that wait for an answer.

import { signal } from '@preact/signals';

export const status = signal('');

export function announce(text: string): void {
  status.value = text;
}

export interface NoticeAction {
  label: string;
  run: () => void;
}

export interface Notice {
  id: string;
  text: string;
  actions: NoticeAction[];
}

export const notices = signal<Notice[]>([]);

/** Shows a notice; one with the same id takes the place of the former. */
export function notify(id: string, text: string, actions: NoticeAction[] = []): void {
  notices.value = [...notices.value.filter((it) => it.id !== id), { id, text, actions }];
}

export function dismiss(id: string): void {
  if (notices.value.some((it) => it.id === id)) {
    notices.value = notices.value.filter((it) => it.id !== id);
  }
}
