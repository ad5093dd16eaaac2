// Tokens → tree, after libyaml 0.2.5 (parser.c). Where something is wrong, the reading goes on at the next line that is
// not indented deeper, so that the rest of a broken text keeps its meaning.

import { readBlockScalar, readFlowScalar, type ScalarParts } from '../construct/buildScalar.ts';
import type { NodeRole, Props } from '../construct/nodeBuilder.ts';
import { typeScalar } from '../construct/tags.ts';
import { indentOf, lineEnd, lineStart } from '../scanner/characters.ts';
import { Slip, SYNTAX_WORDS, slipAt } from '../scanner/slip.ts';
import * as token from '../scanner/tokens.ts';
import type { YamlMapping, YamlNode, YamlPair, YamlScalar, YamlSequence } from '../tree.ts';
import { FlowParser } from './flowParser.ts';
import { skipBroken } from './skipBroken.ts';

/** Called for every key whose value may be a section: true when the caller reads its entries as blocks. */
export type OpensSection = (key: YamlNode, column: number) => boolean;

/** libyaml's parser, which here goes on behind an error, for features that must work while the user types. */
export class Parser extends FlowParser {
  /** The columns of the block collections around, from the outermost in. */
  protected columns: number[] = [];
  /** The furthest offset looked at for something that was then read in another way. */
  reach = 0;

  protected get indent(): number {
    return this.columns.at(-1) ?? -1;
  }

  /** Reads a node; at least one token of it is there. */
  protected node(isBlock: boolean, isValueOfMapping: boolean, place: NodeRole): YamlNode {
    const { scanner } = this;
    let kind = scanner.peek();
    if (kind === token.PLAIN) return this.plain(undefined, place);
    if (kind === token.ALIAS) {
      const { start, end } = scanner.queue;
      scanner.take();
      return this.builder.alias(start, end);
    }
    const props = kind === token.TAG || kind === token.ANCHOR ? this.props() : undefined;
    if (props) kind = scanner.peek();
    if (kind >= token.PLAIN) return this.scalar(kind, props, place);
    this.enter();
    const node = this.collection(kind, { isBlock, isValueOfMapping }, props);
    this.depth--;
    if (node) return node;
    if (props) return this.builder.empty(Math.max(props.tag?.end ?? 0, props.anchor?.end ?? 0), props);
    throw this.unexpected();
  }

  private collection(
    kind: number,
    where: { readonly isBlock: boolean; readonly isValueOfMapping: boolean },
    props: Props | undefined,
  ): YamlNode | undefined {
    switch (kind) {
      case token.FLOW_SEQUENCE_START:
        return this.flowSequence(props);
      case token.FLOW_MAPPING_START:
        return this.flowMapping(props);
      case token.BLOCK_MAPPING_START:
        return where.isBlock ? this.blockMapping(props) : undefined;
      case token.BLOCK_SEQUENCE_START:
        return where.isBlock ? this.blockSequence(props, false) : undefined;
      case token.BLOCK_ENTRY:
        return where.isValueOfMapping ? this.blockSequence(props, true) : undefined;
      default:
        return undefined;
    }
  }

  private props(): Props {
    const { scanner } = this;
    const props: Props = {};
    for (;;) {
      const kind = scanner.peek();
      const { start, end } = scanner.queue;
      if (kind === token.TAG && !props.tag) props.tag = { start, end };
      else if (kind === token.ANCHOR && !props.anchor) props.anchor = { start, end };
      else return props;
      scanner.take();
    }
  }

  private plain(props: Props | undefined, place: NodeRole): YamlScalar {
    const { scanner, builder } = this;
    const { start, end, detail } = scanner.queue;
    const text =
      detail === 0
        ? scanner.text.slice(start, end)
        : readFlowScalar(scanner.text, { start, end, style: 'plain', isSpecial: true });
    scanner.take();
    if (!props) return builder.plain(text, start, end, place);
    return builder.scalar(
      (tag) => ({ style: 'plain', text, ...typeScalar(text, 'plain', tag) }),
      { start, end },
      props,
      place,
    );
  }

