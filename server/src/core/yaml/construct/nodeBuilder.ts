// Builds the nodes of the tree: spans, tags, anchors and aliases, and what Ansible's constructor refuses in them. Knows
// nothing of how they are written.
import { MovingSpan } from '../../text/movingSpan.ts';
import { type Span, spanOf } from '../../text/span.ts';
import {
  resolveAlias,
  type YamlAlias,
  type YamlMapping,
  type YamlNode,
  type YamlPair,
  type YamlProblem,
  type YamlScalar,
  type YamlSequence,
} from '../tree.ts';
import type { ScalarParts } from './buildScalar.ts';
import { refusedKey, refusedMerge, refusedTag, refusedValue } from './refusals.ts';
import { typePlainScalar } from './scalarTypes.ts';
import { DEFAULT_HANDLES, isListOfPairs, tagName, typeScalar } from './tags.ts';

/** Nodes by the names that aliases call them by. */
export type Anchored = ReadonlyMap<string, YamlMapping | YamlSequence | YamlScalar>;

/** Tag and anchor before a node. */
export interface Props {
  tag?: Span;
  anchor?: Span;
}

/**
 * Where a node stands: as keys, `=` and `<<` mean something else than as values, and lists and mappings are refused.
 */
export type NodeRole = 'key' | 'value';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Makes every node of one reading. Parsers go through it so that spans move with their block, anchors are known to
 * later aliases, and what the constructor refuses is collected in one place, whatever the syntax it was written in.
 */
export class NodeBuilder {
  readonly text: string;
  /** What `%TAG` lines declare. */
  readonly handles = new Map(DEFAULT_HANDLES);
  /** What aliases can refer to from here on. */
  readonly anchors: Map<string, YamlMapping | YamlSequence | YamlScalar>;
  /** What the constructor refuses; reported once the syntax is right. */
  refusals: YamlProblem[] = [];
  /** Nodes that got an anchor since a caller last set this to `undefined`. */
  named: Map<string, YamlMapping | YamlSequence | YamlScalar> | undefined;
  /** What spans move with, and its offset in the text; without it spans are absolute. */
  private place: { readonly start: number } | undefined;
  private base = 0;

  constructor(text: string, known: Anchored = new Map()) {
    this.text = text;
    this.anchors = new Map(known);
  }

  moveWith(place: { readonly start: number }, base: number): void {
    this.place = place;
    this.base = base;
  }

  span(start: number, end: number): Span {
    return this.place ? new MovingSpan(this.place, start - this.base, end - this.base) : spanOf(start, end);
  }

  /** An offset of this builder as an offset of the text. */
  private offset(start: number): number {
    return this.place ? start - this.place.start + this.base : start;
  }

  startOf(node: { readonly span: Span }): number {
    return this.offset(node.span.start);
  }

  endOf(node: { readonly span: Span }): number {
    return this.offset(node.span.end);
  }

  private tagOf(props: Props | undefined): string | undefined {
    return props?.tag && tagName(this.text.slice(props.tag.start, props.tag.end), this.handles);
  }

  plain(text: string, start: number, end: number, place: NodeRole): YamlScalar {
    const { type, value, invalid } = typePlainScalar(text);
    const span = this.span(start, end);
    if (invalid !== undefined || text === '=' || text === '<<')
      this.refusals.push(
        ...refusedValue(
          { type, value, text, style: 'plain', ...(invalid !== undefined && { invalid }) },
          undefined,
          { place, span },
        ),
      );
    return { kind: 'scalar', style: 'plain', type, value, text, span };
  }

  /** `read` gets the full name of the tag. */
  scalar(
    read: (tag: string | undefined) => ScalarParts,
    { start, end }: Span,
    props: Props | undefined,
    place: NodeRole,
  ): YamlScalar {
    const tag = this.tagOf(props);
    const parts = read(tag);
    const { style, type, value, text } = parts;
    const span = this.span(start, end);
    this.refusals.push(...refusedValue(parts, tag, { place, span }));
    const node: YamlScalar = { kind: 'scalar', style, type, value, text, span };
    return props ? this.withProperties(node, props, start, end) : node;
  }

  jinja(start: number, end: number, props: Props | undefined): YamlScalar {
    const text = this.text.slice(start, end);
    const node: YamlScalar = {
      kind: 'scalar',
      style: 'plain',
      type: 'str',
      value: text,
      text,
      span: this.span(start, end),
    };
    return props ? this.withProperties(node, props, start, end) : node;
  }

