// The lines before the first entry of a document: which are blank, comments or marks of documents.

/** The offset of the first character of the line that is no space. */
export function indentEnd(text: string, lineStart: number): number {
  let at = lineStart;
  while (text.charCodeAt(at) === 32) at++;
  return at;
}

/** Behind the line break; the end of the text for the last line. */
export function nextLine(text: string, at: number): number {
  const lineBreak = text.indexOf('\n', at);
  return lineBreak < 0 ? text.length : lineBreak + 1;
}

/** Neither content nor anything else that ends a value: blank, or a comment. */
export function isIdle(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return Number.isNaN(code) || code === 10 || code === 13 || code === 35;
}

/** Whether the line makes the document more than one mapping: a mark of documents, or a directive. */
export function isDocumentMark(text: string, lineStart: number): boolean {
  const code = text.charCodeAt(lineStart);
  if (code !== 45 && code !== 46) return code === 37;
  return text.startsWith('---', lineStart) || text.startsWith('...', lineStart);
}
