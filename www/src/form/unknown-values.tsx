// Every value that is not known, to be filled in once for all its places.

import { useComputed, useSignal } from '@preact/signals';
import { placeText } from '../findings.ts';
import { t, tn } from '../lang.ts';
import { Button } from '../marks.tsx';
import { change, plan } from '../plan.ts';
import { announce } from '../status.ts';
import { jump } from './open.ts';
import { filledIn, unknownsOf } from './unknowns.ts';

export function UnknownValues() {
  const unknowns = useComputed(() => [...unknownsOf(plan.value)]).value;
  if (unknowns.length === 0) return null;
  return (
    <section class="records unknowns" aria-label={t('Values not known')}>
      <div class="title">
        <h2>{t('Values not known ({count})', { count: unknowns.length })}</h2>
      </div>
      <p class="help">
        {t(
          'The text that was read leaves these open. What depends on them is not judged; a value put in here goes to all their places.',
        )}
      </p>
      <ul>
        {unknowns.map(([name, places]) => (
          <Unknown key={name} name={name} places={places} />
        ))}
      </ul>
    </section>
  );
}

function Unknown({ name, places }: { name: string; places: string[] }) {
  const text = useSignal('');
  const [first = ''] = places;
  const id = `unknown-${name.replaceAll(/\s/g, '_')}`;
  const fill = () => {
    if (text.value.trim() === '') return;
    change(filledIn(plan.value, name, text.value.trim()), t('value of {name}', { name }));
    announce(
      t('{name} is {value} now, in {places}', {
        name,
        value: text.value.trim(),
        places: counted(places.length),
      }),
    );
  };
  return (
    <li>
      <label for={id}>
        <code>{`\${${name}}`}</code>
      </label>
      <input
        id={id}
        type="text"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') fill();
        }}
      />
      <Button
        disabled={text.value.trim() === ''}
        label={t('Fill in {name}', { name })}
        onClick={fill}
      >
        {t('Fill in')}
      </Button>
      <span class="places">
        <Button class="link" onClick={() => jump(first)}>
          {placeText(first)}
        </Button>
        {places.length > 1 && (
          <span class="muted">
            {' '}
            {t('and in {places} more', { places: counted(places.length - 1) })}
          </span>
        )}
      </span>
    </li>
  );
}

const counted = (places: number) => tn(places, '{count} place', '{count} places');
