// What a word means, in a small box beside it. Escape and a click elsewhere close it, and the focus
// goes back to the word.

import { t } from '../lang.ts';
import { entryOf } from './words.ts';
import './glossary.css';

let box: HTMLElement | undefined;

export function openMeaning(word: string, button: HTMLElement): void {
  const entry = entryOf(word);
  if (!entry) return;
  box ??= make();
  const title = document.createElement('h2');
  title.id = 'meaning-title';
  title.lang = 'en';
  title.textContent = entry.names.join(', ');
  const text = document.createElement('p');
  text.lang = 'en';
  text.textContent = entry.text;
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = t('Close');
  close.addEventListener('click', () => box?.hidePopover());
  box.replaceChildren(title, text, close);
  button.focus();
  box.showPopover();
  place(box, button);
  box.focus();
}

function make(): HTMLElement {
  const made = document.createElement('div');
  made.id = 'meaning';
  made.popover = 'auto';
  made.tabIndex = -1;
  made.setAttribute('role', 'dialog');
  made.setAttribute('aria-labelledby', 'meaning-title');
  document.body.append(made);
  return made;
}

const GAP = 6;

/** Below the word, or above it where there is more room; never outside the window. */
function place(box: HTMLElement, button: HTMLElement): void {
  const at = button.getBoundingClientRect();
  const size = box.getBoundingClientRect();
  const { clientWidth } = document.documentElement;
  const left = Math.max(GAP, Math.min(at.left, clientWidth - size.width - GAP));
  const below = at.bottom + GAP;
  const fits = below + size.height <= innerHeight || at.top < innerHeight - at.bottom;
  box.style.left = `${left}px`;
  box.style.top = `${fits ? below : Math.max(GAP, at.top - size.height - GAP)}px`;
}
