// Which variable a text needs before anything else. From one text to the next, that shows without an evaluation that a
// chain of variables is too long for one.
import type { Expression, Template } from '../ast.ts';
import { MAX_TEMPLATES } from './frame.ts';
import type { Dialect, EvaluationScope, RawVariable, Value } from './value.ts';

/** A text as far as it matters here. */
export interface TextWithNames {
  readonly template: Template;
  /** Those that the inventory gives values, in the order of the text. */
  readonly names: readonly { readonly name: string }[];
}

/** Variables whose own texts lead too far: then so does every text that needs one of them first. */
const tooFar = new WeakSet<RawVariable>();

/**
 * Whether the evaluation of a text surely ends at {@link MAX_TEMPLATES}: each text needs a variable first that is
 * such a text itself. Without this, a chain of thousands would be followed so far for each of its variables.
 */
export function leadsTooFar(
  scope: EvaluationScope,
  text: string,
  read: (text: string) => TextWithNames | undefined,
): boolean {
  const seen = new Set<string>();
  let first: RawVariable | undefined;
  let value: Value = text;
  while (typeof value === 'string') {
    const known = read(value);
    const name = known && firstName(known, scope.dialect);
    // One that needs itself is another matter.
    if (name === undefined || seen.has(name)) return false;
    const found = scope.variable(name);
    if (found?.kind !== 'raw' || typeof found.value !== 'string') return false;
    first ??= found;
    if (seen.size === MAX_TEMPLATES || tooFar.has(found)) {
      tooFar.add(first);
      return true;
    }
    seen.add(name);
    value = found.value;
  }
  return false;
}

/** `undefined` where something else may come first, and fail. */
function firstName({ template, names }: TextWithNames, dialect: Dialect): string | undefined {
  const name = names[0]?.name;
  // Jinja2 looks up all names in advance; since ansible-core 2.19, where they are needed.
  if (dialect !== 'tagged' || name === undefined) return name;
  const first = template.body.find(({ kind }) => kind !== 'data' && kind !== 'comment');
  return first?.kind === 'output' && isFirst(first.expression, name) ? name : undefined;
}

/** Whether the name is what the expression evaluates first. */
function isFirst(expression: Expression, name: string): boolean {
  let node: Expression | undefined = expression;
  while (node)
    switch (node.kind) {
      case 'name':
        return node.name === name;
      case 'attribute':
      case 'subscript':
        node = node.object;
        break;
      case 'filter':
        node = node.input;
        break;
      case 'binary':
        node = node.left.kind === 'string' && node.operator === '~' ? node.right : node.left;
        break;
      default:
        return false;
    }
  return false;
}
