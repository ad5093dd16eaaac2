// The token of a host, as far as the inventory defines it, followed through templates. Never returns the value itself.

import { literalOf, scalarOf, templateOf } from '../ansible/model/definitions.ts';
import type { VariableDefinition } from '../ansible/model/model.ts';
import { evaluateTemplate } from '../jinja/evaluate.ts';
import { parseYaml } from '../yaml/parseYaml.ts';
import { findPair, resolveAlias } from '../yaml/tree.ts';
import { definitionsFor } from './cluster.ts';
import { CARRIERS } from './config/carriers.ts';
import type { InventoryContext } from './context.ts';
import { scopesFor } from './evaluation.ts';
import { nothingDefines } from './nothingDefines.ts';
import { emptyTemplate } from './secrets/token.ts';

/** What is known of a token, without the token. */
export type TokenValue =
  | { readonly kind: 'none' | 'empty' | 'given' | 'unknown' }
  /** It refers to something that nothing nearby defines: the roles then consider the token undefined. */
  | { readonly kind: 'undefined'; readonly name: string };

/** What the token of one host is, by its effective definition. */
export function tokenValue(context: InventoryContext, host: string): TokenValue {
  const definition = effectiveOn(context, host, 'token');
  if (!definition) return { kind: 'none' };
  const scalar = scalarOf(definition);
  if (!scalar) return { kind: definition.value ? 'unknown' : 'empty' };
  if (scalar.type === 'vault') return { kind: 'given' };
  const template = templateOf(definition);
  if (!template)
    return { kind: scalar.type === 'null' || literalOf(definition)?.text.trim() === '' ? 'empty' : 'given' };
  const name = nothingDefines(context, template.text, host);
  if (name !== undefined) return { kind: 'undefined', name };
  if (emptyTemplate(context.model, template.text)) return { kind: 'empty' };
  const scope = scopesFor(context.model)(host);
  const result = scope && evaluateTemplate(template.text, scope);
  if (result?.known) return { kind: String(result.value ?? '').trim() === '' ? 'empty' : 'given' };
  // A secret is defined, and not shown; the user's environment may lack the variable.
  const mayBeEmpty = ENVIRONMENT.test(template.text) && !FALLBACK.test(template.text);
  return { kind: mayBeEmpty ? 'unknown' : 'given' };
}

const ENVIRONMENT = /\b(?:lookup|query|q)\s*\(\s*["'](?:ansible\.builtin\.)?env["']/;
/** A default for empty values, too, or an environment that must have the variable. */
const FALLBACK =
  /\bdefault\s*\([^)]{1,300},\s*(?:boolean\s*=\s*)?true\s*\)|\bd\s*\([^)]{1,300},\s*true\s*\)|default\s*=/i;

/** What the user's own configuration sets besides, for a server or for an agent. */
export interface OwnConfig {
  readonly name: string;
  readonly token: 'same' | 'other' | 'unknown' | undefined;
  readonly hasServer: boolean;
}

/** What the user's own configuration of the host says about joining, which K3s prefers to what the role passes. */
export function ownConfig(context: InventoryContext, host: string, isServer: boolean): OwnConfig {
  const [name] = CARRIERS[isServer ? 'server' : 'agent'];
  const definition = effectiveOn(context, host, name);
  const text = definition && scalarOf(definition)?.text;
  const root = resolveAlias(text === undefined ? definition?.value : parseYaml(text).root);
  if (root?.kind !== 'mapping') return { name, token: undefined, hasServer: false };
  const own = resolveAlias(findPair(root, 'token')?.value);
  const other = findPair(root, 'token-file');
  return {
    name,
    hasServer: findPair(root, 'server') !== undefined,
    token: other ? 'other' : own && compare(context, host, own.kind === 'scalar' ? own.text.trim() : ''),
  };
}

/** Texts are compared as written: two templates with one text have one value. */
function compare(context: InventoryContext, host: string, text: string): OwnConfig['token'] {
  const token = effectiveOn(context, host, 'token');
  const written = token && scalarOf(token)?.text.trim();
  if (written === text || /^\{\{-?\s*token\s*(?:\|\s*trim\s*)?-?\}\}$/.test(text))
    return text === '' ? 'other' : 'same';
  return /\{[{%]/.test(`${text}${written ?? ''}`) ? 'unknown' : 'other';
}

const effectiveOn = (
  { model }: InventoryContext,
  host: string,
  name: string,
): VariableDefinition | undefined => definitionsFor(model, [host], name).effective[0]?.definition;
