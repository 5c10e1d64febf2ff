// What a property is about; its words can be asked for what they mean.

import { Term } from '../glossary/term.tsx';
import { Prose } from '../marks.tsx';
import type { Property } from './table.ts';

export function Help({ property: { help, terms = [] } }: { property: Property }) {
  const starts = [0, ...terms.map(([, to]) => to)];
  return (
    <>
      {starts.map((from, at) => {
        const term = terms[at];
        return (
          <>
            <Prose text={help.slice(from, term?.[0])} />
            {term && <Term word={help.slice(...term)} />}
          </>
        );
      })}
    </>
  );
}
