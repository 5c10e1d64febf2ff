// What there is to see of a plan beside the map, one at a time.

import type { ComponentType } from 'preact';
import { counted } from '../findings.ts';
import { t } from '../lang.ts';
import { CountMarks } from '../marks.tsx';
import { textProblem } from '../text.ts';
import { later, lazy } from '../whole.tsx';
import { FindingsPane } from './findings.tsx';
import { shown, showPane } from './shown.ts';
import { TextPane } from './text-pane.tsx';

const output = async () => (await import('../output/output-pane.tsx')).OutputPane;
const tables = async () => (await import('./tables.tsx')).TablesPane;
const report = async () => (await import('../report/report-pane.tsx')).ReportPane;
const traffic = async () => (await import('../traffic/traffic-pane.tsx')).TrafficPane;
const model = async () => (await import('./model-pane.tsx')).ModelPane;
const explain = async () => (await import('./explain-pane.tsx')).ExplainPane;

const panes: { id: string; title: string; Pane: ComponentType }[] = [
  { id: 'findings', title: t('Findings'), Pane: FindingsPane },
  { id: 'script', title: t('Output'), Pane: later(output) },
  { id: 'tables', title: t('Tables'), Pane: lazy(tables) },
  { id: 'text', title: t('Text'), Pane: TextPane },
  { id: 'report', title: t('Report'), Pane: later(report) },
  { id: 'traffic', title: t('Packets'), Pane: later(traffic) },
  { id: 'model', title: t('Model'), Pane: later(model) },
  { id: 'explain', title: t('Rules'), Pane: later(explain) },
];

export function Panes() {
  const { id, Pane } = panes.find((it) => it.id === shown.value) ?? (panes[0] as (typeof panes)[0]);
  return (
    <section class="panes panel" aria-label={t('Details')}>
      <div class="tabs" role="tablist" aria-label={t('Details')} onKeyDown={walk}>
        {panes.map((it) => (
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
        <Pane />
      </div>
    </section>
  );
}

/** Arrow keys go from tab to tab. */
function walk(event: KeyboardEvent): void {
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };
  const at = panes.findIndex((it) => it.id === shown.value);
  const to =
    event.key === 'Home'
      ? 0
      : event.key === 'End'
        ? panes.length - 1
        : at + (steps[event.key] ?? Number.NaN);
  const next = panes[(to + panes.length) % panes.length];
  if (!next) return;
  event.preventDefault();
  showPane(next.id, true);
}
