// What a plan can be written as.

import type { RenderOptions } from 'aksplan';
import type { Language } from './pieces.ts';

export interface Writer {
  to: RenderOptions['to'];
  title: string;
  /** What comes out, as a sentence names it. */
  what: string;
  mime: string;
  language: Language;
  /** There is a reverse that takes away what it makes. */
  reverses: boolean;
}

const json = { mime: 'application/json', language: 'json' } as const;

export const writers: readonly [Writer, ...Writer[]] = [
  {
    to: 'az',
    title: 'Script for the Azure CLI',
    what: 'script',
    mime: 'text/x-shellscript',
    language: 'bash',
    reverses: true,
  },
  { to: 'arm', title: 'ARM template', what: 'template', reverses: false, ...json },
  { to: 'requests', title: 'ARM requests', what: 'list of requests', reverses: true, ...json },
  { to: 'plan', title: 'Plan', what: 'plan file', reverses: false, ...json },
];
