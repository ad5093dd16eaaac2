// The edit that writes a text on the key's own line in place of a value, even one that begins on the next line.

import type { SourceText } from '../text/sourceText.ts';
import { spanOf } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { type Entry, setValueEdit } from '../yaml/edits.ts';

/** A value that begins on the next line is drawn up to its key: `newText` need not be a block there. */
export function replaceValueEdit(source: SourceText, entry: Entry, newText: string): TextEdit {
  const { keySpan, value } = entry;
  const between = source.slice(keySpan.end, value?.span.start ?? keySpan.end);
  // A comment behind the colon would swallow the text.
  if (!value || !/^\s*:[^\S\r\n]*[\r\n]\s*$/.test(between)) return setValueEdit(source, entry, newText);
  const colon = keySpan.end + between.indexOf(':') + 1;
  return { span: spanOf(colon, value.span.end), newText: ` ${newText}` };
}
