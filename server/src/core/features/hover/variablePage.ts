// The page of a variable as an editor shows it, without a network: what a hover has no room for.
import { loadVariableSchemas } from '../../k3s/schema/variableSchema.ts';
import { type Bundle, formatMessage } from '../../text/message.ts';
import { describeVariable } from '../wording/variableText.ts';

/** Markdown in the bundle's language; `undefined` for what is no variable of the newest k3s-ansible. */
export function variablePage(name: string, bundle: Bundle): string | undefined {
  const variable = loadVariableSchemas()().variables.get(name);
  if (!variable) return undefined;
  const paragraphs = describeVariable(variable).map((one) => formatMessage(one, bundle));
  return `${[`# ${name}`, ...paragraphs].join('\n').replaceAll(/\n+/g, '\n\n')}\n`;
}
