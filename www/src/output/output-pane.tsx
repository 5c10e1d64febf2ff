// The plan as what it becomes: scripts, a template, requests.

import { signal, useComputed } from '@preact/signals';
import type { Plan, RenderAnswer } from 'aksplan';
import { asOf, report } from '../engine.ts';
import { copy, download } from '../files.ts';
import { moment } from '../lang/time.ts';
import { t, tn } from '../lang.ts';
import { Button } from '../marks.tsx';
import { FindingItem } from '../panes/findings.tsx';
import { plan } from '../plan.ts';
import { isWide } from '../screen.ts';
import { announce } from '../status.ts';
import type { Planner } from '../whole.tsx';
import { filesOf, zipOf } from './all.ts';
import { ChangesView, changesOf } from './changes.tsx';
import { Code } from './code.tsx';
import { keyOf, take, takenOf } from './taken.ts';
import { type Writer, writers } from './writers.ts';
import './output.css';

const writer = signal<Writer>(writers[0]);
const teardown = signal(false);
/** Shown although the plan has errors. */
const anyway = signal(false);
/** What changed is shown, instead of the whole. */
const changed = signal(false);

type Answer = { written: RenderAnswer } | { failure: string };

const judgedOn = () => (asOf.value ? { asOf: asOf.value } : {});

function render(planner: Planner): Answer {
  const { to, reverses } = writer.value;
  const options = { to, teardown: teardown.value && reverses, force: anyway.value, ...judgedOn() };
  try {
    return { written: planner.render(plan.value as Plan, options) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

export function OutputPane({ planner }: { planner: Planner }) {
  const answer = useComputed(() => render(planner)).value;
  const { to, refusal, reverses } = writer.value;
  return (
    <div class="script">
      <div class="tools">
        <label class="inline-label">
          {t('As')}
          <select
            value={to}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              writer.value = writers.find((it) => it.to === chosen) ?? writers[0];
            }}
          >
            {writers.map((it) => (
              <option key={it.to} value={it.to}>
                {it.title}
              </option>
            ))}
          </select>
        </label>
        {reverses && (
          <label class="inline-label">
            <input
              type="checkbox"
              checked={teardown.value}
              onChange={(event) => {
                teardown.value = event.currentTarget.checked;
              }}
            />
            {t('Teardown: take away what the plan makes')}
          </label>
        )}
      </div>
      {'failure' in answer ? (
        <p class="refused">
          {refusal}: {answer.failure}
        </p>
      ) : (
        <Written answer={answer.written} planner={planner} />
      )}
    </div>
  );
}

function Written({ answer, planner }: { answer: RenderAnswer; planner: Planner }) {
  const { text, fileName } = answer;
  if (text === undefined || fileName === undefined) return <Refused />;
  const errors = report.value.findings.filter((it) => it.severity === 'error').length;
  const { mime, language } = writer.value;
  const key = keyOf(plan.value, fileName);
  return (
    <>
      <div class="tools">
        <Button onClick={() => void copy(text, fileName).then((done) => done && take(key, text))}>
          {t('Copy')}
        </Button>
        <Button
          onClick={() => {
            download(text, fileName, mime);
            take(key, text);
          }}
        >
          {t('Download {name}', { name: fileName })}
        </Button>
        <Button onClick={() => void downloadAll(planner)}>{t('Download all (zip)')}</Button>
        {anyway.value && errors > 0 && (
          <Button
            class="quiet"
            onClick={() => {
              anyway.value = false;
            }}
          >
            {t('Hide it: the plan has errors')}
          </Button>
        )}
      </div>
      <Text fileName={fileName} text={text} language={language} before={takenOf(key)} />
    </>
  );
}

/** The text, or what changed in it since it was last taken. */
function Text(props: {
  fileName: string;
  text: string;
  language: Writer['language'];
  before: ReturnType<typeof takenOf>;
}) {
  const { fileName, text, language, before } = props;
  const whole = <Code label={fileName} language={language} text={text} />;
  if (!before) return whole;
  const when = moment(before.when);
  if (before.text === text) {
    return (
      <>
        <p class="muted since">
          {t('Unchanged since it was last copied or downloaded, {when}.', { when })}
        </p>
        {whole}
      </>
    );
  }
  const changes = changesOf(before.text, text);
  return (
    <>
      <p class="row since">
        <span>
          {t('Changed since it was last copied or downloaded, {when}:', { when })}{' '}
          {changes
            ? tn(
                changes.added,
                '{count} line added, {removed} taken away.',
                '{count} lines added, {removed} taken away.',
                { removed: changes.removed },
              )
            : t('very much.')}
        </span>
        {changes && (
          <label class="inline-label">
            <input
              type="checkbox"
              checked={changed.value}
              onChange={(event) => {
                changed.value = event.currentTarget.checked;
              }}
            />
            {t('Show only what changed')}
          </label>
        )}
      </p>
      {changes && changed.value ? (
        <ChangesView label={t('Changes in {fileName}', { fileName })} changes={changes} />
      ) : (
        whole
      )}
    </>
  );
}

async function downloadAll(planner: Planner): Promise<void> {
  try {
    const files = filesOf(planner, plan.peek(), judgedOn());
    const zip = await zipOf(files);
    for (const { name, text } of files) take(keyOf(plan.peek(), name), text);
    download(zip, 'aksplan.zip', 'application/zip');
  } catch (error) {
    announce(t('The files could not be put together: {error}', { error: String(error) }));
  }
}

const ERRORS_SHOWN = 40;

function Refused() {
  const errors = report.value.findings.filter((it) => it.severity === 'error');
  return (
    <div class="refused">
      <p>
        <strong>{writer.value.none(errors.length)}</strong>{' '}
        {t('Azure would refuse it, or the cluster would be broken.')}
      </p>
      <p class="row">
        <Button
          onClick={() => {
            anyway.value = true;
          }}
        >
          {t('Show it anyway')}
        </Button>
      </p>
      {!isWide.value && (
        <ol class="findings">
          {errors.slice(0, ERRORS_SHOWN).map((finding, at) => (
            <FindingItem key={`${finding.rule} ${finding.path} ${at}`} finding={finding} />
          ))}
        </ol>
      )}
    </div>
  );
}
