// Text in colours.

import { signal } from '@preact/signals';
import { Component } from 'preact';
import { useEffect } from 'preact/hooks';
import { type Language, type Piece, plainLines } from './pieces.ts';

/** Longer texts are shown without colours. */
const COLOURED = 120_000;

const colours = signal<typeof import('./highlight.ts') | undefined>(undefined);

/** Fetches the colours. Without them the text is as good, so nobody is told when they can't come. */
export function useColours(): void {
  useEffect(() => {
    if (colours.peek()) return;
    import('./highlight.ts').then(
      (it) => {
        colours.value = it;
      },
      () => {},
    );
  }, []);
}

function linesIn(language: Language, whole: string): Piece[][] {
  // Each line is drawn with its end.
  const text = whole.replace(/\n$/, '');
  return language === 'plain' || text.length > COLOURED
    ? plainLines(text)
    : (colours.value?.linesOf(language, text) ?? plainLines(text));
}

/** A region that scrolls, with its lines. */
export function Code(props: { label: string; language: Language; text: string }) {
  useColours();
  return (
    <Scrolled label={props.label}>
      {linesIn(props.language, props.text).map((pieces, at) => (
        <Line key={at} pieces={pieces} />
      ))}
    </Scrolled>
  );
}

/** Long lines scroll: the region takes the focus for the arrow keys. */
export function Scrolled(props: { label: string; children: preact.ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section class="code" aria-label={props.label} tabIndex={0}>
      <pre>{props.children}</pre>
    </section>
  );
}

const same = (one: Piece[], other: Piece[]): boolean =>
  one.length === other.length &&
  one.every((it, at) => it.text === other[at]?.text && it.kind === other[at]?.kind);

/** A line, drawn anew only when it has changed: scripts are long and edits small. */
export class Line extends Component<{ pieces: Piece[] }> {
  override shouldComponentUpdate(next: { pieces: Piece[] }): boolean {
    return !same(this.props.pieces, next.pieces);
  }

  override render() {
    return (
      <span>
        {this.props.pieces.map((piece, at) =>
          piece.kind === 'plain' ? (
            piece.text
          ) : (
            <span key={at} class={`sh-${piece.kind}`}>
              {piece.text}
            </span>
          ),
        )}
        {'\n'}
      </span>
    );
  }
}
