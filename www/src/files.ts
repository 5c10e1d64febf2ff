// Text out of the page: to the clipboard and to a file.

import { t } from './lang.ts';
import { announce } from './status.ts';

/** Answers whether it was copied. */
export async function copy(text: string, what: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    announce(t('{what} copied', { what }));
    return true;
  } catch {
    announce(t('The browser does not let this page copy: select the text and copy it by hand'));
    return false;
  }
}

export function download(content: string | Blob, name: string, mime: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: mime }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  announce(t('{name} downloaded', { name }));
}
