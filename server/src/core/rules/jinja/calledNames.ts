// Names that a template calls although they are no functions; whether Ansible surely evaluates the call, and what was
// meant.

import type { Call, Expression, JinjaNode, Name, Template } from '../../jinja/ast.ts';
import { jinjaPlugins, lookups } from '../../jinja/catalog.ts';
import { freeNames } from '../../jinja/freeNames.ts';
import { childrenOf, walk } from '../../jinja/walk.ts';
import { perItem } from '../../query/query.ts';
import { append } from '../../text/append.ts';
import { spanOf } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/** `hostvars(…)`, `default(…)`: a name that cannot be called, or only behind `|`. */
export interface CalledName {
  readonly call: Call;
  readonly name: Name;
  /** Nothing between the call and the value: no condition, no default, no loop. */
  readonly isSure: boolean;
}

/** Functions of Jinja2 and Ansible, and those inside macros, blocks and loops. */
const FUNCTIONS = new Set(
  'range dict lipsum cycler joiner namespace lookup query q now undef loop caller self super'.split(' '),
);

/** In the order in which they stand in the template; names that the template itself sets are not among them. */
export const calledNames = perItem((template: Template): readonly CalledName[] => [...callsIn(template)]);

function* callsIn(template: Template): Generator<CalledName, void, undefined> {
  const free = new Set<JinjaNode>(freeNames(template));
  const sure = new Set(surelyCalled(template));
  for (const node of walk(template)) {
    if (node.kind !== 'call' || node.callee.kind !== 'name' || !free.has(node.callee)) continue;
    if (!FUNCTIONS.has(node.callee.name)) yield { call: node, name: node.callee, isSure: sure.has(node) };
  }
}

/**
 * Parts that are evaluated whenever the value is, and whose failure nothing catches. Narrow on purpose: since
 * ansible-core 2.19, calling an undefined name gives undefined again, which lists and arguments pass on.
 */
function* surelyCalled({ body }: Template): Generator<JinjaNode, void, undefined> {
  const waiting: JinjaNode[] = body.flatMap((node) => (node.kind === 'output' ? [node.expression] : []));
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    append(waiting, neededBy(node));
  }
}

function neededBy(node: JinjaNode): readonly JinjaNode[] {
  switch (node.kind) {
    case 'attribute':
    case 'subscript':
      return [node.object];
    case 'filter':
      return node.input && !/(?:^|\.)(?:default|d|ternary)$/.test(node.name) ? [node.input] : [];
    case 'unary':
      return [node.operand];
    case 'binary':
      return node.operator === 'and' || node.operator === 'or' ? [node.left] : [node.left, node.right];
    case 'conditional':
      return [node.test];
    case 'compare':
      return [node.first];
    default:
      return [];
  }
}

/** What was meant, in words and as edits of the template's text. */
export interface Meaning {
  readonly written: string;
  readonly edits: readonly TextEdit[];
}

/** `undefined` where nothing is a likely meaning of the call. `text` is the template that holds it. */
export function meaningOf(text: string, { call, name: { name } }: CalledName): Meaning | undefined {
  const open = text.indexOf('(', call.callee.span.end);
  const [first, second] = call.args;
  const isPlain = call.keywords.length === 0 && !call.starArgs && !call.starKeywords;
  if (open < 0 || !first || !isPlain) return undefined;
  const before = spanOf(call.callee.span.start, first.span.start);
  if (name === 'hostvars' || name === 'groups' || name === 'vars') {
    if (second) return undefined;
    const behind = spanOf(first.span.end, call.span.end);
    return {
      written: `${name}[…]`,
      edits: [
        { span: before, newText: `${name}[` },
        { span: behind, newText: ']' },
      ],
    };
  }
  if (lookups().has(name))
    return { written: `lookup('${name}', …)`, edits: [{ span: before, newText: `lookup('${name}', ` }] };
  const filter = PYTHON.get(name) ?? (isFilter(name) ? name : undefined);
  if (filter === undefined || !isTight(first)) return undefined;
  const rest = second
    ? [{ span: spanOf(first.span.end, second.span.start), newText: ` | ${filter}(` }]
    : [{ span: spanOf(first.span.end, call.span.end), newText: ` | ${filter}` }];
  return {
    written: second ? `… | ${filter}(…)` : `… | ${filter}`,
    edits: [{ span: before, newText: '' }, ...rest],
  };
}

/** Names of Python functions, for people who write Jinja like Python. */
const PYTHON: ReadonlyMap<string, string> = new Map([
  ['len', 'length'],
  ['str', 'string'],
  ['sorted', 'sort'],
  ['reversed', 'reverse'],
]);

const isFilter = (name: string): boolean =>
  jinjaPlugins().some(
    (plugin) =>
      plugin.kind === 'filter' &&
      plugin.name === name &&
      (plugin.collection === 'jinja2' || plugin.collection === 'ansible.builtin'),
  );

/** A filter binds tighter than operators do. */
const isTight = (node: Expression): boolean =>
  ['name', 'string', 'number', 'attribute', 'subscript', 'call', 'list', 'dict', 'filter'].includes(
    node.kind,
  ) && childrenOf(node).every((child) => child.kind !== 'conditional');
