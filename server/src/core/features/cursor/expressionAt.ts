// Which part of a template a cursor means.
import type { TemplateString } from '../../ansible/templates/templates.ts';
import type { JinjaNode } from '../../jinja/ast.ts';
import { freeNames } from '../../jinja/freeNames.ts';
import { parseExpression } from '../../jinja/parse.ts';
import { childrenOf, walk } from '../../jinja/walk.ts';
import { type Span, spanTouches } from '../../text/span.ts';

/** The part of a template that a hover or a selection is about. */
export interface ExpressionAt {
  readonly node: JinjaNode;
  /** As it is written; absent where it has no value outside of its place, as in a loop. */
  readonly text?: string;
  /** In the file. */
  readonly span: Span;
}

/** The template whose text touches an offset of its file. */
export const templateAt = (
  templates: readonly TemplateString[],
  offset: number,
): TemplateString | undefined => templates.find(({ scalar }) => spanTouches(scalar.span, offset));

/** The smallest meaningful part around the offset: of `groups['server']`, the whole, not the string. */
export function expressionAt(template: TemplateString, offset: number): ExpressionAt | undefined {
  const index = template.map.indexAt(offset);
  const path = nodesAround(template.template, index);
  const node = path.findLast((candidate, at) => hasValue(candidate, path[at - 1]));
  if (!node) return undefined;
  const { start, end } = meantSpan(node, index);
  const text = textOf(template, node);
  return { node, span: template.map.spanAt(start, end), ...(text !== undefined && { text }) };
}

/** From the template inwards. */
export function nodesAround(root: JinjaNode, index: number): readonly JinjaNode[] {
  const path: JinjaNode[] = [];
  for (let node: JinjaNode | undefined = root; node; ) {
    path.push(node);
    const children: readonly JinjaNode[] = childrenOf(node).filter(({ span }) => spanTouches(span, index));
    node = children.find(({ span }) => index < span.end) ?? children[0];
  }
  return path;
}

const WITH_VALUE: ReadonlySet<string> = new Set(
  'name attribute subscript call filter test unary binary compare conditional list dict output'.split(' '),
);

function hasValue(node: JinjaNode, parent: JinjaNode | undefined): boolean {
  if (!WITH_VALUE.has(node.kind)) return false;
  // Of a function and of a method, the call is what has a value.
  return !(parent?.kind === 'call' && parent.callee === node && node.kind !== 'subscript');
}

/** The name of a filter or test; otherwise the whole expression. */
const meantSpan = (node: JinjaNode, index: number): Span =>
  (node.kind === 'filter' || node.kind === 'test') && spanTouches(node.nameSpan, index)
    ? node.nameSpan
    : node.span;

/** Values that are too large to be shown. */
const CONTAINERS: ReadonlySet<string> = new Set(['hostvars', 'groups', 'vars', 'ansible_facts']);

/** `hostvars`, `hostvars['name']` */
function isContainer(node: JinjaNode): boolean {
  if (node.kind === 'name') return CONTAINERS.has(node.name);
  const object = node.kind === 'subscript' || node.kind === 'attribute' ? node.object : undefined;
  return object?.kind === 'name' && object.name === 'hostvars';
}

function textOf({ scalar, template }: TemplateString, node: JinjaNode): string | undefined {
  if (isContainer(node)) return undefined;
  const free = new Set<JinjaNode>(freeNames(template));
  for (const inner of walk(node)) if (inner.kind === 'name' && !free.has(inner)) return undefined;
  const text = scalar.text.slice(node.span.start, node.span.end);
  if (node.kind === 'output') return text;
  // Parentheses are no part of a span, so that a slice may hold one half of a pair.
  return parseExpression(text).problems.length > 0 ? undefined : `{{ ${text} }}`;
}
