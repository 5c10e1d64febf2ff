// The page's language. English texts stand in the source and are the keys; another language is one
// file (`lang/`) that is there before anything else of the page runs, so texts may stand anywhere.

import type { ComponentChildren } from 'preact';
import { load, names } from './lang/list.ts';

const KEY = 'aksplan.language';

/** Languages that are written from right to left. */
const leftwards = ['ar', 'fa', 'he', 'ur'];

export const directionOf = (code: string): 'ltr' | 'rtl' =>
  leftwards.includes(code) ? 'rtl' : 'ltr';

const known = (code: string | null | undefined): string | undefined =>
  code && Object.hasOwn(names, code) ? code : undefined;

function stored(): string | undefined {
  try {
    return known(localStorage.getItem(KEY));
  } catch {
    return undefined;
  }
}

/** The link's `?lang=`, what was chosen here before, or the first that the browser asks for. */
const wanted =
  known(new URLSearchParams(location.search).get('lang')) ??
  stored() ??
  navigator.languages.map((it) => known(it.split('-')[0]?.toLowerCase())).find((it) => it) ??
  'en';

const loaded = await load[wanted]?.().catch(() => undefined);
const texts = loaded ?? {};

export const language = loaded ? wanted : 'en';

/** For numbers and dates: English is American, as everywhere in aksplan. */
export const locale = language === 'en' ? 'en-US' : language;

document.documentElement.lang = language;
document.documentElement.dir = directionOf(language);

/** The page begins anew in the other language; what was typed is kept. */
export function speak(code: string): void {
  try {
    localStorage.setItem(KEY, code);
  } catch {
    // The address says it then.
  }
  const url = new URL(location.href);
  if (stored() === code) url.searchParams.delete('lang');
  else url.searchParams.set('lang', code);
  if (url.href === location.href) location.reload();
  else location.assign(url);
}

const numbers = new Intl.NumberFormat(locale);

/** A number as people write it. */
export const number = (value: number | bigint): string => numbers.format(value);

/** What stands for `{name}`: numbers are written as people do, texts as they are. */
type Values = Record<string, string | number | bigint>;

const filled = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name] ?? whole;
    return typeof value === 'string' ? value : number(value);
  });

/** A text in the page's language. */
export function t(text: string, values?: Values): string {
  const found = texts[text] ?? text;
  const said = typeof found === 'string' ? found : found.other;
  return values ? filled(said, values) : said;
}

const rules = new Intl.PluralRules(language);

/** A text for a number of things, which is `{count}` in it. The second is the key. */
export function tn(count: number | bigint, one: string, other: string, values?: Values): string {
  const found = texts[other];
  const forms = typeof found === 'object' ? found : { one, other };
  return filled(forms[rules.select(Number(count))] ?? forms.other, { count, ...values });
}

/** Puts elements into a text: `{name}`s that have no value yet. */
export function rich(text: string, parts: Record<string, ComponentChildren>): ComponentChildren[] {
  return text.split(/\{(\w+)\}/).map((it, at) => {
    if (at % 2 === 0) return it;
    const part = Object.hasOwn(parts, it) ? parts[it] : `{${it}}`;
    return typeof part === 'number' ? number(part) : part;
  });
}

/** The `lang` of what is English in every language: what the planner and Azure say. */
export const english = language === 'en' ? undefined : 'en';
