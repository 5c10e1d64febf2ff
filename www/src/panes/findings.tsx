// Every finding, worst first, with its remedy.

import { signal } from '@preact/signals';
import type { Finding } from 'aksplan';
import { applyFix, asOf, report } from '../engine.ts';
import { placeText } from '../findings.ts';
import { jump } from '../form/open.ts';
import { english, rich, t } from '../lang.ts';
import { live } from '../live.ts';
import { Button, Prose, SeverityMark } from '../marks.tsx';
import { Walk } from '../walk.tsx';
import { explain } from './question.ts';

/** How many findings are drawn. */
const STEP = 80;
const shown = signal(STEP);

export function FindingsPane() {
  const { findings } = report.value;
  const Note = live.value?.Note;
  return (
    <div class="findings">
      {Note && <Note />}
      <p class="row">
        <label class="inline-label">
          {t('Judged on')}{' '}
          <input
            type="date"
            value={asOf.value}
            onInput={(event) => {
              asOf.value = event.currentTarget.value;
            }}
          />
        </label>
        <span class="muted grow">{asOf.value ? '' : t('today')}</span>
        <Walk />
      </p>
      {findings.length === 0 && (
        <p class="good">
          <span aria-hidden="true">✓ </span>
          {t('Nothing found: no rule has anything to say about this plan.')}
        </p>
      )}
      <ol>
        {findings.slice(0, shown.value).map((finding, at) => (
          <FindingItem key={`${finding.rule} ${finding.path} ${at}`} finding={finding} />
        ))}
      </ol>
      {findings.length > shown.value && (
        <p class="row more">
          <span class="muted">{t('{count} more', { count: findings.length - shown.value })}</span>
          <Button
            onClick={() => {
              shown.value += STEP;
            }}
          >
            {t('Show {count} more', { count: Math.min(STEP, findings.length - shown.value) })}
          </Button>
        </p>
      )}
    </div>
  );
}

export function FindingItem({ finding }: { finding: Finding }) {
  const { fix } = finding;
  return (
    <li class={`finding ${finding.severity}`}>
      <p class="head">
        <SeverityMark severity={finding.severity} word />
        {live.value?.own.has(finding) && <span class="from-azure">{t('from Azure')}</span>}
        <Button class="link place" onClick={() => jump(finding.path)}>
          {placeText(finding.path)}
        </Button>
      </p>
      <p class="message" lang={english}>
        <Prose text={finding.message} />
      </p>
      {finding.help && (
        <p class="remedy" lang={english}>
          <Prose text={finding.help} />
        </p>
      )}
      {(finding.related ?? []).map((it) => (
        <p key={`${it.path} ${it.message}`} class="related">
          <span lang={english}>
            <Prose text={it.message} />
          </span>{' '}
          <Button class="link place" onClick={() => jump(it.path)}>
            {placeText(it.path)}
          </Button>
        </p>
      ))}
      <p class="foot">
        {fix && (
          <Button class="fix" onClick={() => applyFix(finding)}>
            {rich(t('Fix: {title}'), {
              title: (
                <span lang={english}>
                  <Prose text={fix.title} />
                </span>
              ),
            })}
          </Button>
        )}
        <span class="muted">
          <Button class="link" onClick={() => explain(finding.rule)}>
            {finding.rule}
          </Button>
          {finding.aliases.length > 0 && ` · ${finding.aliases.join(', ')}`}
          {' · '}
          <a href={finding.url} target="_blank" rel="noreferrer">
            {t('source')}
            <span class="unseen">
              {' '}
              {t('of {what}, opens in a new tab', { what: finding.rule })}
            </span>
          </a>
        </span>
      </p>
    </li>
  );
}
