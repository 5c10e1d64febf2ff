// The page: form on one side; map, findings, tables, text and script on the other.

import { effect } from '@preact/signals';
import { AzureDoor } from './azure/door.tsx';
import { counted, countText } from './findings.ts';
import { Form, JumpList } from './form/form.tsx';
import { Header } from './header.tsx';
import { t } from './lang.ts';
import { AddressMap } from './map/map.tsx';
import { Button } from './marks.tsx';
import { Findings, Panes } from './panes/panes.tsx';
import { Reading } from './reading/door.tsx';
import { Remarks } from './reading/remarks.tsx';
import { isWide, view } from './screen.ts';
import { announce, dismiss, notices, status } from './status.ts';
import { Views } from './views.tsx';
import { WayBack } from './walk.tsx';
import { Work } from './work/door.tsx';

export function App() {
  return (
    <>
      <Button class="skip" onClick={toForm}>
        {t('Skip to the form')}
      </Button>
      <Header />
      <Notices />
      <Remarks />
      <main class="page" data-view={view.value}>
        <JumpList />
        <section id="form" tabIndex={-1} aria-label={t('Plan form')}>
          <Form />
        </section>
        <section class="results" aria-label={t('Results')}>
          <div class="see">
            <AddressMap />
            {isWide.value && <Findings />}
          </div>
          <Panes />
        </section>
      </main>
      <WayBack />
      <Views />
      <Reading />
      <AzureDoor />
      <Work />
      <output class="unseen" aria-live="polite">
        {status}
      </output>
    </>
  );
}

function toForm(): void {
  view.value = 'form';
  requestAnimationFrame(() => document.getElementById('form')?.focus());
}

function Notices() {
  if (notices.value.length === 0) return null;
  return (
    <section class="notices" aria-label={t('Notices')}>
      {notices.value.map((notice) => (
        <div class="notice" role="alert" key={notice.id}>
          <p>{notice.text}</p>
          {notice.actions.map((action) => (
            <Button
              key={action.label}
              onClick={() => {
                action.run();
                dismiss(notice.id);
              }}
            >
              {action.label}
            </Button>
          ))}
          <Button class="quiet" onClick={() => dismiss(notice.id)}>
            {t('Dismiss')}
          </Button>
        </div>
      ))}
    </section>
  );
}

let said: string | undefined;
let pause: ReturnType<typeof setTimeout> | undefined;

/** Tells screen readers what was found, after a pause in typing. */
export function announceCounts(): void {
  effect(() => {
    const text = countText(counted.value.get('') ?? { error: 0, warning: 0, info: 0 });
    clearTimeout(pause);
    pause = setTimeout(() => {
      if (said !== undefined && said !== text) announce(t('Now {text}', { text }));
      said = text;
    }, 900);
  });
}
