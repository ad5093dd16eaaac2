// Explains what is wrong with a YAML file, in terms of what its writer did. Never quotes the file: the line may contain
// a secret.
import { type Message, msg } from '../../text/message.ts';
import { ownValue } from '../../text/ownValue.ts';
import { lineColumnAt, lineSpan, type SourceText } from '../../text/sourceText.ts';
import { type Span, spanOf } from '../../text/span.ts';
import { SYNTAX_WORDS as WORDS } from '../../yaml/scanner/slip.ts';
import { lineOf } from '../../yaml/spanInFile.ts';
import type { YamlProblem, YamlProblemCode } from '../../yaml/tree.ts';
import { isGluedEntry } from './bareText.ts';

/** What a finding says, and where. */
export interface ProblemText {
  /** On one line; empty only at the end of the file. */
  readonly span: Span;
  readonly message: Message;
}

/** The mistake behind the problem, which decides the words and the fix. */
export type YamlProblemKind =
  | Exclude<YamlProblemCode, 'syntax'>
  | 'conflict'
  | 'joined'
  | 'no-colon'
  | 'deeper'
  | 'two-colons'
  | 'open-quote'
  | 'behind-quote'
  | 'open-bracket'
  | 'comma'
  | 'indent'
  | 'quote-start'
  | 'escape'
  | 'block-header'
  | 'unreadable';

/** `kind` chooses the repairs that are tried. */
export interface DescribedProblem extends ProblemText {
  readonly kind: YamlProblemKind;
}

/** The first structural problem: later ones are mostly consequences. Unquoted Jinja has its own rule. */
export function firstProblem(problems: readonly YamlProblem[]): YamlProblem | undefined {
  const [first] = problems.filter(({ fatal }) => fatal).toSorted((a, b) => a.span.start - b.span.start);
  return first?.code === 'unquoted-jinja' ? undefined : first;
}

/** Marks of a conflict at or above the problem explain it, so they come before what the parser says. */
export function describeProblem(source: SourceText, problem: YamlProblem): DescribedProblem {
  const { code, span } = problem;
  const [mark] = source.pieces.placesOf(CONFLICT_MARK);
  if (mark !== undefined && mark <= span.end)
    return { kind: 'conflict', span: spanOf(mark, mark + 7), message: MESSAGES.conflict };
  const place = code === 'syntax' ? placeSyntax(source, problem) : { kind: code, span };
  return { kind: place.kind, span: visible(source, place.span), message: MESSAGES[place.kind] };
}

type ProblemPosition = Pick<DescribedProblem, 'kind' | 'span'>;

const CONFLICT_MARK = /^(?:<{7}|={7}|>{7})(?=\s|$)/gm;

const MESSAGES: Readonly<Record<YamlProblemKind, Message>> = {
  conflict: msg(
    'Git left the marks of a merge conflict here. Keep one of the two versions and remove the marks.',
  ),
  joined: msg('A blank is missing behind the colon, so that this line is no key with a value.'),
  'no-colon': msg('There is no colon with a blank behind it on this line, so that it is no key.'),
  deeper: msg('This line is indented deeper than the one before it, which has a value already.'),
  'two-colons': msg('There are two keys on one line. If the value has a colon in it, put it in quotes.'),
  'open-quote': msg('The quote that opens here is not closed.'),
  'behind-quote': msg(
    'The quotes end before this text. Inside double quotes use single ones, and the other way round.',
  ),
  'open-bracket': msg('A bracket or brace is opened before this place and not closed.'),
  comma: msg('A comma is missing inside the brackets or braces.'),
  indent: msg('This line is indented differently from the lines it belongs to.'),
  'quote-start': msg('A value cannot start with this character. If it is a text, put it in quotes.'),
  escape: msg('YAML does not know this escape with a backslash. Use single quotes, or two backslashes.'),
  'block-header': msg('The text of a block must start on the line below the sign.'),
  unreadable: msg('YAML cannot be read from here on.'),
  tab: msg('YAML forbids tabs for indentation. Replace the tab with blanks.'),
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

const SYNTAX: Readonly<Partial<Record<string, YamlProblemKind>>> = {
  [WORDS.openQuote]: 'open-quote',
  [WORDS.openBracket]: 'open-bracket',
  [WORDS.comma]: 'comma',
  [WORDS.glued]: 'joined',
  [WORDS.indent]: 'indent',
  [WORDS.start]: 'quote-start',
  [WORDS.name]: 'quote-start',
  [WORDS.escape]: 'escape',
  [WORDS.blockHeader]: 'block-header',
  [WORDS.behindQuotes]: 'behind-quote',
};

const KEYS: readonly string[] = [WORDS.noColon, WORDS.secondKey, WORDS.keyOverLines];

function placeSyntax(source: SourceText, { detail, span }: YamlProblem): ProblemPosition {
  if (KEYS.includes(detail)) return placeKey(source, span);
  const kind = ownValue(SYNTAX, detail) ?? 'unreadable';
  const line = contentOfLine(source, lineColumnAt(source, span.start).line);
  return { kind, span: kind === 'indent' ? line : span };
}

/** A line that should have been `key: value`; the line itself shows why it is not. */
function placeKey(source: SourceText, { start }: Span): ProblemPosition {
  const line = contentOfLine(source, lineColumnAt(source, start).line);
  const text = source.slice(line.start, line.end);
  if (isGluedEntry(text)) return { kind: 'joined', span: line };
  const colons = text.match(/:(?=\s|$)/g)?.length ?? 0;
  if (/^-(?:\s|$)/.test(text)) return { kind: 'indent', span: line };
  if (colons === 0) return { kind: 'no-colon', span: line };
  if (colons > 1) return { kind: 'two-colons', span: line };
  const next = nextLine(source, start);
  return next ? { kind: 'deeper', span: next } : { kind: 'unreadable', span: line };
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
