// The dialogs about all plans: the list, the history, comparing, sharing. What is in them is loaded
// when one is opened.

import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../lang.ts';
import { Button, Icon } from '../marks.tsx';
import { lazy } from '../whole.tsx';

const dialogs = {
  plans: { title: t('Your plans'), Part: lazy(async () => (await import('./plans.tsx')).Plans) },
  history: {
    title: t('History of this plan'),
    Part: lazy(async () => (await import('./history.tsx')).History),
  },
  compare: { title: t('Compare'), Part: lazy(async () => (await import('./compare.tsx')).Compare) },
  share: { title: t('Share by link'), Part: lazy(async () => (await import('./share.tsx')).Share) },
  keys: { title: t('Keys'), Part: lazy(async () => (await import('./keys-help.tsx')).KeysHelp) },
};

export type Dialog = keyof typeof dialogs;

const shown = signal<Dialog | undefined>(undefined);

export function showWork(dialog: Dialog | undefined): void {
  shown.value = dialog;
}

export const Work = () => (shown.value ? <WorkDialog id={shown.value} /> : null);

function WorkDialog({ id }: { id: Dialog }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => showWork(undefined);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  const { title, Part } = dialogs[id];
  return (
    <dialog ref={dialog} class="work" aria-labelledby="work-title" onClose={close}>
      <div class="title">
        <h2 id="work-title" tabIndex={-1}>
          {title}
        </h2>
        <Button class="icon" label={t('Close')} onClick={close}>
          <Icon name="remove" />
        </Button>
      </div>
      <div class="body">
        <Part key={id} />
      </div>
    </dialog>
  );
}
