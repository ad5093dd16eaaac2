// The parameters of the filter, test or function whose parentheses the cursor is in.
import type { ModelFile } from '../../ansible/model/model.ts';
import type { Message } from '../../text/message.ts';
import { type Span, spanOf } from '../../text/span.ts';
import { jinjaCursorAt } from '../cursor/jinjaCursor.ts';
import { callAround, type JinjaCall } from '../cursor/jinjaPlace.ts';
import { FUNCTIONS } from '../wording/jinjaWords.ts';
import { aboutPlugin, findPlugin, parameterName, parametersOf, signatureOf } from '../wording/pluginText.ts';

/** A signature as it is shown, and which of its parameters the cursor is at. */
export interface SignatureHelp {
  readonly label: string;
  /** Where each parameter stands in the label. */
  readonly parameters: readonly Span[];
  /** Absent where there are more arguments than parameters. */
  readonly active?: number;
  /** Markdown paragraphs. */
  readonly documentation: readonly Message[];
}

/** From tokens, not from the tree: while the user types, the parenthesis is not closed. */
export function signatureAt({ source, document }: ModelFile, offset: number): SignatureHelp | undefined {
  const cursor = jinjaCursorAt(source, document, offset);
  const call = cursor && callAround(cursor.tokens);
  const called = call && describe(call);
  if (!called) return undefined;
  const names = parametersOf(called);
  const active = activeParameter(names, call);
  return {
    label: called.label,
    parameters: placesOf(called.label, names),
    documentation: called.documentation,
    ...(active !== undefined && { active }),
  };
}

function describe({ kind, name }: JinjaCall) {
  if (kind === 'function') {
    const found = FUNCTIONS.find((each) => each.name === name);
    if (!found) return undefined;
    const { parameters, about } = found;
    return { parameters, label: `${name}(${parameters})`, documentation: [about] };
  }
  const plugin = findPlugin(kind, name);
  if (!plugin?.parameters) return undefined;
  const { parameters } = plugin;
  return { parameters, label: signatureOf(plugin), documentation: aboutPlugin(plugin) };
}

/** All further arguments belong to a parameter with a star. */
function activeParameter(parameters: readonly string[], { index, keyword }: JinjaCall): number | undefined {
  const named = parameters.findIndex((parameter) => parameterName(parameter) === keyword);
  if (keyword !== undefined && named >= 0) return named;
  const star = parameters.findIndex((parameter) => parameter.startsWith('*'));
  const active = star >= 0 && star < index ? star : index;
  return active < parameters.length ? active : undefined;
}

function placesOf(label: string, parameters: readonly string[]): readonly Span[] {
  let at = label.indexOf('(');
  return parameters.map((parameter) => {
    const start = label.indexOf(parameter, at);
    at = start + parameter.length;
    return spanOf(start, at);
  });
}
