// What an `api_endpoint` template gives, as far as groups and hosts alone decide it. Anything else is unknown: facts,
// other variables, lookups. What is undefined when is copied from ansible-core 2.14.18 with Jinja2 3.1.2, where an
// undefined value may be subscripted further, but neither filtered (but for `default`) nor used as a key of hostvars.
import type { InventoryModel } from '../../inventory/model.ts';
import { effectiveVariable, hostsOfGroup, mayBeDefinedElsewhere } from '../../inventory/queries.ts';
import type { Expression, Filter, Slice, Statement, Template } from '../../jinja/ast.ts';
import type { Span } from '../../text/span.ts';
import { clusterGroups } from './clusterGroups.ts';
import { literalOf } from './definitions.ts';

/** Why a template has no value. Spans are offsets in the template. */
export type EndpointTrouble =
  | { readonly code: 'unknown-group'; readonly group: string; readonly span: Span }
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
    };

export type EndpointValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'trouble'; readonly trouble: EndpointTrouble }
  | { readonly kind: 'unknown' };

type Value =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly group: string }
  | { readonly kind: 'groups' | 'hostvars' | 'unknown' }
  | { readonly kind: 'host'; readonly name: string }
  /** Undefined may still be caught by `default`; failed ends the whole template. */
  | { readonly kind: 'undefined' | 'failed'; readonly trouble: EndpointTrouble };

const UNKNOWN = { kind: 'unknown' } as const;

/** Nobody writes more; and it keeps the depth of the recursion in bounds. */
const MAX_LENGTH = 2000;

export function endpointValue(template: Template, model: InventoryModel): EndpointValue {
  if (template.span.end > MAX_LENGTH) return UNKNOWN;
  const values = template.body.flatMap((statement) => statementValues(statement, model));
  const broken = values.find((value) => value.kind === 'undefined' || value.kind === 'failed');
  if (broken && 'trouble' in broken) return { kind: 'trouble', trouble: broken.trouble };
  const texts = values.map((value) => (value.kind === 'text' ? value.text : undefined));
  return texts.includes(undefined) ? UNKNOWN : { kind: 'text', text: texts.join('') };
}

function statementValues(statement: Statement, model: InventoryModel): readonly Value[] {
  if (statement.kind === 'data') return [{ kind: 'text', text: statement.value }];
  if (statement.kind === 'comment') return [];
  return [statement.kind === 'output' ? evaluate(statement.expression, model) : UNKNOWN];
}

