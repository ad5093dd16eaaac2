// Repairs for a template that Jinja2 refuses: a bracket, quote or brace to insert or to remove, after which it parses.
// The likeliest comes first; a caller that can evaluate templates chooses better (see `core/k3s/repairTemplate.ts`).
import type { Message } from '../text/message.ts';
import { type Span, spanOf } from '../text/span.ts';
import { applyEdits, type TextEdit } from '../text/textEdit.ts';
import { parseTemplate } from './parse.ts';
import type { JinjaProblem } from './problem.ts';

/** One way to make a template parse. */
export interface TemplateRepair {
  /** In offsets of the text as it is. */
  readonly edits: readonly TextEdit[];
  /** The text after the edits. */
  readonly text: string;
}

/** Longer templates are not repaired: every guess is parsed once. */
const MAX_LENGTH = 2000;
const MAX_GUESSES = 40;
/** Characters that may be missing in one expression. */
const MAX_EDITS = 3;

/**
 * Ways to remove `problem`, which {@link parseTemplate} found in `text`, that cause no other problem: the likeliest first,
 * none where nothing is likely.
 */
export function repairsFor(text: string, problem: JinjaProblem): readonly TemplateRepair[] {
  if (text.length > MAX_LENGTH) return [];
  const { problems } = parseTemplate(text);
  const at = problems.findIndex(
    ({ span, code }) => span.start === problem.span.start && code === problem.code,
  );
  const found = at < 0 ? [] : repairProblem({ text, problems, at, edits: [] });
  return found.map((edits) => ({ edits, text: applyEdits(text, edits) }));
}

/** A state of the search: the text after `edits`, with what is still wrong in it. */
interface Attempt {
  readonly text: string;
  readonly problems: readonly JinjaProblem[];
  /** Index of the problem to be removed. */
  readonly at: number;
  readonly edits: readonly TextEdit[];
}

/**
 * The edits that remove one problem. A guess that leaves fewer problems is complete; while none does, the search goes on
 * from the best one that moves the problem further to the right.
 */
function repairProblem({ text, problems, at, edits }: Attempt): readonly (readonly TextEdit[])[] {
  const problem = problems[at];
  if (!problem) return [];
  const guesses = guessesFor(text, problem)
    .slice(0, MAX_GUESSES)
    .map((edit) => {
      const repaired = applyEdits(text, [edit]);
      return { edit, repaired, left: parseTemplate(repaired).problems };
    });
  const whole = guesses.filter(({ left }) => left.length < problems.length);
  if (whole.length > 0) return whole.map(({ edit }) => [...edits, inOffsetsOf(edits, edit)]);
  const [better] = guesses.filter(({ left }) => isFurther(left, problems, at));
  if (!better || edits.length + 1 >= MAX_EDITS) return [];
  const step = [...edits, inOffsetsOf(edits, better.edit)];
  return repairProblem({ text: better.repaired, problems: better.left, at, edits: step });
}

/**
 * Whether there are as many problems as before, and the one in question is further on, or something else is missing
 * there.
 */
const isFurther = (left: readonly JinjaProblem[], before: readonly JinjaProblem[], at: number): boolean =>
  left.length === before.length && (left[at]?.span.start ?? 0) > (before[at]?.span.start ?? 0);

/** An edit of an edited text as an edit of the text before. */
const inOffsetsOf = (edits: readonly TextEdit[], { span, newText }: TextEdit): TextEdit => {
  const moved = edits.reduce(
    (offset, { span: { start, end }, newText: added }) =>
      start <= span.start ? offset + added.length - (end - start) : offset,
    0,
  );
  return { span: spanOf(span.start - moved, span.end - moved), newText };
};

const insert = (at: number, newText: string): TextEdit => ({ span: spanOf(at, at), newText });

function guessesFor(text: string, problem: JinjaProblem): readonly TextEdit[] {
  const { code, span, expected } = problem;
  const quotes = code === 'unclosed-string' || code === 'unexpected' ? missingQuotes(text, span) : [];
  const wanted = wantedCloser(expected);
  if (wanted === undefined) return quotes;
  if (code === 'unclosed') return closersFor(text, span, wanted);
  // Of `}}` one may be there.
  const rest = wanted.length > 1 && text.charAt(span.start) === '}' ? wanted.slice(0, 1) : wanted;
  // Something stands between this and the end: that is wrong, not the end.
  if (rest.length > 1 && /^[^{]*[}%]\}/.test(text.slice(span.start))) return quotes;
  return [...quotes, ...placesBefore(text, span.start, rest), ...extraClosers(text, span)];
}

