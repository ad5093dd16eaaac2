// What is wrong with a definition of `token`: one problem, the most serious. The rules about tokens share this, so that
// one cause gives one finding. Never puts a value, or a part of it, into a message.

import { definitionsAt, literalOf, templateOf, valueLocation } from '../../ansible/model/definitions.ts';
import type { InventoryModel, Location, ModelFile, VariableDefinition } from '../../ansible/model/model.ts';
import { definitionLookup, definitionsOf, hostsOfOwner } from '../../ansible/model/queries.ts';
import { mayBeDefinedElsewhere } from '../../ansible/templates/elsewhere.ts';
import type { Expression } from '../../jinja/ast.ts';
import { parseTemplate } from '../../jinja/parse.ts';
import { lineColumnAt } from '../../text/sourceText.ts';
import { resolveAlias } from '../../yaml/tree.ts';
import { takenFrom } from '../cluster.ts';
import { createOwnerFilter } from '../clusterGroups.ts';
import type { InventoryContext } from '../context.ts';
import { isPlaceholder } from './placeholder.ts';

/**
 * In order of precedence: of two that apply, the first is reported. What is no text cannot be judged as one, a form
 * that k3s refuses is wrong even as a sample, a sample must be replaced whatever its lines, and how a secret is kept
 * matters only once it is one.
 */
export type TokenProblem = 'empty' | 'not-string' | 'unusable' | 'placeholder' | 'multiline' | 'plaintext';

/** Problems of a token that anybody can read, whatever else is wrong with it. */
const LEAKS: ReadonlySet<TokenProblem> = new Set(['plaintext', 'multiline', 'unusable']);

/** Where the problem is, which for a token by reference may be another variable. */
export interface TokenWithProblem {
  /** The definition of the token, or of a variable that it refers to. */
  readonly definition: VariableDefinition;
  readonly file: ModelFile;
  /** Where a finding points; always on one line. */
  readonly location: Location;
}

/** Definitions of the cluster's token that have this problem. */
export function* tokensWith(
  context: InventoryContext,
  problem: TokenProblem,
): Generator<TokenWithProblem, void, undefined> {
  for (const found of tokensWithProblem(context))
    if (found.problem === problem && !isOverridden(context.model, found.definition, problem)) yield found;
}

/** Definitions that contain the secret itself, also in forms that k3s refuses: it may still be accepted elsewhere. */
export function* tokensInPlainText(context: InventoryContext): Generator<TokenWithProblem, void, undefined> {
  for (const found of tokensWithProblem(context)) {
    const isSample = isPlaceholder(passwordOf(literalOf(found.definition)?.text.trim() ?? ''));
    // A variable that the token refers to is a secret like others, and reported as one.
    const isOwn = found.definition.name === context.tokenVariable;
    if (isOwn && LEAKS.has(found.problem) && !isSample) yield found;
  }
}

function* tokensWithProblem({
  model,
  files,
  tokenVariable,
}: InventoryContext): Generator<TokenWithProblem & { readonly problem: TokenProblem }, void, undefined> {
  const isOurs = createOwnerFilter(model);
  const own = tokenVariable === undefined ? [] : definitionsAt(model, tokenVariable);
  const taken = own
    .filter(({ owner }) => isOurs(owner))
    .flatMap((definition) => takenFrom(model, definition));
  for (const definition of new Set([...own, ...taken])) {
    const file = files.get(definition.uri);
    const problem = file && isOurs(definition.owner) ? problemOf(model, definition) : undefined;
    // A token that refers to an empty value is reported at the token.
    if (!file || !problem || (problem === 'empty' && definition.name !== tokenVariable)) continue;
    yield { definition, file, location: oneLineLocation(file, definition), problem };
  }
}

/**
 * Whether every host it is meant for has another token. A secret in plain text is one even then. Where an unreadable
 * file may override it, a text is judged all the same, an empty value is not.
 */
function isOverridden(model: InventoryModel, definition: VariableDefinition, problem: TokenProblem): boolean {
  const hosts = hostsOfOwner(model, definition.owner);
  if (problem === 'plaintext' || hosts.length === 0) return false;
  const lookUp = definitionLookup(model, definition.name);
  return hosts.every((host) => {
    const effective = lookUp(host);
    const isHidden =
      effective?.uri !== definition.uri || effective.keySpan.start !== definition.keySpan.start;
    return isHidden || (problem === 'empty' && mayBeDefinedElsewhere(model, definition.name, host));
  });
}

