// Coloured pieces of a text, line by line.

export type Language = 'bash' | 'json' | 'powershell' | 'markdown' | 'plain';

export type PieceKind = 'plain' | 'comment' | 'text' | 'variable' | 'option' | 'word' | 'number';

export interface Piece {
  kind: PieceKind;
  text: string;
}

export const plainLines = (text: string): Piece[][] =>
  text.split('\n').map((line) => (line === '' ? [] : [{ kind: 'plain', text: line }]));