/** The closing bracket that was expected, alone or among other things. */
function wantedCloser({ pattern, values }: Message): string | undefined {
  const [value] = values;
  if (pattern === 'an opening bracket before it') return '';
  if (typeof value === 'object') return 'pattern' in value ? wantedCloser(value) : undefined;
  return pattern === "'{0}'" && typeof value === 'string' && /^(?:\}\}|%\}|[\])}])$/.test(value)
    ? value
    : undefined;
}

const IN_WORD = /[\w.:/@-]/;

/** Where the strings up to a place lack a quote: behind the word that one begins, or before the word that one ends. */
function missingQuotes(text: string, { start, end }: Span): readonly TextEdit[] {
  const from = Math.max(text.lastIndexOf('{{', start), text.lastIndexOf('{%', start), 0);
  const found: TextEdit[] = [];
  for (const { index, 0: quote } of text.slice(from, end).matchAll(/['"]/g)) {
    const at = from + index;
    let [word, before] = [0, 0];
    while (IN_WORD.test(text.charAt(at + 1 + word))) word++;
    while (at - before > from && IN_WORD.test(text.charAt(at - before - 1))) before++;
    if (word > 0 && text.charAt(at + 1 + word) !== quote) found.push(insert(at + 1 + word, quote));
    if (before > 0 && text.charAt(at - before - 1) !== quote) found.push(insert(at - before, quote));
  }
  const next = text.slice(start + 1).search(/[\])|]|(?<!\s)\s*[}%]\}/);
  return next > 0 && /['"]/.test(text.charAt(start))
    ? [...found, insert(start + 1 + next, text.charAt(start))]
    : found;
}

/** A closer where a run that nothing closes may end: before the next one, at the end of its line or of the text. */
function closersFor(text: string, { end }: Span, closer: string): readonly TextEdit[] {
  const rest = text.slice(end);
  const next = /\{[{%]/.exec(rest)?.index ?? rest.length;
  const line = /\n/.exec(rest)?.index ?? rest.length;
  const path = /(?<=[\w\])'"])(?=[/:])/.exec(rest.slice(0, next))?.index;
  return [...(path === undefined ? [] : [path]), Math.min(next, line), next]
    .map((at) => rest.slice(0, at).trimEnd().length + end)
    .map((at) => insert(at, spaced(text, at, closer)));
}

/** With a blank before it where one stands behind the opener. */
const spaced = (text: string, at: number, closer: string): string =>
  /\{[{%][-+]? (?:(?!\{[{%]).)*$/s.test(text.slice(0, at)) ? ` ${closer}` : closer;

/** Where a closing bracket can stand, the likeliest first: behind a key, a position, where the problem is, further left. */
function placesBefore(text: string, end: number, closer: string): readonly TextEdit[] {
  if (closer === '') return [];
  const before = text.slice(0, end).trimEnd();
  if (closer.length > 1) return [insert(before.length, spaced(text, before.length, closer))];
  if (!/^[\])]$/.test(closer)) return [insert(end, closer)];
  const ends = (pattern: RegExp): readonly number[] =>
    [...before.matchAll(pattern)].map(({ index, 0: found }) => index + found.length);
  const keys = ends(/\[(?:'[\w.-]+'|"[\w.-]+")(?!\s*\])/g);
  const positions = ends(/\[-?\d+\](?=[[.])/g);
  const others = ends(/[\w'"\])]+/g).toReversed();
  const places = new Set([...(closer === ']' ? [...keys, ...positions] : []), before.length, ...others]);
  return [...places].map((place) => insert(place, closer));
}

/** A closing bracket that closes nothing. */
const extraClosers = (text: string, { start, end }: Span): readonly TextEdit[] =>
  /^[\])}]+$/.test(text.slice(start, end)) ? [{ span: spanOf(start, start + 1), newText: '' }] : [];
