// Text → tree and problems, as Ansible's loader would read it. Never throws on a user's text; knows nothing of inventories.
import { Composer, CST, Parser } from 'yaml';
import { spanOf } from '../text/span.ts';
import { typePlainScalar } from './scalarTypes.ts';
import type {
  YamlAlias,
  YamlDocument,
  YamlMapping,
  YamlNode,
  YamlPair,
  YamlProblem,
  YamlScalar,
  YamlSequence,
} from './tree.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Props = { tag?: CST.SourceToken; anchor?: CST.SourceToken };
interface Context {
  anchors: Map<string, YamlMapping | YamlSequence | YamlScalar>;
  problems: YamlProblem[];
}

export function parseYaml(text: string): YamlDocument {
  const tokens = [...new Parser().parse(text)];
  const context: Context = { anchors: new Map(), problems: [] };
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, merge: false, logLevel: 'silent' });
  const first = tokens.find((token) => token.type === 'document');
  for (const doc of composer.compose(tokens, true, text.length)) {
    for (const error of doc.errors) {
      context.problems.push({
        code: 'syntax',
        span: spanOf(error.pos[0], error.pos[1]),
        detail: error.message,
        fatal: true,
      });
    }
  }
  const root =
    first?.type === 'document' && first.value ? build(first.value, propsOf(first.start), context) : undefined;
  context.problems.sort((a, b) => a.span.start - b.span.start);
  const problems = context.problems.slice(0, 1);
  return root ? { root, problems, comments: [] } : { problems, comments: [] };
}

function propsOf(tokens: readonly CST.SourceToken[]): Props {
  const props: Props = {};
  for (const token of tokens) {
    if (token.type === 'tag') props.tag = token;
    if (token.type === 'anchor') props.anchor = token;
  }
  return props;
}

const startOf = (props: Props, start: number): number => Math.min(start, props.tag?.offset ?? start);

function base(props: Props): { tag?: string; anchor?: string } {
  return {
    ...(props.tag ? { tag: props.tag.source } : {}),
    ...(props.anchor ? { anchor: props.anchor.source.slice(1) } : {}),
  };
}

function register<T extends YamlMapping | YamlSequence | YamlScalar>(node: T, context: Context): T {
  if (node.anchor !== undefined) context.anchors.set(node.anchor, node);
  return node;
}

function build(token: CST.Token, props: Props, context: Context): YamlNode {
  switch (token.type) {
    case 'alias':
      return buildAlias(token, context);
    case 'block-map':
      return buildMapping(token, props, context);
    case 'block-seq':
      return buildSequence(token, props, context);
    case 'flow-collection':
      return token.start.source === '{'
        ? buildMapping(token, props, context)
        : buildSequence(token, props, context);
    default:
      return buildScalar(token, props, context);
  }
}

function buildAlias(token: CST.FlowScalar, context: Context): YamlAlias {
  const name = token.source.slice(1);
  const target = context.anchors.get(name);
  const span = spanOf(token.offset, token.offset + token.source.length);
  return target ? { kind: 'alias', name, span, target } : { kind: 'alias', name, span };
}

function buildScalar(token: CST.Token, props: Props, context: Context): YamlScalar {
  const resolved = CST.isScalar(token) ? CST.resolveAsScalar(token, false, () => undefined) : undefined;
  const text = resolved?.value ?? '';
  const styles = {
    PLAIN: 'plain',
    QUOTE_SINGLE: 'single',
    QUOTE_DOUBLE: 'double',
    BLOCK_LITERAL: 'literal',
    BLOCK_FOLDED: 'folded',
  } as const;
  const style = styles[resolved?.type ?? 'PLAIN'];
  const span = spanOf(startOf(props, token.offset), resolved?.range[1] ?? token.offset);
  const vault = props.tag?.source === '!vault' || props.tag?.source === '!vault-encrypted';
  const typed = vault
    ? ({ type: 'vault', value: text } as const)
    : style === 'plain' && !props.tag
      ? typePlainScalar(text)
      : ({ type: 'str', value: text } as const);
  return register(
    { kind: 'scalar', style, text, type: typed.type, value: typed.value, span, ...base(props) },
    context,
  );
}

