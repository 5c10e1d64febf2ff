// The plan as a script for the Azure command line, a template or requests.

import { signal, useComputed } from '@preact/signals';
import type { Plan, RenderAnswer } from 'aksplan';
import { Component } from 'preact';
import { linesOf, type Piece } from '../bash.ts';
import { asOf, report } from '../engine.ts';
import { copy, download } from '../files.ts';
import { Button } from '../marks.tsx';
import { plan } from '../plan.ts';
import type { Planner } from '../whole.tsx';
import { FindingItem } from './findings.tsx';

type Target = 'az' | 'arm' | 'requests';

const targets: Record<Target, { title: string; what: string; type: string }> = {
  az: { title: 'Script for the Azure CLI', what: 'script', type: 'text/x-shellscript' },
  arm: { title: 'ARM template', what: 'template', type: 'application/json' },
  requests: { title: 'ARM requests', what: 'list of requests', type: 'application/json' },
};

const target = signal<Target>('az');
const teardown = signal(false);
/** Shown although the plan has errors. */
const anyway = signal(false);

type Answer = { script: RenderAnswer } | { failure: string };

function render(planner: Planner): Answer {
  try {
    const options = {
      to: target.value,
      // A template takes nothing away.
      teardown: teardown.value && target.value !== 'arm',
      force: anyway.value,
      ...(asOf.value ? { asOf: asOf.value } : {}),
    };
    return { script: planner.render(plan.value as Plan, options) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

export function ScriptPane({ planner }: { planner: Planner }) {
  const answer = useComputed(() => render(planner)).value;
  return (
    <div class="script">
      <div class="tools">
        <label class="inline-label">
          As
          <select
            value={target.value}
            onChange={(event) => {
              target.value = event.currentTarget.value as Target;
            }}
          >
            {Object.entries(targets).map(([to, { title }]) => (
              <option key={to} value={to}>
                {title}
              </option>
            ))}
          </select>
        </label>
        {target.value !== 'arm' && (
          <label class="inline-label">
            <input
              type="checkbox"
              checked={teardown.value}
              onChange={(event) => {
                teardown.value = event.currentTarget.checked;
              }}
            />
            Teardown: take away what the plan makes
          </label>
        )}
      </div>
      {'failure' in answer ? (
        <p class="refused">
          This plan can't become a {targets[target.value].what}: {answer.failure}
        </p>
      ) : (
        <Script answer={answer.script} />
      )}
    </div>
  );
}

/** Longer scripts are shown without colours. */
const COLOURED = 150_000;

function Script({ answer }: { answer: RenderAnswer }) {
  const { text, fileName } = answer;
  if (text === undefined || fileName === undefined) return <Refused />;
  const errors = report.value.findings.filter((it) => it.severity === 'error').length;
  const { type } = targets[target.value];
  const plain = target.value !== 'az' || text.length > COLOURED;
  return (
    <>
      <div class="tools">
        <Button onClick={() => copy(text, fileName)}>Copy</Button>
        <Button onClick={() => download(text, fileName, type)}>Download {fileName}</Button>
        {anyway.value && errors > 0 && (
          <Button
            class="quiet"
            onClick={() => {
              anyway.value = false;
            }}
          >
            Hide it: the plan has errors
          </Button>
        )}
      </div>
      {/* Long lines scroll: the region takes the focus for the arrow keys. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <section class="code" aria-label={fileName} tabIndex={0}>
        <pre>
          {plain ? text : linesOf(text).map((pieces, at) => <Line key={at} pieces={pieces} />)}
        </pre>
      </section>
    </>
  );
}

const ERRORS_SHOWN = 40;

function Refused() {
  const errors = report.value.findings.filter((it) => it.severity === 'error');
  return (
    <div class="refused">
      <p>
        <strong>
          There is no {targets[target.value].what}, because the plan has {errors.length}{' '}
          {errors.length === 1 ? 'error' : 'errors'}.
        </strong>{' '}
        Azure would refuse it, or the cluster would be broken.
      </p>
      <p class="row">
        <Button
          onClick={() => {
            anyway.value = true;
          }}
        >
          Show it anyway
        </Button>
      </p>
      <ol class="findings">
        {errors.slice(0, ERRORS_SHOWN).map((finding, at) => (
          <FindingItem key={`${finding.rule} ${finding.path} ${at}`} finding={finding} />
        ))}
      </ol>
    </div>
  );
}

const textOf = (pieces: Piece[]): string => pieces.map((it) => it.text).join('');

/** A line, drawn anew only when it has changed: scripts are long and edits small. */
class Line extends Component<{ pieces: Piece[] }> {
  override shouldComponentUpdate(next: { pieces: Piece[] }): boolean {
    const { pieces } = this.props;
    return textOf(pieces) !== textOf(next.pieces) || pieces[0]?.kind !== next.pieces[0]?.kind;
  }

  override render() {
    return (
      <span>
        {this.props.pieces.map((piece, at) =>
          piece.kind === 'plain' ? (
            piece.text
          ) : (
            <span key={at} class={`sh-${piece.kind}`}>
              {piece.text}
            </span>
          ),
        )}
        {'\n'}
      </span>
    );
  }
}
