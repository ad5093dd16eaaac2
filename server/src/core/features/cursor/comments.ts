// Whether the cursor is in a comment, where nothing is offered.
import { lineColumnAt, lineSpan, type SourceText } from '../../text/sourceText.ts';
import type { YamlDocument } from '../../yaml/tree.ts';

/** Whether what is typed at the offset becomes part of a comment. INI has no document. */
export function isInComment(document: YamlDocument | undefined, source: SourceText, offset: number): boolean {
  if (document) return document.comments.some((comment) => comment.start < offset && offset <= comment.end);
  const line = lineSpan(source, lineColumnAt(source, offset).line);
  return /^\s*[#;]/.test(source.slice(line.start, offset));
}
