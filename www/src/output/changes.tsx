// What has changed in a text since it was last copied or downloaded.

import { structuredPatch } from 'diff';
import { t } from '../lang.ts';
import { Scrolled } from './code.tsx';

/** Texts that differ more are other texts: line by line nobody would read it. */
const MOST_EDITS = 4000;

export interface Changes {
  added: number;
  removed: number;
  hunks: { start: number; lines: string[] }[];
}

/** What changed; nothing where too much did. */
export function changesOf(before: string, after: string): Changes | undefined {
  const options = { context: 3, maxEditLength: MOST_EDITS };
  const patch = structuredPatch('', '', before, after, '', '', options);
  if (!patch) return undefined;
  const hunks = patch.hunks.map((it) => ({ start: it.newStart, lines: it.lines }));
  const count = (sign: string) =>
    hunks.reduce((sum, it) => sum + it.lines.filter((line) => line.startsWith(sign)).length, 0);
  return { added: count('+'), removed: count('-'), hunks };
}

export function ChangesView({ label, changes }: { label: string; changes: Changes }) {
  return (
    <Scrolled label={label}>
      {changes.hunks.map(({ start, lines }) => (
        <span key={start} class="hunk">
          <span class="hunk-place">
            {t('from line {line}', { line: String(start) })}
            {'\n'}
          </span>
          {lines.map((line, at) => (
            <Changed key={at} line={line} />
          ))}
        </span>
      ))}
    </Scrolled>
  );
}

function Changed({ line }: { line: string }) {
  const text = `${line}\n`;
  if (line.startsWith('+')) return <ins>{text}</ins>;
  if (line.startsWith('-')) return <del>{text}</del>;
  return <span>{text}</span>;
}
