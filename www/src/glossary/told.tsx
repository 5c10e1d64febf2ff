// Prose whose words can be asked for what they mean.

import { Prose } from '../marks.tsx';
import { Term } from './term.tsx';
import { partsOf } from './words.ts';

/** `few`: the first words that not everyone knows, and no more. */
export function Told({ text, few = false }: { text: string; few?: boolean }) {
  const pieces = text.split('`');
  // An odd number of backticks is text of the user's; and what is between them is a word of its own.
  if (pieces.length % 2 === 0) return <Prose text={text} />;
  return (
    <>
      {pieces.map((piece, at) =>
        at % 2 === 1 ? <code key={at}>{piece}</code> : <Words key={at} text={piece} few={few} />,
      )}
    </>
  );
}

function Words({ text, few }: { text: string; few: boolean }) {
  return (
    <>
      {partsOf(text, few).map((part, at) => (at % 2 === 1 ? <Term key={at} word={part} /> : part))}
    </>
  );
}
