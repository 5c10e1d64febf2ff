// The page's own files, kept by the browser: it opens without a network, and never from files of
// two versions.

import { save } from '../draft.ts';
import { t } from '../lang.ts';
import { notify } from '../status.ts';

export function keepPage(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  let isFirst = navigator.serviceWorker.controller === null;
  navigator.serviceWorker
    .register(new URL('./sw.js', document.baseURI))
    .then((registration) => {
      registration.addEventListener('updatefound', () => {
        const next = registration.installing;
        next?.addEventListener('statechange', () => {
          if (next.state !== 'activated') return;
          if (!isFirst) tell();
          isFirst = false;
        });
      });
      // A page may stay open for weeks.
      addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') registration.update().catch(() => {});
      });
    })
    // Without it the page needs the network, and works.
    .catch(() => {});
}

function tell(): void {
  notify(
    'version',
    t('A newer version of this page is here. It is taken when you next load the page.'),
    [
      {
        label: t('Reload now'),
        run: () => {
          save();
          location.reload();
        },
      },
    ],
  );
}
