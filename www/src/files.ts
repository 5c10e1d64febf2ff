// Text out of the page: to the clipboard and to a file.

import { announce } from './status.ts';

export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    announce(`${what} copied`);
  } catch {
    announce('The browser does not let this page copy: select the text and copy it by hand');
  }
}

export function download(text: string, name: string, mime: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: mime }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  announce(`${name} downloaded`);
}
