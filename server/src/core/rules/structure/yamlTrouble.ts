// What is wrong with a YAML file, in the words of somebody who looks over the writer's shoulder. Never quotes the file:
// the line it speaks of may hold a secret.
import { type Message, msg } from '../../text/message.ts';
import { lineColumnAt, lineSpan, type SourceText } from '../../text/sourceText.ts';
import { type Span, spanOf } from '../../text/span.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import type { YamlProblem, YamlProblemCode } from '../../yaml/tree.ts';
import { isGluedEntry } from './bareText.ts';

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

export function describeProblem(source: SourceText, problem: YamlProblem): Trouble {
  const { code, span } = problem;
  const [mark] = source.pieces.placesOf(CONFLICT_MARK);
  if (mark !== undefined && mark <= span.end) return { span: spanOf(mark, mark + 7), message: CONFLICT };
  const trouble = code === 'syntax' ? describeSyntax(source, problem) : { span, message: MESSAGES[code] };
  return { ...trouble, span: visible(source, trouble.span) };
}

const CONFLICT_MARK = /^(?:<{7}|={7}|>{7})(?=\s|$)/gm;
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
  'merge-not-mapping': msg('Only a mapping, or an alias of one, can follow “<<:”.'),
  'unknown-tag': msg(
    'Ansible does not know this tag. If the value is a text with an exclamation mark, put it in quotes.',
  ),
  'unknown-alias': msg(
    'To YAML the asterisk starts an alias, and no anchor has this name. Put the text in quotes.',
  ),
  'duplicate-key': msg(
    'This key is there twice, one of the two may come from “<<:”, and ansible.cfg makes that an error (duplicate_dict_key).',
  ),
  'control-character': msg('YAML forbids this control character. Remove it.'),
  'many-documents': msg(
    'A second document starts here, and Ansible takes only one in a file. Remove this line.',
  ),
  'invalid-value': msg('YAML takes this for a value of another kind, and cannot read it. Put it in quotes.'),
};

/** By the words of the parser; the first that fits. */
const SYNTAX: readonly (readonly [RegExp, Message])[] = [
  [/closing ["']?quote/, OPEN_QUOTE],
  [/^(?:Flow \w+ in block|Missing .*flow)/, OPEN_BRACKET],
  [/^Missing , /, msg('A comma is missing inside the brackets or braces.')],
  [/^Missing space after :|':' needs a blank/, JOINED],
  [/^All \w+ items must start|^Sequence item without -/, INDENT],
  [/^Plain value cannot start|^% starts|^needs quotes in/, QUOTE_START],
  [
    /^Invalid escape/,
    msg('YAML does not know this escape with a backslash. Use single quotes, or two backslashes.'),
  ],
  [/^Block scalar header/, msg('The text of a block must start on the line below the sign.')],
  [/^Unexpected scalar at node end/, BEHIND_QUOTE],
];

function describeSyntax(source: SourceText, { detail, span }: YamlProblem): Trouble {
  if (/implicit|compact mappings/i.test(detail)) return describeKey(source, span);
  const message = SYNTAX.find(([words]) => words.test(detail))?.[1];
  const line = contentOfLine(source, lineColumnAt(source, span.start).line);
  const startsLine = message === BEHIND_QUOTE && line.start === span.start;
  if (message === INDENT || startsLine) return { span: line, message: INDENT };
  return { span, message: message ?? UNREADABLE };
}

/** A line that should have been `key: value`. The line itself shows why it is not. */
function describeKey(source: SourceText, { start }: Span): Trouble {
  const line = contentOfLine(source, lineColumnAt(source, start).line);
  const text = source.slice(line.start, line.end);
  if (isGluedEntry(text)) return { span: line, message: JOINED };
  const colons = text.match(/:(?=\s|$)/g)?.length ?? 0;
  if (colons === 0) return { span: line, message: NO_COLON };
  if (colons > 1) return { span: line, message: TWO_COLONS };
  const next = nextLine(source, start);
  return next ? { span: next, message: DEEPER } : { span: line, message: UNREADABLE };
}

function nextLine(source: SourceText, offset: number): Span | undefined {
  for (let line = lineColumnAt(source, offset).line + 1; line < source.pieces.lineCount; line++) {
    const content = contentOfLine(source, line);
    if (content.end > content.start && source.pieces.charAt(content.start) !== '#') return content;
  }
  return undefined;
}

/** The line without the white space around its text. */
function contentOfLine(source: SourceText, line: number): Span {
  const { start, end } = lineSpan(source, line);
  const text = source.slice(start, end);
  return spanOf(start + text.length - text.trimStart().length, start + text.trimEnd().length);
}

/** The span on its first line without the indentation; something that can be seen, if there is anything. */
function visible(source: SourceText, span: Span): Span {
  const line = lineOf(source, span);
  const text = source.slice(line.start, line.end);
  if (text.trim() !== '') return spanOf(line.end - text.trimStart().length, line.end);
  if (text !== '') return line;
  const content = contentOfLine(source, lineColumnAt(source, span.start).line);
  return content.end > content.start ? content : (nextLine(source, span.start) ?? line);
}
