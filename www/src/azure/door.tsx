// The way to Azure: a button and a dialog. Everything behind it is loaded when it is opened, and
// nothing is asked of Azure before somebody has signed in.

import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../lang.ts';
import { Button, Icon } from '../marks.tsx';
import { notify } from '../status.ts';
import { later } from '../whole.tsx';

const isOpen = signal(false);
/** What goes on while the dialog is closed, in few words. */
export const busy = signal('');

export function openAzure(): void {
  isOpen.value = true;
}

export function closeAzure(): void {
  isOpen.value = false;
}

const Panel = later(async () => (await import('./panel.tsx')).Panel);

export function AzureButton() {
  return (
    <Button onClick={openAzure}>
      {busy.value ? t('Azure: {busy}', { busy: busy.value }) : t('Azure…')}
    </Button>
  );
}

export function AzureDoor() {
  return isOpen.value ? <AzureDialog /> : null;
}

function AzureDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} class="azure" aria-labelledby="azure-title" onClose={closeAzure}>
      <div class="title">
        <h2 id="azure-title">Azure</h2>
        <Button class="icon" label={t('Close')} onClick={closeAzure}>
          <Icon name="remove" />
        </Button>
      </div>
      <Panel />
    </dialog>
  );
}

/** What the journal's name is noted under while a deployment is not at its end. */
export const UNFINISHED = 'aksplan.deploying';

/** Offers to go on with a deployment that a closed tab or a reload broke off. */
export function offerToResume(): void {
  let name: string | null = null;
  try {
    name = localStorage.getItem(UNFINISHED);
  } catch {
    // Nothing is kept here.
  }
  if (name === null) return;
  notify(
    'deployment',
    t('A deployment of {name} was begun here, and is not at its end.', { name }),
    [{ label: t('Look at it…'), run: openAzure }],
  );
}
