// A document as blocks, and the same after an edit: blocks it does not touch are kept and moved.
import type { PiecedText } from '../../text/piecedText.ts';
import type { Span } from '../../text/span.ts';
import type { Anchored } from '../construct/buildTree.ts';
import { closingQuote, dedentedBrackets } from '../scanner/dedented.ts';
import { isRefused } from '../scanner/strictLexemes.ts';
import { type Block, readBlock } from './block.ts';
import { type BlockList, blockAt, createBlockList } from './blockList.ts';
import { indentEnd, isDocumentMark, isIdle, nextLine } from './lines.ts';
import { cutBlocks, type Section } from './split.ts';

export interface BlockDocument {
  readonly text: PiecedText;
  readonly preamble: Preamble;
  readonly list: BlockList;
  /** The blocks with problems, or with something that they do not close. */
  readonly troubled: readonly Block[];
  /** The blocks with anchors. */
  readonly naming: readonly Block[];
}

/** Comments and at most one `---` before the first entry. */
export interface Preamble {
  readonly end: number;
  readonly root: Section;
  readonly comments: readonly Span[];
}

/** Line breaks that only YAML 1.1 knows, and characters that belong to no text, as halves of one do. */
const ODD_TEXT =
  /\r(?!\n)|[\x85\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

export const isOdd = (text: string): boolean => ODD_TEXT.test(text);

/** `undefined` for a text that must be read as a whole. */
export function readBlocks(pieces: PiecedText): BlockDocument | undefined {
  const text = pieces.toString();
  if (isOdd(text)) return undefined;
  const preamble = readPreamble(text);
  const cuts = preamble && cutBlocks(text, preamble.end, preamble.root);
  if (!cuts) return undefined;
  const blocks: Block[] = [];
  const known = knownBehind([]);
  for (const cut of cuts) {
    const block = readBlock(text, cut, known);
    if (!block) return undefined;
    blocks.push(block);
    addAnchored(known, block);
  }
  const troubled = blocks.filter(({ trouble }) => trouble);
  const naming = blocks.filter(({ anchored }) => anchored);
  return unlessTorn({ text: pieces, preamble, list: createBlockList(blocks), troubled, naming });
}

type KnownNodes = Map<string, Anchored extends ReadonlyMap<string, infer Node> ? Node : never>;

/** What aliases behind the blocks can refer to. */
export function knownBehind(blocks: readonly Block[]): KnownNodes {
  const known: KnownNodes = new Map();
  for (const block of blocks) addAnchored(known, block);
  return known;
}

export function addAnchored(known: KnownNodes, { anchored }: Block): void {
  for (const [name, node] of anchored ?? []) known.set(name, node);
}

/** A quote or bracket that another block closes makes one of both. */
export function unlessTorn(document: BlockDocument): BlockDocument | undefined {
  return document.troubled.some((block) => isTorn(document, block)) ? undefined : document;
}

function isTorn({ text, list }: BlockDocument, { trouble, anchor }: Block): boolean {
  if (!trouble || trouble.unclosed.length === 0) return false;
  const end = list.blocks[blockAt(list, anchor.start) + 1]?.anchor.start ?? text.length;
  return trouble.unclosed.some((offset) => (closeOf(text, anchor.start + offset) ?? 0) > end);
}

/** As far as the search for a bracket goes when the whole text is read. */
const MAX_SEARCH = 20_000;

function closeOf(text: PiecedText, at: number): number | undefined {
  if (text.charAt(at) === '"' || text.charAt(at) === "'") return closingQuote(text, at);
  const close = dedentedBrackets(text.slice(at, at + 2 * MAX_SEARCH), 0, MAX_SEARCH);
  return close && at + close.end;
}

const MARK = /---[ \t]*(?=#|\r?\n|$)/y;

/** `undefined` when the text ends before there is an entry, or when none can come. */
export function readPreamble(text: string): Preamble | undefined {
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
      return isDocumentMark(text, at) || isRefused(text.slice(0, at))
        ? undefined
        : { end: at, root, comments };
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
