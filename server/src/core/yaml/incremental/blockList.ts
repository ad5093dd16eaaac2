// The blocks of a document in their order, to be changed in place: what an edit costs does not grow with what lies
// behind it. Knows places only, nothing of what a block holds.
import { lastUpTo } from '../../text/lastUpTo.ts';
import type { Block } from './block.ts';
import type { Chunk } from './blockPosition.ts';

/** A block and where it is to stand. */
export interface Placed {
  readonly block: Block;
  readonly start: number;
}

export interface BlockList {
  readonly blocks: Block[];
  /** In the order of their blocks; those of blocks that are gone may still be among them. */
  stretches: readonly Chunk[];
}

/** Blocks of a stretch, once it is made; it may grow to twice as many. */
const SIZE = 256;

export function createBlockList(blocks: Block[]): BlockList {
  return { blocks, stretches: gather(blocks, 0, blocks.length) };
}

/** Puts blocks in the place of others, and moves what comes behind. */
export function spliceBlocks(
  list: BlockList,
  at: number,
  count: number,
  placed: readonly Placed[],
  shift: number,
): void {
  const { blocks, stretches } = list;
  const behind = blocks[at + count]?.anchor.stretch;
  const before = blocks[at - 1]?.anchor.stretch ?? behind ?? { start: 0 };
  const index = stretches.indexOf(before);
  const rest = behind ? stretches.slice(Math.max(index + 1, stretches.indexOf(behind))) : [];
  if (shift !== 0) {
    for (const stretch of rest) stretch.start += shift;
    if (before === behind) moveRest(blocks, at + count, before, shift);
  }
  for (const { block, start } of placed) block.anchor.place(start, before);
  insert(blocks, at, count, placed);
  const [from, to] = [firstOf(blocks, at, before), endOf(blocks, at + placed.length, before)];
  const own = to - from > 2 * SIZE ? gather(blocks, from, to) : [before];
  list.stretches = [...stretches.slice(0, Math.max(0, index)), ...own, ...rest];
}

function moveRest(blocks: readonly Block[], from: number, stretch: Chunk, shift: number): void {
  const end = endOf(blocks, from, stretch);
  for (let index = from; index < end; index++) {
    const anchor = blocks[index]?.anchor;
    anchor?.place(anchor.start + shift, stretch);
  }
}

function insert(blocks: Block[], at: number, count: number, placed: readonly Placed[]): void {
  // So many arguments a call can take, and more of them would be slower.
  const STEP = 1000;
  for (let index = 0; index === 0 || index < placed.length; index += STEP) {
    const added = placed.slice(index, index + STEP).map(({ block }) => block);
    blocks.splice(at + index, index === 0 ? count : 0, ...added);
  }
}

function firstOf(blocks: readonly Block[], at: number, stretch: Chunk): number {
  let index = at;
  while (blocks[index - 1]?.anchor.stretch === stretch) index--;
  return index;
}

function endOf(blocks: readonly Block[], at: number, stretch: Chunk): number {
  let index = at;
  while (blocks[index]?.anchor.stretch === stretch) index++;
  return index;
}

/** Divides blocks among new stretches. */
function gather(blocks: readonly Block[], from: number, to: number): Chunk[] {
  const stretches: Chunk[] = [];
  let stretch: Chunk = { start: 0 };
  for (let index = from; index < to; index++) {
    const block = blocks[index];
    if (!block) continue;
    const { start } = block.anchor;
    if ((index - from) % SIZE === 0) {
      stretch = { start };
      stretches.push(stretch);
    }
    block.anchor.place(start, stretch);
  }
  return stretches;
}

/** The index of the last block that starts at the offset or before it; 0 when there is none. */
export const blockAt = ({ blocks }: BlockList, offset: number): number =>
  lastUpTo(blocks, offset, ({ anchor }) => anchor.start);
