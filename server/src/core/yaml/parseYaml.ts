// Text → tree and problems, as Ansible's loader reads it. Never throws on a user's text; knows nothing of inventories.
import { CST, Parser } from 'yaml';
import type { Span } from '../text/span.ts';
import { buildTree } from './buildTree.ts';
import { type Hiding, hideFromLibrary } from './hidden.ts';
import { findTooDeep, type Lexeme } from './lexemes.ts';
import { checkLexemes } from './strictLexemes.ts';
import { findSyntaxError } from './syntaxErrors.ts';
import { DEFAULT_HANDLES } from './tags.ts';
import type { YamlDocument, YamlProblem } from './tree.ts';

export function parseYaml(file: string): YamlDocument {
  const { lexemes, hidings } = hideFromLibrary(file);
  const comments = lexemes.filter(({ type }) => type === 'comment').map(({ start, end }) => ({ start, end }));
  const deep = findTooDeep(lexemes);
  if (deep) {
    return {
      comments,
      problems: [{ code: 'too-deep', span: deep, detail: 'nested too deeply', fatal: true }],
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
  const built = document && buildTree(document, { file, jinjaStarts, handles: handlesOf(lexemes) });
  const problems = [...jinja.map(unquotedJinja), ...problemsToTell(syntax, built?.problems ?? [])];
  problems.sort((a, b) => a.span.start - b.span.start);
  return built?.root ? { root: built.root, comments, problems } : { comments, problems };
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

/** One fatal error, because the next ones may only follow from it; errors of syntax come first, as in the loader. */
function problemsToTell(syntax: readonly YamlProblem[], refusals: readonly YamlProblem[]): YamlProblem[] {
  const first = (problems: readonly YamlProblem[]): YamlProblem | undefined =>
    problems
      .filter(({ fatal }) => fatal)
      .reduce<YamlProblem | undefined>(
        (best, problem) => (best && best.span.start <= problem.span.start ? best : problem),
        undefined,
      );
  const fatal = first(syntax) ?? first(refusals);
  const hints = syntax.filter((problem) => !problem.fatal);
  return fatal ? [fatal, ...hints] : hints;
}

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
