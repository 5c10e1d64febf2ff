// The page's texts as the source has them: what goes through `t` and `tn`, and what should.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vite';
import { tableOf } from '../../www/form-table.js';

const root = fileURLToPath(new URL('../../www/src/', import.meta.url));

/** Not of the page: the languages themselves, and the window that a sign-in ends in. */
const apart = /^lang[./]|\.d\.ts$|^azure\/signed-in\.ts$/;

/** Attributes of elements and parts that people read or hear. */
const spoken = new Set(['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label']);
/** Names that are the same in every language. */
const names = new Set(['aksplan', 'Azure', 'Terraform', 'Shift+F8']);

const hasWord = (text) => /\p{L}{2}/u.test(text);

/** Elements that hold code and keys. */
const isCode = (element) => ['code', 'kbd', 'pre'].includes(element.openingElement?.name?.name);

const literal = (node) =>
  node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;

/**
 * Every text of the source: by its key, what it says of one (where it counts); and the places where a
 * text is not said through the language.
 */
export function scan() {
  const keys = new Map();
  const bare = [];
  const files = readdirSync(root, { recursive: true }).map((it) =>
    String(it).replaceAll('\\', '/'),
  );
  for (const file of files.filter((it) => /\.tsx?$/.test(it) && !apart.test(it)).sort()) {
    const source = readFileSync(root + file, 'utf8');
    const at = (node, text) =>
      bare.push(`${file}:${source.slice(0, node.start).split('\n').length}: ${text.trim()}`);
    const call = (node) => {
      const counts = node.callee.name === 'tn';
      const [one, key] = counts
        ? [literal(node.arguments[1]), literal(node.arguments[2])]
        : [undefined, literal(node.arguments[0])];
      // The comments of the model are data.
      if (key === undefined) {
        if (file !== 'form/table.ts') at(node, 'a key that is no literal');
        return;
      }
      keys.set(key, { one, file });
    };
    /** A text that is shown, or what chooses between some. */
    const shown = (node) => {
      if (!node) return;
      const text = literal(node);
      if (text !== undefined && hasWord(text) && !names.has(text)) at(node, text);
      if (node.type === 'TemplateLiteral') {
        const said = node.quasis.map((it) => it.value.cooked).join(' ');
        if (hasWord(said)) at(node, said);
      }
      if (node.type === 'ConditionalExpression') {
        shown(node.consequent);
        shown(node.alternate);
      }
      if (node.type === 'LogicalExpression') shown(node.right);
    };
    const visit = (node, inCode) => {
      if (!node || typeof node !== 'object') return;
      if (Array.isArray(node)) {
        for (const it of node) visit(it, inCode);
        return;
      }
      if (node.type === 'CallExpression' && ['t', 'tn'].includes(node.callee.name)) call(node);
      if (
        node.type === 'CallExpression' &&
        ['announce', 'notify', 'say'].includes(node.callee.name)
      )
        shown(node.arguments[node.callee.name === 'notify' ? 1 : 0]);
      if (
        node.type === 'JSXText' &&
        !inCode &&
        hasWord(node.value) &&
        !names.has(node.value.trim())
      )
        at(node, node.value);
      if (node.type === 'JSXElement' && !inCode && !isCode(node))
        for (const it of node.children)
          if (it.type === 'JSXExpressionContainer') shown(it.expression);
      if (node.type === 'JSXAttribute' && spoken.has(node.name.name))
        shown(node.value?.type === 'JSXExpressionContainer' ? node.value.expression : node.value);
      const isIn = inCode || (node.type === 'JSXElement' && isCode(node));
      for (const [name, it] of Object.entries(node)) if (name !== 'type') visit(it, isIn);
    };
    visit(parseAst(source, { lang: file.endsWith('x') ? 'tsx' : 'ts' }).body, false);
  }
  return { keys, bare };
}

/** What the form says of properties; of what Azure takes, only what is no value of a property. */
export function formTexts(schema) {
  const texts = new Set();
  const values = new Set();
  for (const { properties } of Object.values(tableOf(schema))) {
    for (const { help, absent, words = [] } of properties) {
      for (const text of [help, ...words.map(([, meaning]) => meaning)]) if (text) texts.add(text);
      const taken = absent?.replaceAll('`', '');
      if (taken) (taken.includes(' ') ? texts : values).add(taken);
    }
  }
  return { texts, values };
}

export const placeholders = (text) =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
