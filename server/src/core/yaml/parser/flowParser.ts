// Collections in brackets, after libyaml 0.2.5 (parser.c).
import type { Span } from '../../text/span.ts';
import { type Anchored, NodeBuilder, type NodeRole, type Props } from '../construct/nodeBuilder.ts';
import { indentOf, lineStart } from '../scanner/characters.ts';
import type { Scanner } from '../scanner/scanner.ts';
import { Slip, SYNTAX_WORDS, slipAt, slipOf } from '../scanner/slip.ts';
import * as token from '../scanner/tokens.ts';
import type { YamlMapping, YamlNode, YamlPair, YamlProblem, YamlSequence } from '../tree.ts';

/** Deeper nesting is refused, so that no recursive walk over the tree overflows the stack. */
const MAX_DEPTH = 320;

/**
 * The part of the parser for collections in brackets; `Parser` adds those in blocks. Inside brackets indentation
 * means nothing to YAML, so a bracket that is not closed swallows the rest of the file: here, indentation is used to
 * report the error at that bracket and to go on behind it.
 */
export abstract class FlowParser {
  readonly scanner: Scanner;
  readonly builder: NodeBuilder;
  /** Everything that is wrong with the syntax; mostly only the first matters. */
  syntax: YamlProblem[] = [];
  protected depth = 0;
  /** The outermost open bracket; -1 outside. */
  private bracket = -1;
  /** What was read of a collection in brackets before something was wrong in it. */
  protected partial: YamlNode | undefined;

  constructor(scanner: Scanner, known?: Anchored) {
    this.scanner = scanner;
    this.builder = new NodeBuilder(scanner.text, known);
  }

  protected abstract node(isBlock: boolean, isValueOfMapping: boolean, place: NodeRole): YamlNode;
  /** The column of the innermost block collection. */
  protected abstract readonly indent: number;

  protected enter(): void {
    this.depth++;
    if (this.depth <= MAX_DEPTH) return;
    const { start, end } = this.scanner.queue;
    throw new TooDeep(slipOf('too-deep', { start, end }, 'nested too deeply').problem);
  }

  protected flowSequence(props: Props | undefined): YamlSequence {
    const start = this.scanner.queue.start;
    const node = this.builder.sequence(start, true, props);
    const { items } = node;
    const finish = (end: number): void => {
      this.builder.endSequence(node, props?.tag?.start ?? start, end);
    };
    this.inBrackets(start, node, items, finish, () => {
      for (let isFirst = true; ; isFirst = false) {
        let kind = this.scanner.peek();
        if (kind !== token.FLOW_SEQUENCE_END && !isFirst) kind = this.behindComma(kind);
        if (kind === token.FLOW_SEQUENCE_END) return;
        items.push(
          kind === token.KEY || kind === token.VALUE ? this.singlePair() : this.flowNode('value', isFirst),
        );
      }
    });
    return node;
  }

  protected flowMapping(props: Props | undefined): YamlMapping {
    const start = this.scanner.queue.start;
    const node = this.builder.mapping(start, true, props);
    const { pairs } = node;
    const finish = (end: number): void => {
      node.span = this.builder.span(props?.tag?.start ?? start, end);
    };
    this.inBrackets(start, node, pairs, finish, () => {
      for (let isFirst = true; ; isFirst = false) {
        let kind = this.scanner.peek();
        if (kind !== token.FLOW_MAPPING_END && !isFirst) kind = this.behindComma(kind);
        if (kind === token.FLOW_MAPPING_END) return;
        this.flowPair(pairs, isFirst);
      }
    });
    return node;
  }

  /** Takes the brackets around what `read` reads. Where something is wrong, what could be read so far is kept. */
  private inBrackets(
    start: number,
    node: YamlNode,
    parts: readonly { readonly span: Span }[],
    finish: (end: number) => void,
    read: () => void,
  ): void {
    const isOutermost = this.bracket < 0;
    if (isOutermost) this.bracket = start;
    try {
      this.scanner.take();
      read();
      finish(this.scanner.queue.end);
      this.scanner.take();
    } catch (error) {
      const last = parts.at(-1);
      finish(last ? this.builder.endOf(last) : start + 1);
      if (error instanceof Slip) this.partial = node;
      throw error;
    } finally {
      if (isOutermost) this.bracket = -1;
    }
  }

  private flowNode(place: NodeRole, isFirst: boolean): YamlNode {
    const kind = this.scanner.peek();
    if (isEndOfDocument(kind) || kind === token.FLOW_ENTRY || kind === token.BLOCK_ENTRY)
      throw this.unexpectedInFlow(isFirst);
    return this.node(false, false, place);
  }

  private behindComma(kind: number): number {
    if (kind !== token.FLOW_ENTRY) throw this.unexpectedInFlow(false);
    this.scanner.take();
    return this.scanner.peek();
  }

