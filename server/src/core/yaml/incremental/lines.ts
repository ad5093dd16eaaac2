// The lines at which a document can be cut: entries of block mappings whose keys are plain or simply quoted.
// Knows characters only; what stands between two cuts is read by others.

/** An entry of a mapping, its key first on the line: `name:` with a blank or nothing behind the colon. */
const KEY =
  /(?:([A-Za-z0-9_/](?:[^\s:#{}&*!|>'"%@`]|:(?=\S))*)|"([^"\\\r\n]*)"|'([^'\r\n]*)'):(?=[ \t\r\n]|$)/y;
const NOTHING = /[ \t]*(?:[ \t]#[^\r\n]*)?(?=\r?\n|$)/y;

export interface KeyLine {
  readonly key: string;
  /** Nothing but blanks and a comment behind the colon. */
  readonly bare: boolean;
}

/** The entry that starts at `at`, where the indentation of a line ends. */
export function keyLineAt(text: string, at: number): KeyLine | undefined {
  KEY.lastIndex = at;
  const match = KEY.exec(text);
  if (!match) return undefined;
  NOTHING.lastIndex = KEY.lastIndex;
  return { key: match[1] ?? match[2] ?? match[3] ?? '', bare: NOTHING.test(text) };
}

/** What nobody asks about the entries of a section in which none opens another. */
export const SOME_KEY: KeyLine = { key: '', bare: false };

export function isKeyLineAt(text: string, at: number): boolean {
  KEY.lastIndex = at;
  return KEY.test(text);
}

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
