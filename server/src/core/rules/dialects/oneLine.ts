// Where a finding about a variable points.
import { valueLocation } from '../../ansible/model/definitions.ts';
import type { Location, VariableDefinition } from '../../ansible/model/model.ts';
import type { RuleContext } from '../../diagnostics/rule.ts';
import { lineColumnAt } from '../../text/sourceText.ts';

/** The value, or the variable's name where the value takes several lines. */
export function oneLine({ files }: RuleContext, definition: VariableDefinition): Location {
  const location = valueLocation(definition);
  const source = files.get(definition.uri)?.source;
  const [first, last] = [location.span.start, location.span.end].map(
    (at) => source && lineColumnAt(source, at).line,
  );
  return first === last ? location : { uri: definition.uri, span: definition.keySpan };
}
