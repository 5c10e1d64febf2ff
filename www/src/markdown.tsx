// The little Markdown that rules' pages use: paragraphs, lists, fences, links, code and headings.

import type { ComponentChildren } from 'preact';

export function Markdown({ text }: { text: string }) {
  return (
    <>
      {blocksOf(text).map((block, at) => (
        <Block key={at} block={block} />
      ))}
    </>
  );
}

interface BlockText {
  kind: 'paragraph' | 'list' | 'fence' | 'heading';
  lines: string[];
}

function blocksOf(text: string): BlockText[] {
  const blocks: BlockText[] = [];
  let open: BlockText | undefined;
  let isFence = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) {
      isFence = !isFence;
      open = isFence ? { kind: 'fence', lines: [] } : undefined;
      if (open) blocks.push(open);
    } else if (isFence) {
      open?.lines.push(line);
    } else if (line.trim() === '') {
      open = undefined;
    } else if (line.startsWith('#')) {
      blocks.push({ kind: 'heading', lines: [line.replace(/^#+ */, '')] });
      open = undefined;
    } else if (/^[-*] /.test(line)) {
      if (open?.kind !== 'list') {
        open = { kind: 'list', lines: [] };
        blocks.push(open);
      }
      open.lines.push(line.slice(2));
    } else if (open) {
      if (open.kind === 'list') open.lines[open.lines.length - 1] += ` ${line.trim()}`;
      else open.lines.push(line);
    } else {
      open = { kind: 'paragraph', lines: [line] };
      blocks.push(open);
    }
  }
  return blocks;
}

function Block({ block }: { block: BlockText }) {
  if (block.kind === 'fence') return <pre class="example">{block.lines.join('\n')}</pre>;
  if (block.kind === 'heading') {
    return (
      <p>
        <strong>{block.lines[0]}</strong>
      </p>
    );
  }
  if (block.kind === 'list') {
    return (
      <ul class="dots">
        {block.lines.map((line) => (
          <li key={line}>
            <Inline text={line} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <p>
      <Inline text={block.lines.join(' ')} />
    </p>
  );
}

function Inline({ text }: { text: string }) {
  const pieces: ComponentChildren[] = [];
  const found = /`([^`]+)`|\[([^\]]+)\]\((https:\/\/[^)\s]+)\)|\*\*([^*]+)\*\*/g;
  let from = 0;
  for (const match of text.matchAll(found)) {
    const [whole, code, label, address, bold] = match;
    pieces.push(text.slice(from, match.index));
    if (code !== undefined) pieces.push(<code>{code}</code>);
    else if (bold !== undefined) pieces.push(<strong>{bold}</strong>);
    else {
      pieces.push(
        <a href={address} target="_blank" rel="noreferrer">
          {label}
        </a>,
      );
    }
    from = match.index + whole.length;
  }
  pieces.push(text.slice(from));
  return <>{pieces}</>;
}
