import type { JinjaNode } from './ast.ts';

/** Every node of the tree, parents before children, in the order of the text. Never recursive: trees can be deep. */
export function* walk(root: JinjaNode): Generator<JinjaNode, void, undefined> {
  const waiting: JinjaNode[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    const children = [...childrenOf(node)];
    for (let i = children.length - 1; i >= 0; i--) waiting.push(children[i] as JinjaNode);
  }
}

/** The direct children, in the order of the text. */
export function* childrenOf(node: JinjaNode): Generator<JinjaNode, void, undefined> {
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) yield item;
    } else if (isNode(value)) yield value;
  }
}

const isNode = (value: unknown): value is JinjaNode =>
  typeof value === 'object' && value !== null && 'kind' in value;
