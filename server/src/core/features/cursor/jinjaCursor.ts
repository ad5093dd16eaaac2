// Where a cursor stands in a `{{ … }}` or `{% … %}` that may be half typed. Derived from the text before it, so that it
// works while neither YAML nor Jinja can be parsed. Knows no inventory.

import type { Token } from '../../jinja/token.ts';
import { lexRuns } from '../../jinja/tokenRuns.ts';
import { append } from '../../text/append.ts';
import { lineColumnAt, lineSpan, type SourceText } from '../../text/sourceText.ts';
import { type Span, spanOf } from '../../text/span.ts';
import type { YamlDocument } from '../../yaml/tree.ts';
import { isInComment } from './comments.ts';
import { nodesAt } from './yamlNodes.ts';

/** Where a cursor stands in a template whose end may not be typed yet. */
export interface JinjaCursor {
  readonly opener: '{{' | '{%';
  /** The template up to the cursor, without the quoting of YAML. Tokens are placed in it. */
  readonly text: string;
  /** The tokens of this run, without the word that is being typed. */
  readonly tokens: readonly Token[];
  /** What is typed of a name, or of a string so far. */
  readonly word: string;
  /** The quote that opened the string in which the cursor stands. */
  readonly stringQuote?: string;
  /** How YAML quotes the template. */
  readonly yamlQuote: '"' | "'" | '';
  /** The rest of the line, as it stands in the file. */
  readonly after: string;
  /** Names that statements before the cursor have set. */
  readonly locals: readonly string[];
  /** Statements that still need their `end…`, outermost first. */
  readonly openTags: readonly string[];
}

/** `undefined` where no template is open before the offset. */
export function jinjaCursorAt(
  source: SourceText,
  document: YamlDocument | undefined,
  offset: number,
): JinjaCursor | undefined {
  const { text: file } = source;
  if (isInComment(document, source, offset)) return undefined;
  const { start, quote } = stringAround(source, document, offset);
  const text = withoutQuoting(file.slice(start, offset), quote);
  const open = text === undefined ? undefined : openRun(text);
  if (text === undefined || !open) return undefined;
  const after = file.slice(offset, lineSpan(source, lineColumnAt(source, offset).line).end);
  return { ...open, text, after, yamlQuote: quote };
}

/** Where the value starts that the offset is in, behind its quote. */
function stringAround(
  source: SourceText,
  document: YamlDocument | undefined,
  offset: number,
): { readonly start: number; readonly quote: JinjaCursor['yamlQuote'] } {
  const scalar = document?.root && nodesAt(document.root, offset).find(({ kind }) => kind === 'scalar');
  if (scalar?.kind === 'scalar' && scalar.span.start < offset) {
    const { style, span, tag } = scalar;
    if (style === 'literal' || style === 'folded') return { start: span.start, quote: '' };
    if (tag === undefined && style === 'double') return { start: span.start + 1, quote: '"' };
    if (tag === undefined && style === 'single') return { start: span.start + 1, quote: "'" };
  }
  return onLine(source, offset);
}

