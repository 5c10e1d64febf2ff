// A plan to begin with: an empty one, or an example.

import { t } from './lang.ts';
import { choose, empty, presets } from './presets.ts';

export function Examples({ onChosen }: { onChosen?: () => void }) {
  return (
    <label class="inline-label">
      <span class="unseen">{t('Example')}</span>
      <select
        class="examples"
        value=""
        onChange={(event) => {
          const title = event.currentTarget.value;
          event.currentTarget.value = '';
          if (title === 'empty') empty();
          else void choose(title);
          onChosen?.();
        }}
      >
        <option value="" disabled>
          {t('New or example…')}
        </option>
        <option value="empty">{t('New, empty plan')}</option>
        {presets.map(({ title }) => (
          <option key={title} value={title}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
