// What a plan can be written as.

import type { RenderOptions } from 'aksplan';
import { t, tn } from '../lang.ts';
import type { Language } from './pieces.ts';

export interface Writer {
  to: RenderOptions['to'];
  title: string;
  /** Why nothing comes out: a sentence that ends with a reason. */
  refusal: string;
  /** Nothing comes out of a plan with errors. */
  none: (errors: number) => string;
  mime: string;
  language: Language;
  /** There is a reverse that takes away what it makes. */
  reverses: boolean;
}

const json = { mime: 'application/json', language: 'json' } as const;

export const writers: readonly [Writer, ...Writer[]] = [
  {
    to: 'az',
    title: t('Script for the Azure CLI'),
    refusal: t("This plan can't become a script"),
    none: (errors) =>
      tn(
        errors,
        'There is no script, because the plan has {count} error.',
        'There is no script, because the plan has {count} errors.',
      ),
    mime: 'text/x-shellscript',
    language: 'bash',
    reverses: true,
  },
  {
    to: 'arm',
    title: t('ARM template'),
    refusal: t("This plan can't become a template"),
    none: (errors) =>
      tn(
        errors,
        'There is no template, because the plan has {count} error.',
        'There is no template, because the plan has {count} errors.',
      ),
    reverses: false,
    ...json,
  },
  {
    to: 'requests',
    title: t('ARM requests'),
    refusal: t("This plan can't become a list of requests"),
    none: (errors) =>
      tn(
        errors,
        'There is no list of requests, because the plan has {count} error.',
        'There is no list of requests, because the plan has {count} errors.',
      ),
    reverses: true,
    ...json,
  },
  {
    to: 'plan',
    title: t('Plan'),
    refusal: t("This plan can't become a plan file"),
    none: (errors) =>
      tn(
        errors,
        'There is no plan file, because the plan has {count} error.',
        'There is no plan file, because the plan has {count} errors.',
      ),
    reverses: false,
    ...json,
  },
];
