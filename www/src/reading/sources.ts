// Texts that are to be read: pasted, dropped or opened.

import { signal } from '@preact/signals';
import type { Format } from 'aksplan';
import { t } from '../lang.ts';

export interface Source {
  /** The file's name; empty: pasted. */
  name: string;
  text: string;
  /** The format it is to be read as; absent: what it looks like. */
  from?: Format;
}

export const formatWords: Record<Format, string> = {
  az: t('an az script'),
  arm: t('JSON of Azure Resource Manager'),
  terraform: 'Terraform',
  plan: t('a plan'),
};

export const sources = signal<Source[]>([]);

/** Which of them is shown. */
export const chosen = signal(0);

const nothing: Source = { name: '', text: '' };

export const shownSource = (): Source => sources.value[chosen.value] ?? nothing;

/** Changes the shown one. */
export function edit(part: Partial<Source>): void {
  const next = [...sources.value];
  next[chosen.value] = { ...shownSource(), ...part };
  sources.value = next;
}

/** Takes texts; those that are there already stay behind them, unless they are of the same file. */
export function take(given: Source[]): void {
  const next = joined(given.map((it) => ({ ...it, text: it.text.replaceAll('\r\n', '\n') })));
  const stays = (it: Source) =>
    it.text.trim() !== '' &&
    !next.some(({ name, text }) => (name ? name === it.name : text === it.text));
  sources.value = [...next, ...sources.value.filter(stays)];
  chosen.value = 0;
}

export const nameOf = ({ name }: Source): string => name || t('the pasted text');

/** The name, or how a text without one begins. */
export function labelOf({ name, text }: Source): string {
  const first = text.trimStart().split('\n', 1)[0] ?? '';
  return name || (first.length > 40 ? `${first.slice(0, 40)}…` : first) || t('nothing yet');
}

const HEAD = '# file: ';

const isTerraform = ({ name }: Source) => /\.(tf|tfvars)$/i.test(name);

/** Files of Terraform are one configuration; each begins with its name. */
function joined(given: Source[]): Source[] {
  const parts = given.filter(isTerraform);
  if (parts.length < 2) return given;
  const text = parts.map((it) => `${HEAD}${it.name}\n${it.text.trimEnd()}\n`).join('\n');
  const name = t('{count} Terraform files', { count: parts.length });
  return [{ name, text }, ...given.filter((it) => !isTerraform(it))];
}

/** A line in words, in the file that it came from. */
export function lineText(text: string, line: number): string {
  if (!text.startsWith(HEAD)) return t('line {line}', { line: String(line) });
  const above = text.split('\n').slice(0, line);
  const head = above.findLastIndex((it) => it.startsWith(HEAD));
  const file = above[head]?.slice(HEAD.length);
  return file && head < line - 1
    ? t('{file} line {line}', { file, line: String(line - 1 - head) })
    : t('line {line}', { line: String(line) });
}

/** More is no script and no template, and would be long to read. */
const LONGEST = 8_000_000;

/** A file's text. Throws with the reason when it has none. */
export async function sourceOf(file: File): Promise<Source> {
  const { name } = file;
  if (file.size > LONGEST) {
    throw new Error(
      t('{name} is too long to be read: {size} MB', { name, size: Math.round(file.size / 1e6) }),
    );
  }
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    throw new Error(t("{name} can't be opened; a folder is to be opened by its files", { name }));
  }
  const text = decoded(new Uint8Array(bytes));
  if (text.includes('\0')) throw new Error(t('{name} is no text', { name }));
  return { name, text };
}

/** PowerShell writes what it redirects to a file in UTF-16. */
function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
