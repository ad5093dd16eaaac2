// What an edit does to the blocks of a document: which are removed, and which are added in their place. It is found
// without changing anything, because the tree is updated from the blocks as they were; then it is applied.
import type { TextChange } from '../../text/findChange.ts';
import type { PiecedText } from '../../text/piecedText.ts';
import type { Block } from './block.ts';
import { type BlockDocument, isOdd, knownBehind, type Preamble, readPreamble } from './blockDocument.ts';
import { blockAt, type Placed, spliceBlocks } from './blockList.ts';
import { type Earlier, type ReadBlocks, readBlocksOf } from './blockReader.ts';
import { isSameSection, type Section } from './section.ts';

/**
 * The step from one {@link BlockDocument} to the next, found but not yet applied. Fields that did not change are the
 * same objects as before, so that whatever depends on them alone need not be asked again.
 */
export interface BlockEdit extends Exchange {
  readonly text: PiecedText;
  /** That of the previous document where nothing in it has changed. */
  readonly preamble: Preamble;
  /** That of the previous document where it is still right. */
  readonly blocksWithProblems: readonly Block[];
}

interface Exchange {
  /** The index of the first removed block, or of the one in front of which blocks are added. */
  readonly at: number;
  readonly removed: readonly Block[];
  readonly added: readonly Placed[];
  /** How far everything behind moves. */
  readonly shift: number;
}

/** `undefined` when the text must be read from the start. */
export function findBlockEdit(before: BlockDocument, text: PiecedText): BlockEdit | undefined {
  const change = text.changeSince(before.text);
  const { blocks } = before.list;
  const isInPreamble = change.start <= before.preamble.end + before.preamble.root.indent;
  const preamble = isInPreamble ? preambleOf(text, before.preamble) : before.preamble;
  const first = isInPreamble ? 0 : restartAt(before, change.start);
  const from = isInPreamble ? preamble?.end : blocks[first]?.position.start;
  const section = isInPreamble ? preamble?.root : blocks[first]?.section;
  if (!preamble || !section || from === undefined) return undefined;
  const found = readWindow(before, { text, change, from, section, first });
  if (!found) return undefined;
  const shift = change.newEnd - change.oldEnd;
  const removed = blocks.slice(first, found.resume);
  const exchange = trimmed({ at: first, removed, added: found.placed, shift });
  // An alias may stand in any later block, and its node holds its target: only a complete reading sets all of them
  // right.
  if (changesAnchors(exchange)) return undefined;
  return { text, preamble, ...exchange, blocksWithProblems: blocksWithProblemsAfter(before, exchange) };
}

/** The first block that may have changed: where a block ends depends on what follows. */
function restartAt({ list, blocksWithProblems }: BlockDocument, change: number): number {
  let first = Math.max(0, blockAt(list, change) - 1);
  for (const { position, faults } of blocksWithProblems) {
    const isSeen = faults && faults.reach > 0 && position.start + faults.reach >= change;
    if (isSeen) first = Math.min(first, Math.max(0, blockAt(list, position.start) - 1));
  }
  return first;
}

/** Whether aliases anywhere behind refer to other nodes than before. */
const changesAnchors = ({ removed, added }: Exchange): boolean =>
  removed.some(({ anchored }) => anchored) || added.some(({ block }) => block.anchored);

/** The edit without the blocks at both ends that stay as and where they are. */
function trimmed(edit: Exchange): Exchange {
  const { removed, added, shift } = edit;
  const limit = Math.min(removed.length, added.length);
  const stays = (index: number, place: number, moved: number): boolean => {
    const [before, after] = [removed[index], added[place]];
    return before !== undefined && before === after?.block && before.position.start + moved === after.start;
  };
  let head = 0;
  while (head < limit && stays(head, head, 0)) head++;
  let tail = 0;
  while (tail < limit - head && stays(removed.length - 1 - tail, added.length - 1 - tail, shift)) tail++;
  return {
    ...edit,
    at: edit.at + head,
    removed: removed.slice(head, removed.length - tail),
    added: added.slice(head, added.length - tail),
  };
}

/** Applies the edit in place: the previous document must not be used any more. */
export function applyBlockEdit({ list, blocksWithAnchors }: BlockDocument, edit: BlockEdit): BlockDocument {
  const { text, preamble, at, removed, added, shift, blocksWithProblems } = edit;
  spliceBlocks(list, at, removed.length, added, shift);
  return { text, preamble, list, blocksWithProblems, blocksWithAnchors };
}

/**
 * The index of blocks with problems after the edit; the same array where it is still right. To be called before the
 * edit is applied, while positions are still the old ones.
 */
function blocksWithProblemsAfter(
  { blocksWithProblems, list }: BlockDocument,
  { at, removed, added }: Exchange,
): readonly Block[] {
  const faultyBlocks = added.flatMap(({ block }) => (block.faults ? [block] : []));
  if (faultyBlocks.length === 0 && !removed.some(({ faults }) => faults)) return blocksWithProblems;
  const start = list.blocks[at]?.position.start ?? Number.POSITIVE_INFINITY;
  const head = blocksWithProblems.filter(({ position }) => position.start < start);
  const removedBlocks = new Set(removed);
  return [
    ...head,
    ...faultyBlocks,
    ...blocksWithProblems.slice(head.length).filter((block) => !removedBlocks.has(block)),
  ];
}