  private scalar(kind: number, props: Props | undefined, place: NodeRole): YamlScalar {
    if (kind === token.PLAIN) return this.plain(props, place);
    const { scanner, builder } = this;
    const { text } = scanner;
    const { start, end, detail, body } = scanner.queue;
    scanner.take();
    if (kind === token.JINJA) return builder.jinja(start, end, props);
    if (kind === token.BLOCK_SCALAR) {
      return builder.scalar(
        (tag) => readBlockScalar(text, start, detail, body, tag),
        { start, end },
        props,
        place,
      );
    }
    const style = kind === token.SINGLE_QUOTED ? 'single' : 'double';
    const value = readFlowScalar(text, { start, end, style, isSpecial: detail === 1 });
    const read = (tag: string | undefined): ScalarParts => ({
      style,
      text: value,
      ...typeScalar(value, style, tag),
    });
    return builder.scalar(read, { start, end }, props, place);
  }

  private blockMapping(props: Props | undefined): YamlMapping {
    const { scanner, builder, columns } = this;
    const { start, column } = scanner.queue;
    const node = builder.mapping(start, false, props);
    const { pairs } = node;
    columns.push(column);
    scanner.take();
    for (let pair = this.entry(); pair !== 'end'; pair = this.entry()) if (pair) pairs.push(pair);
    columns.pop();
    const [first] = pairs;
    const last = pairs.at(-1);
    node.span = builder.span(
      props?.tag?.start ?? (first ? builder.startOf(first) : start),
      last ? builder.endOf(last) : start,
    );
    return node;
  }

  /** The next entry of the innermost block mapping; `undefined` where no key can be read. */
  protected entry(opens?: OpensSection): YamlPair | 'end' | undefined {
    const { scanner, builder } = this;
    const level = this.level();
    let key: YamlNode | undefined;
    let isExplicit = false;
    let end = 0;
    try {
      const kind = scanner.peek();
      if (kind === token.BLOCK_END) {
        scanner.take();
        return 'end';
      }
      const { start } = scanner.queue;
      if (kind === token.KEY) {
        isExplicit = scanner.queue.isExplicitKey;
        scanner.take();
        const next = scanner.peek();
        const isEmpty = next === token.KEY || next === token.VALUE || next === token.BLOCK_END;
        key = isEmpty ? builder.empty(start + 1) : this.node(true, true, 'key');
      } else if (kind === token.VALUE) {
        this.noKey();
        isExplicit = true;
        key = builder.empty(start);
      } else throw this.unexpected();
      if (scanner.peek() !== token.VALUE) return builder.pair(key, undefined, 0);
      end = scanner.queue.end;
      scanner.take();
    } catch (error) {
      this.recover(error, level);
      return key && builder.pair(key, undefined, end);
    }
    return builder.pair(
      key,
      this.value(false, isExplicit ? undefined : opens && ((column) => opens(key, column))),
      end,
    );
  }

  /** The node after a colon or a dash; `undefined` when there is none. */
  private value(isItem: boolean, opens?: (column: number) => boolean): YamlNode | undefined {
    const { scanner } = this;
    const level = this.level();
    for (let hasSlipped = false; ; hasSlipped = true) {
      try {
        const kind = scanner.peek();
        if (kind === token.BLOCK_END || (isItem ? kind === token.BLOCK_ENTRY : false)) return undefined;
        if (kind === token.KEY || kind === token.VALUE) return undefined;
        const isOpening = kind === token.BLOCK_MAPPING_START || kind === token.BLOCK_SEQUENCE_START;
        if (hasSlipped && !isOpening) return undefined;
        if (kind === token.BLOCK_MAPPING_START && opens?.(scanner.queue.column)) return undefined;
        return this.node(true, !isItem, 'value');
      } catch (error) {
        const partial = this.recover(error, level);
        if (partial) return partial;
      }
    }
  }

