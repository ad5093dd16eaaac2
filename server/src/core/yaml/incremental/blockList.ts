// The blocks of a document in order, changed in place: an edit costs the same however much lies behind it. Knows
// positions only, not what is in a block.
import { lastUpTo } from '../../text/bisect.ts';
import type { Block } from './block.ts';
import type { Chunk } from './blockPosition.ts';

/** A block and the offset where it is to stand. */
export interface Placed {
  readonly block: Block;
  readonly start: number;
}

/**
 * All blocks of a document, in its order. Changed in place, so that a keystroke does not copy an array of a hundred
 * thousand blocks.
 */
export interface BlockList {
  readonly blocks: Block[];
  /** In the order of their blocks; chunks of removed blocks may still be among them. */
  chunks: readonly Chunk[];
}

/** Blocks in a new chunk; it may grow to twice as many. */
const SIZE = 256;

/** Takes the array over: the caller must not change it afterwards. */
export function createBlockList(blocks: Block[]): BlockList {
  return { blocks, chunks: gather(blocks, 0, blocks.length) };
}

/** Replaces blocks by others, and moves everything behind. */
export function spliceBlocks(
  list: BlockList,
  at: number,
  count: number,
  placed: readonly Placed[],
  shift: number,
): void {
  const { blocks, chunks } = list;
  const behind = blocks[at + count]?.position.chunk;
  const before = blocks[at - 1]?.position.chunk ?? behind ?? { start: 0 };
  const index = chunks.indexOf(before);
  const rest = behind ? chunks.slice(Math.max(index + 1, chunks.indexOf(behind))) : [];
  if (shift !== 0) {
    for (const chunk of rest) chunk.start += shift;
    if (before === behind) moveRest(blocks, at + count, before, shift);
  }
  for (const { block, start } of placed) block.position.place(start, before);
  insert(blocks, at, count, placed);
  const [from, to] = [firstOf(blocks, at, before), endOf(blocks, at + placed.length, before)];
  const own = to - from > 2 * SIZE ? gather(blocks, from, to) : [before];
  list.chunks = [...chunks.slice(0, Math.max(0, index)), ...own, ...rest];
}

function moveRest(blocks: readonly Block[], from: number, chunk: Chunk, shift: number): void {
  const end = endOf(blocks, from, chunk);
  for (let index = from; index < end; index++) {
    const position = blocks[index]?.position;
    position?.place(position.start + shift, chunk);
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

function firstOf(blocks: readonly Block[], at: number, chunk: Chunk): number {
  let index = at;
  while (blocks[index - 1]?.position.chunk === chunk) index--;
  return index;
}

function endOf(blocks: readonly Block[], at: number, chunk: Chunk): number {
  let index = at;
  while (blocks[index]?.position.chunk === chunk) index++;
  return index;
}

/** Divides blocks among new chunks. */
function gather(blocks: readonly Block[], from: number, to: number): Chunk[] {
  const chunks: Chunk[] = [];
  let chunk: Chunk = { start: 0 };
  for (let index = from; index < to; index++) {
    const block = blocks[index];
    if (!block) continue;
    const { start } = block.position;
    if ((index - from) % SIZE === 0) {
      chunk = { start };
      chunks.push(chunk);
    }
    block.position.place(start, chunk);
  }
  return chunks;
}

/** The index of the last block that starts at the offset or before it; 0 when there is none. */
export const blockAt = ({ blocks }: BlockList, offset: number): number =>
  lastUpTo(blocks, offset, ({ position }) => position.start);
