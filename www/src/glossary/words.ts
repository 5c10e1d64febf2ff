// Which words of a text have a meaning in the glossary.

import glossary from '../../../src/glossary.json';

interface Entry {
  names: string[];
  plain?: boolean;
  text: string;
}

/** More in one line of help would be more buttons than words. */
const FEW = 2;

export const entries = glossary as unknown as Entry[];

const byName = new Map(
  entries.flatMap((entry) => entry.names.map((name) => [name.toLowerCase(), entry] as const)),
);

export const entryOf = (word: string): Entry | undefined =>
  byName.get(word.toLowerCase()) ?? byName.get(word.toLowerCase().replace(/s$/, ''));

const names = [...byName.keys()]
  .sort((one, other) => other.length - one.length)
  .map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));

const pattern = new RegExp(`(?<![\\w-])(?:${names.join('|')})s?(?![\\w-])`, 'gi');

/** The text in parts: plain, word, plain, word …; each meaning only where it first comes. */
export function partsOf(text: string, few = false): string[] {
  const parts: string[] = [];
  const seen = new Set<Entry>();
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const entry = entryOf(match[0]);
    if (!entry || seen.has(entry)) continue;
    if (few && (entry.plain || seen.size === FEW)) continue;
    seen.add(entry);
    parts.push(text.slice(from, match.index), match[0]);
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}
