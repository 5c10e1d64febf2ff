// From finding to finding, and back to where one was: what the keys of trail.ts do, to be seen.

import { useComputed } from '@preact/signals';
import { report } from './engine.ts';
import { english, t } from './lang.ts';
import { Button, Prose, SeverityMark } from './marks.tsx';
import { back, canGoBack, place, stay, toFinding } from './trail.ts';

/** Begins the walk, in the list of findings. */
export function Walk() {
  const count = useComputed(() => report.value.findings.length).value;
  if (count === 0) return null;
  return (
    <Button title="F8" onClick={() => toFinding(1)}>
      {place.value ? t('Next finding') : t('Go through them')}
    </Button>
  );
}

/** Stands over the page while somebody is elsewhere than where they were. */
export function WayBack() {
  const at = place.value;
  if (!at && !canGoBack.value) return null;
  return (
    <section class="way-back" aria-label={t('The way through findings')}>
      {at && (
        <>
          <Button
            class="icon"
            label={t('Finding before')}
            title="Shift+F8"
            onClick={() => toFinding(-1)}
          >
            <span aria-hidden="true">‹</span>
          </Button>
          <Button class="icon" label={t('Next finding')} title="F8" onClick={() => toFinding(1)}>
            <span aria-hidden="true">›</span>
          </Button>
          <p>
            <SeverityMark severity={at.severity} />{' '}
            {t('{number} of {count}', { number: at.number, count: at.count })}
          </p>
          <p class="said" lang={english}>
            <Prose text={at.message} />
          </p>
        </>
      )}
      {canGoBack.value && (
        <Button title="F9" onClick={back}>
          {t('Back')}
        </Button>
      )}
      <Button class="icon" label={t('Stay here')} onClick={stay}>
        <span aria-hidden="true">✕</span>
      </Button>
    </section>
  );
}