function buildMapping(token: CST.BlockMap | CST.FlowCollection, props: Props, context: Context): YamlMapping {
  const pairs: YamlPair[] = [];
  const flow = token.type === 'flow-collection';
  const node: Mutable<YamlMapping> = {
    kind: 'mapping',
    pairs,
    flow,
    span: spanOf(token.offset, token.offset),
    ...base(props),
  };
  register(node, context);
  for (const item of token.items) {
    const pair = buildPair(item, context);
    if (pair) pairs.push(pair);
  }
  const end = flow ? endOfFlow(token, pairs.at(-1)?.span.end) : (pairs.at(-1)?.span.end ?? token.offset);
  node.span = spanOf(startOf(props, flow ? token.offset : (pairs[0]?.span.start ?? token.offset)), end);
  return node;
}

function endOfFlow(token: CST.FlowCollection, last: number | undefined): number {
  const end = token.end[0];
  return end && end.source.length === 1 ? end.offset + 1 : (last ?? token.offset + 1);
}

function emptyScalar(at: number, props: Props, context: Context): YamlScalar {
  const tag = props.tag;
  const start = tag?.offset ?? at;
  return register(
    {
      kind: 'scalar',
      style: 'plain',
      text: '',
      type: 'null',
      value: null,
      span: spanOf(start, tag ? start + tag.source.length : at),
      ...base(props),
    },
    context,
  );
}

function buildPair(item: CST.CollectionItem, context: Context): YamlPair | undefined {
  const keyProps = propsOf(item.start);
  if (!item.key && !item.sep && !keyProps.tag && !keyProps.anchor) return undefined;
  const colon = item.sep?.find((token) => token.type === 'map-value-ind');
  const key = item.key
    ? build(item.key, keyProps, context)
    : emptyScalar(colon?.offset ?? item.start.at(-1)?.offset ?? 0, keyProps, context);
  const valueProps = propsOf(item.sep ?? []);
  const hasValue = item.value || valueProps.tag || valueProps.anchor;
  if (!hasValue) return { key, span: spanOf(key.span.start, colon ? colon.offset + 1 : key.span.end) };
  const last = item.sep?.at(-1);
  const value = item.value
    ? build(item.value, valueProps, context)
    : emptyScalar(last ? last.offset + last.source.length : key.span.end, valueProps, context);
  return { key, value, span: spanOf(key.span.start, value.span.end) };
}

function buildSequence(
  token: CST.BlockSequence | CST.FlowCollection,
  props: Props,
  context: Context,
): YamlSequence {
  const items: YamlNode[] = [];
  const flow = token.type === 'flow-collection';
  const node: Mutable<YamlSequence> = {
    kind: 'sequence',
    items,
    flow,
    span: spanOf(token.offset, token.offset),
    ...base(props),
  };
  register(node, context);
  for (const item of token.items) {
    const itemProps = propsOf(item.start);
    const dash = item.start.find((start) => start.type === 'seq-item-ind');
    if (item.sep || item.key) {
      const pair = buildPair(item, context);
      if (pair) items.push({ kind: 'mapping', flow: true, pairs: [pair], span: pair.span });
    } else if (item.value) items.push(build(item.value, itemProps, context));
    else if (dash || itemProps.tag || itemProps.anchor)
      items.push(emptyScalar((dash ?? item.start[0])?.offset ?? 0, itemProps, context));
  }
  const last = items.at(-1)?.span.end;
  const end = flow ? endOfFlow(token, last) : (last ?? token.offset + 1);
  node.span = spanOf(startOf(props, token.offset), end);
  return node;
}
