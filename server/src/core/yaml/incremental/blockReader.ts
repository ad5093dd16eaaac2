// Reads a document block by block: the parser's own reading, cut where an entry of a section starts. It can start at
// any such place, and stop where everything behind is known from an earlier reading.
import { MovingSpan } from '../../text/movingSpan.ts';
import type { Span } from '../../text/span.ts';
import type { Anchored } from '../construct/nodeBuilder.ts';
import { TooDeep } from '../parser/flowParser.ts';
import { Parser } from '../parser/parser.ts';
import { type ReadProblems, tabInBrackets, unquotedJinja } from '../parser/readDocument.ts';
import { indentOf, lineStart } from '../scanner/characters.ts';
import { Scanner } from '../scanner/scanner.ts';
import { Slip } from '../scanner/slip.ts';
import * as token from '../scanner/tokens.ts';
import type { YamlNode, YamlPair, YamlProblem } from '../tree.ts';
import type { Block, BlockFaults } from './block.ts';
import type { Placed } from './blockList.ts';
import { BlockPosition } from './blockPosition.ts';
import { childKind, columnsOf, type Section } from './section.ts';

/**
 * Where a reading starts and what it must know of the text before: the section it is in, and the anchors that aliases
 * can refer to.
 */
export interface BlockSource {
  /** The text, or a part of it that starts where a block does. */
  readonly text: string;
  /** Where the first block starts in the text. */
  readonly from: number;
  /** Where the text starts in the document. */
  readonly offset: number;
  readonly section: Section;
  /** Whether the first block is the first of the document. */
  readonly isFirst: boolean;
  readonly known: Anchored;
}

/** What is known from an earlier reading. */
export interface Earlier {
  /** Whether everything from this offset of the document on is known. */
  isKnown(start: number, section: Section): boolean;
  /** The block that was read from the same text. */
  same(source: string, section: Section, opens: Section | undefined): Block | undefined;
  /** The position that a block at this offset of the document takes over. */
  positionAt(start: number): BlockPosition | undefined;
}

/**
 * The blocks of one reading. `reach` may lie behind `end`: libyaml looks ahead, for the colon behind a key or a
 * closing quote, so a later edit between the two can change what was read here.
 */
export interface ReadBlocks {
  readonly placed: readonly Placed[];
  /** How much of the text has been read. */
  readonly end: number;
  /** The furthest place looked at. */
  readonly reach: number;
}

/** `undefined` for a text that must be read as a whole. */
export function readBlocksOf(source: BlockSource, earlier?: Earlier): ReadBlocks | undefined {
  try {
    return new BlockReader(source, earlier).read();
  } catch (error) {
    if (error instanceof TooDeep) return undefined;
    throw error;
  }
}

const NO_SPANS: readonly Span[] = [];
const NONE: readonly never[] = [];

class BlockReader extends Parser {
  private readonly source: BlockSource;
  private readonly earlier: Earlier | undefined;
  private readonly placed: Placed[] = [];
  private furthest = 0;
  /** The start of the block that is being read. */
  private start = -1;
  private position = new BlockPosition(0);
  private own: Section;
  private opened: Section | undefined;
  private pairs: YamlPair[] = [];
  /** How many of the scanner's entries for comments belong to blocks that are finished. */
  private commentsTaken = 0;

  constructor(source: BlockSource, earlier: Earlier | undefined) {
    super(new Scanner(source.text, source.from, columnsOf(source.section)), source.known);
    this.source = source;
    this.earlier = earlier;
    this.own = source.section;
  }

  read(): ReadBlocks | undefined {
    const { scanner, source } = this;
    let section: Section | undefined = source.section;
    this.setSection(section);
    while (section) {
      const slip = this.nextSlip();
      if (!slip && scanner.peek() === token.BLOCK_END) {
        scanner.take();
        section = section.parent;
        this.setSection(section);
        continue;
      }
      const start = scanner.queue.isEmpty ? scanner.tokenStart : scanner.queue.start;
      const line = lineStart(source.text, start);
      if (this.start < 0 && !this.isStart(line, slip)) return undefined;
      // What stands behind something else on its line belongs to that.
      const isFirst = line > this.start && line + indentOf(source.text, line) === start;
      if (isFirst && this.begin(line, section)) return this.result(line);
      if (slip) this.recover(slip, this.level());
      else this.readEntry(section);
      if (this.opened?.parent !== section) continue;
      section = this.opened;
      this.setSection(section);
    }
    if (this.start < 0 || this.nextSlip() || scanner.peek() !== token.STREAM_END) return undefined;
    this.finish(source.text.length);
    return this.result(source.text.length);
  }

  private result(end: number): ReadBlocks {
    return { placed: this.placed, end, reach: this.furthest };
  }

