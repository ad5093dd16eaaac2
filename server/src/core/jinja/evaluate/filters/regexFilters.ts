// Filters with regular expressions. Read from ansible-core 2.14.18, plugins/filter/core.py.
import { msg } from '../../../text/message.ts';
import { positionalArguments } from '../arguments.ts';
import { isTrue } from '../operators.ts';
import { groupsIn, regularExpression, replaceAll } from '../regularExpression.ts';
import { textOf } from '../text.ts';
import { fatal, list, notEvaluated, used, type Value } from '../value.ts';
import type { FilterCall, FilterFunction } from './filterCall.ts';

const flagsOf = (ignoreCase: Value | undefined): string => (isTrue(ignoreCase ?? false) ? 'i' : '');

function refuse(option: Value | undefined): void {
  if (isTrue(option ?? false)) throw notEvaluated('multiline');
}

function regexReplace(input: Value, { bind, frame }: FilterCall): Value {
  const [pattern = '', replacement = '', ignoreCase, multiline] = bind(
    'pattern',
    'replacement',
    'ignorecase',
    'multiline',
  );
  refuse(multiline);
  return replaceAll(frame.run, textOf(input), pattern, replacement, flagsOf(ignoreCase));
}

/** The first match, or some of its groups; null where there is none. */
function regexSearch(input: Value, { frame, node, bind }: FilterCall): Value {
  if (node.keywords.length > 0) {
    const [pattern, , , ignoreCase, multiline] = bind('regex', '', '', 'ignorecase', 'multiline');
    refuse(multiline);
    if (pattern === undefined || node.args.length > 1) throw notEvaluated('regex_search');
    return (
      regularExpression(pattern, textOf(input), flagsOf(ignoreCase), frame.run).exec(textOf(input))?.[0] ??
      null
    );
  }
  const [pattern, ...groups] = positionalArguments(frame, node);
  if (pattern === undefined) throw fatal(msg('the pattern is missing'));
  const numbers = groups.map((group) => Number(/^\\([1-9])$/.exec(String(used(group)))?.[1]));
  if (numbers.some((number) => Number.isNaN(number) || number > groupsIn(pattern)))
    throw notEvaluated('regex_search');
  const found = regularExpression(pattern, textOf(input), '', frame.run).exec(textOf(input));
  if (!found) return null;
  return groups.length === 0 ? found[0] : list(numbers.map((number) => found[number] ?? null));
}

/** What matches; with a group in the pattern the group, with several a tuple of them. */
function regexFindAll(input: Value, { bind, frame }: FilterCall): Value {
  const [pattern, multiline, ignoreCase] = bind('regex', 'multiline', 'ignorecase');
  refuse(multiline);
  if (pattern === undefined) throw fatal(msg('the pattern is missing'));
  const text = textOf(input);
  const matches = [...text.matchAll(regularExpression(pattern, text, `g${flagsOf(ignoreCase)}`, frame.run))];
  return list(
    matches.map(([whole, ...groups]): Value => {
      const items = groups.map((group) => group ?? '');
      const [only = whole] = items;
      return items.length > 1 ? { kind: 'tuple', items } : only;
    }),
  );
}

function regexEscape(input: Value, { bind }: FilterCall): Value {
  bind();
  return textOf(input).replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, '\\$&');
}

/** Filters with regular expressions, by name. */
export const REGEX_FILTERS: readonly (readonly [string, FilterFunction])[] = [
  ['regex_replace', regexReplace],
  ['regex_search', regexSearch],
  ['regex_findall', regexFindAll],
  ['regex_escape', regexEscape],
];
