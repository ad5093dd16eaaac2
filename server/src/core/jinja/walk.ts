// Walks over the nodes of a syntax tree.
import type { JinjaNode } from './ast.ts';

/** Every node of the tree, parents before children, in the order of the text. Never recursive: trees can be deep. */
export function* walk(root: JinjaNode): Generator<JinjaNode, void, undefined> {
  const waiting: JinjaNode[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    for (const child of childrenOf(node).reverse()) waiting.push(child);
  }
}

/** The direct children, in the order of the text. */
export function childrenOf(node: JinjaNode): JinjaNode[] {
  const children: JinjaNode[] = [];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) for (const item of value) isNode(item) && children.push(item);
    else if (isNode(value)) children.push(value);
  }
  // Arguments are sorted into kinds, so `f(*a, b=1)` has them in another order than written.
  return children.length < 2 ? children : children.sort((a, b) => a.span.start - b.span.start);
}

const isNode = (value: unknown): value is JinjaNode =>
  typeof value === 'object' && value !== null && 'kind' in value;
