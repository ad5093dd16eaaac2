// A document as blocks, and the same after an edit: blocks it does not touch are kept and moved.
import { findChange, type TextChange } from '../text/findChange.ts';
import { lastUpTo } from '../text/lastUpTo.ts';
import type { Span } from '../text/span.ts';
import { type Block, readBlock } from './block.ts';
import { dedentedBrackets, dedentedQuotes } from './dedented.ts';
import { indentEnd, isDocumentMark, isIdle, nextLine } from './lines.ts';
import { type Cut, cutBlocks, isSameSection, type Section } from './split.ts';

export interface BlockDocument {
  readonly text: string;
  readonly preamble: Preamble;
  readonly blocks: readonly Block[];
  /** Blocks that took the place of one before the last edit; absent where the edit did more than that. */
  readonly replaced?: readonly Replaced[];
}

export interface Replaced {
  readonly before: Block;
  readonly after: Block;
}

/** Comments and at most one `---` before the first entry. */
interface Preamble {
  readonly end: number;
  readonly root: Section;
  readonly comments: readonly Span[];
}

/** Line breaks that only YAML 1.1 knows, and characters that belong to no text. */
const ODD_TEXT = /\r(?!\n)|[\x85\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]/;

export function readBlocks(text: string): BlockDocument | undefined {
  if (ODD_TEXT.test(text)) return undefined;
  const preamble = readPreamble(text);
  const cuts = preamble && cutBlocks(text, preamble.end, preamble.root);
  const blocks = cuts && readAll(cuts, ({ start, end }) => text.slice(start, end));
  return blocks && preamble && complete({ text, preamble, blocks });
}

/** `undefined` when the text must be read from the start; the blocks of `before` are used up in any case. */
export function updateBlocks(before: BlockDocument, text: string): BlockDocument | undefined {
  const change = findChange(before.text, text);
  const shift = change.newEnd - change.oldEnd;
  const { blocks } = before;
  // What a line is can depend on the block before it: whether it opens a section, whether it ends there.
  const first = Math.max(0, lastStartingBefore(blocks, change.start) - 1);
  const isInPreamble = change.start <= before.preamble.end + before.preamble.root.indent;
  const preamble = isInPreamble ? readPreamble(text) : before.preamble;
  if (!preamble) return undefined;
  const from = isInPreamble ? preamble.end : blocks[first]?.anchor.start;
  const section = isInPreamble ? preamble.root : blocks[first]?.section;
  if (from === undefined || !section) return undefined;
  const resume = findResume(before, change, shift);
  const cuts = cutBlocks(text, from, section, resume.isKnown);
  const last = resume.index ?? blocks.length;
  const window = text.slice(Math.max(0, from - 1), cuts?.at(-1)?.end ?? from);
  if (!cuts || ODD_TEXT.test(window)) return undefined;
  const kept = blocks.slice(isInPreamble ? 0 : first, last);
  const read = readAll(cuts, ({ start, end }) => copyOf(text, start, end), kept);
  if (!read) return undefined;
  const rest = blocks.slice(last);
  if (shift !== 0) for (const { anchor } of rest) anchor.start += shift;
  const head = isInPreamble ? [] : blocks.slice(0, first);
  const blocksNow = head.concat(read, rest);
  const isOneForOne = !isInPreamble && kept.length === read.length;
  return complete({
    text,
    preamble,
    blocks: blocksNow,
    ...(isOneForOne && { replaced: pairUp(kept, read) }),
  });
}

const pairUp = (before: readonly Block[], after: readonly Block[]): readonly Replaced[] =>
  before.flatMap((block, index) => {
    const now = after[index];
    return now && now !== block ? [{ before: block, after: now }] : [];
  });

function findResume({ blocks }: BlockDocument, { oldEnd, newEnd }: TextChange, shift: number) {
  let next = lastStartingBefore(blocks, oldEnd);
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

const lastStartingBefore = (blocks: readonly Block[], offset: number): number =>
  lastUpTo(blocks, offset, ({ anchor }) => anchor.start);

/** A slice keeps its whole text alive; a copy does not, however many edits its block outlives. */
const copyOf = (text: string, start: number, end: number): string =>
  [text.slice(start, start + 1), text.slice(start + 1, end)].join('');

function readAll(
  cuts: readonly Cut[],
  sourceOf: (cut: Cut) => string,
  kept: readonly Block[] = [],
): Block[] | undefined {
  const bySource = new Map(kept.map((block) => [block.source, block]));
  const plans = cuts.map((cut) => {
    const source = sourceOf(cut);
    const same = bySource.get(source);
    const isSame = same && isSameSection(same.section, cut.section) && isSameSection(same.opens, cut.opens);
    if (isSame) bySource.delete(source);
    return { cut, source, same: isSame ? same : undefined };
  });
  // What an edit inside a block leaves as it was, its key above all, is still where it was.
  const anchors = new Map([...bySource.values()].map(({ anchor }) => [anchor.start, anchor]));
  const blocks: Block[] = [];
  for (const { cut, source, same } of plans) {
    if (same) same.anchor.start = cut.start;
    const block = same ?? readBlock(source, cut, anchors.get(cut.start));
    if (!block) return undefined;
    anchors.delete(cut.start);
    blocks.push(block);
  }
  return blocks;
}

/** A quote or bracket that another block closes makes one of both. */
function complete(document: BlockDocument): BlockDocument | undefined {
  const { text, blocks } = document;
  const isTorn = ({ unclosed, anchor: { start }, source }: Block): boolean =>
    unclosed.some((offset) => (closeOf(text, start + offset) ?? 0) > start + source.length);
  return blocks.some((block) => block.unclosed.length > 0 && isTorn(block)) ? undefined : document;
}

/** As far as the search for a bracket goes when the whole text is read. */
const MAX_SEARCH = 20_000;

function closeOf(text: string, at: number): number | undefined {
  const isQuote = text[at] === '"' || text[at] === "'";
  return (isQuote ? dedentedQuotes(text, at, true) : dedentedBrackets(text, at, at + MAX_SEARCH))?.end;
}

const MARK = /---[ \t]*(?=#|\r?\n|$)/y;

function readPreamble(text: string): Preamble | undefined {
  const comments: Span[] = [];
  let isMarked = false;
  for (let at = 0; at < text.length; at = nextLine(text, at)) {
    let content = indentEnd(text, at);
    MARK.lastIndex = at;
    const mark = !isMarked && MARK.exec(text);
    if (mark) {
      isMarked = true;
      content = at + mark[0].length;
    }
    if (!isIdle(text, content)) {
      const root: Section = { indent: content - at, holds: 'groups' };
      return isDocumentMark(text, at) ? undefined : { end: at, root, comments };
    }
    if (text[content] === '#') {
      const end = nextLine(text, content);
      comments.push({
        start: content,
        end: end - (/\r?\n$/.exec(text.slice(content, end))?.[0].length ?? 0),
      });
    }
  }
  return undefined;
}
