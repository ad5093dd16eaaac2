// The arguments of a filter, test or method, by the names of its parameters.
import { msg } from '../../text/message.ts';
import type { Arguments } from '../ast.ts';
import { evaluate, type Frame } from './frame.ts';
import { unknown, type Value } from './value.ts';

/**
 * The value of each parameter, `undefined` where none is given. All arguments are evaluated, needed or not, as Python
 * does.
 */
export function bindArguments(
  frame: Frame,
  { args, keywords, starArgs, starKeywords }: Arguments,
  parameters: readonly string[],
): readonly (Value | undefined)[] {
  const bound = parameters.map((): Value | undefined => undefined);
  const odd = unknown(msg('with these arguments it is not evaluated here'));
  if (starArgs || starKeywords || args.length > parameters.length) throw odd;
  for (const [index, argument] of args.entries()) bound[index] = evaluate(frame, argument);
  for (const { name, value } of keywords) {
    const index = parameters.indexOf(name);
    if (index < 0 || bound[index] !== undefined) throw odd;
    bound[index] = evaluate(frame, value);
  }
  return bound;
}

/** The arguments of a method that takes its values by position only. */
export function positionalArguments(
  frame: Frame,
  { args, keywords, starArgs, starKeywords }: Arguments,
): readonly Value[] {
  if (keywords.length > 0 || starArgs || starKeywords)
    throw unknown(msg('with these arguments it is not evaluated here'));
  return args.map((argument) => evaluate(frame, argument));
}