function evaluate(node: Expression | Slice, model: InventoryModel): Value {
  switch (node.kind) {
    case 'string':
      return { kind: 'text', text: node.value };
    case 'number':
      return typeof node.value === 'number' && !node.float ? { kind: 'number', value: node.value } : UNKNOWN;
    case 'name':
      return nameValue(node.name, model);
    case 'unary': {
      const operand = evaluate(node.operand, model);
      return node.operator === '-' && operand.kind === 'number'
        ? { kind: 'number', value: -operand.value }
        : UNKNOWN;
    }
    case 'attribute':
      if (METHODS.has(node.name)) return UNKNOWN;
      return access(node, evaluate(node.object, model), { kind: 'text', text: node.name }, model);
    case 'subscript':
      return access(node, evaluate(node.object, model), evaluate(node.index, model), model);
    case 'filter':
      return filterValue(node, model);
    case 'conditional': {
      const test = truthOf(node.test, model);
      if (typeof test !== 'boolean') return test;
      if (test) return evaluate(node.value, model);
      return node.otherwise ? evaluate(node.otherwise, model) : UNKNOWN;
    }
    case 'binary':
      return node.operator === '~' || node.operator === '+'
        ? join(evaluate(node.left, model), evaluate(node.right, model))
        : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** Python finds these on a mapping before its keys. */
const METHODS: ReadonlySet<string> = new Set(
  'clear copy fromkeys get items keys pop popitem setdefault update values'.split(' '),
);

function nameValue(name: string, model: InventoryModel): Value {
  if (name === 'groups' || name === 'hostvars') return { kind: name };
  if (name !== 'server_group' && name !== 'agent_group') return UNKNOWN;
  // The roles know their own groups' names by default.
  const groups = mayBeDefinedElsewhere(model) ? undefined : clusterGroups(model);
  return groups ? { kind: 'text', text: name === 'server_group' ? groups.server : groups.agent } : UNKNOWN;
}

function access(node: Expression, object: Value, key: Value, model: InventoryModel): Value {
  if (object.kind === 'failed' || object.kind === 'undefined') return object;
  if (key.kind === 'failed') return key;
  switch (object.kind) {
    case 'groups':
      return key.kind === 'text' ? groupValue(node, key.text, model) : UNKNOWN;
    case 'hostvars':
      if (key.kind === 'undefined') return { kind: 'failed', trouble: key.trouble };
      return key.kind === 'text' && model.hosts.has(key.text) ? { kind: 'host', name: key.text } : UNKNOWN;
    case 'host':
      return key.kind === 'text' ? hostValue(node, object.name, key.text, model) : UNKNOWN;
    case 'list':
      return key.kind === 'number' ? itemValue(node, object, key.value) : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

function groupValue(node: Expression, group: string, model: InventoryModel): Value {
  const { span } = node;
  if (!model.groups.has(group)) return { kind: 'undefined', trouble: { code: 'unknown-group', group, span } };
  const items = hostsOfGroup(model, group).map((text) => ({ kind: 'text', text }) as const);
  return { kind: 'list', items, group };
}

function itemValue(node: Expression, list: Extract<Value, { kind: 'list' }>, index: number): Value {
  const { group, items } = list;
  const { span } = node;
  const indexSpan = node.kind === 'subscript' ? { indexSpan: node.index.span } : {};
  const trouble = { code: 'index', group, index, count: items.length, span, ...indexSpan } as const;
  return items.at(index) ?? { kind: 'undefined', trouble };
}

function hostValue(expression: Expression, host: string, variable: string, model: InventoryModel): Value {
  if (variable === 'inventory_hostname') return { kind: 'text', text: host };
  if (variable !== 'ansible_host' || mayBeDefinedElsewhere(model, host)) return UNKNOWN;
  const definition = effectiveVariable(model, host, variable)?.definition;
  const { span } = expression;
  if (!definition) return { kind: 'undefined', trouble: { code: 'no-address', host, expression, span } };
  const literal = literalOf(definition);
  return literal?.type === 'str' ? { kind: 'text', text: literal.text } : UNKNOWN;
}

const NEEDS_A_VALUE: ReadonlySet<string> = new Set(
  'first last trim string lower mandatory length'.split(' '),
);

function filterValue(filter: Filter, model: InventoryModel): Value {
  if (!filter.input) return UNKNOWN;
  const input = evaluate(filter.input, model);
  const { name } = filter;
  if (input.kind === 'failed') return input;
  if (name === 'default' || name === 'd') return defaultValue(filter, input, model);
  if (!NEEDS_A_VALUE.has(name)) return UNKNOWN;
  if (input.kind === 'undefined') return { kind: 'failed', trouble: input.trouble };
  if (name === 'first' || name === 'last')
    return input.kind === 'list' ? itemValue(filter, input, name === 'first' ? 0 : -1) : UNKNOWN;
  if (input.kind !== 'text' || name === 'length') return UNKNOWN;
  if (name === 'trim') return { kind: 'text', text: input.text.trim() };
  return name === 'lower' ? { kind: 'text', text: input.text.toLowerCase() } : input;
}

function defaultValue(filter: Filter, input: Value, model: InventoryModel): Value {
  const [fallback, forEmpty] = filter.args;
  const isPlain = filter.keywords.length === 0 && !forEmpty && !filter.starArgs && !filter.starKeywords;
  // Arguments are evaluated in any case, so one that fails does so even where it is not needed.
  const value = fallback ? evaluate(fallback, model) : UNKNOWN;
  if (value.kind === 'failed') return value;
  if (input.kind === 'undefined') return value;
  return isPlain || (input.kind === 'text' && input.text !== '') ? input : UNKNOWN;
}

/** A condition's truth, or the value the whole template then has. */
function truthOf(node: Expression, model: InventoryModel): boolean | Value {
  if (node.kind === 'test' && (node.name === 'defined' || node.name === 'undefined')) {
    const { kind, ...rest } = evaluate(node.input, model);
    if (kind === 'failed' && 'trouble' in rest) return { kind, trouble: rest.trouble };
    if (kind === 'unknown') return UNKNOWN;
    return ((kind !== 'undefined') === (node.name === 'defined')) !== node.negated;
  }
  const [operand, ...more] = node.kind === 'compare' ? node.rest : [];
  if (node.kind !== 'compare' || more.length > 0 || !operand) return UNKNOWN;
  const [left, right] = [evaluate(node.first, model), evaluate(operand.value, model)];
  if (left.kind !== 'text' || right.kind !== 'groups') return UNKNOWN;
  if (operand.operator !== 'in' && operand.operator !== 'not in') return UNKNOWN;
  return model.groups.has(left.text) === (operand.operator === 'in');
}

function join(left: Value, right: Value): Value {
  for (const side of [left, right])
    if (side.kind === 'undefined' || side.kind === 'failed') return { kind: 'failed', trouble: side.trouble };
  return left.kind === 'text' && right.kind === 'text'
    ? { kind: 'text', text: left.text + right.text }
    : UNKNOWN;
}
