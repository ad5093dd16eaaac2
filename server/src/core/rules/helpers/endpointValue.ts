// What an `api_endpoint` template gives on the hosts it counts for, and in the words of the rules why it gives nothing.
// A name that the inventory does not define is unknown, not wrong: a play or a role may.
import type { InventoryModel } from '../../inventory/model.ts';
import { createScopes } from '../../inventory/scope.ts';
import type { Expression, JinjaNode, Template } from '../../jinja/ast.ts';
import {
  type EvaluationScope,
  evaluateExpression,
  evaluateTemplate,
  printValue,
  type Value,
} from '../../jinja/evaluate.ts';
import { freeNames } from '../../jinja/freeNames.ts';
import { parseTemplate } from '../../jinja/parse.ts';
import { walk } from '../../jinja/walk.ts';
import type { Span } from '../../text/span.ts';
import { clusterGroups } from './clusterGroups.ts';

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
  /** The same on every host. */
  | { readonly kind: 'text'; readonly text: string }
  /** On one host at least. */
  | { readonly kind: 'trouble'; readonly trouble: EndpointTrouble }
  | { readonly kind: 'unknown' };

const UNKNOWN = { kind: 'unknown' } as const;

/** Nobody writes more. */
const MAX_LENGTH = 2000;
const MAX_HOSTS = 100;

/** What such templates take from the inventory as a whole: no host sees it otherwise than the others. */
const SHARED: ReadonlySet<string> = new Set(['groups', 'hostvars', 'server_group', 'agent_group']);

export function endpointValue(
  text: string,
  model: InventoryModel,
  hosts: readonly string[] = [],
): EndpointValue {
  if (text.length > MAX_LENGTH) return UNKNOWN;
  const { template, problems } = parseTemplate(text);
  if (problems.length > 0) return UNKNOWN;
  const isShared = freeNames(template).every(({ name }) => SHARED.has(name));
  const asked = isShared || hosts.length === 0 ? [undefined] : hosts;
  if (asked.length > MAX_HOSTS) return UNKNOWN;
  const scopes = createScopes(model, { others: 'unknown', defaults: roleDefaults(model) });
  const values = asked.map((host) => valueOn(scopes(host), text, template));
  const [first = UNKNOWN] = values;
  const trouble = values.find(({ kind }) => kind === 'trouble');
  if (trouble || first.kind !== 'text') return trouble ?? UNKNOWN;
  return values.every((value) => value.kind === 'text' && value.text === first.text) ? first : UNKNOWN;
}

/** The roles know their own groups' names by default. */
function roleDefaults(model: InventoryModel): ReadonlyMap<string, string> {
  const groups = clusterGroups(model);
  return new Map(
    groups
      ? [
          ['server_group', groups.server],
          ['agent_group', groups.agent],
        ]
      : [],
  );
}

function valueOn(scope: EvaluationScope | undefined, text: string, template: Template): EndpointValue {
  if (!scope) return UNKNOWN;
  const result = evaluateTemplate(text, scope);
  if (result.known) return { kind: 'text', text: printValue(result.value) };
  if (!('error' in result)) return UNKNOWN;
  const trouble = troubleAt(template, result.span, (node) => evaluateExpression(node, text, scope));
  return trouble ? { kind: 'trouble', trouble } : UNKNOWN;
}

type Evaluate = (node: Expression) => Value | undefined;

/** What is undefined at a place, if it is one of the things the rules explain. */
function troubleAt(template: Template, span: Span, evaluate: Evaluate): EndpointTrouble | undefined {
  for (const node of walk(template)) {
    if (node.span.start !== span.start || node.span.end !== span.end) continue;
    const trouble = troubleOf(node, evaluate);
    if (trouble) return trouble;
  }
  return undefined;
}

function troubleOf(node: JinjaNode, evaluate: Evaluate): EndpointTrouble | undefined {
  const { span } = node;
  if (node.kind === 'filter' && node.input && (node.name === 'first' || node.name === 'last'))
    return indexTrouble(node.input, node.name === 'first' ? 0 : -1, { span }, evaluate);
  if (node.kind !== 'attribute' && node.kind !== 'subscript') return undefined;
  const { object } = node;
  const key =
    node.kind === 'attribute' ? node.name : node.index.kind === 'slice' ? undefined : evaluate(node.index);
  if (typeof key === 'bigint' && node.kind === 'subscript')
    return indexTrouble(object, Number(key), { span, indexSpan: node.index.span }, evaluate);
  if (typeof key !== 'string') return undefined;
  if (object.kind === 'name' && object.name === 'groups') return { code: 'unknown-group', group: key, span };
  const host = key === 'ansible_host' ? evaluate(object) : undefined;
  return isObject(host) && host.kind === 'host'
    ? { code: 'no-address', host: host.scope.host, expression: node, span }
    : undefined;
}

function indexTrouble(
  list: Expression,
  index: number,
  place: { readonly span: Span; readonly indexSpan?: Span },
  evaluate: Evaluate,
): EndpointTrouble | undefined {
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
  if (node.object.kind !== 'name' || node.object.name !== 'groups') return undefined;
  if (node.kind === 'attribute') return node.name;
  const key = node.index.kind === 'slice' ? undefined : evaluate(node.index);
  return typeof key === 'string' ? key : undefined;
}

const isObject = (value: Value | undefined): value is Extract<Value, object> =>
  typeof value === 'object' && value !== null;
