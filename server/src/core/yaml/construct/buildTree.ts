// The library's concrete syntax → our tree: collections, spans, anchors and aliases, with what Ansible's
// constructor refuses in them. Knows nothing of syntax errors: it builds what is there.
import { CST } from 'yaml';
import { spanOf } from '../../text/span.ts';
import type {
  YamlAlias,
  YamlMapping,
  YamlNode,
  YamlPair,
  YamlProblem,
  YamlScalar,
  YamlSequence,
} from '../tree.ts';
import { readBlockScalar, readFlowScalar, type ScalarParts } from './buildScalar.ts';
import { refusedEmptyKey, refusedKey, refusedMerge, refusedTag, refusedValue } from './refusals.ts';
import { type TagHandles, tagName, typeScalar } from './tags.ts';

export interface TreeInput {
  /** The file's own text; the tokens may come from one with Jinja hidden in it. */
  readonly file: string;
  readonly handles: TagHandles;
  /** Where scalars start that are unquoted Jinja. */
  readonly jinjaStarts: ReadonlySet<number>;
  /** What stands before this text under an anchor. */
  readonly known: Anchored;
}

/** Nodes by the names that aliases call them by. */
export type Anchored = ReadonlyMap<string, YamlMapping | YamlSequence | YamlScalar>;

export interface BuiltTree {
  readonly root: YamlNode | undefined;
  readonly problems: readonly YamlProblem[];
  /** What is known behind this text. */
  readonly anchors: Anchored;
}

interface Building extends TreeInput {
  readonly anchors: Map<string, YamlMapping | YamlSequence | YamlScalar>;
  readonly problems: YamlProblem[];
}

