// Secrets that stand in a template: as the default, as what comes behind `or`, as what a condition chooses.

import { definitionsAt, templateOf } from '../../ansible/model/definitions.ts';
import { eachDefinition } from '../../ansible/model/eachDefinition.ts';
import type { ModelFile } from '../../ansible/model/model.ts';
import { secretKind } from '../../ansible/secrets/secretNames.ts';
import type { RuleContext } from '../../diagnostics/rule.ts';
import type { Expression, Filter, JinjaNode, Statement } from '../../jinja/ast.ts';
import { parseTemplate } from '../../jinja/parse.ts';
import { walk } from '../../jinja/walk.ts';
import { isSecretString, isSecretUnder } from '../../k3s/secrets/ownSecrets.ts';
import { isPlain, isSecretVariable } from '../../k3s/secrets/secretForms.ts';
import { type Span, spanOf } from '../../text/span.ts';
import { spanInFile } from '../../yaml/spanInFile.ts';

/** A secret that is written into a template. */
export interface FallbackSecret {
  readonly file: ModelFile;
  /** The text in its quotes. */
  readonly span: Span;
  readonly name: string;
}

/** Texts in templates of other variables that are secrets by their shape. */
export function* templateSecrets({
  model,
  files,
  schema,
}: RuleContext): Generator<FallbackSecret, void, undefined> {
  for (const name of model.definitionsByName.keys()) {
    if (name === 'token' || isSecretVariable(schema, name)) continue;
    for (const { definition, scalar, spans } of secretStrings(model, name)) {
      const file = files.get(definition.uri);
      if (!file) continue;
      for (const span of spans) yield { file, span: spanInFile(file.source, scalar, span), name };
    }
  }
}

const secretStrings = eachDefinition((definition) => {
  const scalar = templateOf(definition);
  const kind = secretKind(definition.name);
  // Parsing costs more than checking whether there is any text that could be one.
  if (!scalar || !(kind ? /["'][^"'\s]{4,}["']/ : /["'][^"'\s]{12,}["']/).test(scalar.text)) return undefined;
  const { template } = parseTemplate(scalar.text);
  const values = new Set<JinjaNode>(kind ? template.body.flatMap(valuesOf) : []);
  const spans: Span[] = [];
  for (const node of walk(template)) {
    if (node.kind !== 'string') continue;
    const isValue = kind !== undefined && values.has(node) && isSecretUnder(kind, node.value);
    if (isValue || isSecretString(node.value)) spans.push(spanOf(node.span.start, node.span.end));
  }
  return spans.length > 0 ? { definition, scalar, spans } : undefined;
});

/** The texts that the whole may come out as. */
const valuesOf = (statement: Statement): readonly Expression[] =>
  statement.kind === 'output' ? resultsOf(statement.expression) : [];

function resultsOf(node: Expression): readonly Expression[] {
  if (node.kind === 'string') return [node];
  if (node.kind === 'conditional')
    return [node.value, ...(node.otherwise ? [node.otherwise] : [])].flatMap(resultsOf);
  if (node.kind === 'binary' && (node.operator === 'or' || node.operator === 'and'))
    return [node.left, node.right].flatMap(resultsOf);
  if (node.kind !== 'filter') return [];
  const [fallback] = isDefault(node) ? node.args : [];
  return [...(node.input ? resultsOf(node.input) : []), ...(fallback ? resultsOf(fallback) : [])];
}

const isDefault = ({ name }: Filter): boolean => /^(?:default|d)$/.test(name);

/** Texts that a template of a secret variable gives by itself, such as those of `default()`. */
export function* fallbackSecrets({
  model,
  files,
  schema,
}: RuleContext): Generator<FallbackSecret, void, undefined> {
  for (const name of model.definitionsByName.keys()) {
    if (name !== 'token' && !isSecretVariable(schema, name)) continue;
    for (const definition of definitionsAt(model, name)) {
      const file = files.get(definition.uri);
      const scalar = templateOf(definition);
      if (!file || !scalar) continue;
      for (const span of fallbacksIn(scalar.text))
        yield { file, span: spanInFile(file.source, scalar, span), name };
    }
  }
}

function* fallbacksIn(text: string): Generator<Span, void, undefined> {
  const { template } = parseTemplate(text);
  const values = new Set<JinjaNode>(template.body.flatMap(valuesOf));
  const defaults = new Set<JinjaNode>();
  for (const node of walk(template)) {
    const [fallback] = node.kind === 'filter' && isDefault(node) ? node.args : [];
    if (fallback) defaults.add(fallback);
  }
  for (const node of walk(template)) {
    if (node.kind !== 'string') continue;
    const isSecret = defaults.has(node)
      ? isPlain(node.value)
      : values.has(node) && isSecretUnder('password', node.value);
    if (isSecret) yield spanOf(node.span.start, node.span.end);
  }
}
