// A ciphertext that is not indented below its `!vault |`, as it is copied from a terminal. Looks at lines only: the
// file is broken.
import { lineColumnAt, lineSpan, type SourceText } from '../../text/sourceText.ts';
import { type Span, spanOf } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/** A vault text below `!vault |` that is not indented, with the edits that indent it. */
export interface UnindentedVault {
  /** The first line that stands too far to the left. */
  readonly span: Span;
  readonly edits: readonly TextEdit[];
}

const HEADER = /^(?<indent> *)(?<dashes>(?:- +)*)(?:(?!- )\S.*:\s+)?!vault\s+[|>][-+\d]*\s*$/;
const CIPHER = /^\s*(?:\$ANSIBLE_VAULT;[\w.;-]+|[0-9a-fA-F]{2,})\s*$/;

/** The one that causes a problem at `offset`; its lines end at the first that is no ciphertext. */
export function unindentedVault(source: SourceText, offset: number): UnindentedVault | undefined {
  const at = lineColumnAt(source, offset).line;
  const isCipher = (line: number): boolean =>
    line < source.pieces.lineCount && CIPHER.test(textOf(source, line));
  let header = at;
  while (header > 0 && (isCipher(header) || (header === at && !HEADER.test(textOf(source, header)))))
    header--;
  const { indent = '', dashes = '' } = HEADER.exec(textOf(source, header))?.groups ?? {};
  if (!HEADER.test(textOf(source, header)) || !isCipher(header + 1)) return undefined;
  const wanted = ' '.repeat(indent.length + dashes.length + 2);
  const edits: TextEdit[] = [];
  let first: Span | undefined;
  for (let line = header + 1; isCipher(line); line++) {
    const text = textOf(source, line);
    const { start } = lineSpan(source, line);
    const column = text.length - text.trimStart().length;
    if (!first && column <= indent.length + dashes.length)
      first = spanOf(start + column, start + text.trimEnd().length);
    if (text.slice(0, column) !== wanted)
      edits.push({ span: spanOf(start, start + column), newText: wanted });
  }
  return first && { span: first, edits };
}

const textOf = (source: SourceText, line: number): string => {
  const { start, end } = lineSpan(source, line);
  return source.slice(start, end);
};
