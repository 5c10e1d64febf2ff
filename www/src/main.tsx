import { render } from 'preact';
import { App, announceCounts } from './app.tsx';
import { offerToResume } from './azure/door.tsx';
import { begin, keep } from './draft.ts';
import { openFirst } from './form/open.ts';
import { listenForKeys } from './keys.ts';
import { t } from './lang.ts';
import { plan } from './plan.ts';
import { init } from './planner.ts';
import { example } from './presets.ts';
import { listenForTexts } from './reading/door.tsx';
import './theme.ts';
import './styles/page.css';
import './styles/form.css';
import './styles/map.css';
import './styles/panes.css';
import './styles/reading.css';
import './styles/shell.css';
import './styles/columns.css';

/** After the first things that people do: what they wait for comes first. */
function whenIdle(run: () => void): void {
  setTimeout(() => {
    if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 4000 });
    else run();
  }, 1500);
}

const root = document.getElementById('app') as HTMLElement;

async function start(): Promise<void> {
  try {
    await init();
    await begin(example);
    openFirst(plan.peek());
    render(<App />, root);
    keep();
    listenForKeys();
    listenForTexts();
    announceCounts();
    offerToResume();
    whenIdle(() => void import('./later.ts'));
  } catch (error) {
    root.textContent = t(
      'The planner could not be loaded: {error}. Reload the page to try again.',
      {
        error: String(error),
      },
    );
  }
}

// Not awaited here: what is loaded on the way is made of this file's parts, and would wait for it.
void start();
