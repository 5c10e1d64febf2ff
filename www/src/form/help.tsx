// What a property is about. Its words can be asked for what they mean, once the page is in use: the
// meanings come with the first move of a hand.

import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { Prose } from '../marks.tsx';

const Told = signal<ComponentType<{ text: string; few: boolean }>>(Prose);

function load(): void {
  import('../glossary/told.tsx').then(
    (it) => {
      Told.value = it.Told;
    },
    () => {},
  );
}

for (const hand of ['pointerover', 'focusin']) addEventListener(hand, load, { once: true });

export function Help({ text }: { text: string }) {
  return <Told.value text={text} few />;
}