function preambleOf(text: PiecedText, before: Preamble): Preamble | undefined {
  const preamble = inWindow(text, 0, readPreamble);
  if (!preamble || isOdd(text.slice(0, preamble.end))) return undefined;
  return isSameSection(preamble.root, before.root) ? { ...preamble, root: before.root } : preamble;
}

/**
 * Characters that are read first; nearly all edits need no more. Nodes keep the text they were read from in memory, so
 * a small window also saves memory.
 */
const WINDOW = 2048;

/** Reads a part of the text, and more of it as long as that is not enough. */
function inWindow<T>(
  text: PiecedText,
  from: number,
  read: (window: string, isAll: boolean) => T | undefined,
): T | undefined {
  for (let size = WINDOW; ; size *= 4) {
    const end = text.behindLine(from + size);
    const found = read(text.slice(from, end), end === text.length);
    if (found || end === text.length) return found;
  }
}

interface Rereading {
  readonly text: PiecedText;
  readonly change: TextChange;
  readonly from: number;
  readonly section: Section;
  /** The index of the block that starts at `from`. */
  readonly first: number;
}

interface Reread extends ReadBlocks {
  /** The index of the first block that stays as it is; absent when none does. */
  readonly resume: number | undefined;
}

/**
 * Reads on from a block until everything behind is known. A window that ends before that, or at whose end the reader
 * has looked, says nothing yet: the next one is larger.
 */
function readWindow(before: BlockDocument, rereading: Rereading): Reread | undefined {
  const { text, from, section, first } = rereading;
  const known = knownBehind(before.blocksWithAnchors.filter(({ position }) => position.start < from));
  return inWindow(text, from, (window, isAll) => {
    const earlier = createEarlier(before, rereading);
    const source = { text: window, from: 0, offset: from, section, isFirst: first === 0, known };
    const read = readBlocksOf(source, earlier);
    if (!read || ((earlier.resume === undefined || read.reach >= window.length) && !isAll)) return undefined;
    return isOdd(window.slice(0, Math.max(read.end, read.reach)))
      ? undefined
      : { ...read, resume: earlier.resume };
  });
}

function createEarlier(before: BlockDocument, { text: after, change, first }: Rereading) {
  const { text, list } = before;
  const { blocks } = list;
  const shift = change.newEnd - change.oldEnd;
  const touched = blockAt(list, change.start);
  const hasMoved = change.start > (blocks[touched]?.position.start ?? change.start) && isThere(touched);
  let next = blockAt(list, change.oldEnd);
  let bySource: Map<string, Block> | undefined;
  /** Blocks that were reused in another place; they are no longer available in their own. */
  const moved = new Set<Block>();
  const earlier = {
    resume: undefined as number | undefined,
    isKnown(start: number, section: Section): boolean {
      if (start < change.newEnd) return false;
      while ((blocks[next]?.position.start ?? Number.POSITIVE_INFINITY) + shift < start) next++;
      const block = blocks[next];
      if (block?.position.start !== start - shift || block.position.start < change.oldEnd) return false;
      if (!isSameSection(block.section, section) || moved.has(block)) return false;
      earlier.resume = next;
      return true;
    },
    same(source: string, section: Section, opens: Section | undefined): Block | undefined {
      bySource ??= sourcesOf(first, next + 1);
      const block = bySource.get(source);
      const isSame = block && isSameSection(block.section, section) && isSameSection(block.opens, opens);
      if (!isSame) return undefined;
      bySource.delete(source);
      moved.add(block);
      return block;
    },
    positionAt(start: number) {
      const position = start < change.start && !hasMoved ? blocks[touched]?.position : undefined;
      return position?.start === start ? position : undefined;
    },
  } satisfies Earlier & { resume: number | undefined };

  function sourceOf(index: number): string {
    return text.slice(blocks[index]?.position.start ?? text.length, blocks[index + 1]?.position.start);
  }

  /** Whether the block's own text stands behind the change unaltered, which then happened before it. */
  function isThere(index: number): boolean {
    const source = sourceOf(index);
    const start = (blocks[index]?.position.start ?? 0) + shift;
    return shift > 0 && after.slice(start, start + source.length) === source;
  }

  /** A changed block cannot be reused; its position goes to the block that replaces it. */
  function sourcesOf(from: number, to: number): Map<string, Block> {
    const sources = new Map<string, Block>();
    for (let index = from; index < to; index++) {
      const block = blocks[index];
      const isChanged = index === touched && !hasMoved && change.start > (block?.position.start ?? 0);
      if (block && !isChanged && !block.faults) sources.set(sourceOf(index), block);
    }
    return sources;
  }

  return earlier;
}
