// The report for whoever runs the network: read, copied, downloaded, printed.

import { useComputed } from '@preact/signals';
import type { Block, Document, Plan } from 'aksplan';
import { asOf } from '../engine.ts';
import { estate } from '../estate.ts';
import { copy, download } from '../files.ts';
import { english, t } from '../lang.ts';
import { Button, Prose } from '../marks.tsx';
import { plan } from '../plan.ts';
import type { Planner } from '../whole.tsx';
import './report.css';

/** As the page judges now: on its day, and beside what exists already where that was read. */
const terms = () => ({
  ...(asOf.value ? { asOf: asOf.value } : {}),
  ...(estate.value ? { estate: estate.value.estate } : {}),
});

export function ReportPane({ planner }: { planner: Planner }) {
  const report = useComputed(() => planner.networkReport(plan.value as Plan, terms())).value;
  const written = (to: 'markdown' | 'csv') =>
    planner.report(plan.peek() as Plan, { to, ...terms() });
  return (
    <div class="report-pane">
      <div class="tools">
        <Button onClick={() => void copy(written('markdown'), t('Report'))}>
          {t('Copy as Markdown')}
        </Button>
        <Button onClick={() => download(written('markdown'), 'network.md', 'text/markdown')}>
          {t('Download {name}', { name: 'network.md' })}
        </Button>
        <Button onClick={() => download(written('csv'), 'network.csv', 'text/csv')}>
          {t('Download {name}', { name: 'network.csv' })}
        </Button>
        <Button onClick={() => print()}>{t('Print')}</Button>
      </div>
      <Report report={report} />
    </div>
  );
}

function Report({ report }: { report: Document }) {
  return (
    <article class="report" lang={english}>
      <h3 class="report-title">
        <Prose text={report.title} />
      </h3>
      {report.sections.map(({ title, blocks }) => (
        <section key={title}>
          {title && <h4>{title}</h4>}
          {blocks.map((block, at) => (
            <Piece key={at} block={block} name={title} />
          ))}
        </section>
      ))}
    </article>
  );
}

function Piece({ block, name }: { block: Block; name: string }) {
  if (block.kind === 'text') {
    return (
      <p>
        <Prose text={block.text} />
      </p>
    );
  }
  if (block.kind === 'list') {
    return (
      <ul class="dots">
        {block.items.map((item) => (
          <li key={item}>
            <Prose text={item} />
          </li>
        ))}
      </ul>
    );
  }
  return <Table {...block} name={name} />;
}

/** Numbers stand under each other. */
const isNumber = (cell: string) => /^-?[\d,]+$/.test(cell);

function Table(props: { caption?: string; head: string[]; rows: string[][]; name: string }) {
  const { caption, head, rows, name } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section class="scroll" aria-label={caption ?? name} tabIndex={0}>
      <table>
        {caption && (
          <caption>
            <Prose text={caption} />
          </caption>
        )}
        <thead>
          <tr>
            {head.map((word) => (
              <th key={word} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, place) => (
                <td key={place} class={isNumber(cell) ? 'number' : undefined}>
                  <Prose text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
