// What of a lane is drawn: what is in sight, and as one what is too narrow to be told apart.

import type { Block } from './rows.ts';
import type { View } from './view.ts';

/** One block, or several that are drawn as one; in shares of the window's width. */
export interface Drawn {
  blocks: Block[];
  left: number;
  width: number;
}

/** Narrower is neither seen nor hit. */
const LEAST = 6;

/** `width`: of the window, in pixels. `blocks` are by address. */
export function drawnOf(blocks: Block[], { from, to }: View, width: number): Drawn[] {
  const found: Drawn[] = [];
  const share = 1 / (to - from);
  const least = LEAST / width;
  for (const block of blocks) {
    if (block.to <= from || block.from >= to) continue;
    const left = Math.max(0, (block.from - from) * share);
    const right = Math.min(1, (block.to - from) * share);
    const last = found.at(-1);
    const isNear = last !== undefined && right < last.left + least;
    if (isNear && last.width < least) {
      last.blocks.push(block);
      last.width = right - last.left;
    } else {
      found.push({ blocks: [block], left, width: right - left });
    }
  }
  return found;
}
