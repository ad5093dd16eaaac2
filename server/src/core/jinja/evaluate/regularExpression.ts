// Regular expressions of Python, as far as those of JavaScript surely do the same on the same text.
import { isKind, notEvaluated, used, type Value } from './value.ts';

const SAFE =
  /^(?:[A-Za-z0-9 _:/@=,"'^|()*+?.-]|\$(?=$)|\\[dw./?*+()[\]-]|\[\^?(?:[A-Za-z0-9_:./]|-(?=[A-Za-z0-9\]])|\\[dw])+\])*$/;
/** Groups that are repeated may take for ever, and those with a question mark are not the same everywhere. */
const ODD = /\)[*+?]|\(\?|[*+?][*+?]/;
const MAX_LENGTH = 300;

export function regularExpression(pattern: Value, value: string, flags: string): RegExp {
  const source = used(pattern);
  if (typeof source !== 'string') throw notEvaluated('regex');
  const repeats = source.match(/[*+?]/g)?.length ?? 0;
  const isSafe = SAFE.test(source) && !ODD.test(source) && repeats <= 2;
  if (!isSafe || value.length > MAX_LENGTH || !/^[\x20-\x7e]*$/.test(value)) throw notEvaluated('regex');
  try {
    return new RegExp(source, flags);
  } catch {
    // What JavaScript refuses, Python may take.
    throw notEvaluated('regex');
  }
}

/** What `re.sub` makes of a replacement: at most `\1` to `\9` in it. */
export function replaceAll(text: string, pattern: Value, replacement: Value): string {
  const insert = used(replacement);
  if (typeof insert !== 'string' || /\\(?![1-9](?!\d))/.test(insert)) throw notEvaluated('regex_replace');
  const expression = regularExpression(pattern, text, 'g');
  const groups = (String(used(pattern)).match(/(?<!\\)\(/g) ?? []).length;
  return text.replace(expression, (...found: readonly (string | number | undefined)[]) =>
    insert.replace(/\\([1-9])/g, (_, digit: string) => {
      if (Number(digit) > groups) throw notEvaluated('regex_replace');
      return String(found[Number(digit)] ?? '');
    }),
  );
}

/** Whether any of the values is given: options are not evaluated. */
export function refuseOptions(...options: readonly (Value | undefined)[]): void {
  if (options.some((option) => option !== undefined && option !== false && !isKind(option, 'undefined')))
    throw notEvaluated('regex');
}
