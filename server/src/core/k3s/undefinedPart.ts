// Which part of a template has no value: a group, a host, a position, an address or a member that the inventory does
// not have, or a list where one host is meant.
// Knows nothing of files.
import type { Expression, JinjaNode, Template } from '../jinja/ast.ts';
import type { Value } from '../jinja/evaluate.ts';
import { walk } from '../jinja/walk.ts';
import type { Span } from '../text/span.ts';

/** What has no value on a host. Spans are offsets in the template. */
export type UndefinedPart =
  | { readonly code: 'unknown-group'; readonly group: string; readonly span: Span }
  | { readonly code: 'unknown-host'; readonly host: string; readonly span: Span }
  | {
      readonly code: 'index';
      readonly group: string;
      readonly index: number;
      readonly count: number;
      readonly span: Span;
      /** Where the index is written, if it is. */
      readonly indexSpan?: Span;
    }
  | {
      readonly code: 'no-address';
      readonly host: string;
      readonly expression: Expression;
      readonly span: Span;
    }
  | {
      readonly code: 'no-member';
      readonly of: 'mapping' | 'list' | 'text';
      readonly member: string;
      /** What is asked for it. */
      readonly object: Span;
      /** Of a list of hosts. */
      readonly group?: string;
      /** Of a text. It may be secret. */
      readonly text?: string;
      readonly span: Span;
    }
  /** `hostvars[groups['server']]`: a list instead of one of its hosts. */
  | { readonly code: 'several-hosts'; readonly list: Span; readonly span: Span };

/** What is asked has no members, or is no host: the form of the expression is wrong, not a name in it. */
export const isOfForm = (part: UndefinedPart): boolean =>
  part.code === 'several-hosts' || (part.code === 'no-member' && part.of !== 'mapping');

type Evaluate = (node: Expression) => Value | undefined;

/** What is undefined at a place, if it is one of the things the rules explain. */
export function findUndefinedPart(
  template: Template,
  span: Span,
  evaluate: Evaluate,
): UndefinedPart | undefined {
  for (const node of walk(template)) {
    if (node.span.start !== span.start || node.span.end !== span.end) continue;
    const part = partOf(node, evaluate);
    if (part) return part;
  }
  return undefined;
}

/**
 * What is missing at one node, if its value is what fails. A group or a host by its name comes before a member of
 * some dict, because its message can say more.
 */
function partOf(node: JinjaNode, evaluate: Evaluate): UndefinedPart | undefined {
  const { span } = node;
  if (node.kind === 'filter' && node.input && (node.name === 'first' || node.name === 'last'))
    return indexPart(node.input, node.name === 'first' ? 0 : -1, { span }, evaluate);
  if (node.kind !== 'attribute' && node.kind !== 'subscript') return undefined;
  const { object } = node;
  const key =
    node.kind === 'attribute' ? node.name : node.index.kind === 'slice' ? undefined : evaluate(node.index);
  if (typeof key === 'bigint' && node.kind === 'subscript')
    return indexPart(object, Number(key), { span, indexSpan: node.index.span }, evaluate);
  if (isObject(key) && key.kind === 'list' && isNamed(object, 'hostvars') && node.kind === 'subscript')
    return { code: 'several-hosts', list: node.index.span, span };
  if (typeof key !== 'string') return undefined;
  if (isNamed(object, 'groups')) return { code: 'unknown-group', group: key, span };
  if (isNamed(object, 'hostvars')) return { code: 'unknown-host', host: key, span };
  const value = evaluate(object);
  const kind = { member: key, object: object.span, span };
  if (typeof value === 'string') return { code: 'no-member', of: 'text', text: value, ...kind };
  if (!isObject(value)) return undefined;
  switch (value.kind) {
    case 'dict':
      return { code: 'no-member', of: 'mapping', ...kind };
    case 'list': {
      const group = groupOf(object, evaluate);
      return { code: 'no-member', of: 'list', ...(group !== undefined && { group }), ...kind };
    }
    case 'host':
      return key === 'ansible_host'
        ? { code: 'no-address', host: value.scope.host, expression: node, span }
        : undefined;
    default:
      return undefined;
  }
}

const isNamed = (node: Expression, name: string): boolean => node.kind === 'name' && node.name === name;

function indexPart(
  list: Expression,
  index: number,
  place: { readonly span: Span; readonly indexSpan?: Span },
  evaluate: Evaluate,
): UndefinedPart | undefined {
  const group = groupOf(list, evaluate);
  const hosts = evaluate(list);
  if (group === undefined || !isObject(hosts) || hosts.kind !== 'list') return undefined;
  return { code: 'index', group, index, count: hosts.items.length, ...place };
}

/** The group whose hosts the expression is. */
function groupOf(node: Expression, evaluate: Evaluate): string | undefined {
  if (node.kind === 'filter') {
    const [fallback] = node.args;
    const isKept = node.input && isObject(evaluate(node.input) ?? null);
    const from = isKept ? node.input : fallback;
    return from && groupOf(from, evaluate);
  }
  if (node.kind !== 'attribute' && node.kind !== 'subscript') return undefined;
  if (!isNamed(node.object, 'groups')) return undefined;
  if (node.kind === 'attribute') return node.name;
  const key = node.index.kind === 'slice' ? undefined : evaluate(node.index);
  return typeof key === 'string' ? key : undefined;
}

const isObject = (value: Value | undefined): value is Extract<Value, object> =>
  typeof value === 'object' && value !== null;
