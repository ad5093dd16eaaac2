// What is wrong with a YAML file, in the words of somebody who looks over the writer's shoulder. Never quotes the file:
// the line it speaks of may hold a secret.
import { type Message, msg } from '../../text/message.ts';
import { lineColumnAt, lineSpan, type SourceText } from '../../text/sourceText.ts';
import { type Span, spanOf } from '../../text/span.ts';
import type { YamlNode, YamlProblem, YamlProblemCode } from '../../yaml/tree.ts';
import { isGluedEntry } from './bareText.ts';
import { lineOf } from './spanInFile.ts';

export interface Trouble {
  /** On one line; empty only where the file ends. */
  readonly span: Span;
  readonly message: Message;
}

/** The first structural problem: what comes behind it is mostly a consequence. Unquoted Jinja has its own rule. */
export function firstProblem(problems: readonly YamlProblem[]): YamlProblem | undefined {
  const [first] = problems.filter(({ fatal }) => fatal).toSorted((a, b) => a.span.start - b.span.start);
  return first?.code === 'unquoted-jinja' ? undefined : first;
}

export function describeProblem(
  source: SourceText,
  root: YamlNode | undefined,
  problem: YamlProblem,
): Trouble {
  const { code, span } = problem;
  const mark = /^(?:<{7}|={7}|>{7})(?=\s|$)/m.exec(source.text);
  if (mark && mark.index <= span.end) return { span: spanOf(mark.index, mark.index + 7), message: CONFLICT };
  const trouble =
    code === 'syntax' ? describeSyntax(source, root, problem) : { span, message: MESSAGES[code] };
  return { ...trouble, span: visible(source, trouble.span) };
}

const CONFLICT = msg(
  'Git left the marks of a merge conflict here. Keep one of the two versions and remove the marks.',
);
const TAB = msg('YAML forbids tabs for indentation. Replace the tab with blanks.');
const JOINED = msg('A blank is missing behind the colon, so that this line is no key with a value.');
const NO_COLON = msg('There is no colon with a blank behind it on this line, so that it is no key.');
const DEEPER = msg('This line is indented deeper than the one before it, which has a value already.');
const TWO_COLONS = msg('There are two keys on one line. If the value has a colon in it, put it in quotes.');
const OPEN_QUOTE = msg('The quote that opens here is not closed.');
const BEHIND_QUOTE = msg(
  'The quotes end before this text. Inside double quotes use single ones, and the other way round.',
);
const OPEN_BRACKET = msg('A bracket or brace is opened before this place and not closed.');
const INDENT = msg('This line is indented differently from the lines it belongs to.');
const QUOTE_START = msg('A value cannot start with this character. If it is a text, put it in quotes.');
const UNREADABLE = msg('YAML cannot be read from here on.');

const MESSAGES: Readonly<Record<Exclude<YamlProblemCode, 'syntax'>, Message>> = {
  tab: TAB,
  'too-deep': msg('Brackets or indentations are nested too deeply to be read.'),
  'unquoted-jinja': msg('A value that starts with a brace must be in quotes.'),
  'complex-key': msg('A key must be a text, not a list, a mapping or an encrypted value.'),
  'empty-key': msg('There is no key before the colon.'),
  'merge-not-mapping': msg('Only a mapping, or an alias of one, can follow "<<:".'),
  'unknown-tag': msg(
    'Ansible does not know this tag. If the value is a text with an exclamation mark, put it in quotes.',
  ),
  'unknown-alias': msg(
    'To YAML the asterisk starts an alias, and no anchor has this name. Put the text in quotes.',
  ),
  'control-character': msg('YAML forbids this control character. Remove it.'),
  'many-documents': msg(
    'A second document starts here, and Ansible takes only one in a file. Remove this line.',
  ),
  'invalid-value': msg('YAML takes this for a value of another kind, and cannot read it. Put it in quotes.'),
};

function describeSyntax(
  source: SourceText,
  root: YamlNode | undefined,
  { detail, span }: YamlProblem,
): Trouble {
  if (/^TAB/.test(detail)) return { span, message: TAB };
  if (/^MULTIPLE_DOCS/.test(detail)) return { span, message: MESSAGES['many-documents'] };
  if (/^MISSING_CHAR Missing closing ["']/.test(detail))
    return { span: spanOf(openQuote(root, span.start) ?? span.start, span.end), message: OPEN_QUOTE };
  if (/IMPLICIT_KEY|^MISSING_CHAR Implicit/.test(detail)) return describeKey(source, span);
  if (/^UNEXPECTED_TOKEN/.test(detail) && /["']/.test(source.text.charAt(span.start - 1)))
    return { span, message: BEHIND_QUOTE };
  if (/^BAD_INDENT Flow|^MISSING_CHAR .*flow/i.test(detail)) return { span, message: OPEN_BRACKET };
  if (/^BAD_INDENT/.test(detail)) return { span, message: INDENT };
  if (/^BAD_SCALAR_START/.test(detail)) return { span, message: QUOTE_START };
  return { span, message: UNREADABLE };
}

/** A line that should have been `key: value`. The line itself shows why it is not. */
function describeKey(source: SourceText, { start }: Span): Trouble {
  const line = contentOfLine(source, lineColumnAt(source, start).line);
  const text = source.text.slice(line.start, line.end);
  if (isGluedEntry(text)) return { span: line, message: JOINED };
  const colons = text.match(/:(?=\s|$)/g)?.length ?? 0;
  if (colons === 0) return { span: line, message: NO_COLON };
  if (colons > 1) return { span: line, message: TWO_COLONS };
  const next = nextLine(source, start);
  return next ? { span: next, message: DEEPER } : { span: line, message: UNREADABLE };
}

function nextLine(source: SourceText, offset: number): Span | undefined {
  for (let line = lineColumnAt(source, offset).line + 1; line < source.lineStarts.length; line++) {
    const content = contentOfLine(source, line);
    if (content.end > content.start && source.text[content.start] !== '#') return content;
  }
  return undefined;
}

/** Where the last quoted scalar before `offset` starts: the one that goes on to it. */
function openQuote(root: YamlNode | undefined, offset: number): number | undefined {
  let found: number | undefined;
  const waiting = root ? [root] : [];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.span.start > offset) continue;
    const isQuoted = node.kind === 'scalar' && (node.style === 'single' || node.style === 'double');
    if (isQuoted) found = Math.max(found ?? 0, node.span.start);
    else if (node.kind === 'sequence') waiting.push(...node.items);
    else if (node.kind === 'mapping')
      for (const { key, value } of node.pairs) waiting.push(key, ...(value ? [value] : []));
  }
  return found;
}

/** The line without the white space around its text. */
function contentOfLine(source: SourceText, line: number): Span {
  const { start, end } = lineSpan(source, line);
  const text = source.text.slice(start, end);
  return spanOf(start + text.length - text.trimStart().length, start + text.trimEnd().length);
}

/** The span on its first line, widened to something that can be seen. */
function visible(source: SourceText, span: Span): Span {
  const line = lineOf(source, span);
  if (source.text.slice(line.start, line.end).trim() !== '' || source.text[line.start] === '\t') return line;
  const content = contentOfLine(source, lineColumnAt(source, span.start).line);
  if (content.end > content.start) return content;
  const [last] = /\S\s*$/.exec(source.text.slice(0, span.start)) ?? [];
  return last === undefined ? line : spanOf(span.start - last.length, span.start - last.length + 1);
}
