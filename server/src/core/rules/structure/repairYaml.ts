// Repairs for YAML that cannot be read. Each is tried on the text first; only one that makes it readable, or readable
// further on, is offered.
import type { Fix, FixSafety } from '../../diagnostics/rule.ts';
import { distance } from '../../k3s/schema/nearMiss.ts';
import { type Message, msg } from '../../text/message.ts';
import type { SourceText } from '../../text/sourceText.ts';
import { spanOf } from '../../text/span.ts';
import { applyEdits, type TextEdit } from '../../text/textEdit.ts';
import { parseYaml } from '../../yaml/parseYaml.ts';
import { conflictRepairs } from './conflictMarks.ts';
import type { DescribedProblem, YamlProblemKind } from './describeProblem.ts';
import { insert, type LineAtProblem, lineAtProblem, lineByNumber } from './lineAtProblem.ts';
import { type Attempt, guess, MOST_CHARACTERS } from './repairAttempt.ts';
import { closings, documentMarks, indentations, tabWidths, textBelow } from './repairLines.ts';

const MOST_ATTEMPTS = 12;

/** Only repairs after which all can be read are offered, where there is one; else those after which more of it can. */
export function yamlRepairs(source: SourceText, described: DescribedProblem): readonly Fix[] {
  if (source.pieces.length > MOST_CHARACTERS) return [];
  const attempts = [...(ATTEMPTS[described.kind]?.(lineAtProblem(source, described.span), source) ?? [])];
  const before = unread(source.text);
  // For each title, the first that makes all of it readable, or else the first that helps.
  const best = new Map<string, { readonly attempt: Attempt; readonly left: number }>();
  for (const attempt of attempts.slice(0, MOST_ATTEMPTS)) {
    const title = JSON.stringify(attempt.title);
    if (attempt.edits.length === 0 || best.get(title)?.left === 0) continue;
    const left = unread(applyEdits(source.text, attempt.edits));
    if (left === 0 || (left < before && !best.has(title))) best.set(title, { attempt, left });
  }
  const isWhole = [...best.values()].some(({ left }) => left === 0);
  return [...best.values()]
    .filter(({ left }) => !isWhole || left === 0)
    .map(({ attempt: { edits, ...rest } }, index) => ({
      ...rest,
      ...(index === 0 && { preferred: true }),
      edits: () => edits,
    }));
}

/** How much stands behind the first problem, counted from the end, so that an edit before it does not matter. */
const unread = (text: string): number => {
  const starts = parseYaml(text).problems.flatMap(({ fatal, span }) => (fatal ? [span.start] : []));
  return starts.length > 0 ? text.length - Math.min(...starts) + 1 : 0;
};

type Attempts = (problem: LineAtProblem, source: SourceText) => Iterable<Attempt>;

