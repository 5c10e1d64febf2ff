// A text beside what was read from it, before it takes the place of the plan on screen.

import { signal } from '@preact/signals';
import type { Finding, Format } from 'aksplan';
import { useEffect, useRef } from 'preact/hooks';
import { CodeEdit, goToLine } from '../code-edit.tsx';
import { openFirst } from '../form/open.ts';
import { english, rich, t, tn } from '../lang.ts';
import { Button, Prose, SeverityMark } from '../marks.tsx';
import { openKept, plan, planId } from '../plan.ts';
import { announce } from '../status.ts';
import type { Planner } from '../whole.tsx';
import { closeReading, hasText, openFiles } from './door.tsx';
import { type Answer, found, marksOf, type Refusal, read } from './read.ts';
import { keepRemarks, RemarkList } from './remarks.tsx';
import {
  chosen,
  edit,
  formatWords,
  labelOf,
  lineText,
  nameOf,
  type Source,
  shownSource,
  sources,
} from './sources.ts';

const answer = signal<Answer | Refusal | undefined>(undefined);

/** Longer texts are read when typing pauses. */
const LONG = 30_000;

export function Review({ planner }: { planner: Planner }) {
  const source = shownSource();
  const isEmpty = source.text.trim() === '';
  useEffect(() => {
    if (isEmpty) {
      answer.value = undefined;
      return;
    }
    const first = answer.peek() === undefined;
    const pause = source.text.length > LONG && !first ? 300 : 20;
    const timer = setTimeout(() => {
      answer.value = read(planner, source);
    }, pause);
    return () => clearTimeout(timer);
  }, [planner, source, isEmpty]);
  useEffect(() => {
    const area = document.getElementById('reading-text') as HTMLTextAreaElement;
    area.focus();
    // Opened without a text, it waits for one: what is pasted takes the place of what is there.
    if (!hasText.peek()) area.select();
  }, []);
  const now = isEmpty ? undefined : answer.value;
  const isCurrent = now?.source === source;
  return (
    <>
      <Tools source={source} now={now} />
      <div class="review">
        <CodeEdit
          id="reading-text"
          label={t('Text of {name}', { name: nameOf(source) })}
          text={source.text}
          placeholder={t('Paste it here')}
          marks={now && isCurrent ? marksOf(now) : undefined}
          onInput={(text) => edit({ text })}
        />
        <div class="verdict-of-text">
          {isEmpty && <Offer />}
          {!isEmpty && !isCurrent && <p class="muted loading">{t('Reading…')}</p>}
          {now && ('error' in now ? <NotRead refusal={now} /> : <WasRead answer={now} />)}
        </div>
      </div>
      <div class="row foot">
        <Button
          class="fix"
          disabled={!now || !isCurrent || 'error' in now}
          onClick={() => now && 'plan' in now && use(now)}
        >
          {t('Use this plan')}
        </Button>
        <Button onClick={closeReading}>{t('Cancel')}</Button>
        <span class="muted">
          {t(
            'It opens beside the plan on screen, which stays as it is. Nothing leaves your browser.',
          )}
        </span>
      </div>
      <output class="unseen" aria-live="polite">
        {isCurrent && now ? spoken(now) : ''}
      </output>
    </>
  );
}

