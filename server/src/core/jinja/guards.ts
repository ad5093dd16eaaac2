// Where a template tests whether something is defined, or gives a default for it.
import type { JinjaNode, Name, Template } from './ast.ts';
import { walk } from './walk.ts';

/** The nodes that a test or a default protects from being undefined. */
export function guardedParts(template: Template): readonly JinjaNode[] {
  const found: JinjaNode[] = [];
  for (const node of walk(template)) {
    const isDefault = node.kind === 'filter' && /(?:^|\.)(?:default|d|mandatory)$/.test(node.name);
    const isQuestion = node.kind === 'test' && /(?:^|\.)(?:un)?defined$/.test(node.name);
    if ((isDefault || isQuestion) && node.input) found.push(node.input);
    // `'gpu' in groups`
    if (node.kind === 'compare') found.push(node.first, ...node.rest.map(({ value }) => value));
  }
  return found;
}

/** Also where the same name stands behind a test of it without a guard of its own. */
export const isGuardedBy = (
  guarded: readonly JinjaNode[],
  { name, span }: Pick<Name, 'name' | 'span'>,
): boolean =>
  guarded.some(
    (part) =>
      (part.span.start <= span.start && span.end <= part.span.end) ||
      (part.kind !== 'string' && [...walk(part)].some((node) => node.kind === 'name' && node.name === name)),
  );