function problemOf(model: InventoryModel, definition: VariableDefinition): TokenProblem | undefined {
  const value = resolveAlias(definition.value);
  if (value && value.kind !== 'scalar') return 'not-string';
  if (!value || value.type === 'null') return 'empty';
  const template = templateOf(definition);
  if (template) return emptyTemplate(model, template.text) ? 'empty' : undefined;
  const literal = literalOf(definition);
  if (!literal || literal.type === 'binary') return undefined;
  return literal.type === 'str' ? problemOfText(literal.text) : 'not-string';
}

function problemOfText(raw: string): TokenProblem | undefined {
  const text = raw.trim();
  if (text === '') return 'empty';
  if (isOpaque(text)) return undefined;
  if (unusableForm(text)) return 'unusable';
  if (isPlaceholder(text)) return 'placeholder';
  return /[\r\n]/.test(text) ? 'multiline' : 'plaintext';
}

/** Ciphertext, references that another tool resolves, and placeholders of a template engine. */
export const isOpaque = (text: string): boolean =>
  /^(?:\$ANSIBLE_VAULT|!vault|ENC\[|[a-z][a-z0-9+.-]*:\/\/)/.test(text) ||
  /^(?:\$\{?\w+\}?|\{\w*\}|%[\w(){} -]+%?|@@?\w+@@?)$/.test(text);

/**
 * `short` is what `k3s token generate` and kubeadm print, `created` the same with the hash of a certificate authority,
 * as `k3s token create` prints it, `secure` what stands in the file `node-token` of a server.
 */
export type UnusableForm = 'short' | 'created' | 'secure' | 'malformed';

const SHORT = /^[a-z0-9]{6}\.[a-z0-9]{16}$/;

/** Forms to which k3s gives a special meaning. */
export function unusableForm(text: string): UnusableForm | undefined {
  if (SHORT.test(text)) return 'short';
  if (!text.startsWith('K10')) return undefined;
  const [, credentials] = /^K10[0-9a-fA-F]{64}::(\S+)$/.exec(text) ?? [];
  if (credentials === undefined) return 'malformed';
  if (SHORT.test(credentials)) return 'created';
  return /^[^:]+:./.test(credentials) ? 'secure' : 'malformed';
}

/** The part behind the hash of a certificate authority and the user; a text without them is all password. */
const passwordOf = (text: string): string => text.replace(/^K10[^:]*::(?:[^:]*:)?/, '');

/** How a template can have an empty value. */
export type EmptyTemplate =
  | { readonly cause: 'literal' }
  /** `default('')` after a name that nothing readable defines; the command line may still define it. */
  | { readonly cause: 'fallback'; readonly name: string }
  | { readonly cause: 'reference'; readonly definition: VariableDefinition };

/** Why a template that is a single expression gives nothing; `undefined` where it gives something, or may. */
export function emptyTemplate(model: InventoryModel, text: string): EmptyTemplate | undefined {
  const expression = soleExpression(text);
  if (!expression) return undefined;
  if (isBlank(expression)) return { cause: 'literal' };
  const fallback =
    expression.kind === 'filter' && /^(?:default|d)$/.test(expression.name) ? expression : undefined;
  const input = fallback ? fallback.input : expression;
  if (input?.kind !== 'name' || mayBeDefinedElsewhere(model, input.name)) return undefined;
  const definitions = definitionsOf(model, input.name);
  const [first] = definitions;
  if (!first) {
    const isNothing = fallback !== undefined && isBlank(fallback.args[0]);
    return isNothing ? { cause: 'fallback', name: input.name } : undefined;
  }
  const isNothing = !fallback && definitions.every((definition) => isBlankLiteral(definition));
  return isNothing ? { cause: 'reference', definition: first } : undefined;
}

/** The expression that a template consists of, without filters that leave an empty value empty. */
function soleExpression(text: string): Expression | undefined {
  const { template, problems } = parseTemplate(text);
  const [output, ...others] = template.body;
  if (problems.length > 0 || others.length > 0 || output?.kind !== 'output') return undefined;
  let { expression } = output;
  while (expression.kind === 'filter' && expression.input && /^(?:trim|string)$/.test(expression.name))
    expression = expression.input;
  return expression;
}

const isBlank = (expression: Expression | undefined): boolean =>
  expression?.kind === 'string' && expression.value.trim() === '';

function isBlankLiteral(definition: VariableDefinition): boolean {
  const value = resolveAlias(definition.value);
  return !value || (value.kind === 'scalar' && value.type !== 'vault' && value.text.trim() === '');
}

/** The value, or the key where the value takes several lines. */
function oneLineLocation({ source }: ModelFile, definition: VariableDefinition): Location {
  const location = valueLocation(definition);
  const [first, last] = [location.span.start, location.span.end].map((at) => lineColumnAt(source, at).line);
  return first === last ? location : { uri: definition.uri, span: definition.keySpan };
}
