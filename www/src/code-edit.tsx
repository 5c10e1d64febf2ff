// Text in lines: a field with line numbers, and marks on lines.

import { useRef } from 'preact/hooks';
import type { Severity } from './findings.ts';

/** More marks would be no help any more. */
const MARKS_SHOWN = 400;

const signs: Record<Severity, string> = { error: '✕', warning: '!', info: 'i' };

export function CodeEdit(props: {
  id: string;
  label: string;
  text: string;
  onInput: (text: string) => void;
  placeholder?: string;
  isInvalid?: boolean;
  /** The worst that was found on each line. */
  marks?: ReadonlyMap<number, Severity>;
}) {
  const numbers = useRef<HTMLPreElement>(null);
  const stripes = useRef<HTMLDivElement>(null);
  const lines = props.text.split('\n').length;
  const follow = (area: HTMLTextAreaElement) => {
    if (numbers.current) numbers.current.scrollTop = area.scrollTop;
    if (stripes.current) stripes.current.style.transform = `translateY(${-area.scrollTop}px)`;
  };
  return (
    <div class="code-edit">
      <div class="stripes" aria-hidden="true" ref={stripes}>
        {[...(props.marks ?? [])].slice(0, MARKS_SHOWN).map(([line, severity]) => (
          <span key={line} class={`stripe ${severity}`} style={{ top: `${(line - 1) * 1.5}em` }}>
            {signs[severity]}
          </span>
        ))}
      </div>
      <pre class="numbers" aria-hidden="true" ref={numbers}>
        {Array.from({ length: lines }, (_, at) => at + 1).join('\n')}
      </pre>
      <textarea
        id={props.id}
        aria-label={props.label}
        aria-invalid={props.isInvalid || undefined}
        placeholder={props.placeholder}
        spellcheck={false}
        autocapitalize="off"
        value={props.text}
        onInput={(event) => props.onInput(event.currentTarget.value)}
        onScroll={(event) => follow(event.currentTarget)}
      />
    </div>
  );
}

/** Goes to a line of such a field and selects it, from a column on. */
export function goToLine(id: string, line: number, column = 1): void {
  const area = document.getElementById(id);
  if (!(area instanceof HTMLTextAreaElement)) return;
  const lines = area.value.split('\n');
  const start = lines.slice(0, line - 1).reduce((sum, it) => sum + it.length + 1, 0);
  const end = start + (lines[line - 1]?.length ?? 0);
  area.focus();
  area.setSelectionRange(Math.min(start + column - 1, end), end);
  const height = Number.parseFloat(getComputedStyle(area).lineHeight);
  area.scrollTop = Math.max(0, (line - 1) * height - area.clientHeight / 3);
  area.scrollLeft = 0;
}
