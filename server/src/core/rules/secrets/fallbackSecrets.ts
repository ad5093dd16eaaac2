// Secrets that stand in a template as the default: `default('…')`.

import { definitionsAt, templateOf } from '../../ansible/model/definitions.ts';
import { eachDefinition } from '../../ansible/model/eachDefinition.ts';
import type { ModelFile } from '../../ansible/model/model.ts';
import type { RuleContext } from '../../diagnostics/rule.ts';
import { parseTemplate } from '../../jinja/parse.ts';
import { walk } from '../../jinja/walk.ts';
import { isSecretString } from '../../k3s/secrets/ownSecrets.ts';
import { isPlain, isSecretVariable } from '../../k3s/secrets/secretForms.ts';
import { type Span, spanOf } from '../../text/span.ts';
import { spanInFile } from '../../yaml/spanInFile.ts';

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
  // Parsing costs more than checking whether there is any text that could be one.
  if (!scalar || !/["'][^"'\s]{12,}["']/.test(scalar.text)) return undefined;
  const spans: Span[] = [];
  for (const node of walk(parseTemplate(scalar.text).template))
    if (node.kind === 'string' && isSecretString(node.value))
      spans.push(spanOf(node.span.start, node.span.end));
  return spans.length > 0 ? { definition, scalar, spans } : undefined;
});

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
  for (const node of walk(parseTemplate(text).template)) {
    if (node.kind !== 'filter' || !/^(?:default|d)$/.test(node.name)) continue;
    const [fallback] = node.args;
    if (fallback?.kind === 'string' && isPlain(fallback.value))
      yield spanOf(fallback.span.start, fallback.span.end);
  }
}
