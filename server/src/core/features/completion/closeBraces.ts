// The `}}` for a `{{` that has just been typed, `%}` for `{%` and `#}` for `{#`.

import type { ModelFile } from '../../ansible/model/model.ts';
import { lineColumnAt, lineSpan, type SourceText } from '../../text/sourceText.ts';
import { spanOf } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { isInComment } from '../cursor/comments.ts';
import { jinjaCursorAt } from '../cursor/jinjaCursor.ts';

interface Closer {
  readonly closer: string;
  /** Whether a closer follows before the next opener. */
  readonly follows: RegExp;
}

const CLOSERS: ReadonlyMap<string, Closer> = new Map([
  ['{{', { closer: '}}', follows: /^(?:(?!\{[{%#]).)*[^}]\}\}/ }],
  ['{%', { closer: '%}', follows: /^(?:(?!\{[{%#]).)*[^}]%\}/ }],
  ['{#', { closer: '#}', follows: /^(?:(?!\{[{%#]).)*[^}]#\}/ }],
]);

/** What to insert behind the offset; nothing where a closer follows. Editors may have closed the brace themselves. */
export function closeBracesAt({ source, document }: ModelFile, offset: number): TextEdit | undefined {
  const opener = source.slice(offset - 2, offset);
  const { closer, follows } = CLOSERS.get(opener) ?? {};
  if (closer === undefined || source.pieces.charAt(offset - 3) === '{') return undefined;
  if (isInComment(document, source, offset) || !isOpenAt({ source, document }, offset, opener))
    return undefined;
  const after = restOfLine(source, offset);
  const isClosed = follows?.test(`_${after}`);
  const own = /^[}]*/.exec(after)?.[0] ?? '';
  if (isClosed && own !== closer) return undefined;
  const missing = own.length > 0 ? closer.slice(0, Math.max(0, closer.length - own.length)) : closer;
  return { span: spanOf(offset, offset), newText: ` ${missing}` };
}

/** Whether the opener starts something: in a comment of Jinja or after `{% raw %}` it does not. */
function isOpenAt(
  { source, document }: Pick<ModelFile, 'source'> & { readonly document?: ModelFile['document'] | undefined },
  offset: number,
  opener: string,
): boolean {
  if (opener === '{#') return true;
  const cursor = jinjaCursorAt(source, document, offset);
  return cursor?.opener === opener && cursor.tokens.length === 0 && cursor.stringQuote === undefined;
}

function restOfLine(source: SourceText, offset: number): string {
  return source.slice(offset, lineSpan(source, lineColumnAt(source, offset).line).end);
}
