// What a phone shows, one at a time: within reach of the thumb.

import { counted } from './findings.ts';
import { number, t } from './lang.ts';
import { SeverityMark } from './marks.tsx';
import { shown, showPane } from './panes/shown.ts';
import { view } from './screen.ts';

/** The pane that "More" leads to: the last one that has no button of its own. */
let other = 'tables';

const panes = ['findings', 'script'];

/** How many there are of what is worst. */
function Worst() {
  const counts = counted.value.get('');
  const worst = (['error', 'warning', 'info'] as const).find((it) => counts?.[it]);
  if (!counts || !worst) return null;
  return (
    <span class="counts">
      <SeverityMark severity={worst} /> {number(counts[worst])}
    </span>
  );
}

export function Views() {
  const pane = shown.value;
  if (!panes.includes(pane)) other = pane;
  const now = view.value === 'details' ? (panes.includes(pane) ? pane : 'more') : view.value;
  const to = (id: string) => () => {
    if (id === 'form' || id === 'map') view.value = id;
    else showPane(id === 'more' ? other : id);
    scrollTo({ top: 0 });
  };
  const button = (id: string, text: string) => (
    <button type="button" aria-current={now === id ? 'true' : undefined} onClick={to(id)}>
      <span>{text}</span>
      {id === 'findings' && <Worst />}
    </button>
  );
  return (
    <nav class="views" aria-label={t('Views')}>
      {button('form', t('Form'))}
      {button('map', t('Map'))}
      {button('findings', t('Findings'))}
      {button('script', t('Output'))}
      {button('more', t('More'))}
    </nav>
  );
}
