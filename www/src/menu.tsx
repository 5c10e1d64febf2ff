// What is needed now and then.

import { useRef } from 'preact/hooks';
import { copyLink } from './draft.ts';
import { Examples } from './examples.tsx';
import { download } from './files.ts';
import { write } from './json.ts';
import { names } from './lang/list.ts';
import { english, language, speak, t } from './lang.ts';
import { Button, Icon } from './marks.tsx';
import { plan } from './plan.ts';
import { isNarrow } from './screen.ts';
import { announce } from './status.ts';
import { type Theme, theme } from './theme.ts';
import { type Dialog, showWork } from './work/door.tsx';
import { fileNameOf } from './work/names.ts';

const dialogs: [Dialog, string][] = [
  ['plans', t('Your plans…')],
  ['history', t('History of this plan…')],
  ['compare', t('Compare…')],
  ['share', t('Share by link…')],
];

async function downloadAll(): Promise<void> {
  try {
    const { everything } = await import('./work/exchange.ts');
    download(await everything(), 'aksplan-plans.json', 'application/json');
  } catch (error) {
    announce(t('The plans could not be put together: {error}', { error: String(error) }));
  }
}

export function Menu() {
  const menu = useRef<HTMLDivElement>(null);
  const run = (what: () => void) => () => {
    menu.current?.hidePopover();
    what();
  };
  return (
    <>
      <button
        type="button"
        class="icon"
        popovertarget="menu"
        aria-label={t('Menu')}
        title={t('Menu')}
      >
        <Icon name="menu" />
      </button>
      <div ref={menu} class="menu" id="menu" popover="auto">
        {isNarrow.value && (
          <>
            <Examples onChosen={() => menu.current?.hidePopover()} />
            <Button onClick={run(() => void copyLink())}>{t('Copy link')}</Button>
          </>
        )}
        {dialogs.map(([dialog, text]) => (
          <Button key={dialog} onClick={run(() => showWork(dialog))}>
            {text}
          </Button>
        ))}
        <hr />
        <Button
          onClick={run(() =>
            download(write(plan.peek()), fileNameOf(plan.peek()), 'application/json'),
          )}
        >
          {t('Download this plan')}
        </Button>
        <Button onClick={run(() => void downloadAll())}>{t('Download all plans')}</Button>
        <Button onClick={run(() => print())}>{t('Print…')}</Button>
        <hr />
        <Button onClick={run(() => showWork('keys'))}>{t('Keys…')}</Button>
        <label class="inline-label">
          {t('Colours')}
          <select
            value={theme.value}
            onChange={(event) => {
              theme.value = event.currentTarget.value as Theme;
            }}
          >
            <option value="auto">{t('Auto')}</option>
            <option value="light">{t('Light')}</option>
            <option value="dark">{t('Dark')}</option>
          </select>
        </label>
        <label class="inline-label">
          {t('Language')}
          <select value={language} onChange={(event) => speak(event.currentTarget.value)}>
            {Object.entries(names).map(([code, name]) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {english && (
          <p class="muted">
            {t('Findings, explanations of rules, reports and what Azure says stay English.')}
          </p>
        )}
      </div>
    </>
  );
}
