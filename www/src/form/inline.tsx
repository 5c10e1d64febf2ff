// Findings beside the field they concern.

import { applyFix } from '../engine.ts';
import { english, rich, t } from '../lang.ts';
import { Button, Prose, SeverityMark } from '../marks.tsx';
import { useFindings } from './hooks.ts';
import { idOf } from './open.ts';

const SHOWN = 4;

export function InlineFindings({ pointer }: { pointer: string }) {
  const findings = useFindings(pointer);
  if (findings.length === 0) return null;
  const rest = findings.length - SHOWN;
  return (
    <ul class="inline" id={`${idOf(pointer)}-found`}>
      {findings.slice(0, SHOWN).map((finding, at) => (
        <li key={`${finding.rule} ${at}`} class={finding.severity}>
          <SeverityMark severity={finding.severity} />
          <span>
            <span lang={english}>
              <Prose text={finding.message} />
            </span>
            {finding.help && (
              <span class="remedy" lang={english}>
                <Prose text={finding.help} />
              </span>
            )}
            {finding.fix && (
              <Button class="fix" onClick={() => applyFix(finding)}>
                {rich(t('Fix: {title}'), {
                  title: (
                    <span lang={english}>
                      <Prose text={finding.fix.title} />
                    </span>
                  ),
                })}
              </Button>
            )}
          </span>
        </li>
      ))}
      {rest > 0 && <li>{t('and {count} more in the list of findings', { count: rest })}</li>}
    </ul>
  );
}
