// The plan as text.

import { useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { copy, download } from '../files.ts';
import { Button, Prose } from '../marks.tsx';
import { dropText, text, textProblem, typeText } from '../text.ts';

export function TextPane() {
  const area = useRef<HTMLTextAreaElement>(null);
  const numbers = useRef<HTMLPreElement>(null);
  const lines = useComputed(() => text.value.split('\n').length).value;
  const problem = textProblem.value;
  const follow = () => {
    if (numbers.current && area.current) numbers.current.scrollTop = area.current.scrollTop;
  };
  const goTo = () => {
    if (!area.current || !problem) return;
    const before = text
      .peek()
      .split('\n')
      .slice(0, problem.line - 1);
    const at = before.reduce((sum, line) => sum + line.length + 1, 0) + problem.column - 1;
    area.current.focus();
    area.current.setSelectionRange(at, at);
  };
  return (
    <div class="text-pane">
      <div class="tools">
        <Button onClick={() => copy(text.peek(), 'Text')}>Copy</Button>
        <Button onClick={() => download(text.peek(), 'plan.json', 'application/json')}>
          Download plan.json
        </Button>
        <OpenFile />
      </div>
      <div class={problem ? 'problem' : 'problem none'} role="alert">
        {problem && (
          <>
            <p>
              <strong>
                {problem.line > 0 && `Line ${problem.line}, column ${problem.column}: `}
              </strong>
              <Prose text={problem.message} />
            </p>
            {problem.help && (
              <p>
                <Prose text={problem.help} />
              </p>
            )}
            <p>Form, map and findings stay at the last good plan until this text is one.</p>
            <p class="row">
              {problem.line > 0 && <Button onClick={goTo}>Go to the place</Button>}
              <Button onClick={dropText}>Drop my text, show the plan</Button>
            </p>
          </>
        )}
      </div>
      <div class="code-edit">
        <pre class="numbers" aria-hidden="true" ref={numbers}>
          {Array.from({ length: lines }, (_, at) => at + 1).join('\n')}
        </pre>
        <textarea
          ref={area}
          id="plan-text"
          aria-label="The plan as text (JSON)"
          aria-invalid={problem ? true : undefined}
          spellcheck={false}
          autocapitalize="off"
          wrap="off"
          value={text.value}
          onInput={(event) => typeText(event.currentTarget.value)}
          onScroll={follow}
        />
      </div>
    </div>
  );
}

function OpenFile() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button onClick={() => input.current?.click()}>Open file</Button>
      <input
        ref={input}
        type="file"
        class="unseen"
        tabIndex={-1}
        aria-label="Plan file"
        accept=".json,application/json,text/*"
        onChange={async (event) => {
          const field = event.currentTarget;
          const file = field.files?.[0];
          if (file) typeText(await file.text());
          field.value = '';
        }}
      />
    </>
  );
}
