// Colours, by highlight.js: loaded after the text is there. Only for the eye.

import type { LanguageFn } from 'highlight.js';
import bash from 'highlight.js/lib/languages/bash';
import json from 'highlight.js/lib/languages/json';
import markdown from 'highlight.js/lib/languages/markdown';
import powershell from 'highlight.js/lib/languages/powershell';
import { createLowlight } from 'lowlight';
import type { Language, Piece, PieceKind } from './pieces.ts';

/** bash, with the options of commands. */
const shell: LanguageFn = (hljs) => {
  const language = bash(hljs);
  language.contains.push({ className: 'attr', begin: /(?<=\s)--?[A-Za-z][\w-]*/ });
  return language;
};

const { highlight } = createLowlight({ bash: shell, json, markdown, powershell });

const kinds: Record<string, PieceKind> = {
  attr: 'option',
  built_in: 'word',
  bullet: 'word',
  code: 'text',
  comment: 'comment',
  doctag: 'comment',
  keyword: 'word',
  literal: 'number',
  meta: 'comment',
  number: 'number',
  parameter: 'option',
  section: 'word',
  string: 'text',
  subst: 'variable',
  title: 'word',
  variable: 'variable',
};

type Node = ReturnType<typeof highlight>['children'][number];

/** The pieces of each line. */
export function linesOf(language: Exclude<Language, 'plain'>, text: string): Piece[][] {
  const lines: Piece[][] = [[]];
  const add = (kind: PieceKind, text: string) => {
    for (const [at, part] of text.split('\n').entries()) {
      if (at > 0) lines.push([]);
      if (part !== '') lines.at(-1)?.push({ kind, text: part });
    }
  };
  const walk = (node: Node, kind: PieceKind) => {
    if (node.type === 'text') add(kind, node.value);
    if (node.type !== 'element') return;
    const inner = kindOf(node.properties.className) ?? kind;
    for (const child of node.children) walk(child, inner);
  };
  for (const node of highlight(language, text).children) walk(node, 'plain');
  return lines;
}

function kindOf(classes: unknown): PieceKind | undefined {
  const [first] = Array.isArray(classes) ? classes : [];
  return kinds[String(first).replace('hljs-', '')];
}
