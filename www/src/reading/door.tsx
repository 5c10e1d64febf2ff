// The way in for what people have: paste or drop it anywhere, or open files.

import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../lang.ts';
import { openWhatExists } from '../map/map.tsx';
import { Button, Icon } from '../marks.tsx';
import { later } from '../whole.tsx';
import { type Source, sourceOf, take } from './sources.ts';

const isOpen = signal(false);
/** It was opened with a text, not to put one in. */
export const hasText = signal(false);
const isDragging = signal(false);
/** Why files that were opened last are not read. */
const refused = signal<string[]>([]);

export function openReading(given: Source[] = []): void {
  hasText.value = given.length > 0;
  if (hasText.value) take(given);
  isOpen.value = true;
}

export function closeReading(): void {
  refused.value = [];
  isOpen.value = false;
}

/** Opens files; those that can't be read are named. Tables are what exists already: no plan is one. */
export async function openFiles(given: Iterable<File>): Promise<void> {
  const isTable = ({ name }: File) => /\.[ct]sv$/i.test(name);
  const tables = [...given].filter(isTable);
  const files = [...given].filter((it) => !isTable(it));
  if (tables.length > 0) void openWhatExists(tables);
  if (files.length === 0) return;
  const results = await Promise.allSettled([...files].map(sourceOf));
  const failed = results.flatMap((it) => (it.status === 'rejected' ? [it.reason.message] : []));
  refused.value = failed;
  const read = results.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []));
  const rest: Source[] = [];
  for (const source of read) {
    const exchange = source.text.includes('"aksplan"') && (await import('../work/exchange.ts'));
    const plans = exchange ? exchange.plansOf(source.text) : undefined;
    if (exchange && plans) await exchange.take(plans, source.name);
    else rest.push(source);
  }
  if (rest.length > 0 || failed.length > 0) openReading(rest);
  else closeReading();
}

const Review = later(async () => (await import('./review.tsx')).Review);

/** The dialog, and what is shown while something is dragged over the page. */
export function Reading() {
  return isOpen.value ? <ReadingDialog /> : <DropHere />;
}

function ReadingDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} class="reading" aria-labelledby="reading-title" onClose={closeReading}>
      <div class="title">
        <h2 id="reading-title">{t('Read what you have')}</h2>
        <Button class="icon" label={t('Close')} onClick={closeReading}>
          <Icon name="remove" />
        </Button>
      </div>
      {refused.value.length > 0 && (
        <div class="problem" role="alert">
          {refused.value.map((it) => (
            <p key={it}>{it}.</p>
          ))}
        </div>
      )}
      <Review />
      <DropHere />
    </dialog>
  );
}

function DropHere() {
  return isDragging.value ? (
    <div class="drop-here">
      <p>{t('Drop it, and it is read')}</p>
    </div>
  ) : null;
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select'));

let away: ReturnType<typeof setTimeout> | undefined;

/** Takes what is pasted outside of fields, and files that are dropped anywhere. */
export function listenForTexts(): void {
  addEventListener('paste', (event) => {
    const given = event.clipboardData;
    if (!given || (isField(event.target) && given.files.length === 0)) return;
    const text = given.getData('text/plain');
    if (given.files.length > 0) void openFiles(given.files);
    else if (text.trim() !== '') openReading([{ name: '', text }]);
    else return;
    event.preventDefault();
  });
  addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    isDragging.value = true;
    // There is no event for a drag that ends elsewhere; while it is over the page, this one repeats.
    clearTimeout(away);
    away = setTimeout(() => {
      isDragging.value = false;
    }, 400);
  });
  addEventListener('drop', (event) => {
    isDragging.value = false;
    const files = event.dataTransfer?.files;
    if (!files || files.length === 0) return;
    event.preventDefault();
    void openFiles(files);
  });
}
