// The page's name and the plan's, what was found, examples, undo and redo, and the menu.

import { useComputed } from '@preact/signals';
import { AzureButton } from './azure/door.tsx';
import { copyLink } from './draft.ts';
import { report } from './engine.ts';
import { Examples } from './examples.tsx';
import { counted } from './findings.ts';
import { t } from './lang.ts';
import { Button, CountMarks, Icon } from './marks.tsx';
import { Menu } from './menu.tsx';
import { showPane } from './panes/shown.ts';
import { plan, redo, redoable, undo, undoable } from './plan.ts';
import { openReading } from './reading/door.tsx';
import { isNarrow } from './screen.ts';
import { showWork } from './work/door.tsx';
import { nameOf } from './work/names.ts';

export function Header() {
  return (
    <header class="top">
      <div class="name">
        <h1>aksplan</h1>
        <PlanName />
      </div>
      <div class="tools">
        <Button class="fix" label={t('Read what you have…')} onClick={() => openReading()}>
          {isNarrow.value ? t('Read…') : t('Read what you have…')}
        </Button>
        <AzureButton />
        {!isNarrow.value && (
          <>
            <Verdict />
            <Examples />
          </>
        )}
        <Undo />
        {!isNarrow.value && <Button onClick={() => void copyLink()}>{t('Copy link')}</Button>}
        <Menu />
      </div>
    </header>
  );
}

/** What the plan is called; leads to all of them. */
function PlanName() {
  const name = useComputed(() => nameOf(plan.value)).value;
  return (
    <Button
      class="plan-name"
      label={t('Your plans; on screen: {name}', { name })}
      onClick={() => showWork('plans')}
    >
      {name}
    </Button>
  );
}

/** What was found, in short; goes to the list. */
function Verdict() {
  const isClean = useComputed(() => report.value.findings.length === 0).value;
  const counts = useComputed(() => counted.value.get('')).value;
  return (
    <button type="button" class="verdict" onClick={() => showPane('findings', true)}>
      {isClean ? (
        <span class="good">
          <span aria-hidden="true">✓ </span>
          {t('nothing found')}
        </span>
      ) : (
        <>
          <span class="unseen">{t('Findings')}</span>
          <CountMarks counts={counts} />
        </>
      )}
    </button>
  );
}

function Undo() {
  const back = undoable.value;
  const forth = redoable.value;
  return (
    <>
      <Button
        class="icon"
        label={back ? t('Undo {back}', { back }) : t('Undo')}
        disabled={!back}
        onClick={undo}
      >
        <Icon name="undo" />
      </Button>
      <Button
        class="icon"
        label={forth ? t('Redo {forth}', { forth }) : t('Redo')}
        disabled={!forth}
        onClick={redo}
      >
        <Icon name="redo" />
      </Button>
    </>
  );
}