export function buildTree(document: CST.Document, input: TreeInput): BuiltTree {
  const building: Building = { ...input, anchors: new Map(input.known), problems: [] };
  return {
    root: buildOptional(document.value, document.start, building, 'value'),
    problems: building.problems,
    anchors: building.anchors,
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Place = 'key' | 'value';

/** Tag and anchor before a node. */
interface Props {
  readonly tag: CST.SourceToken | undefined;
  readonly anchor: CST.SourceToken | undefined;
}

const NO_PROPS: Props = { tag: undefined, anchor: undefined };

function propsOf(tokens: readonly CST.SourceToken[]): Props {
  let tag: CST.SourceToken | undefined;
  let anchor: CST.SourceToken | undefined;
  for (const token of tokens) {
    if (token.type === 'tag') tag ??= token;
    else if (token.type === 'anchor') anchor ??= token;
  }
  return tag || anchor ? { tag, anchor } : NO_PROPS;
}

/** The node that `before` and `token` make; `undefined` when nothing is written. */
function buildOptional(
  token: CST.Token | null | undefined,
  before: readonly CST.SourceToken[],
  building: Building,
  place: Place,
): YamlNode | undefined {
  const props = propsOf(before);
  if (token && token.type !== 'error') return buildNode(token, props, building, place);
  return props === NO_PROPS ? undefined : buildEmpty(endOf(props.tag ?? props.anchor), props, building);
}

const endOf = (token: CST.SourceToken | undefined): number =>
  token ? token.offset + token.source.length : 0;

function buildNode(token: CST.Token, props: Props, building: Building, place: Place): YamlNode {
  if (token.type === 'alias') return buildAlias(token, building);
  if (CST.isScalar(token)) return buildScalar(token, props, building, place);
  if (token.type === 'block-map') return buildMapping(token, props, building);
  if (token.type === 'block-seq') return buildSequence(token, props, building);
  if (token.type !== 'flow-collection') return buildEmpty(token.offset, props, building);
  return token.start.source === '{'
    ? buildMapping(token, props, building)
    : buildSequence(token, props, building);
}

/** Tag and anchor as the node shows them; the node is known under its anchor from here on. */
function dress<T extends YamlMapping | YamlSequence | YamlScalar>(
  node: T,
  props: Props,
  building: Building,
): T {
  if (props === NO_PROPS) return node;
  const dressed: T = {
    ...node,
    span: spanOf(Math.min(props.tag?.offset ?? node.span.start, node.span.start), node.span.end),
    ...(props.tag && { tag: props.tag.source }),
    ...(props.anchor && { anchor: props.anchor.source.slice(1) }),
  };
  if (dressed.anchor !== undefined) {
    if (building.anchors.has(dressed.anchor) && props.anchor) {
      const span = spanOf(props.anchor.offset, endOf(props.anchor));
      building.problems.push({
        code: 'syntax',
        span,
        detail: `second anchor ${dressed.anchor}`,
        fatal: true,
      });
    }
    building.anchors.set(dressed.anchor, dressed);
  }
  if (props.tag) {
    const name = tagName(props.tag.source, building.handles);
    building.problems.push(...refusedTag(name, dressed, spanOf(props.tag.offset, endOf(props.tag))));
  }
  return dressed;
}

function buildAlias(
  token: CST.FlowScalar | { offset: number; source: string },
  building: Building,
): YamlAlias {
  const name = token.source.slice(1);
  const span = spanOf(token.offset, token.offset + token.source.length);
  const target = building.anchors.get(name);
  if (target) return { kind: 'alias', name, span, target };
  building.problems.push({
    code: 'unknown-alias',
    span,
    detail: `no anchor ${name} before this`,
    fatal: true,
  });
  return { kind: 'alias', name, span };
}

function buildScalar(
  token: CST.FlowScalar | CST.BlockScalar,
  props: Props,
  building: Building,
  place: Place,
): YamlScalar {
  const tag = props.tag && tagName(props.tag.source, building.handles);
  const isJinja = building.jinjaStarts.has(token.offset);
  const settings = { file: building.file, tag, isJinja };
  const parts: ScalarParts =
    token.type === 'block-scalar' ? readBlockScalar(token, settings) : readFlowScalar(token, settings);
  const { style, type, value, text, span } = parts;
  if (!isJinja) building.problems.push(...refusedValue(parts, tag, place));
  return dress({ kind: 'scalar', style, type, value, text, span }, props, building);
}

/** A node of which only tag or anchor is written, or nothing at all. */
function buildEmpty(at: number, props: Props, building: Building): YamlScalar {
  const tag = props.tag && tagName(props.tag.source, building.handles);
  const { type, value, invalid } = typeScalar('', 'plain', tag);
  const span = spanOf(props.tag && at < props.tag.offset ? props.tag.offset : at, at);
  if (invalid !== undefined)
    building.problems.push({ code: 'invalid-value', span, detail: invalid, fatal: true });
  return dress({ kind: 'scalar', style: 'plain', type, value, text: '', span }, props, building);
}

function buildMapping(
  token: CST.BlockMap | CST.FlowCollection,
  props: Props,
  building: Building,
): YamlMapping {
  const pairs: YamlPair[] = [];
  const flow = token.type === 'flow-collection';
  const start = spanOf(token.offset, token.offset);
  const node: Mutable<YamlMapping> = dress({ kind: 'mapping', pairs, flow, span: start }, props, building);
  for (const item of token.items) {
    const pair = buildPair(item, building);
    if (pair) pairs.push(pair);
  }
  const first = flow ? token.offset : (pairs[0]?.span.start ?? token.offset);
  const end = flow ? endOfFlow(token, pairs.at(-1)?.span.end) : (pairs.at(-1)?.span.end ?? token.offset);
  node.span = spanOf(props.tag?.offset ?? first, end);
  return node;
}

function endOfFlow(token: CST.FlowCollection, endOfLast: number | undefined): number {
  const close = token.end[0];
  if (close?.type === 'flow-map-end' || close?.type === 'flow-seq-end') return close.offset + 1;
  return endOfLast ?? token.offset + 1;
}

function buildPair(item: CST.CollectionItem, building: Building): YamlPair | undefined {
  const colon = item.sep?.find((token) => token.type === 'map-value-ind');
  const mark = item.start.find((token) => token.type === 'explicit-key-ind');
  const written = buildOptional(item.key, item.start, building, 'key');
  if (!written && !colon && !mark) return undefined;
  const at = mark ? mark.offset + 1 : (colon?.offset ?? 0);
  const key = written ?? buildEmpty(at, NO_PROPS, building);
  if (!item.key && !mark && colon) building.problems.push(...refusedEmptyKey(colon.offset));
  building.problems.push(...refusedKey(key));
  const value = buildOptional(item.value, item.sep ?? [], building, 'value');
  building.problems.push(...refusedMerge(key, value));
  const end = Math.max(value?.span.end ?? 0, colon ? colon.offset + 1 : 0, key.span.end);
  const span = spanOf(key.span.start, value ? value.span.end : end);
  return value ? { key, value, span } : { key, span };
}

function buildSequence(
  token: CST.BlockSequence | CST.FlowCollection,
  props: Props,
  building: Building,
): YamlSequence {
  const items: YamlNode[] = [];
  const flow = token.type === 'flow-collection';
  const start = spanOf(token.offset, token.offset);
  const node: Mutable<YamlSequence> = dress({ kind: 'sequence', items, flow, span: start }, props, building);
  let end = token.offset + 1;
  for (const item of token.items) {
    const built = buildItem(item, building);
    if (!built) continue;
    items.push(built);
    end = built.span.end;
  }
  node.span = spanOf(props.tag?.offset ?? token.offset, flow ? endOfFlow(token, end) : end);
  return node;
}

function buildItem(item: CST.CollectionItem, building: Building): YamlNode | undefined {
  const explicit = item.start.some((token) => token.type === 'explicit-key-ind');
  if (item.key || item.sep || explicit) {
    const pair = buildPair(item, building);
    return pair && { kind: 'mapping', flow: true, pairs: [pair], span: pair.span };
  }
  const dash = item.start.find((token) => token.type === 'seq-item-ind');
  const value = buildOptional(item.value, item.start, building, 'value');
  return value ?? (dash && buildEmpty(dash.offset + 1, NO_PROPS, building));
}
