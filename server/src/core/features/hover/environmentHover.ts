// What a variable of the environment means, for the installer of K3s or for K3s itself.
import { environmentVariables } from '../../k3s/config/environmentText.ts';
import { flagOfVariable } from '../../k3s/config/flags.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { code, joined } from '../../text/markdown.ts';
import { type Message, msg } from '../../text/message.ts';
import { type Span, spanTouches } from '../../text/span.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import { describeFlag } from '../wording/flagText.ts';

interface EnvironmentHover {
  readonly span: Span;
  readonly markdown: readonly Message[];
}

/** On the name, and on the value. */
export function environmentHoverAt(
  context: InventoryContext,
  uri: string,
  offset: number,
): EnvironmentHover | undefined {
  for (const { definition, file, name, nameSpan, valueSpan } of environmentVariables(context)) {
    const isHere = spanTouches(nameSpan, offset) || spanTouches(valueSpan, offset);
    if (definition.uri !== uri || !isHere) continue;
    const about = aboutVariable(context, name);
    const span = lineOf(file.source, nameSpan);
    return about.length === 0 ? undefined : { span, markdown: [msg('**{0}**', name), ...about] };
  }
  return undefined;
}

function aboutVariable({ schema }: InventoryContext, name: string): readonly Message[] {
  const flag = flagOfVariable(name);
  const known = schema.installVariables.get(name);
  const values = known && [...known.values, ...known.commonValues];
  return [
    ...(known ? [known.description] : []),
    ...(values && values.length > 0 && !flag ? [msg('Values: {0}', joined(values.map(code)))] : []),
    ...(flag ? [msg('Sets {0} of K3s.', code(flag.name)), ...describeFlag(flag)] : []),
    ...(known ? [msg('Read by the installer of K3s')] : []),
  ];
}
