// One text read as a whole by the library: tree, comments, and everything that Ansible's loader or we have to say.
import { CST, Parser } from 'yaml';
import type { Span } from '../../text/span.ts';
import { type Anchored, buildTree } from '../construct/buildTree.ts';
import { DEFAULT_HANDLES } from '../construct/tags.ts';
import type { YamlNode, YamlProblem } from '../tree.ts';
import { type Hiding, hideFromLibrary } from './hidden.ts';
import { findTooDeep, type Lexeme } from './lexemes.ts';
import { checkLexemes } from './strictLexemes.ts';
import { findSyntaxError } from './syntaxErrors.ts';

export interface ReadText {
  readonly root?: YamlNode;
  readonly comments: readonly Span[];
  readonly problems: ReadProblems;
  /** Nested too deeply to be read at all. */
  readonly tooDeep: boolean;
  /** What the text itself names by an anchor. */
  readonly anchored: Anchored;
  /** Quotes and brackets that are not closed in this text. */
  readonly unclosed: readonly number[];
}

/** What was found, by who would say it first. */
export interface ReadProblems {
  readonly syntax: readonly YamlProblem[];
  /** What the constructor refuses once the syntax is right. */
  readonly refusals: readonly YamlProblem[];
  readonly jinja: readonly YamlProblem[];
}

const NOTHING: Anchored = new Map();

/** `known` is what stands before the text under an anchor, when the text is a part of another. */
export function readWhole(file: string, known = NOTHING): ReadText {
  const { lexemes, hidings } = hideFromLibrary(file);
  const comments = lexemes.filter(({ type }) => type === 'comment').map(({ start, end }) => ({ start, end }));
  const around = { comments, unclosed: findUnclosed(lexemes, hidings) };
  const deep = findTooDeep(lexemes);
  if (deep) {
    const problem: YamlProblem = { code: 'too-deep', span: deep, detail: 'nested too deeply', fatal: true };
    return {
      ...around,
      tooDeep: true,
      anchored: NOTHING,
      problems: { syntax: [problem], refusals: [], jinja: [] },
    };
  }
  const tokens = parseLexemes(lexemes);
  const [document, second] = tokens.filter((token) => token.type === 'document');
  const syntax = [...checkLexemes(lexemes, file), ...hidings.flatMap((hiding) => unclosedQuote(hiding))];
  const error = findSyntaxError(tokens, file);
  if (error) syntax.push(error);
  if (second) syntax.push(tooManyDocuments(second.offset));
  const jinja = hidings.filter(({ kind }) => kind === 'jinja').map(({ span }) => span);
  const jinjaStarts = new Set(jinja.map(({ start }) => start));
  const built = document && buildTree(document, { file, jinjaStarts, handles: handlesOf(lexemes), known });
  const problems = { syntax, refusals: built?.problems ?? [], jinja: jinja.map(unquotedJinja) };
  const anchored = built ? ownOf(built.anchors, known) : NOTHING;
  return { ...around, tooDeep: false, problems, anchored, ...(built?.root && { root: built.root }) };
}

function ownOf(anchors: Anchored, known: Anchored): Anchored {
  const own = new Map([...anchors].filter(([name, node]) => known.get(name) !== node));
  return own.size > 0 ? own : NOTHING;
}

function findUnclosed(lexemes: readonly Lexeme[], hidings: readonly Hiding[]): number[] {
  const unclosed = hidings.filter(({ kind }) => kind === 'unclosed').map(({ span }) => span.start);
  let bracket = 0;
  let flow = 0;
  for (const { type, flow: outside, start } of lexemes) {
    const opens = type === 'flow-map-start' || type === 'flow-seq-start';
    if (opens && outside === 0) bracket = start;
    if (type === 'flow-error-end') unclosed.push(bracket);
    flow = opens ? outside + 1 : type === 'flow-map-end' || type === 'flow-seq-end' ? outside - 1 : outside;
  }
  if (flow > 0) unclosed.push(bracket);
  return unclosed;
}

const unquotedJinja = (span: Span): YamlProblem => ({
  code: 'unquoted-jinja',
  span,
  detail: 'Jinja without quotes',
  fatal: true,
});

const unclosedQuote = ({ kind, span }: Hiding): YamlProblem[] =>
  kind === 'unclosed' ? [{ code: 'syntax', span, detail: 'the closing quote is missing', fatal: true }] : [];

function parseLexemes(lexemes: readonly Lexeme[]): CST.Token[] {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const { marked, source } of lexemes) {
    if (marked) for (const token of parser.next(CST.SCALAR)) tokens.push(token);
    for (const token of parser.next(source)) tokens.push(token);
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

const tooManyDocuments = (start: number): YamlProblem => ({
  code: 'many-documents',
  span: { start, end: start + 3 },
  detail: 'a second document',
  fatal: true,
});

/** What `%TAG` lines declare. */
function handlesOf(lexemes: readonly Lexeme[]): ReadonlyMap<string, string> {
  const handles = new Map(DEFAULT_HANDLES);
  for (const { type, source } of lexemes) {
    if (type !== 'directive-line') continue;
    const [name, handle, prefix] = source.split(/[ \t]+/);
    if (name === '%TAG' && handle !== undefined && prefix !== undefined) handles.set(handle, prefix);
  }
  return handles;
}