  /** `isIndentless` for a sequence whose dashes stand in the column of the keys around it. */
  private blockSequence(props: Props | undefined, isIndentless: boolean): YamlSequence {
    const { scanner, builder, columns } = this;
    const { start, column } = scanner.queue;
    const node = builder.sequence(start, false, props);
    const { items } = node;
    let end = start + 1;
    if (!isIndentless) {
      columns.push(column);
      scanner.take();
    }
    for (let item = this.item(isIndentless); item !== 'end'; item = this.item(isIndentless)) {
      if (!item) continue;
      items.push(item);
      end = builder.endOf(item);
    }
    if (!isIndentless) columns.pop();
    builder.endSequence(node, props?.tag?.start ?? start, end);
    return node;
  }

  private item(isIndentless: boolean): YamlNode | 'end' | undefined {
    const { scanner, builder } = this;
    const level = this.level();
    let end = 0;
    try {
      const kind = scanner.peek();
      if (kind !== token.BLOCK_ENTRY) {
        if (!isIndentless && kind !== token.BLOCK_END) throw this.unexpected();
        if (!isIndentless) scanner.take();
        return 'end';
      }
      end = scanner.queue.end;
      scanner.take();
    } catch (error) {
      this.recover(error, level);
      return undefined;
    }
    return this.value(true) ?? builder.empty(end);
  }

  /** What is wrong with the next token. */
  protected unexpected(): Slip {
    const { text, lastKind, lastStart, queue } = this.scanner;
    const kind = this.scanner.peek();
    const { start } = queue;
    const line = lineStart(text, start);
    const isFirst = start === line + indentOf(text, line);
    const isQuoted = lastKind === token.SINGLE_QUOTED || lastKind === token.DOUBLE_QUOTED;
    if (isQuoted && !isFirst && lastStart < line) return slipAt(text, lastStart, SYNTAX_WORDS.openQuote);
    const isStart = kind === token.FLOW_SEQUENCE_START || kind === token.FLOW_MAPPING_START;
    if (kind >= token.PLAIN || isStart) {
      const words = isQuoted ? SYNTAX_WORDS.behindQuotes : 'a text behind a value';
      // None of its lines has a colon behind a word, so they need not be tried one by one.
      const resume = kind === token.PLAIN && !this.scanner.isInBrackets ? queue.end : start;
      return slipAt(text, start, isFirst ? SYNTAX_WORDS.indent : words, resume);
    }
    const isEntry =
      kind === token.BLOCK_MAPPING_START ||
      kind === token.KEY ||
      kind === token.BLOCK_ENTRY ||
      kind === token.BLOCK_SEQUENCE_START;
    return slipAt(text, start, isEntry ? SYNTAX_WORDS.indent : SYNTAX_WORDS.start);
  }

  /** How deep the reading is at this point. */
  protected level(): Level {
    return { columns: this.columns.length, depth: this.depth };
  }

  /** Records what was wrong, and goes on behind it at the given level. Returns what could be read of brackets. */
  protected recover(error: unknown, level: Level): YamlNode | undefined {
    if (!(error instanceof Slip)) throw error;
    const { scanner, columns, partial } = this;
    this.syntax.push(error.problem);
    columns.length = level.columns;
    this.depth = level.depth;
    this.partial = undefined;
    this.reach = Math.max(this.reach, lineEnd(scanner.text, scanner.at) + 1);
    // In the order of the text: those before the mistake, of which there may be many, are not looked at.
    for (let index = scanner.jinja.length - 1; index >= 0; index--) {
      const { start, reach } = scanner.jinja[index] ?? NOWHERE;
      if (start < error.problem.span.start) break;
      this.reach = Math.max(this.reach, reach);
    }
    skipBroken(scanner, error, this.indent);
    scanner.goOn(scanner.at, columns);
    return partial;
  }
}

const NOWHERE = { start: -1, reach: 0 };

/** What recovery returns to. */
export interface Level {
  readonly columns: number;
  readonly depth: number;
}