  /** The one pair of a mapping without braces, as in `[a: b]`. */
  private singlePair(): YamlMapping {
    const { scanner, builder } = this;
    const { start } = scanner.queue;
    const isKey = scanner.peek() === token.KEY;
    if (isKey) scanner.take();
    else this.noKey();
    let key: YamlNode | undefined;
    const kind = scanner.peek();
    if (kind !== token.VALUE && kind !== token.FLOW_ENTRY && kind !== token.FLOW_SEQUENCE_END)
      key = this.flowNode('key', false);
    // After a `?` without a key libyaml drops what follows.
    else if (isKey) scanner.take();
    const pair = this.withValue(key ?? builder.empty(isKey ? start + 1 : start));
    const node = builder.mapping(start, true, undefined);
    node.pairs.push(pair);
    node.span = pair.span;
    return node;
  }

  private flowPair(pairs: YamlPair[], isFirst: boolean): void {
    const { scanner, builder } = this;
    const kind = scanner.peek();
    const { start } = scanner.queue;
    if (kind === token.VALUE) this.noKey();
    if (kind !== token.KEY && kind !== token.VALUE) {
      const key = this.flowNode('key', isFirst);
      pairs.push(builder.pair(key, undefined, 0));
      return;
    }
    if (kind === token.KEY) scanner.take();
    const next = scanner.peek();
    const isEmpty = next === token.VALUE || next === token.FLOW_ENTRY || next === token.FLOW_MAPPING_END;
    const key = isEmpty ? builder.empty(kind === token.KEY ? start + 1 : start) : this.flowNode('key', false);
    try {
      pairs.push(this.withValue(key));
    } catch (error) {
      pairs.push(builder.pair(key, error instanceof Slip ? this.partial : undefined, 0));
      throw error;
    }
  }

  private withValue(key: YamlNode): YamlPair {
    const { scanner, builder } = this;
    if (scanner.peek() !== token.VALUE) return builder.pair(key, undefined, 0);
    const { end } = scanner.queue;
    scanner.take();
    const kind = scanner.peek();
    const isEmpty =
      kind === token.FLOW_ENTRY || kind === token.FLOW_SEQUENCE_END || kind === token.FLOW_MAPPING_END;
    return builder.pair(key, isEmpty ? undefined : this.flowNode('value', false), end);
  }

  /** libyaml reads a `:` without a key only behind `?`. */
  protected noKey(): void {
    const { start, end } = this.scanner.queue;
    this.syntax.push({
      code: 'empty-key',
      span: { start, end },
      detail: 'a key is missing before this',
      fatal: true,
    });
  }

  protected unexpectedInFlow(isFirst: boolean): Slip {
    const { text, lastKind, lastStart, queue } = this.scanner;
    const kind = this.scanner.peek();
    if (this.isBehindBracket(kind)) return slipAt(text, this.bracket, SYNTAX_WORDS.openBracket);
    if (kind === token.VALUE && lastKind >= token.ALIAS)
      return slipAt(text, lastStart, SYNTAX_WORDS.keyOverLines, queue.start);
    if (kind === token.FLOW_SEQUENCE_END || kind === token.FLOW_MAPPING_END)
      return slipAt(text, queue.start, SYNTAX_WORDS.openBracket);
    if (isFirst || kind === token.FLOW_ENTRY || kind === token.BLOCK_ENTRY)
      return slipAt(text, queue.start, SYNTAX_WORDS.start);
    return slipAt(text, queue.start, SYNTAX_WORDS.comma);
  }

  /** Whether the document ends here, or a line that is not indented starts: then the bracket was never closed. */
  private isBehindBracket(kind: number): boolean {
    if (isEndOfDocument(kind)) return true;
    if (kind === token.FLOW_SEQUENCE_END || kind === token.FLOW_MAPPING_END) return false;
    const { text, lastStart, lastKind, queue } = this.scanner;
    const start = kind === token.VALUE && lastKind >= token.ALIAS ? lastStart : queue.start;
    // A text can go on in a line that was meant as the next entry.
    const line = lineStart(text, kind === token.VALUE ? queue.start : start);
    const own = lineStart(text, this.bracket);
    if (line <= own) return false;
    return indentOf(text, line) <= Math.max(this.indent, indentOf(text, own));
  }
}

const isEndOfDocument = (kind: number): boolean =>
  kind === token.STREAM_END ||
  kind === token.DOCUMENT_START ||
  kind === token.DOCUMENT_END ||
  kind === token.DIRECTIVE;

/** Thrown to end the reading of a document that is nested too deeply. */
export class TooDeep extends Error {
  readonly problem: YamlProblem;

  constructor(problem: YamlProblem) {
    super(problem.detail);
    this.problem = problem;
  }
}
