// The plan as text.

import { useComputed } from '@preact/signals';
import type { Format } from 'aksplan';
import { CodeEdit, goToLine } from '../code-edit.tsx';
import { copy, download } from '../files.ts';
import { t } from '../lang.ts';
import { Button, Prose } from '../marks.tsx';
import { formatOf } from '../planner.ts';
import { openReading } from '../reading/door.tsx';
import { formatWords } from '../reading/sources.ts';
import { dropText, text, textProblem, typeText } from '../text.ts';

export function TextPane() {
  const problem = textProblem.value;
  const other = useComputed(() => (textProblem.value ? otherFormat(text.value) : undefined)).value;
  return (
    <div class="text-pane">
      <div class="tools">
        <Button onClick={() => copy(text.peek(), t('Text'))}>{t('Copy')}</Button>
        <Button onClick={() => download(text.peek(), 'plan.json', 'application/json')}>
          {t('Download {name}', { name: 'plan.json' })}
        </Button>
      </div>
      <div class={problem ? 'problem' : 'problem none'} role="alert">
        {problem && (
          <>
            <p>
              <strong>
                {problem.line > 0 &&
                  `${t('Line {line}, column {column}:', {
                    line: String(problem.line),
                    column: String(problem.column),
                  })} `}
              </strong>
              <Prose text={problem.message} />
            </p>
            {problem.help && (
              <p>
                <Prose text={problem.help} />
              </p>
            )}
            <p>{t('Form, map and findings stay at the last good plan until this text is one.')}</p>
            <p class="row">
              {problem.line > 0 && (
                <Button onClick={() => goToLine('plan-text', problem.line, problem.column)}>
                  {t('Go to the place')}
                </Button>
              )}
              {other && (
                <Button onClick={() => openReading([{ name: '', text: text.peek() }])}>
                  {t('Read it as {format}…', { format: formatWords[other] })}
                </Button>
              )}
              <Button onClick={dropText}>{t('Drop my text, show the plan')}</Button>
            </p>
          </>
        )}
      </div>
      <CodeEdit
        id="plan-text"
        label={t('The plan as text (JSON)')}
        text={text.value}
        isInvalid={problem !== undefined}
        marks={problem && problem.line > 0 ? new Map([[problem.line, 'error']]) : undefined}
        onInput={typeText}
      />
    </div>
  );
}

/** What a text looks like that is no plan in JSON. */
function otherFormat(text: string): Format | undefined {
  const format = formatOf(text);
  return format === 'plan' && text.trimStart().startsWith('{') ? undefined : format;
}
