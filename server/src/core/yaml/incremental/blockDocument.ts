// A document as blocks, and the same after an edit: blocks that it does not touch are kept and moved.
import type { PiecedText } from '../../text/piecedText.ts';
import type { Span } from '../../text/span.ts';
import type { Anchored } from '../construct/nodeBuilder.ts';
import type { Block } from './block.ts';
import { type BlockList, createBlockList } from './blockList.ts';
import { readBlocksOf } from './blockReader.ts';
import { indentEnd, isDocumentMark, isIdle, nextLine } from './lines.ts';
import type { Section } from './section.ts';

/**
 * A document between two edits. The two lists of blocks are an index: an edit must look at every block with problems
 * or anchors, because both reach beyond their own text, and walking through all blocks for them would cost as much as
 * reading anew.
 */
export interface BlockDocument {
  readonly text: PiecedText;
  readonly preamble: Preamble;
  readonly list: BlockList;
  /** The blocks with problems. */
  readonly blocksWithProblems: readonly Block[];
  /** The blocks with anchors. */
  readonly blocksWithAnchors: readonly Block[];
}

/** Comments and at most one `---` before the first entry. */
export interface Preamble {
  readonly end: number;
  readonly root: Section;
  readonly comments: readonly Span[];
}

/** Line breaks that only YAML 1.1 knows, and characters that belong to no text, such as lone surrogates. */
const ODD_TEXT =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no text may have them
  /\r(?!\n)|[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * Whether a text has characters that make libyaml's lines or columns differ from ours, or that it refuses. Such texts
 * are rare, and reading them as a whole is simpler than teaching every step of the increment about them.
 */
export const isOdd = (text: string): boolean => ODD_TEXT.test(text);

/** `undefined` for a text that must be read as a whole. */
export function readBlocks(pieces: PiecedText): BlockDocument | undefined {
  const text = pieces.toString();
  if (isOdd(text)) return undefined;
  const preamble = readPreamble(text);
  if (!preamble) return undefined;
  const { end: from, root: section } = preamble;
  const read = readBlocksOf({ text, from, offset: 0, section, isFirst: true, known: new Map() });
  if (!read) return undefined;
  const blocks = read.placed.map(({ block }) => block);
  const blocksWithProblems = blocks.filter(({ faults }) => faults);
  const blocksWithAnchors = blocks.filter(({ anchored }) => anchored);
  return { text: pieces, preamble, list: createBlockList(blocks), blocksWithProblems, blocksWithAnchors };
}

type KnownNodes = Map<string, Anchored extends ReadonlyMap<string, infer Node> ? Node : never>;

/** What aliases behind these blocks can refer to. */
export function knownBehind(blocks: readonly Block[]): KnownNodes {
  const known: KnownNodes = new Map();
  for (const { anchored } of blocks) for (const [name, node] of anchored ?? []) known.set(name, node);
  return known;
}

const MARK = /---(?:[ \t]+(?=#)|[ \t]*(?=\r?\n|$))/y;

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
      const root: Section = { indent: content - at, kind: 'groups' };
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
