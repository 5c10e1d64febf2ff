// The plan as a link; on wish with names that tell nothing.

import table from 'virtual:form-table';
import { signal, useComputed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { copyLink } from '../draft.ts';
import { download } from '../files.ts';
import { write } from '../json.ts';
import { rich, t } from '../lang.ts';
import { Button } from '../marks.tsx';
import { plan } from '../plan.ts';
import { fragmentOf } from '../share.ts';
import { anonymised } from './anonymise.js';
import { fileNameOf } from './names.ts';
import './work.css';

const isAnonymous = signal(false);
const link = signal('');

export function Share() {
  const other = useComputed(() => anonymised(plan.value, table)).value;
  const shared = isAnonymous.value ? other.plan : plan.value;
  useEffect(() => {
    let isStale = false;
    void fragmentOf(shared).then((fragment) => {
      if (!isStale) link.value = new URL(fragment, location.href).href;
    });
    return () => {
      isStale = true;
    };
  }, [shared]);
  return (
    <>
      <p>
        {rich(
          t(
            'The whole plan is in the link, behind the {sign}, which browsers send to no server. Whoever has the link has the plan, as it is now.',
          ),
          { sign: <code>#</code> },
        )}
      </p>
      <label class="inline-label">
        <input
          type="checkbox"
          checked={isAnonymous.value}
          onChange={(event) => {
            isAnonymous.value = event.currentTarget.checked;
          }}
        />
        {t('Put other names in the place of mine')}
      </label>
      <label class="link-field">
        <span>{t('Link ({count} characters)', { count: link.value.length })}</span>
        <input readOnly value={link.value} onFocus={(event) => event.currentTarget.select()} />
      </label>
      <div class="row">
        <Button class="fix" onClick={() => void copyLink(shared)}>
          {t('Copy this link')}
        </Button>
        <Button onClick={() => download(write(shared), fileNameOf(shared), 'application/json')}>
          {t('Download as a file')}
        </Button>
      </div>
      {isAnonymous.value && <Names names={other.names} />}
    </>
  );
}

function Names({ names }: { names: Map<string, string> }) {
  if (names.size === 0) return <p class="muted">{t('No name in this plan tells anything.')}</p>;
  return (
    <section>
      <h3>{t('What is replaced ({count})', { count: names.size })}</h3>
      <p class="muted">
        {t(
          'Names, ids, tags and texts, each with one of the same length. Addresses, regions, sizes and versions stay: the same is found in this plan, and who knows your addresses knows it again.',
        )}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <section class="scroll" tabIndex={0} aria-label={t('What is replaced')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('Yours')}</th>
              <th scope="col">{t('In the link')}</th>
            </tr>
          </thead>
          <tbody>
            {[...names].map(([from, to]) => (
              <tr key={from}>
                <td>{from}</td>
                <td>{to}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
