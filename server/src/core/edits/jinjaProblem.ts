// What the Jinja parser found, in the words of a finding, and the character that is missing, where one is.
import { parseTemplate } from '../jinja/parse.ts';
import type { JinjaProblem } from '../jinja/problem.ts';
import { type Message, msg } from '../text/message.ts';
import { applyEdits, type TextEdit } from '../text/textEdit.ts';

/** The parser's sentence, with what it expected. */
export function problemInWords({ message, expected, found }: JinjaProblem): Message {
  const saysWhat = message.values.includes(found) && message.values.includes(expected);
  return saysWhat ? message : msg('{0} Expected: {1}.', message, expected);
}

export interface MissingText {
  readonly text: string;
  /** In offsets of the template. */
  readonly edit: TextEdit;
}

/** What has to be added where the problem is, if that alone makes the whole text a template. */
export function missingText(text: string, { expected, span }: JinjaProblem): MissingText | undefined {
  const [wanted] = expected.pattern === "'{0}'" ? expected.values : [];
  if (typeof wanted !== 'string') return undefined;
  // Of `}}` one may be there.
  const missing = wanted === '}}' && text.charAt(span.start) === '}' ? '}' : wanted;
  const edit = { span: { start: span.start, end: span.start }, newText: missing };
  return parseTemplate(applyEdits(text, [edit])).problems.length === 0 ? { text: missing, edit } : undefined;
}
