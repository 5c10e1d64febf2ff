// A word that can be asked for what it means. The meanings come when the first is asked for.

import { t } from '../lang.ts';
import { announce } from '../status.ts';
import './term.css';

export function Term({ word }: { word: string }) {
  return (
    <button
      type="button"
      class="term"
      aria-haspopup="dialog"
      title={t('What is {word}?', { word })}
      onClick={(event) => void explain(word, event.currentTarget)}
    >
      {word}
    </button>
  );
}

async function explain(word: string, button: HTMLElement): Promise<void> {
  try {
    const { openMeaning } = await import('./meaning.ts');
    openMeaning(word, button);
  } catch {
    announce(t('The meanings of words could not be loaded; try again later'));
  }
}
