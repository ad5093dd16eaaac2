// Where a cursor stands among the arguments of K3s: in the name of a flag, or in the value of one.
import { type ArgumentText, argumentTextAt } from '../../k3s/config/argumentText.ts';
import { type Flag, findFlag, type Scope } from '../../k3s/config/flags.ts';
import { UNKNOWN } from '../../k3s/config/maskJinja.ts';
import type { Word } from '../../k3s/config/unitWords.ts';
import type { InventoryContext } from '../../k3s/context.ts';
import { type Span, spanOf } from '../../text/span.ts';
import { scalarOffsetMap } from '../../yaml/scalarOffsets.ts';

/** A cursor in `extra_server_args` and the like. */
export interface ArgumentCursor {
  readonly scope: Scope;
  /** The flag whose value is being typed; absent where a flag is. */
  readonly flag?: Flag;
  /** Names of the flags that are written already. */
  readonly taken: readonly string[];
  /** In the file. */
  readonly replace: Span;
  /** A `=` follows the name. */
  readonly hasEquals: boolean;
}

/** `undefined` in a word that an expression makes, whose text is not known. */
export function argumentCursorAt(
  context: InventoryContext,
  uri: string,
  offset: number,
): ArgumentCursor | undefined {
  const text = argumentTextAt(context, uri, offset);
  if (!text) return undefined;
  const map = scalarOffsetMap(text.scalar, text.file.source.pieces);
  const index = map.indexAt(offset);
  const { words, scope } = text;
  const own = words.find(({ span }) => span.start < index && index <= span.end);
  if (own?.text.includes(UNKNOWN)) return undefined;
  const taken = words.filter((word) => word !== own).flatMap(({ text: each }) => nameOf(each));
  const at = (span: Span): Span => map.spanAt(span.start, span.end);
  const base = { scope, taken, hasEquals: false };
  const flag = flagBefore(words, own, index);
  const none = at(spanOf(index, index));
  if (!own) return { ...base, ...(flag && { flag }), replace: none };
  if (!own.text.startsWith('-')) return flag && { ...base, flag, replace: at(own.span) };
  return inFlag(text, own, index, { ...base, replace: none }, at);
}

/** In `--name`, or in the value behind its `=`. */
function inFlag(
  { scalar }: ArgumentText,
  own: Word,
  index: number,
  base: ArgumentCursor,
  at: (span: Span) => Span,
): ArgumentCursor | undefined {
  const written = scalar.text.slice(own.span.start, own.span.end);
  const equals = written.indexOf('=');
  const end = equals < 0 ? own.span.end : own.span.start + equals;
  if (index <= end) return { ...base, replace: at(spanOf(own.span.start, end)), hasEquals: equals >= 0 };
  const flag = findFlag(nameOf(own.text)[0] ?? '');
  const [, lead = ''] = /^[^=]*=(["']?)/.exec(written) ?? [];
  const start = end + 1 + lead.length;
  const tail = lead !== '' && written.endsWith(lead) && own.span.end > start ? 1 : 0;
  return flag && { ...base, flag, replace: at(spanOf(start, own.span.end - tail)) };
}

/** The flag that the word at the index is the value of. */
function flagBefore(words: readonly Word[], own: Word | undefined, index: number): Flag | undefined {
  const before = own ? words[words.indexOf(own) - 1] : words.findLast(({ span }) => span.end < index);
  if (!before?.text.startsWith('-') || before.text.includes('=')) return undefined;
  const flag = findFlag(nameOf(before.text)[0] ?? '');
  return flag?.type === 'boolean' ? undefined : flag;
}

const nameOf = (word: string): readonly string[] => {
  const [, name] = /^--?([^=]+)/.exec(word) ?? [];
  return name === undefined ? [] : [name];
};
