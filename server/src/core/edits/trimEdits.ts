// The edits of a file that remove the white space around a scalar's text.

import type { SourceText } from '../text/sourceText.ts';
import { spanOf } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { editsInFile } from '../yaml/spanInFile.ts';
import type { YamlScalar } from '../yaml/tree.ts';

/** A block scalar also loses the line break at its end, by its indicator `-`; edits are in offsets of the file. */
export function trimEdits(source: SourceText, scalar: YamlScalar): readonly TextEdit[] {
  const { text, style } = scalar;
  const isBlock = style === 'literal' || style === 'folded';
  const [start, end] = [text.length - text.trimStart().length, text.trimEnd().length];
  const lineEnd = isBlock ? end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0) : text.length;
  const blanks = [spanOf(0, start), spanOf(end, lineEnd)].filter((span) => span.end > span.start);
  const inText = editsInFile(
    source,
    scalar,
    blanks.map((span) => ({ span, newText: '' })),
  );
  return isBlock && text.endsWith('\n') ? [stripEdit(source, scalar), ...inText] : inText;
}

/** `|` and `>` end with a line break, `|-` and `>-` without. */
function stripEdit(source: SourceText, { span }: YamlScalar): TextEdit {
  const header = /(?<=^|\s)([|>])([-+\d]*)/.exec(source.slice(span.start, span.end));
  const start = span.start + (header?.index ?? 0);
  const [whole = '', indicator = '', rest = ''] = header ?? [];
  return { span: spanOf(start, start + whole.length), newText: `${indicator}${rest.replace(/[-+]/g, '')}-` };
}
