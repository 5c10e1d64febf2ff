// What a reader had to say of its text, and the way back to the plan that was there before: kept
// until it is dismissed, over a reload too.

import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Severity } from '../findings.ts';
import { jump } from '../form/open.ts';
import type { Json } from '../json.ts';
import { english, rich, t } from '../lang.ts';
import { Button, Prose, SeverityMark } from '../marks.tsx';
import { open } from '../plan.ts';

export interface Remark {
  rule: string;
  severity: Severity;
  /** Where it stands, in words; empty where there is no place. */
  line: string;
  at?: { line: number; column: number };
  message: string;
  help: string;
  /** The place in the plan; empty: the whole. */
  path: string;
}

interface Taken {
  /** What was read. */
  name: string;
  remarks: Remark[];
  /** The plan that was there before. */
  former: Json;
  formerId?: string | undefined;
}

const KEY = 'aksplan.taken';

const taken = signal<Taken | undefined>(stored());

function stored(): Taken | undefined {
  try {
    const text = sessionStorage.getItem(KEY);
    return text === null ? undefined : (JSON.parse(text) as Taken);
  } catch {
    return undefined;
  }
}

export function keepRemarks(next: Taken | undefined): void {
  taken.value = next;
  try {
    if (next) sessionStorage.setItem(KEY, JSON.stringify(next));
    else sessionStorage.removeItem(KEY);
  } catch {
    // They are kept for as long as the page is open then.
  }
}

export function Remarks() {
  const now = taken.value;
  if (!now) return null;
  const { name, remarks, former, formerId } = now;
  return (
    <section class="taken panel" aria-label={t('What was read')}>
      <div class="row">
        <p class="grow">
          {rich(t('The plan of {name} is open.'), { name: <strong>{name}</strong> })}{' '}
          {remarks.length === 0 && `${t('All of it is in the plan.')} `}
          {t('What you worked on before is kept.')}
        </p>
        <Button
          onClick={() => {
            open(former, formerId, t('return to the former plan'));
            keepRemarks(undefined);
          }}
        >
          {t('Back to my former plan')}
        </Button>
        <Button class="quiet" onClick={() => keepRemarks(undefined)}>
          {t('Dismiss')}
        </Button>
      </div>
      {remarks.length > 0 && (
        <details>
          <summary>
            {t('Not understood, not kept or not checked ({count})', { count: remarks.length })}
          </summary>
          <RemarkList
            remarks={remarks}
            place={(it) => (
              <>
                {it.line && <span class="muted">{it.line} </span>}
                {it.path && (
                  <Button class="link" onClick={() => jump(it.path)}>
                    {t('show in the form')}
                  </Button>
                )}
              </>
            )}
          />
        </details>
      )}
    </section>
  );
}

/** So many of a kind are shown at once, if there is nothing to mend in them. */
const FEW = 4;

/** Remarks, those of one kind together. */
export function RemarkList(props: {
  remarks: Remark[];
  place: (remark: Remark) => ComponentChildren;
}) {
  const rules = [...new Set(props.remarks.map((it) => it.rule))];
  return (
    <>
      {rules.map((rule) => {
        const own = props.remarks.filter((it) => it.rule === rule);
        const isGrave = own.some((it) => it.severity !== 'info');
        return (
          <details key={rule} class="remark-group" open={isGrave || own.length <= FEW}>
            <summary>
              <span lang={english}>{titleOfRule(rule)}</span>{' '}
              <span class="muted">({own.length})</span>
            </summary>
            <ul>
              {own.map((it, at) => (
                <li key={at}>
                  <SeverityMark severity={it.severity} /> {props.place(it)}{' '}
                  <span lang={english}>
                    <Prose text={it.message} />
                  </span>
                  {it.help && (
                    <span class="remedy">
                      <span lang={english}>
                        <Prose text={it.help} />
                      </span>
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </>
  );
}

const titleOfRule = (rule: string) =>
  rule.charAt(0).toUpperCase() + rule.slice(1).replaceAll('-', ' ');
