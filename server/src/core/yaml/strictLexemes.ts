// What libyaml (0.2.5, scanner.c), and so Ansible, refuses in the characters of a text where the library is lenient.
import type { Lexeme } from './lexemes.ts';
import type { YamlProblem, YamlProblemCode } from './tree.ts';

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
  lexemes.forEach((lexeme, index) => {
    const found = checkLexeme(lexeme, lexemes, index, text);
    if (!found) return;
    const { start, end } = lexeme;
    problems.push({
      code: found.code,
      span: { start, end },
      detail: found.detail,
      fatal: found.fatal ?? true,
    });
  });
  return problems;
}

const REFUSED = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const DIRECTIVE = /^%(?:YAML[ \t]+1\.[12]|TAG[ \t]+!(?:[\w-]*!)?[ \t]+\S+)$/;

interface Found {
  readonly code: YamlProblemCode;
  readonly detail: string;
  readonly fatal?: boolean;
}

const syntax = (detail: string): Found => ({ code: 'syntax', detail });

function checkLexeme(lexeme: Lexeme, all: readonly Lexeme[], index: number, text: string): Found | undefined {
  switch (lexeme.type) {
    case 'space':
      return lexeme.source.includes('\t') ? checkTab(lexeme, all, index, text) : undefined;
    case 'anchor':
    case 'alias':
      return /^.[\w-]+$/.test(lexeme.source) ? undefined : syntax('names have letters, digits, - and _ only');
    case 'directive-line':
      return DIRECTIVE.test(lexeme.source) ? undefined : syntax('not a directive of YAML 1.1');
    case 'map-value-ind': {
      const before = all[index - 1];
      const glued = lexeme.flow > 0 && before?.type === 'scalar' && before.end === lexeme.start;
      return glued && /[,?[\]{}]/.test(text.charAt(lexeme.end))
        ? syntax("a ':' needs a blank behind it")
        : undefined;
    }
    case 'scalar':
      return checkPlain(lexeme, all[index - 1]);
    default:
      return undefined;
  }
}

function checkPlain({ source, flow, column }: Lexeme, before: Lexeme | undefined): Found | undefined {
  if (flow > 0 && (source.startsWith(':') || source.includes(':?')))
    return syntax('needs quotes inside brackets');
  const isBlock = before?.type === 'newline' || before?.type === 'comment';
  return column === 0 && source.startsWith('%') && !(isBlock && source.includes('\n'))
    ? syntax('% starts a directive')
    : undefined;
}

/** libyaml refuses tabs wherever indentation counts; inside brackets it takes them for blanks. */
function checkTab(lexeme: Lexeme, all: readonly Lexeme[], index: number, text: string): Found | undefined {
  let at = index - 1;
  while (all[at]?.type === 'space') at--;
  const before = all[at];
  const atLineStart =
    !before || before.type === 'newline' || before.type === 'doc-mode' || before.source.endsWith('\n');
  const next = all[index + 1];
  if (lexeme.flow > 0) {
    const blankLine = !next || next.type === 'newline' || next.type === 'comment';
    return atLineStart && !blankLine
      ? { code: 'tab', detail: 'tab as indentation', fatal: false }
      : undefined;
  }
  const tab = { code: 'tab', detail: 'a tab where only spaces may stand' } as const;
  if (before?.type === 'seq-item-ind' || before?.type === 'explicit-key-ind') return tab;
  if (!atLineStart) return undefined;
  return followsPlain(all, at) && isDeeper(lexeme, all, at, text) ? undefined : tab;
}

/** Only line breaks lie between the lexeme at `at` and a plain scalar before it. */
function followsPlain(all: readonly Lexeme[], at: number): boolean {
  let before = at;
  while (all[before]?.type === 'newline' || all[before]?.type === 'space') before--;
  return all[before]?.type === 'scalar' && !all[before]?.source.endsWith('\n');
}

/** Whether the tab is deeper than the collection the plain scalar before it belongs to. */
function isDeeper(lexeme: Lexeme, all: readonly Lexeme[], at: number, text: string): boolean {
  let before = at;
  while (all[before]?.type !== 'scalar') before--;
  const scalar = all[before];
  if (!scalar) return false;
  const lineStart = scalar.start - scalar.column;
  const indent = /^[ ]*(?:[-?:][ ]+)*/.exec(text.slice(lineStart, scalar.start))?.[0].length ?? 0;
  return lexeme.column + lexeme.source.indexOf('\t') > indent;
}