const BEFORE_OPENER = /(["']?)(?:(?!\1)[^"'{]|\{(?![{%#]))*\{[{%#]/;

/** The line alone shows where its first template starts, and which quote was opened before it. */
function onLine(source: SourceText, offset: number): ReturnType<typeof stringAround> {
  const { start } = lineSpan(source, lineColumnAt(source, offset).line);
  const before = source.text.slice(start, offset);
  const found = /(?:^|[:=\s-])(["'])(?=[^"']*\{[{%#])/.exec(before) ?? BEFORE_OPENER.exec(before);
  const quote = found?.[1] === '"' ? '"' : found?.[1] === "'" ? "'" : '';
  if (!found) return { start: offset, quote: '' };
  return { start: start + found.index + (quote ? found[0].indexOf(quote) + 1 : 0), quote };
}

/** `undefined` where the string has ended already. */
function withoutQuoting(text: string, quote: JinjaCursor['yamlQuote']): string | undefined {
  if (quote === '') return text;
  const [pattern, end] =
    quote === '"' ? [/\\(["\\/])/g, /(?<!\\)(?:\\\\)*"/] : [/'(')/g, /(?<!')(?:'')*'(?!')/];
  return end.test(text) ? undefined : text.replace(pattern, '$1');
}

/** Lexes run after run, up to the one that is not closed. */
function openRun(
  text: string,
): Pick<JinjaCursor, 'opener' | 'tokens' | 'word' | 'stringQuote' | 'locals' | 'openTags'> | undefined {
  const scopes = new Scopes();
  for (const run of lexRuns(text)) {
    if (!run.closed && run.innerOpener === undefined) {
      const typed = typedIn(text, run.tokens);
      return typed && { opener: run.kind === 'output' ? '{{' : '{%', ...typed, ...scopes.state() };
    }
    if (run.closed && run.kind === 'statement') scopes.read(run.tokens);
  }
  return undefined;
}

/** Splits what was lexed into whole tokens and the word at the end. */
function typedIn(
  text: string,
  all: readonly Token[],
): Pick<JinjaCursor, 'tokens' | 'word' | 'stringQuote'> | undefined {
  const end = all.at(-1);
  const tokens = all.slice(0, -1);
  if (end?.problem?.code === 'unclosed-string') {
    const stringQuote = text[end.start] ?? '';
    return { tokens, word: text.slice(end.end), stringQuote };
  }
  if (end && end.end < text.length) return undefined;
  const last = tokens.at(-1);
  if (last?.type === 'name' && last.end === text.length)
    return { tokens: tokens.slice(0, -1), word: last.text };
  return { tokens, word: '' };
}

/** The statements that are open, and the names they set. */
class Scopes {
  private readonly open: { readonly tag: string; readonly names: string[] }[] = [{ tag: '', names: [] }];

  read(tokens: readonly Token[]): void {
    const [tag, ...rest] = tokens;
    const keyword = tag?.text ?? '';
    if (keyword.startsWith('end')) {
      if (this.open.length > 1) this.open.pop();
    } else if (keyword === 'set') {
      append(this.open.at(-1)?.names ?? [], namesBefore(rest, '='));
      if (!rest.some(({ type }) => type === '=')) this.open.push({ tag: keyword, names: [] });
    } else if (BODIES.has(keyword)) this.open.push({ tag: keyword, names: broughtBy(keyword, rest) });
  }

  state(): Pick<JinjaCursor, 'locals' | 'openTags'> {
    return {
      locals: [...new Set(this.open.flatMap(({ names }) => names))],
      openTags: this.open.slice(1).map(({ tag }) => tag),
    };
  }
}

const BODIES: ReadonlySet<string> = new Set('if for with macro call filter block autoescape'.split(' '));

function broughtBy(keyword: string, rest: readonly Token[]): string[] {
  if (keyword === 'for') return [...namesBefore(rest, 'in'), 'loop'];
  if (keyword === 'macro') return namesBefore(rest.slice(1), ')');
  const isNew = (token: Token, index: number): boolean =>
    token.type === 'name' && rest[index + 1]?.type === '=';
  return keyword === 'with' ? rest.filter(isNew).map(({ text }) => text) : [];
}

function namesBefore(tokens: readonly Token[], end: string): string[] {
  const stop = tokens.findIndex(({ text }) => text === end);
  return tokens
    .slice(0, stop < 0 ? tokens.length : stop)
    .filter(({ type }) => type === 'name')
    .map(({ text }) => text);
}

/** What a completion replaces: the word around the cursor. `offset` is the cursor's. */
export function replacedWord(cursor: JinjaCursor, offset: number): Span {
  const rest = cursor.stringQuote === undefined ? /^\w*/ : /^[\w.:-]*/;
  return spanOf(offset - cursor.word.length, offset + (rest.exec(cursor.after)?.[0].length ?? 0));
}
