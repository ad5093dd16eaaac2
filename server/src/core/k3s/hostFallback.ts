// What an expression for the address of a host can fall back to.
import type { Expression } from '../jinja/ast.ts';
import type { YamlScalar } from '../yaml/tree.ts';

/** The expression for the host's name: what stands between the brackets of `hostvars[…]`. */
export function fallbackFor(scalar: YamlScalar, expression: Expression, host: string): string | undefined {
  const object =
    expression.kind === 'attribute' || expression.kind === 'subscript' ? expression.object : undefined;
  if (object?.kind !== 'subscript') return object && /^[\w.-]+$/.test(host) ? `'${host}'` : undefined;
  const text = scalar.text.slice(object.index.span.start, object.index.span.end);
  // Quotes end an INI value, and a line break would need the block's indentation.
  return text.includes('\n') || (scalar.style === 'ini' && text.includes('"')) ? undefined : text;
}
