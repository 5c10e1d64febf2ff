// Name, examples, undo and redo, link, theme.

import { useComputed } from '@preact/signals';
import { AzureButton } from './azure/door.tsx';
import { copyLink } from './draft.ts';
import { report } from './engine.ts';
import { counted } from './findings.ts';
import { Button, CountMarks, Icon } from './marks.tsx';
import { showPane } from './panes/shown.ts';
import { redo, redoable, undo, undoable } from './plan.ts';
import { choose, empty, presets } from './presets.ts';
import { openReading } from './reading/door.tsx';
import { type Theme, theme } from './theme.ts';

export function Header() {
  return (
    <header class="top">
      <h1>
        aksplan <span class="tagline">AKS clusters and their networks, planned</span>
      </h1>
      <div class="tools">
        <Button class="fix" onClick={() => openReading()}>
          Read what you have…
        </Button>
        <AzureButton />
        <Verdict />
        <label class="inline-label">
          <span class="unseen">Example</span>
          <select
            class="examples"
            value=""
            onChange={(event) => {
              const title = event.currentTarget.value;
              event.currentTarget.value = '';
              if (title === 'empty') empty();
              else void choose(title);
            }}
          >
            <option value="" disabled>
              New or example…
            </option>
            <option value="empty">New, empty plan</option>
            {presets.map(({ title }) => (
              <option key={title} value={title}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <Undo />
        <Button onClick={() => void copyLink()}>Copy link</Button>
        <label class="inline-label">
          <span class="unseen">Colours</span>
          <select
            value={theme.value}
            onChange={(event) => {
              theme.value = event.currentTarget.value as Theme;
            }}
          >
            <option value="auto">Auto</option>
            <option value="light">Light</option>
            <option value="dark">Dark</option>
          </select>
        </label>
      </div>
    </header>
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
          <span aria-hidden="true">✓ </span>nothing found
        </span>
      ) : (
        <>
          <span class="unseen">Findings</span>
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
      <Button class="icon" label={back ? `Undo ${back}` : 'Undo'} disabled={!back} onClick={undo}>
        <Icon name="undo" />
      </Button>
      <Button
        class="icon"
        label={forth ? `Redo ${forth}` : 'Redo'}
        disabled={!forth}
        onClick={redo}
      >
        <Icon name="redo" />
      </Button>
    </>
  );
}
