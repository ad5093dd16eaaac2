// Names that a template sets itself: by `for`, `set`, `with`, `macro` and `call`.
import type { TemplateString } from '../../ansible/templates/templates.ts';
import type { JinjaNode, Name, Statement, Template } from '../../jinja/ast.ts';
import { walk } from '../../jinja/walk.ts';
import { type Span, spanTouches } from '../../text/span.ts';
import { nodesAround, templateAt } from '../cursor/expressionAt.ts';
import type { IndexedContext } from '../cursor/names.ts';

/** A name that has a meaning in one template only. */
export interface LocalName {
  /** Where it is set, in the file. */
  readonly definition: Span;
  /** Every place in the file, that one included. */
  readonly places: readonly Span[];
}

/** `undefined` where no such name stands. */
export function localNameAt({ names }: IndexedContext, uri: string, offset: number): LocalName | undefined {
  const found = templateAt(names.get(uri)?.templates ?? [], offset);
  return found && localNameIn(found, offset);
}

function localNameIn({ template, map }: TemplateString, offset: number): LocalName | undefined {
  const index = map.indexAt(offset);
  const node = nodesAround(template, index).at(-1);
  const binding =
    node?.kind === 'name' && spanTouches(node.span, index) ? bindingOf(template, node) : undefined;
  if (!binding) return undefined;
  const place = ({ start, end }: Span): Span => map.spanAt(start, end);
  const places = [...walk(template)]
    .filter((other) => other.kind === 'name' && other.name === binding.name)
    .filter((other) => other.kind === 'name' && bindingOf(template, other) === binding);
  return { definition: place(binding.span), places: places.map(({ span }) => place(span)) };
}

/** The name behind `for`, `set` and so on that sets the name; the name itself if it is that one. */
function bindingOf(template: Template, name: Name): Name | undefined {
  const path = nodesAround(template, name.span.start);
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const node = path[depth];
    const inner = path[depth + 1];
    const found = node && (boundBy(node, inner, name) ?? setBefore(node, name));
    if (found) return found;
  }
  return undefined;
}

/** What a statement binds for its body, and not for the values it starts from. */
function boundBy(node: JinjaNode, inner: JinjaNode | undefined, { name }: Name): Name | undefined {
  switch (node.kind) {
    case 'for':
      return inner === node.iterable || isOneOf(inner, node.otherwise)
        ? undefined
        : nameIn(node.target, name);
    case 'with':
      return inner?.kind === 'assignment'
        ? undefined
        : firstOf(node.assignments.map(({ target }) => nameIn(target, name)));
    case 'assignment':
      return nameIn(node.target, name);
    case 'macro':
    case 'callBlock':
      if (inner === (node.kind === 'macro' ? node.name : node.call)) return undefined;
      return firstOf(node.parameters.map((parameter) => nameIn(parameter.name, name)));
    default:
      return undefined;
  }
}

/** The last `set` or `macro` before the name among the statements around it. */
function setBefore(node: JinjaNode, { name, span }: Name): Name | undefined {
  const found = statementsIn(node).flatMap((statement) => {
    if (statement.kind === 'macro') return nameIn(statement.name, name) ?? [];
    if (statement.kind !== 'set' && statement.kind !== 'setBlock') return [];
    // The value is evaluated before the name is set.
    const isReady = statement.span.end <= span.start || statement.target.span.start === span.start;
    return isReady ? (nameIn(statement.target, name) ?? []) : [];
  });
  return found.findLast((candidate) => candidate.span.start <= span.start);
}

function statementsIn(node: JinjaNode): readonly Statement[] {
  if ('body' in node && node.kind !== 'for') return node.body;
  if (node.kind === 'for') return [...node.body, ...(node.otherwise ?? [])];
  return node.kind === 'if' ? (node.otherwise ?? []) : [];
}

const isOneOf = (node: JinjaNode | undefined, statements: readonly Statement[] = []): boolean =>
  statements.some((statement) => statement === node);

function nameIn(target: JinjaNode, name: string): Name | undefined {
  if (target.kind === 'name') return target.name === name ? target : undefined;
  return target.kind === 'tuple' ? firstOf(target.items.map((item) => nameIn(item, name))) : undefined;
}

const firstOf = <T>(items: readonly (T | undefined)[]): T | undefined =>
  items.find((item) => item !== undefined);
