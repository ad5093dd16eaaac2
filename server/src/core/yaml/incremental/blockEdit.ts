// What an edit does to the blocks of a document: which of them make way for which. Found without changing anything, so
// that the tree can be looked at as it was, and then carried out.
import type { TextChange } from '../../text/findChange.ts';
import type { PiecedText } from '../../text/piecedText.ts';
import { Anchor } from './anchor.ts';
import { type Block, readBlock } from './block.ts';
import {
  addAnchored,
  type BlockDocument,
  isOdd,
  knownBehind,
  type Preamble,
  readPreamble,
  unlessTorn,
} from './blockDocument.ts';
import { blockAt, type Placed, spliceBlocks } from './blockList.ts';
import { type Cut, cutBlocks, isSameSection, type Section } from './split.ts';

export interface BlockEdit extends Exchange {
  readonly text: PiecedText;
  /** The one of before where nothing in it has changed. */
  readonly preamble: Preamble;
  /** The list of before where it is still right. */
  readonly troubled: readonly Block[];
}

interface Exchange {
  /** The index of the first block that makes way, or in front of which others come. */
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
  // What a line is can depend on the block before it: whether it opens a section, whether it ends there.
  const first = isInPreamble ? 0 : Math.max(0, blockAt(before.list, change.start) - 1);
  const from = isInPreamble ? preamble?.end : blocks[first]?.anchor.start;
  const section = isInPreamble ? preamble?.root : blocks[first]?.section;
  if (!preamble || !section || from === undefined) return undefined;
  const found = cutWindow(before, { text, change, from, section });
  if (!found) return undefined;
  const shift = change.newEnd - change.oldEnd;
  const kept = blocks.slice(first, found.resume);
  const known = knownBehind(before.naming.filter(({ anchor }) => anchor.start < from));
  const added = readAll(found, kept, sourcesOf(before, first, kept.length), known);
  if (!added) return undefined;
  const exchange = trimmed({ at: first, removed: kept, added, shift });
  if (changesAnchors(exchange)) return undefined;
  return { text, preamble, ...exchange, troubled: troubledAfter(before, exchange) };
}

/** Aliases anywhere behind refer to other nodes than before. */
const changesAnchors = ({ removed, added }: Exchange): boolean =>
  removed.some(({ anchored }) => anchored) || added.some(({ block }) => block.anchored);

/** Without the blocks at both ends that stay what and where they are. */
function trimmed(edit: Exchange): Exchange {
  const { removed, added, shift } = edit;
  const limit = Math.min(removed.length, added.length);
  const stays = (index: number, place: number, moved: number): boolean => {
    const [before, after] = [removed[index], added[place]];
    return before !== undefined && before === after?.block && before.anchor.start + moved === after.start;
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

/** Carries out the edit. `undefined` when the text must be read as a whole; the document is used up in any case. */
export function applyBlockEdit({ list, naming }: BlockDocument, edit: BlockEdit): BlockDocument | undefined {
  const { text, preamble, at, removed, added, shift, troubled } = edit;
  spliceBlocks(list, at, removed.length, added, shift);
  return unlessTorn({ text, preamble, list, troubled, naming });
}

function troubledAfter(
  { troubled, list }: BlockDocument,
  { at, removed, added }: Exchange,
): readonly Block[] {
  const come = added.flatMap(({ block }) => (block.trouble ? [block] : []));
  if (come.length === 0 && !removed.some(({ trouble }) => trouble)) return troubled;
  const start = list.blocks[at]?.anchor.start ?? Number.POSITIVE_INFINITY;
  const head = troubled.filter(({ anchor }) => anchor.start < start);
  const gone = new Set(removed);
  return [...head, ...come, ...troubled.slice(head.length).filter((block) => !gone.has(block))];
}

function preambleOf(text: PiecedText, before: Preamble): Preamble | undefined {
  const preamble = inWindow(text, 0, readPreamble);
  if (!preamble || isOdd(text.slice(0, preamble.end))) return undefined;
  return isSameSection(preamble.root, before.root) ? { ...preamble, root: before.root } : preamble;
}

/** Characters that are looked at first; nearly all edits need no more. */
const WINDOW = 4096;

/** Reads a part of the text, and more of it as long as that does not suffice. */
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

interface Cutting {
  readonly text: PiecedText;
  readonly change: TextChange;
  readonly from: number;
  readonly section: Section;
}

interface CutWindow {
  readonly cuts: readonly Cut[];
  /** What the cuts are cut from, and where it starts. */
  readonly window: string;
  readonly from: number;
  /** The index of the first block that stays as it is; absent when none does. */
  readonly resume: number | undefined;
}

function cutWindow(before: BlockDocument, { text, change, from, section }: Cutting): CutWindow | undefined {
  return inWindow(text, from, (window, isAll) => {
    const resume = findResume(before, change);
    const cuts = cutBlocks(window, 0, section, (start, inside) => resume.isKnown(from + start, inside));
    if (!cuts || (resume.index === undefined && !isAll)) return undefined;
    const isUsable = !isOdd(window.slice(0, cuts.at(-1)?.end));
    return isUsable ? { cuts, window, from, resume: resume.index } : undefined;
  });
}

function findResume({ list }: BlockDocument, { oldEnd, newEnd }: TextChange) {
  const { blocks } = list;
  const shift = newEnd - oldEnd;
  let next = blockAt(list, oldEnd);
  const resume = {
    index: undefined as number | undefined,
    isKnown(start: number, section: Section): boolean {
      if (start < newEnd) return false;
      while ((blocks[next]?.anchor.start ?? Number.POSITIVE_INFINITY) + shift < start) next++;
      const block = blocks[next];
      if (block?.anchor.start !== start - shift || block.anchor.start < oldEnd) return false;
      if (!isSameSection(block.section, section)) return false;
      resume.index = next;
      return true;
    },
  };
  return resume;
}

/** What the blocks were read from. */
function sourcesOf({ text, list: { blocks } }: BlockDocument, first: number, count: number): string[] {
  return blocks
    .slice(first, first + count)
    .map(({ anchor }, index) => text.slice(anchor.start, blocks[first + index + 1]?.anchor.start));
}

/** The blocks of the window; those that were there before in the same words stay the same. */
function readAll(
  { cuts, window, from }: CutWindow,
  kept: readonly Block[],
  sources: readonly string[],
  known: ReturnType<typeof knownBehind>,
): Placed[] | undefined {
  const bySource = new Map(kept.map((block, index) => [sources[index] ?? '', block]));
  const plans = cuts.map((cut) => {
    const source = copyOf(window, cut.start, cut.end);
    const same = bySource.get(source);
    const isSame = same && isSameSection(same.section, cut.section) && isSameSection(same.opens, cut.opens);
    if (isSame) bySource.delete(source);
    const start = from + cut.start;
    return { cut: { ...cut, start: 0, end: source.length }, source, start, same: isSame ? same : undefined };
  });
  // What an edit inside a block leaves as it was, its key above all, is still where it was.
  const anchors = new Map([...bySource.values()].map(({ anchor }) => [anchor.start, anchor]));
  const placed: Placed[] = [];
  for (const { cut, source, start, same } of plans) {
    const block = same ?? readBlock(source, cut, known, anchors.get(start) ?? new Anchor(start));
    if (!block) return undefined;
    addAnchored(known, block);
    placed.push({ block, start });
  }
  return placed;
}

/** A slice keeps its whole text alive; a copy does not, however many edits its block outlives. */
const copyOf = (text: string, start: number, end: number): string =>
  [text.slice(start, start + 1), text.slice(start + 1, end)].join('');
