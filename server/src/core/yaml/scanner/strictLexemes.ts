// What libyaml (0.2.5, scanner.c), and so Ansible, refuses in the characters of a text where the library is lenient.

import type { YamlProblem, YamlProblemCode } from '../tree.ts';
import type { Lexeme } from './lexemes.ts';

/** Problems in document order; only those marked `fatal` make Ansible refuse the file. */
export function checkLexemes(lexemes: readonly Lexeme[], text: string): YamlProblem[] {
  const problems: YamlProblem[] = [];
  const control = REFUSED.exec(text)?.index;
  if (control !== undefined) {
    const detail = 'control characters are not allowed';
    problems.push({
      code: 'control-character',
      span: { start: control, end: control + 1 },
      detail,
      fatal: true,
    });
  }
  const around: Around = {
    previous: undefined,
    before: undefined,
    content: undefined,
    next: undefined,
    isExplicit: false,
  };
  lexemes.forEach((lexeme, index) => {
    around.next = lexemes[index + 1];
    const found = checkLexeme(lexeme, around, text);
    const { start, end, type } = lexeme;
    if (found) {
      problems.push({
        code: found.code,
        span: { start, end },
        detail: found.detail,
        fatal: found.fatal ?? true,
      });
    }
    if (/^(?:explicit-key-ind|comma|flow-|map-value-ind)/.test(type))
      around.isExplicit = type === 'explicit-key-ind';
    around.previous = lexeme;
    if (type === 'space') return;
    around.before = lexeme;
    if (type !== 'newline') around.content = lexeme;
  });
  return problems;
}

/** Lexemes near the one looked at. */
interface Around {
  previous: Lexeme | undefined;
  /** The last one that is not blank. */
  before: Lexeme | undefined;
  /** The last one that is neither blank nor a line break. */
  content: Lexeme | undefined;
  next: Lexeme | undefined;
  /** A `?` stands before the key that is being read. */
  isExplicit: boolean;
}

const REFUSED = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Whether there is a character that may stand nowhere, not even in a comment. */
export const isRefused = (text: string): boolean => REFUSED.test(text);

const DIRECTIVE = /^%(?:YAML[ \t]+1\.[12]|TAG[ \t]+!(?:[\w-]*!)?[ \t]+\S+)$/;

interface Found {
  readonly code: YamlProblemCode;
  readonly detail: string;
  readonly fatal?: boolean;
}

const syntax = (detail: string): Found => ({ code: 'syntax', detail });

function checkLexeme(lexeme: Lexeme, around: Around, text: string): Found | undefined {
  const { type, source, flow, column, start, end } = lexeme;
  switch (type) {
    case 'space':
      return source.includes('\t') ? checkTab(lexeme, around, text) : undefined;
    case 'anchor':
    case 'alias':
      return /^.[\w-]+$/.test(source) ? undefined : syntax('names have letters, digits, - and _ only');
    case 'directive-line':
      return DIRECTIVE.test(source) ? undefined : syntax('not a directive of YAML 1.1');
    case 'map-value-ind': {
      const glued = flow > 0 && around.previous?.type === 'scalar' && around.previous.end === start;
      if (glued && /[,?[\]{}]/.test(text.charAt(end))) return syntax("a ':' needs a blank behind it");
      return flow > 0 && !around.isExplicit && isOverLines(around.content, start, text)
        ? syntax('a key ends on the line on which it starts')
        : undefined;
    }
    case 'double-quoted-scalar':
      return hasSurrogateEscape(source) ? syntax('half a character: \\ud800 to \\udfff') : undefined;
    case 'scalar':
      if (around.content?.type === 'block-scalar-header')
        return checkBlockScalar(source, around.content.source);
      if (flow > 0 && /^[:?]|:\?/.test(source)) return syntax('needs quotes in brackets');
      return column === 0 && source.startsWith('%') ? syntax('% starts a directive') : undefined;
    default:
      return undefined;
  }
}

const isOverLines = (key: Lexeme | undefined, colon: number, text: string): boolean =>
  key !== undefined && /scalar$|^alias$/.test(key.type) && /[\r\n]/.test(text.slice(key.start, colon));

/** Until the depth of the text is known, and then to the left of it, only blanks may stand. */
function checkBlockScalar(source: string, header: string): Found | undefined {
  if (!source.includes('\t')) return undefined;
  const isGiven = /[1-9]/.test(header);
  const indent = isGiven ? 0 : (/^(?: *\r?\n)*( *)/.exec(source)?.[1]?.length ?? 0);
  const first = isGiven ? undefined : /^(?: *\r?\n)* *\t/.exec(source);
  const isLeft = source.split(/\r?\n/).some((line) => line.search(/[^ ]/) < indent && /^ *\t/.test(line));
  return first || isLeft ? { code: 'tab', detail: 'a tab where only spaces may stand' } : undefined;
}

function hasSurrogateEscape(source: string): boolean {
  if (!source.includes('\\u')) return false;
  for (const [escaped] of source.matchAll(/\\(?:u[dD][89a-fA-F]|.)/gs)) if (escaped.length > 2) return true;
  return false;
}

/** libyaml refuses tabs wherever indentation counts; inside brackets it takes them for blanks. */
function checkTab(lexeme: Lexeme, { before, content, next }: Around, text: string): Found | undefined {
  const atLineStart = !before || /^(?:newline|doc-mode)$/.test(before.type) || before.source.endsWith('\n');
  if (lexeme.flow > 0) {
    const blankLine = !next || next.type === 'newline' || next.type === 'comment';
    return atLineStart && !blankLine
      ? { code: 'tab', detail: 'tab as indentation', fatal: false }
      : undefined;
  }
  const afterMark = before?.type === 'seq-item-ind' || before?.type === 'explicit-key-ind';
  if (!afterMark && (!atLineStart || isDeeper(lexeme, content, text))) return undefined;
  return { code: 'tab', detail: 'a tab where only spaces may stand' };
}

/** Behind a plain scalar a tab is a blank if it is deeper than the collection the scalar belongs to. */
function isDeeper(lexeme: Lexeme, content: Lexeme | undefined, text: string): boolean {
  if (content?.type !== 'scalar' || content.source.endsWith('\n')) return false;
  const lineStart = content.start - content.column;
  const indent = /^[ ]*(?:[-?:][ ]+)*/.exec(text.slice(lineStart, content.start))?.[0].length ?? 0;
  return lexeme.column + lexeme.source.indexOf('\t') > indent;
}
