// bash, cut into coloured pieces. Only for the eye: where it is wrong, a colour is.

export type PieceKind = 'plain' | 'comment' | 'text' | 'variable' | 'option' | 'word';

export interface Piece {
  kind: PieceKind;
  text: string;
}

const words =
  'if|then|else|elif|fi|for|while|until|do|done|case|esac|in|function|return|exit|local|readonly|export|set|trap|echo|printf|az';

// In the order in which they are tried at a place.
const patterns: [PieceKind, RegExp][] = [
  ['comment', /#[^\n]*/y],
  ['text', /'[^']*'/y],
  ['text', /"(?:[^"\\]|\\[\s\S])*"/y],
  ['variable', /\$(?:\{[^}]*\}|[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-])/y],
  ['option', /--?[A-Za-z][\w-]*/y],
  ['word', new RegExp(`(?:${words})(?![\\w-])`, 'y')],
  ['plain', /[\w./:=@%,+-]+|\\[\s\S]|\s+|[\s\S]/y],
];

/** Pieces that may only begin where a word begins. */
const atStart = new Set<PieceKind>(['comment', 'option', 'word']);

/** The pieces of each line. */
export function linesOf(source: string): Piece[][] {
  const lines: Piece[][] = [[]];
  let at = 0;
  while (at < source.length) {
    const isStart = at === 0 || /[\s;(|&`]/.test(source[at - 1] as string);
    const piece = pieceAt(source, at, isStart);
    at += piece.text.length;
    const [first = '', ...rest] = piece.text.split('\n');
    add(lines.at(-1), { kind: piece.kind, text: first });
    for (const text of rest) lines.push(text === '' ? [] : [{ kind: piece.kind, text }]);
  }
  return lines;
}

function pieceAt(source: string, at: number, isStart: boolean): Piece {
  for (const [kind, pattern] of patterns) {
    if (atStart.has(kind) && !isStart) continue;
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0];
    if (text) return { kind, text };
  }
  return { kind: 'plain', text: source.slice(at, at + 1) };
}

function add(line: Piece[] | undefined, piece: Piece): void {
  if (!line || piece.text === '') return;
  const last = line.at(-1);
  if (last && last.kind === piece.kind && piece.kind === 'plain') last.text += piece.text;
  else line.push(piece);
}
