// Small pieces that many parts show.

import type { ComponentChildren } from 'preact';
import { type Counts, countText, type Severity, severityWord } from './findings.ts';

/** Text whose `backticks` are code. */
export function Prose({ text }: { text: string }) {
  const parts = text.split('`');
  // An odd number of backticks is text of the user's: show it as it is.
  if (parts.length % 2 === 0) return <>{text}</>;
  return <>{parts.map((part, at) => (at % 2 === 1 ? <code key={at}>{part}</code> : part))}</>;
}

const signs: Record<Severity, string> = { error: '✕', warning: '!', info: 'i' };

export function SeverityMark({ severity, word }: { severity: Severity; word?: boolean }) {
  return (
    <span class={`mark ${severity}`}>
      <span class="sign" aria-hidden="true">
        {signs[severity]}
      </span>
      <span class={word ? undefined : 'unseen'}>{severityWord[severity]}</span>
    </span>
  );
}

/** How many findings are inside, in shape and words. */
export function CountMarks({ counts }: { counts: Counts | undefined }) {
  if (!counts) return null;
  return (
    <span class="counts">
      <span class="unseen">({countText(counts)})</span>
      {(['error', 'warning', 'info'] as const)
        .filter((severity) => counts[severity] > 0)
        .map((severity) => (
          <span key={severity} class={`mark ${severity}`} aria-hidden="true">
            <span class="sign">{signs[severity]}</span>
            {counts[severity]}
          </span>
        ))}
    </span>
  );
}

export function Button(props: {
  children: ComponentChildren;
  onClick: () => void;
  label?: string;
  title?: string;
  class?: string;
  disabled?: boolean;
}) {
  return (
    <button
      type="button"
      class={props.class}
      aria-label={props.label}
      title={props.title ?? props.label}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}

const icons = {
  up: 'M8 13V3M3.5 7.5 8 3l4.5 4.5',
  down: 'M8 3v10M3.5 8.5 8 13l4.5-4.5',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  remove: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  undo: 'M6 3 2.5 6.5 6 10M2.5 6.5h7a4 4 0 0 1 0 8H6',
  menu: 'M3 4h10M3 8h10M3 12h10',
  redo: 'm10 3 3.5 3.5L10 10M13.5 6.5h-7a4 4 0 0 0 0 8H10',
};

/** A small drawing; the button that holds it has the words. */
export function Icon({ name }: { name: keyof typeof icons }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" class="drawing">
      <path d={icons[name]} />
    </svg>
  );
}