  /** Whether the first block starts where it is expected; the first one of a document starts with a key. */
  private isStart(line: number, slip: Slip | undefined): boolean {
    const { isFirst, from } = this.source;
    return line === from && !(isFirst && (slip || this.scanner.peek() !== token.KEY));
  }

  /** The error that the scanner throws at the next token, if it does. */
  private nextSlip(): Slip | undefined {
    try {
      this.scanner.peek();
      return undefined;
    } catch (error) {
      if (error instanceof Slip) return error;
      throw error;
    }
  }

  /** Tells the parser which sections are open around the next entry. */
  private setSection(section: Section | undefined): void {
    this.columns = section ? columnsOf(section) : [];
    this.depth = this.columns.length;
  }

  private readEntry(section: Section): void {
    const pair = this.entry((key, column) => this.opensSection(section, key, column));
    if (pair && pair !== 'end') this.pairs.push(pair);
  }

  private opensSection(section: Section, key: YamlNode, indent: number): boolean {
    if (key.kind !== 'scalar' || key.tag !== undefined || key.anchor !== undefined) return false;
    // A merged mapping is judged as a value, and its entries belong to another mapping.
    if (key.text === '<<') return false;
    const kind = childKind(section, key.text);
    if (!kind) return false;
    this.opened = { indent, kind, parent: section };
    this.scanner.take();
    return true;
  }

  /** Ends the block before, if there is one; returns whether everything from here on is known. */
  private begin(line: number, section: Section): boolean {
    const { source, earlier } = this;
    if (this.start >= 0) {
      this.finish(line);
      if (earlier?.isKnown(source.offset + line, section)) return true;
    }
    const start = source.offset + line;
    this.start = line;
    this.own = section;
    this.opened = undefined;
    this.position = earlier?.positionAt(start) ?? new BlockPosition(start);
    this.builder.moveWith(this.position, line);
    return false;
  }

  private finish(end: number): void {
    const { start, own: section, opened: opens, builder } = this;
    const comments = this.takeComments(end);
    const faults = this.takeFaults(end);
    const anchored = builder.named;
    builder.named = undefined;
    this.opened = undefined;
    const pairs = this.pairs.length > 0 ? this.pairs : NONE;
    this.pairs = [];
    const same = faults ? undefined : this.earlier?.same(this.source.text.slice(start, end), section, opens);
    const block: Block = same ?? {
      position: this.position,
      section,
      opens,
      pairs,
      comments,
      faults,
      anchored,
    };
    // Aliases must refer to the node that stays in the tree.
    for (const [name, node] of same?.anchored ?? NONE) builder.anchors.set(name, node);
    this.placed.push({ block, start: this.source.offset + start });
  }

  private takeComments(end: number): readonly Span[] {
    const { comments } = this.scanner;
    if ((comments[this.commentsTaken] ?? end) >= end) return NO_SPANS;
    const spans: Span[] = [];
    for (; (comments[this.commentsTaken] ?? end) < end; this.commentsTaken += 2)
      spans.push(this.moving(comments[this.commentsTaken] ?? 0, comments[this.commentsTaken + 1] ?? 0));
    return spans;
  }

  private moving(start: number, end: number): Span {
    return new MovingSpan(this.position, start - this.start, end - this.start);
  }

  private takeFaults(end: number): BlockFaults | undefined {
    const { builder, scanner } = this;
    const { tabs, jinja } = scanner;
    const isOwn = ({ start }: Span): boolean => start < end;
    const ownJinja = jinja.length > 0 ? jinja.filter(isOwn) : NONE;
    const reach = ownJinja.reduce((furthest, { reach }) => Math.max(furthest, reach), this.reach);
    this.furthest = Math.max(this.furthest, reach);
    this.reach = 0;
    if (this.syntax.length + builder.refusals.length + tabs.length + jinja.length === 0) return undefined;
    const syntax = this.syntax
      .filter(({ span }) => isOwn(span))
      .concat(tabs.filter(isOwn).map(tabInBrackets));
    const problems: ReadProblems = {
      syntax: this.moved(syntax),
      refusals: builder.refusals,
      jinja: this.moved(ownJinja.map(unquotedJinja)),
    };
    this.syntax = this.syntax.filter(({ span }) => !isOwn(span));
    builder.refusals = [];
    dropBefore(tabs, end);
    dropBefore(jinja, end);
    if (problems.syntax.length + problems.refusals.length + problems.jinja.length === 0) return undefined;
    return { problems, reach: reach > end ? reach - this.start : 0 };
  }

  private moved(problems: readonly YamlProblem[]): readonly YamlProblem[] {
    return problems.map((problem) => ({
      ...problem,
      span: this.moving(problem.span.start, problem.span.end),
    }));
  }
}

function dropBefore(spans: Span[], end: number): void {
  const count = spans.findIndex(({ start }) => start >= end);
  spans.splice(0, count < 0 ? spans.length : count);
}
