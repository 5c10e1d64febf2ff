// What there is to see of a plan beside the map, one at a time.

import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { counted } from '../findings.ts';
import { t } from '../lang.ts';
import { CountMarks } from '../marks.tsx';
import { isWide } from '../screen.ts';
import { textProblem } from '../text.ts';
import { later, lazy } from '../whole.tsx';
import { FindingsPane } from './findings.tsx';
import { shown, showPane } from './shown.ts';

const output = async () => (await import('../output/output-pane.tsx')).OutputPane;
const tables = async () => (await import('./tables.tsx')).TablesPane;
const text = async () => (await import('./text-pane.tsx')).TextPane;
const report = async () => (await import('../report/report-pane.tsx')).ReportPane;
const traffic = async () => (await import('../traffic/traffic-pane.tsx')).TrafficPane;
const model = async () => (await import('./model-pane.tsx')).ModelPane;
const explain = async () => (await import('./explain-pane.tsx')).ExplainPane;

interface Listed {
  id: string;
  title: string;
  Pane: ComponentType;
}

const panes: Listed[] = [
  { id: 'findings', title: t('Findings'), Pane: FindingsPane },
  { id: 'script', title: t('Output'), Pane: later(output) },
  { id: 'tables', title: t('Tables'), Pane: lazy(tables) },
  { id: 'text', title: t('Text'), Pane: lazy(text) },
  { id: 'report', title: t('Report'), Pane: later(report) },
  { id: 'traffic', title: t('Packets'), Pane: later(traffic) },
  { id: 'model', title: t('Model'), Pane: later(model) },
  { id: 'explain', title: t('Rules'), Pane: later(explain) },
];

/** On a wide screen findings stand beside, always. */
const listed = () => (isWide.value ? panes.slice(1) : panes);

const current = () => listed().find((it) => it.id === shown.value) ?? (listed()[0] as Listed);

/** Findings by themselves. */
export function Findings() {
  return (
    <section class="panel" aria-labelledby="findings">
      <h2 class="title" id="findings" tabIndex={-1}>
        {t('Findings')} <CountMarks counts={counted.value.get('')} />
      </h2>
      <div class="pane">
        <FindingsPane />
      </div>
    </section>
  );
}

/** Somebody is there: what nobody has asked for may be loaded. */
const isTouched = signal(false);
const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart', 'focusin'];

/** What is shown before anybody has come near: the output needs more of the planner than the rest. */
function Resting() {
  useEffect(() => {
    const touched = () => {
      isTouched.value = true;
    };
    for (const it of signs) addEventListener(it, touched, { once: true, passive: true });
    return () => {
      for (const it of signs) removeEventListener(it, touched);
    };
  }, []);
  return (
    <p class="muted">
      {t('Here stand the script, the ARM template and the requests of this plan.')}
    </p>
  );
}

export function Panes() {
  const { id, title, Pane: Wanted } = current();
  const isAsked = isTouched.value || shown.value === id;
  const Pane = isAsked ? Wanted : Resting;
  return (
    <section class="panes panel" aria-label={t('Details')}>
      <div class="tabs" role="tablist" aria-label={t('Details')} onKeyDown={walk}>
        {listed().map((it) => (
          <button
            key={it.id}
            type="button"
            role="tab"
            id={`tab-${it.id}`}
            aria-selected={it.id === id}
            aria-controls="pane"
            tabIndex={it.id === id ? 0 : -1}
            onClick={() => showPane(it.id)}
          >
            {it.title}
            {it.id === 'findings' && <CountMarks counts={counted.value.get('')} />}
            {it.id === 'text' && textProblem.value && <span class="dot error"> ✕</span>}
          </button>
        ))}
      </div>
      <div class="pane" role="tabpanel" id="pane" aria-labelledby={`tab-${id}`} tabIndex={-1}>
        <h2 class="unseen">{title}</h2>
        <Pane />
      </div>
    </section>
  );
}

/** Arrow keys go from tab to tab. */
function walk(event: KeyboardEvent): void {
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };
  const all = listed();
  const at = all.indexOf(current());
  const to =
    event.key === 'Home'
      ? 0
      : event.key === 'End'
        ? all.length - 1
        : at + (steps[event.key] ?? Number.NaN);
  const next = all[(to + all.length) % all.length];
  if (!next) return;
  event.preventDefault();
  showPane(next.id, true);
}