function Tools({ source, now }: { source: Source; now: Answer | Refusal | undefined }) {
  const input = useRef<HTMLInputElement>(null);
  const looks = now && 'format' in now && !source.from ? ` (${formatWords[now.format]})` : '';
  return (
    <div class="tools">
      <Button onClick={() => input.current?.click()}>{t('Open files…')}</Button>
      <input
        ref={input}
        type="file"
        multiple
        class="unseen"
        tabIndex={-1}
        aria-label={t('Files to read')}
        onChange={(event) => {
          const field = event.currentTarget;
          if (field.files) void openFiles([...field.files]);
          field.value = '';
        }}
      />
      {sources.value.length > 1 && (
        <label class="inline-label">
          {t('File')}
          <select
            value={String(chosen.value)}
            onChange={(event) => {
              chosen.value = Number(event.currentTarget.value);
            }}
          >
            {sources.value.map((it, at) => (
              <option key={at} value={String(at)}>
                {labelOf(it)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label class="inline-label">
        {t('Read as')}
        <select
          value={source.from ?? ''}
          onChange={(event) => {
            const word = event.currentTarget.value;
            edit({ from: word === '' ? undefined : (word as Format) });
          }}
        >
          <option value="">
            {t('what it looks like')}
            {looks}
          </option>
          {Object.entries(formatWords).map(([word, meaning]) => (
            <option key={word} value={word}>
              {meaning}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

const commands = [
  [t('a cluster that runs'), 'az aks show --resource-group GROUP --name CLUSTER'],
  [t('the networks around it'), 'az network vnet list'],
  [t('a whole resource group'), 'az group export --name GROUP'],
  [t('what Terraform manages'), 'terraform show -json'],
] as const;

/** What can be read, while there is nothing to read. */
function Offer() {
  return (
    <>
      <p>
        {rich(
          t(
            'Paste or drop an {script}, {arm}, {terraform}, or a {plan} in JSON or YAML. You see what it holds before anything changes.',
          ),
          {
            script: <strong>{t('az script')}</strong>,
            arm: <strong>{t('ARM JSON')}</strong>,
            terraform: <strong>{'Terraform'}</strong>,
            plan: <strong>{t('plan')}</strong>,
          },
        )}
      </p>
      <p>{t('No file at hand? Paste what one of these prints:')}</p>
      <dl class="commands">
        {commands.map(([what, command]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              <code>{command}</code>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function NotRead({ refusal: { source, error } }: { refusal: Refusal }) {
  const { line, column } = error.source;
  return (
    <div class="problem">
      <p>
        <LineButton source={source} line={line} column={column} />{' '}
        <span lang={english}>
          <Prose text={error.message} />
        </span>
      </p>
      {error.help && (
        <p>
          <span lang={english}>
            <Prose text={error.help} />
          </span>
        </p>
      )}
    </div>
  );
}

const FINDINGS_SHOWN = 30;

function WasRead({
  answer: { source, format, plan: next, remarks, findings },
}: {
  answer: Answer;
}) {
  const parts = found(next);
  return (
    <>
      <p>
        {rich(t('Read as {format}'), { format: <strong>{formatWords[format]}</strong> })}
        {parts.length > 0
          ? `: ${parts.join(', ')}.`
          : `. ${t('There is no cluster and no network in it.')}`}
      </p>
      <section>
        <h3>{t('Not understood, not kept or not checked ({count})', { count: remarks.length })}</h3>
        {remarks.length === 0 ? (
          <p class="good">
            <span aria-hidden="true">✓ </span>
            {t('Everything was understood and is checked.')}
          </p>
        ) : (
          <RemarkList
            remarks={remarks.map((it) => remarkOf(it, source))}
            place={(it) => it.at && <LineButton source={source} {...it.at} />}
          />
        )}
      </section>
      <section>
        <h3>{t('Findings ({count})', { count: findings.length })}</h3>
        <ul class="findings-of-text">
          {findings.slice(0, FINDINGS_SHOWN).map((it, at) => (
            <li key={at}>
              <SeverityMark severity={it.severity} />{' '}
              {it.source && <LineButton source={source} {...it.source} />}{' '}
              <span lang={english}>
                <Prose text={it.message} />
              </span>
            </li>
          ))}
        </ul>
        {findings.length === 0 && <p class="good">{`✓ ${t('Nothing found.')}`}</p>}
        {findings.length > FINDINGS_SHOWN && (
          <p class="muted">
            {t('and {count} more, listed with the plan', {
              count: findings.length - FINDINGS_SHOWN,
            })}
          </p>
        )}
      </section>
    </>
  );
}

/** The place in the text; goes there. */
function LineButton(props: { source: Source; line: number; column: number }) {
  return (
    <Button class="link" onClick={() => goToLine('reading-text', props.line, props.column)}>
      {lineText(props.source.text, props.line)}
    </Button>
  );
}

function remarkOf({ rule, severity, source: at, message, help, path }: Finding, source: Source) {
  const line = at ? lineText(source.text, at.line) : '';
  return { rule, severity, line, message, help: help ?? '', path, ...(at ? { at } : {}) };
}

function spoken(now: Answer | Refusal): string {
  if ('error' in now) return t("This can't be read: {message}", { message: now.error.message });
  const left =
    now.remarks.length > 0
      ? tn(
          now.remarks.length,
          '{count} things not understood, not kept or not checked',
          '{count} things not understood, not kept or not checked',
        )
      : '';
  const parts = found(now.plan).join(', ') || t('nothing to plan');
  return [
    t('Read as {format}', { format: formatWords[now.format] }),
    parts,
    left,
    tn(now.findings.length, '{count} findings', '{count} findings'),
  ]
    .filter(Boolean)
    .join('; ');
}

/** Puts the plan that was read on screen; the former one is an undo away. */
function use({ source, plan: next, remarks }: Answer): void {
  const name = nameOf(source);
  const former = plan.peek();
  const formerId = planId.peek();
  openKept(next, t('reading {name}', { name }));
  openFirst(next);
  keepRemarks({ name, former, formerId, remarks: remarks.map((it) => remarkOf(it, source)) });
  closeReading();
  announce(t('The plan of {name} is open; undo brings back what was there', { name }));
}
