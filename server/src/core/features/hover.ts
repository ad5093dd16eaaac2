// What a variable is, on its key.
import type { ModelFile, RuleContext } from '../rules/rule.ts';
import { type Message, msg } from '../text/message.ts';
import { type Span, spanTouches } from '../text/span.ts';
import { describeVariable } from './helpers/variableText.ts';

export interface Hover {
  readonly span: Span;
  /** Markdown, in paragraphs. */
  readonly markdown: readonly Message[];
}

/** The variable whose key is at the offset. Shows no value: it may be a secret. */
export function hoverAt({ model, schema }: RuleContext, file: ModelFile, offset: number): Hover | undefined {
  const definition = model.definitions.find(
    (d) => d.uri === file.source.uri && spanTouches(d.keySpan, offset),
  );
  const variable = definition && schema.variables.get(definition.name);
  if (!variable) return undefined;
  return {
    span: definition.keySpan,
    markdown: [msg('**{0}**', variable.name), ...describeVariable(variable)],
  };
}
