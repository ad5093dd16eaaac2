// The value of an `api_endpoint` template on the hosts it counts for, and why it has none in the words of the rules. A
// name that the inventory does not define is unknown, not wrong: a play or a role may define it.
import type { InventoryModel } from '../ansible/model/model.ts';
import type { Template } from '../jinja/ast.ts';
import {
  type EvaluationScope,
  evaluateExpression,
  evaluateTemplate,
  isKind,
  printValue,
} from '../jinja/evaluate.ts';
import { parseTemplate } from '../jinja/parse.ts';
import { hostsToAsk, MAX_LENGTH, scopesFor } from './evaluation.ts';
import { findUndefinedPart, type UndefinedPart } from './undefinedPart.ts';

/** What is certain about a template on all its hosts together. */
export type EndpointValue =
  /** The same on every host. */
  | { readonly kind: 'text'; readonly text: string }
  /** A list or a mapping on every host, such as all hosts of a group. */
  | { readonly kind: 'collection' }
  /** On one host at least. */
  | { readonly kind: 'problem'; readonly problem: UndefinedPart }
  | { readonly kind: 'unknown' };

const UNKNOWN = { kind: 'unknown' } as const;

/** Evaluates a template on the hosts it counts for. */
export function endpointValue(
  text: string,
  model: InventoryModel,
  hosts: readonly string[] = [],
): EndpointValue {
  if (text.length > MAX_LENGTH) return UNKNOWN;
  const { template, problems } = parseTemplate(text);
  if (problems.length > 0) return UNKNOWN;
  const asked = hostsToAsk(model, template, hosts);
  if (!asked) return UNKNOWN;
  const scopes = scopesFor(model);
  const values = asked.map((host) => valueOn(scopes(host), text, template));
  const [first = UNKNOWN] = values;
  const problem = values.find(({ kind }) => kind === 'problem');
  if (problem) return problem;
  if (first.kind !== 'text') return values.every(({ kind }) => kind === first.kind) ? first : UNKNOWN;
  return values.every((value) => value.kind === 'text' && value.text === first.text) ? first : UNKNOWN;
}

function valueOn(scope: EvaluationScope | undefined, text: string, template: Template): EndpointValue {
  if (!scope) return UNKNOWN;
  const result = evaluateTemplate(text, scope);
  if (result.known) {
    const isCollection = isKind(result.value, 'list') || isKind(result.value, 'dict');
    return isCollection ? { kind: 'collection' } : { kind: 'text', text: printValue(result.value) };
  }
  if (!('error' in result)) return UNKNOWN;
  const problem = findUndefinedPart(template, result.span, (node) => evaluateExpression(node, scope));
  return problem ? { kind: 'problem', problem } : UNKNOWN;
}