const ATTEMPTS: { readonly [Kind in YamlProblemKind]?: Attempts } = {
  conflict: (_, source) => conflictRepairs(source),
  tab: (problem, source) =>
    tabWidths(source, problem).map((edits) => guess(msg('Replace the tabs by blanks'), edits)),
  joined: (problem) =>
    afterName(problem, /^\s*(?:-\s+)*[\w.-]+:(?=\S)/, msg('Put a blank behind the colon'), ' '),
  'no-colon': withColon,
  deeper: reindent,
  indent: reindent,
  'two-colons': (problem) => quoteValue(problem, 'unsafe'),
  'quote-start': (problem) => quoteValue(problem, /^[@`%*]/.test(restOf(problem)) ? 'safe' : 'unsafe'),
  'unknown-alias': (problem) => quoteValue(problem, 'safe'),
  'invalid-value': (problem) => quoteValue(problem, 'safe'),
  'unknown-tag': function* (problem) {
    yield* renameTag(problem);
    // Below such a sign the text goes on.
    if (!/[|>][-+\d]*$/.test(restOf(problem))) yield* quoteValue(problem, 'unsafe');
  },
  'open-quote': function* ({ source, at, content }) {
    const quote = source.pieces.charAt(at);
    if (/["']/.test(quote))
      yield guess(msg('Close the quote at the end of the line'), insert(content.end, quote));
  },
  'behind-quote': quoteAll,
  'open-bracket': function* (problem, source) {
    for (const { closing, edits } of closings(source, problem))
      yield guess(msg('Add the missing “{0}”', closing), edits);
    yield* addComma(problem);
  },
  comma: addComma,
  escape: doubleBackslashes,
  'block-header': (problem) =>
    textBelow(problem).map((edits) => guess(msg('Put the text on the line below'), edits)),
  'control-character': (_, source) => [
    { title: msg('Remove the control characters'), safety: 'safe', edits: removals(source) },
  ],
  'many-documents': (_, source) =>
    documentMarks(source).map((edits) => guess(msg('Remove the line between the two documents'), edits)),
};

/** What stands on the line from the problem on. */
const restOf = ({ source, at, content }: LineAtProblem): string => source.slice(at, content.end);

/** Safe, because nothing but the separator behind the name is missing. */
function* afterName(
  { line, text }: LineAtProblem,
  name: RegExp,
  title: Message,
  newText: string,
): Generator<Attempt> {
  const length = name.exec(text)?.[0].length;
  if (length !== undefined) yield { title, safety: 'safe', edits: insert(line.start + length, newText) };
}

/** `name = value` as in INI, `name value`, and a name alone. */
function* withColon(problem: LineAtProblem): Generator<Attempt> {
  const { line, text, content } = problem;
  const title = msg('Put a colon behind the name');
  const sign = /^(\s*[\w.-]+)(\s*=\s*)\S/.exec(text);
  if (sign) {
    const start = line.start + (sign[1]?.length ?? 0);
    yield guess(title, [{ span: spanOf(start, start + (sign[2]?.length ?? 0)), newText: ': ' }]);
  }
  yield* afterName(problem, /^\s*[A-Za-z_]\w*(?=\s+\S)/, title, ':');
  if (/^\s*[\w.-]+\s*$/.test(text)) yield guess(title, insert(content.end, ':'));
}

const quoted = (text: string): string =>
  /["\\]/.test(text) ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;

const BEHIND_KEY = /^\s*(?:-\s+)*(?:"[^"]*"|'[^']*'|(?!-\s)[^\s"'#{[][^#]*?):\s+(?=\S)/;

/** The value that the line gives to its key, or to its dash, in quotes. */
function* quoteValue({ line, text, content }: LineAtProblem, safety: FixSafety): Generator<Attempt> {
  const behind = BEHIND_KEY.exec(text) ?? /^\s*(?:-\s+)+(?=\S)/.exec(text);
  const start = behind?.[0].length;
  if (start === undefined) return;
  const span = spanOf(line.start + start, content.end);
  const value = text.slice(start, content.end - line.start);
  yield { title: msg('Put the value in quotes'), safety, edits: [{ span, newText: quoted(value) }] };
}

/** `"a "b" c"`: quotes of the other kind around all of it, the inner ones kept. */
function* quoteAll(problem: LineAtProblem): Generator<Attempt> {
  const { line, text, content } = problem;
  const value = /^\s*(?:-\s+)*(?:[^\s"'#][^"'#]*:\s+)?(["'])/.exec(text);
  const quote = value?.[1];
  if (!value || quote === undefined) return;
  const start = line.start + value[0].length - 1;
  const whole = text.slice(start - line.start, content.end - line.start);
  const inner = whole.endsWith(quote) && whole.length > 1 ? whole.slice(1, -1) : whole;
  // Behind a backslash double quotes mean something else than single ones.
  const safety = inner.includes('\\') || inner === whole ? 'unsafe' : 'safe';
  yield {
    title:
      quote === '"' ? msg('Put single quotes around the value') : msg('Put double quotes around the value'),
    safety,
    edits: [{ span: spanOf(start, content.end), newText: quoted(inner) }],
  };
}

/** A key that was written as a list item; without a value it also lacks its colon. */
function* withoutDash({ text, content }: LineAtProblem): Generator<Attempt> {
  const [, dash = '', , colon = ''] = /^\s*(-\s+)([A-Za-z][\w.-]*)(:?)(?:\s|$)/.exec(text) ?? [];
  if (dash === '') return;
  const edits = [{ span: spanOf(content.start, content.start + dash.length), newText: '' }];
  yield guess(msg('Take the dash away'), colon === '' ? [...edits, ...insert(content.end, ':')] : edits);
}

function* reindent(problem: LineAtProblem, source: SourceText): Generator<Attempt> {
  for (const each of [problem, lineByNumber(source, Math.max(0, problem.number - 1))])
    yield* withoutDash(each);
  for (const edits of indentations(source, problem))
    yield guess(msg('Indent the line like those it belongs to'), edits);
}

function* addComma({ source, at }: LineAtProblem): Generator<Attempt> {
  const before = source.slice(0, at).trimEnd().length;
  yield guess(msg('Add the missing “{0}”', ','), insert(before, ','));
}

function* doubleBackslashes({ line, text, content }: LineAtProblem): Generator<Attempt> {
  const edits: TextEdit[] = [];
  const escapes = /\\(?:x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|[0abtnvfre "/\\N_LP]|$)|\\/g;
  for (const { 0: found, index } of text.slice(0, content.end - line.start).matchAll(escapes))
    if (found === '\\') edits.push(...insert(line.start + index, '\\'));
  yield { title: msg('Write two backslashes'), safety: 'safe', edits };
}

const TAGS = ['!vault', '!unsafe'];

function* renameTag(problem: LineAtProblem): Generator<Attempt> {
  const { at } = problem;
  const written = /^!\S+/.exec(restOf(problem))?.[0];
  const meant = written && TAGS.find((tag) => distance(written.toLowerCase(), tag) <= 2);
  if (meant)
    yield guess(msg('Write {0}', meant), [{ span: spanOf(at, at + written.length), newText: meant }]);
}

const CONTROLS = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const removals = ({ text }: SourceText): readonly TextEdit[] =>
  [...text.matchAll(CONTROLS)].map(({ 0: found, index }) => ({
    span: spanOf(index, index + found.length),
    newText: '',
  }));