  /** A node with nothing but a tag or an anchor, or nothing at all. */
  empty(at: number, props?: Props): YamlScalar {
    const { type, value, invalid } = typeScalar('', 'plain', this.tagOf(props));
    const span = this.span(at, at);
    if (invalid !== undefined) this.refuse('invalid-value', span, invalid);
    const node: YamlScalar = { kind: 'scalar', style: 'plain', type, value, text: '', span };
    return props ? this.withProperties(node, props, at, at) : node;
  }

  alias(start: number, end: number): YamlAlias {
    const name = this.text.slice(start + 1, end);
    const span = this.span(start, end);
    const target = this.anchors.get(name);
    if (target) return { kind: 'alias', name, span, target };
    this.refuse('unknown-alias', span, `no anchor ${name} before this`);
    return { kind: 'alias', name, span };
  }

  /** Registered under its anchor before its entries are read, because one of them may be an alias of it. */
  mapping(
    start: number,
    flow: boolean,
    props: Props | undefined,
  ): Mutable<YamlMapping> & { pairs: YamlPair[] } {
    const node: Mutable<YamlMapping> & { pairs: YamlPair[] } = {
      kind: 'mapping',
      pairs: [],
      flow,
      span: this.span(start, start),
    };
    return props ? this.withProperties(node, props, start, start) : node;
  }

  sequence(
    start: number,
    flow: boolean,
    props: Props | undefined,
  ): Mutable<YamlSequence> & { items: YamlNode[] } {
    const node: Mutable<YamlSequence> & { items: YamlNode[] } = {
      kind: 'sequence',
      items: [],
      flow,
      span: this.span(start, start),
    };
    return props ? this.withProperties(node, props, start, start) : node;
  }

  /** Once all items are read: under `!!omap` and `!!pairs` each of them is a mapping of one entry, and becomes a pair. */
  endSequence(node: Mutable<YamlSequence> & { items: YamlNode[] }, start: number, end: number): void {
    node.span = this.span(start, end);
    if (node.tag !== undefined && isListOfPairs(tagName(node.tag, this.handles)))
      for (const [index, item] of node.items.entries()) node.items[index] = this.pairOf(item);
  }

  private pairOf(item: YamlNode): YamlNode {
    const entry = resolveAlias(item);
    const [pair, ...others] = entry?.kind === 'mapping' ? entry.pairs : [];
    if (pair && others.length === 0) {
      const { key, value = this.empty(this.endOf(pair)), span } = pair;
      return { kind: 'sequence', items: [key, value], flow: true, span };
    }
    this.refuse('invalid-value', item.span, 'an item is not a mapping of one entry');
    return item;
  }

  /** `end` is where the colon ends, if there is one. */
  pair(key: YamlNode, value: YamlNode | undefined, end: number): YamlPair {
    if (key.kind !== 'scalar' || key.type === 'vault') this.refusals.push(...refusedKey(key));
    if (key.kind === 'scalar' && key.text === '<<') this.refusals.push(...refusedMerge(key, value));
    const start = this.startOf(key);
    return value
      ? { key, value, span: this.span(start, this.endOf(value)) }
      : { key, span: this.span(start, Math.max(end, this.endOf(key))) };
  }

  refuse(code: YamlProblem['code'], span: Span, detail: string): void {
    this.refusals.push({ code, span, detail, fatal: true });
  }

  /** Adds tag and anchor to the node, and widens its span to hold them. */
  private withProperties<T extends Mutable<YamlMapping> | Mutable<YamlSequence> | Mutable<YamlScalar>>(
    node: T,
    { tag, anchor }: Props,
    start: number,
    end: number,
  ): T {
    if (tag) {
      node.tag = this.text.slice(tag.start, tag.end);
      node.span = this.span(Math.min(tag.start, start), end);
      this.refusals.push(...refusedTag(tagName(node.tag, this.handles), node, this.span(tag.start, tag.end)));
    }
    if (anchor) {
      const name = this.text.slice(anchor.start + 1, anchor.end);
      node.anchor = name;
      if (this.anchors.has(name))
        this.refuse('syntax', this.span(anchor.start, anchor.end), `second anchor ${name}`);
      this.anchors.set(name, node);
      this.named ??= new Map();
      this.named.set(name, node);
    }
    return node;
  }
}
